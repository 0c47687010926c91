import { decideCall, type Decision } from '../../doctor/decide';
import type { PathResult } from '../../doctor/examine';
import { accountOf, type Scene } from '../../doctor/scene';
import type { GivenPolicy } from '../../estate/estate';
import { EVIDENCE_BUCKET } from '../../proof/claims/buckets';
import { allowsAnything, type ControlPolicies } from './control-policies';
import { inAccount, type InAccount, type Placement } from './in-account';

/** A call before and after, with the policies of the organisation that hold for it. */
export interface LimitedCall {
  readonly was: Decision;
  readonly now: Decision;
  /** Whose policies limit it. */
  readonly account: string;
  readonly policies: InAccount;
}

/** What becomes of the calls of a path, if its accounts are placed so. */
export interface LimitedCalls {
  /** Calls that are refused, where the path was not blocked before. */
  readonly lost: (path: PathResult, isBelow: Placement) => readonly LimitedCall[];
  /** Calls that a Deny is about under a condition which nobody can decide. */
  readonly depending: (path: PathResult, isBelow: Placement) => readonly LimitedCall[];
  /** Calls that a policy lets through which is attached no longer, and nothing is shown that allows anything instead. */
  readonly leftOpen: (path: PathResult, isBelow: Placement) => readonly LimitedCall[];
  readonly isRefused: (call: Decision, isBelow: Placement) => boolean;
}

/** Decides calls under policies of the organisation. */
export function limitedCalls(old: Scene, now: Scene, control: ControlPolicies): LimitedCalls {
  const { kind } = control;
  const [before, after] = [sceneMaker(old, kind), sceneMaker(now, kind)];
  const limited = (decision: Decision, isBelow: Placement): LimitedCall | undefined => {
    const account = accountOfLimits(now, decision, kind);
    const policies = inAccount(control, account, isBelow);
    const was = decideCall(before(policies.before), decision.call, true);
    const then = decideCall(after(policies.after), decision.call, true);
    return was === undefined || then === undefined ? undefined : { was, now: then, account, policies };
  };
  const callsOf = ({ decisions }: PathResult, isBelow: Placement): readonly LimitedCall[] => {
    const calls = decisions.flatMap((decision) => limited(decision, isBelow) ?? []);
    return calls.some(({ was }) => was.state === 'refused') ? [] : calls;
  };
  return {
    lost: (path, isBelow) => callsOf(path, isBelow).filter((call) => call.now.state === 'refused'),
    depending: (path, isBelow) => callsOf(path, isBelow).filter((call) => isNewlyUndecided(call, kind)),
    leftOpen: (path, isBelow) => callsOf(path, isBelow).filter(({ policies }) => detachedAllow(control, policies) !== undefined),
    isRefused: (decision, isBelow) => limited(decision, isBelow)?.now.state === 'refused',
  };
}

function isNewlyUndecided({ was, now }: LimitedCall, kind: ControlPolicies['kind']): boolean {
  const [denied] = now.verdict.because;
  const isDenied = now.state === 'depends' && now.verdict.outcome === 'denied explicitly' && denied?.kind === kind;
  return isDenied && now.missing.some(({ what }) => !was.missing.some((one) => one.what === what));
}

/**
 * A policy that allows and is detached, where nothing is shown that allows anything instead. An account keeps one policy at least, so that
 * there is another one.
 *
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html#min-max-values
 */
export function detachedAllow({ kind, before, after }: ControlPolicies, policies: InAccount): GivenPolicy | undefined {
  if (kind === 'resource control' || policies.after.some(allowsAnything)) return undefined;
  const isUnknown = (name: string): boolean => after.targets.has(name) && after.policies.every((policy) => policy.name !== name);
  return policies.before.find(
    (policy) =>
      allowsAnything(policy) &&
      before.targets.has(policy.name) &&
      !isUnknown(policy.name) &&
      policies.after.every(({ name }) => name !== policy.name),
  );
}

/** Scenes in which policies of the organisation hold, one for each set of them. */
function sceneMaker(scene: Scene, kind: ControlPolicies['kind']): (policies: readonly GivenPolicy[]) => Scene {
  const made = new Map<string, Scene>();
  return (policies) => {
    const key = policies.map(({ name }) => name).join('\n');
    const limits = kind === 'service control' ? { serviceControl: policies } : { resourceControl: policies };
    const found = made.get(key) ?? { ...scene, subject: { ...scene.subject, ...limits } };
    made.set(key, found);
    return found;
  };
}

/**
 * Whose policies limit a call: service control policies are those of whoever calls, resource control policies those of what is called. An
 * ARN of a bucket has no account.
 *
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
function accountOfLimits({ world }: Scene, { request, call }: Decision, kind: ControlPolicies['kind']): string {
  if (kind === 'service control') return accountOf(request.principal);
  if (!request.action.startsWith('s3:')) return accountOf(request.resource);
  return call.resource.includes(`:::${EVIDENCE_BUCKET}`) ? world.accounts.platform : world.accounts.target;
}
