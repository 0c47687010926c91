import { examine, type PathResult } from '../../doctor/examine';
import { allowingStatements, callInWords, reasonInWords } from '../../doctor/report/words';
import type { Outcome } from '../findings/outcome';
import { worksInWords } from '../losses';
import type { ComparedScenes } from '../scenes';
import { allowsAnything, type ControlPolicies } from './control-policies';
import { ATTACHED, ELSEWHERE_TOO, placementsOf } from './in-account';
import { detachedAllow, limitedCalls, type LimitedCall, type LimitedCalls } from './lost-calls';

/** Paths that policies of the organisation would block: surely where they are attached to the account itself, else perhaps. */
export function controlLosses({ old, now }: ComparedScenes, control: ControlPolicies): readonly Outcome[] {
  if (old === undefined || now === undefined) return [];
  const calls = limitedCalls(old, now, control);
  const placements = [ATTACHED, ...placementsOf(control)];
  return examine(now, old)
    .filter(({ state }) => state !== 'blocked')
    .flatMap((path) => {
      const sure = calls.lost(path, ATTACHED).filter((call) => isSure(call, calls));
      if (sure.length > 0) return onePerPlace(sure.map((call) => lost(path, call, control, true)));
      const perhaps = placements.map((isBelow) => calls.lost(path, isBelow)).find(({ length }) => length > 0);
      if (perhaps !== undefined) return onePerPlace(perhaps.map((call) => lost(path, call, control, false)));
      const depending = placements.map((isBelow) => calls.depending(path, isBelow)).find(({ length }) => length > 0);
      if (depending !== undefined) return onePerPlace(depending.map((call) => leftToOthers(path, call)));
      return onePerPlace(placements.flatMap((isBelow) => calls.leftOpen(path, isBelow)).map((call) => leftOpen(path, call, control)));
    });
}

/** A Deny holds whatever else does. Where an Allow goes, something unseen may allow as well; and beside one that comes, what was there. */
const isSure = ({ now, policies }: LimitedCall, { isRefused }: LimitedCalls): boolean =>
  now.verdict.outcome === 'denied explicitly' || (policies.before.some(allowsAnything) && isRefused(now, ELSEWHERE_TOO));

const onePerPlace = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  [...new Map(outcomes.toReversed().map((outcome) => [outcome.place, outcome])).values()].toReversed();

function lost(path: PathResult, call: LimitedCall, { kind }: ControlPolicies, isSurely: boolean): Outcome {
  const { now, was, account, policies } = call;
  const isDenied = now.verdict.outcome === 'denied explicitly';
  const allowing = allowingStatements(was).find(
    (statement) => statement.kind === kind && policies.before.some(({ name }) => name === statement.policy),
  );
  const place = (isDenied ? now.verdict.because[0]?.policy : (allowing?.policy ?? policies.after.find(allowsAnything)?.name)) ?? '';
  const isBeside = !isDenied && !policies.before.some(allowsAnything);
  const unless = isSurely ? '' : `, if it holds for the account ${account}${isBeside ? ' and FullAWSAccess does not' : ''}`;
  return {
    rule: isSurely ? 'lost-path' : 'possible-loss',
    severity: isSurely ? 'error' : 'warning',
    place,
    what: path.title,
    message: `The import path "${path.title}" ${worksInWords(path)} and ${isSurely ? 'would' : 'may'} be lost: ${callInWords(now)} would be ${reasonInWords(now)}${unless}`,
    mend: isDenied
      ? `Narrow the ${kind} policy, so that it leaves out what imports need; or keep it away from the accounts of the roles and keys`
      : `Let a ${kind} policy of the account allow what imports need`,
    rank: 0,
  };
}

const leftToOthers = (path: PathResult, { now }: LimitedCall): Outcome => ({
  rule: 'possible-loss',
  severity: 'warning',
  place: now.verdict.because[0]?.policy ?? '',
  what: path.title,
  message: `The import path "${path.title}" ${worksInWords(path)} and may be lost: ${callInWords(now)} ${reasonInWords(now)}`,
  mend: 'Say what it depends on: --organization-id, --context',
  rank: 0,
});

const leftOpen = (path: PathResult, { now, account, policies }: LimitedCall, control: ControlPolicies): Outcome => {
  const place = detachedAllow(control, policies)?.name ?? '';
  return {
    rule: 'possible-loss',
    severity: 'warning',
    place,
    what: path.title,
    message: `The import path "${path.title}" ${worksInWords(path)} and may be lost: ${place} lets ${callInWords(now)} through, and would be detached from the account ${account}; what allows it there instead, the plan does not show`,
    mend: 'Keep it attached, or plan what is attached instead together with this: FullAWSAccess, or a policy that allows what imports need',
    rank: 0,
  };
};
