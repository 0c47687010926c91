import type { Json, JsonObject } from '../../policy/policy-json';
import { keySetting } from './key-setting';
import { keyDecision, roleDecision } from './planned-decision';
import type { PlannedModule } from './planned-modules';
import { pathsOf } from './prove-plan';
import { roleSetting } from './role-setting';
import { knownPartition, type Setting } from './setting';

/** Policies that let keys be used anywhere show no Region; imports happen in those that were given. */
function inGivenRegions(setting: Setting, inputs: JsonObject): Setting {
  const { regions } = setting.world;
  const [first] = Array.isArray(inputs['evidence_regions']) ? (inputs['evidence_regions'] as readonly Json[]) : [];
  const text = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
  const platform = text(inputs['platform_region']) ?? text(first);
  const evidence = text(first) ?? platform;
  const isShown = [regions.platform, regions.evidence].some((region) => (setting.names.get(region) ?? region) !== region);
  if (isShown || platform === undefined || evidence === undefined) return setting;
  return { ...setting, names: new Map([...setting.names, [regions.platform, platform], [regions.evidence, evidence]]) };
}

/** Import paths that one version of a module allows and another one, for the same inputs, does not: titles of the claims. */
export function lostPaths(before: PlannedModule, after: PlannedModule): readonly string[] {
  const partition = knownPartition(before);
  if (partition === undefined) return [];
  const isKey = before.name === 'cado-kms-key-policy';
  const setting = inGivenRegions(isKey ? keySetting(before, partition) : roleSetting(before, partition), before.inputs);
  const [old, now] = isKey
    ? [keyDecision(before, setting), keyDecision(after, setting)]
    : [roleDecision(before, setting), roleDecision(after, setting)];
  return pathsOf(before.name, setting, old)
    .filter(
      ({ calls }) =>
        calls.every((call) => old.decide(call).outcome === 'allowed') && !calls.every((call) => now.decide(call).outcome === 'allowed'),
    )
    .map(({ title }) => title);
}
