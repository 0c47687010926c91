import { TIGHTENING_LEVELS, type TighteningLevel } from '../../policy/guard';
import type { Json } from '../../policy/policy-json';
import { CLAIMS, isMadeAt, modulesOf, titleOf, type Claim } from '../claim';
import type { Call } from '../claims/call';
import { eachSideAlone } from '../claims/each-side';
import type { ModuleName } from '../claims/import-path';
import { keyArn, KEY_NAMES } from '../claims/keys';
import { callerName } from '../claims/world';
import type { Verdict } from '../evaluator/verdict';
import { verdictInWords } from '../verdict-words';
import { keySetting } from './key-setting';
import { keyDecision, nameOf, roleDecision, type PlannedDecision } from './planned-decision';
import type { PlannedModule } from './planned-modules';
import { promisedSids } from './promised-sids';
import { renamer } from './renamed';
import { roleSetting } from './role-setting';
import { knownPartition, type Setting } from './setting';
import { rolesNamedBy } from './statement-view';

/** A call of a plan's module that was decided otherwise than claimed. */
export interface PlanFailure {
  readonly module: PlannedModule;
  readonly level: TighteningLevel;
  readonly claim: Claim;
  readonly call: Call;
  readonly verdict: Verdict;
  /** The sentence for people. */
  readonly message: string;
}

/** What was proved of one module of a plan. */
export interface ModuleProof {
  readonly module: PlannedModule;
  /** The level at which claims were made. */
  readonly level: TighteningLevel;
  readonly paths: number;
  readonly attacks: number;
  readonly calls: number;
  readonly failures: readonly PlanFailure[];
}

/**
 * Decides the claims for one module of a plan.
 *
 * @param level the level that must hold; @default the tightest one of which the policies show a sign
 * @returns undefined for a partition that no claims are made for
 */
export function proveModule(module: PlannedModule, level?: TighteningLevel): ModuleProof | undefined {
  const partition = knownPartition(module);
  if (partition === undefined) return undefined;
  const isKey = module.name === 'cado-kms-key-policy';
  const read = isKey ? keySetting(module, partition) : roleSetting(module, partition);
  const setting = { ...read, level: level ?? tightest(read.level, module.inputs['kms_tightening']) };
  const decision = isKey ? keyDecision(module, setting) : roleDecision(module, setting);
  const made = CLAIMS.flatMap((claim) => {
    const calls = callsOf(claim, module.name, setting, decision);
    return calls.length === 0 ? [] : [{ claim, calls }];
  });
  const failures = made.flatMap(({ claim, calls }) =>
    calls.flatMap((call): readonly PlanFailure[] => {
      const keys = claim.kind === 'path' ? claim.path.keys : claim.attack.keys;
      const verdict = decision.decide(call, keys === 'enforced' && call.rights === 'administrator');
      if ((verdict.outcome === 'allowed') === (claim.kind === 'path')) return [];
      return [{ module, level: setting.level, claim, call, verdict, message: message(module, setting, claim, call, verdict) }];
    }),
  );
  const count = (kind: Claim['kind']): number => made.filter(({ claim }) => claim.kind === kind).length;
  const calls = made.reduce((sum, one) => sum + one.calls.length, 0);
  return { module, level: setting.level, paths: count('path'), attacks: count('attack'), calls, failures };
}

/** Import paths of which a module decides calls, as its policies show them. */
export function pathsOf(
  name: ModuleName,
  setting: Setting,
  decision: PlannedDecision,
): readonly { readonly title: string; readonly calls: readonly Call[] }[] {
  return CLAIMS.flatMap((claim) => {
    const calls = claim.kind === 'path' ? callsOf(claim, name, setting, decision) : [];
    return calls.length === 0 ? [] : [{ title: titleOf(claim), calls }];
  });
}

/** The level that the policies show, or a tighter one that the inputs ask for. */
function tightest(shown: TighteningLevel, given: Json | undefined): TighteningLevel {
  return (
    TIGHTENING_LEVELS[
      Math.max(
        TIGHTENING_LEVELS.indexOf(shown),
        TIGHTENING_LEVELS.findIndex((level) => level === given),
      )
    ] ?? shown
  );
}

/** Calls of a claim that the module decides; none where the claim is not made for it. */
function callsOf(claim: Claim, name: ModuleName, setting: Setting, decision: PlannedDecision): readonly Call[] {
  if (!isMadeAt(claim, setting.level)) return [];
  return claim.kind === 'path' ? pathCalls(claim, name, setting, decision) : attackCalls(claim, setting, decision);
}

function attackCalls({ attack }: Extract<Claim, { kind: 'attack' }>, setting: Setting, decision: PlannedDecision): readonly Call[] {
  // A plan does not tell what was not chosen: whatever its policies allow, somebody may have asked for.
  if (attack.without !== undefined) return [];
  if (attack.where !== undefined && !setting.chosen.has(attack.where)) return [];
  if (attack.keys === 'enforced' && !setting.statements.has('CadoResponseDenyOutsideServices')) return [];
  return attack
    .calls(setting.world)
    .flatMap((call) => eachSideAlone(setting.world, call))
    .filter((call) => decision.concerns(call));
}

/** A path is promised where its statements are there and the module speaks of its keys. */
function pathCalls(
  claim: Extract<Claim, { kind: 'path' }>,
  name: ModuleName,
  setting: Setting,
  decision: PlannedDecision,
): readonly Call[] {
  const { path } = claim;
  const { world, methods, keys, statements } = setting;
  if (!modulesOf(claim).includes(name) || (path.method !== undefined && !methods.includes(path.method))) return [];
  if (path.partition !== undefined && path.partition !== world.partition) return [];
  const calls = path.calls(world).filter((call) => decision.concerns(call));
  const isSpokenOf = (call: Call): boolean => KEY_NAMES.every((key) => keyArn(world, key) !== call.resource || keys.has(key));
  const sidsOf = (call: Call): readonly string[] => promisedSids(name, path, setting, call);
  if (name === 'cado-kms-key-policy') {
    const caller = ({ by }: Call): string => renamer(setting).text(callerName(world, by));
    const isNamed = (call: Call): boolean =>
      sidsOf(call).length > 0 && sidsOf(call).every((sid) => rolesNamedBy(statements.get(sid)).includes(caller(call)));
    const isDenied = statements.has('CadoResponseDenyOutsideServices');
    return calls.filter((call) => (call.rights === 'administrator' ? isDenied : isNamed(call)));
  }
  return calls.every((call) => isSpokenOf(call) && sidsOf(call).every((sid) => statements.has(sid))) ? calls : [];
}

function message(module: PlannedModule, setting: Setting, claim: Claim, call: Call, verdict: Verdict): string {
  const { text } = renamer(setting);
  const expected = claim.kind === 'path' ? 'must work, but' : 'must be refused, but';
  const caller = text(callerName(setting.world, call.by));
  return `${nameOf(module)} at ${setting.level}: ${titleOf(claim)} ${expected} ${call.action} on ${text(call.resource)} by ${caller} is ${verdictInWords(verdict)}`;
}
