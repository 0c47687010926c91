import { keySetting } from './key-setting';
import { keyDecision, roleDecision } from './planned-decision';
import type { PlannedModule } from './planned-modules';
import { pathsOf } from './prove-plan';
import { roleSetting } from './role-setting';
import { knownPartition } from './setting';

/** Import paths that one version of a module allows and another one, for the same inputs, does not: titles of the claims. */
export function lostPaths(before: PlannedModule, after: PlannedModule): readonly string[] {
  const partition = knownPartition(before);
  if (partition === undefined) return [];
  const isKey = before.name === 'cado-kms-key-policy';
  const setting = isKey ? keySetting(before, partition) : roleSetting(before, partition);
  const [old, now] = isKey
    ? [keyDecision(before, setting), keyDecision(after, setting)]
    : [roleDecision(before, setting), roleDecision(after, setting)];
  return pathsOf(before.name, setting, old)
    .filter(({ calls }) => calls.every((call) => old.decide(call).outcome === 'allowed') && !calls.every((call) => now.decide(call).outcome === 'allowed'))
    .map(({ title }) => title);
}
