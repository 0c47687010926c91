import type { Call } from '../proof/claims/call';
import { callerName, roleArn } from '../proof/claims/world';
import type { AccessRequest } from '../proof/evaluator/access-request';
import { evaluate } from '../proof/evaluator/evaluate';
import type { Verdict } from '../proof/evaluator/verdict';
import { isOnExaminedKey, roleOf } from './examined-key';
import { unusable, type Unusable } from './subject/key-state';
import type { Missing, SaysNo } from './in-force/missing';
import { policiesInForce, type InForce } from './in-force/policies-in-force';
import { contextOf } from './in-force/request-context';
import type { Scene } from './scene';
import { undecidedBy } from './in-force/undecided-keys';
import { undecidedIn, withDecidedKeys } from './in-force/undecided-policies';
import { SESSION_NAME } from './in-force/session-name';

/** A call, decided by what was given. */
export interface Decision {
  readonly call: Call;
  /** It depends where what was not given decides. */
  readonly state: 'allowed' | 'refused' | 'depends';
  /** What decided; of a call that depends, how far what was given gets. */
  readonly verdict: Verdict;
  /** What decides a call that depends, if all that is not known says yes. @default - it does not depend */
  readonly best?: Verdict;
  /** What it depends on. */
  readonly missing: readonly Missing[];
  /** The request, with the names of the documents. */
  readonly request: AccessRequest;
  /** Why the key refuses whatever policies say. @default - it does not */
  readonly unusable?: Unusable;
}

/**
 * Decides a call. What was not given is taken to say yes, and then to say no.
 *
 * @param always as a call of a path is: also where nothing that was given has a say in it, and by the state of the key; one of an attack
 *   is decided by what was given, and as it is told
 * @returns undefined for a call on a key that nobody named
 */
export function decideCall(scene: Scene, call: Call, always = false): Decision | undefined {
  if (!always) return newDecision(scene, call, always);
  const known = DECISIONS.get(scene) ?? new Map<Call, Decision | undefined>();
  DECISIONS.set(scene, known);
  if (!known.has(call)) known.set(call, newDecision(scene, call, always));
  return known.get(call);
}

/** Decisions of calls that paths share. */
const DECISIONS = new WeakMap<Scene, Map<Call, Decision | undefined>>();

function newDecision(scene: Scene, call: Call, always: boolean): Decision | undefined {
  const policies = policiesInForce(scene, call, always);
  if (policies === undefined || (policies.say !== 'policy' && !always)) return undefined;
  const decision = decidedBy(scene, call, policies, always);
  // What policies let through is let through again once the key can be used.
  const state = always && isOnExaminedKey(scene, call) && !mayBeDescribed(scene, decision) ? unusableKey(scene) : undefined;
  return state === undefined ? decision : { ...decision, state: 'refused', missing: [], unusable: state };
}

/** A key that cannot be used is described all the same, but where its policy refuses and nobody can change that. */
const mayBeDescribed = ({ subject }: Scene, { call, state, verdict }: Decision): boolean =>
  call.action === 'kms:DescribeKey' && !(subject.key?.manager === 'AWS' && state === 'refused' && verdict.missing === 'resource');

/** Whether anything that was given has a say in a call, be it that it limits what others say. */
export const hasSay = (scene: Scene, call: Call): boolean => (policiesInForce(scene, call, true)?.say ?? 'nothing') !== 'nothing';

function decidedBy(scene: Scene, call: Call, policies: InForce, always: boolean): Decision {
  const request = requestOf(scene, call);
  const [open, closed] = [policies.at(() => false), policies.at(() => true)];
  const keys = undecidedIn([open, closed], undecidedBy(scene, call, request.context ?? {}, !always));
  const missing = [...policies.missing, ...keys];
  const verdictAt = (saysNo: SaysNo): Verdict => evaluate(request, withDecidedKeys(policies.at(saysNo), keys, saysNo));
  const best = verdictAt(() => false);
  if (best.outcome !== 'allowed') return { call, state: 'refused', verdict: best, missing: [], request };
  if (missing.length === 0) return { call, state: 'allowed', verdict: best, missing: [], request };
  const worst = verdictAt(() => true);
  if (worst.outcome === 'allowed') return { call, state: 'allowed', verdict: worst, missing: [], request };
  // Of several things that are not known, those count that each by itself would refuse it.
  const alone = missing.filter((one) => verdictAt((other) => other.what === one.what).outcome !== 'allowed');
  return { call, state: 'depends', verdict: worst, best, missing: alone.length > 0 ? alone : missing, request };
}

const unusableKey = ({ subject: { key } }: Scene): Unusable | undefined => (key === undefined ? undefined : unusable(key));

/** Requests of calls, by the names of their scene: whatever a patch changes, they stay what they are. */
const REQUESTS = new WeakMap<Scene['named'], WeakMap<Call, AccessRequest>>();

/** The request that a call is, with the names of the documents. */
export function requestOf(scene: Scene, call: Call): AccessRequest {
  const known = REQUESTS.get(scene.named) ?? new WeakMap<Call, AccessRequest>();
  REQUESTS.set(scene.named, known);
  const request = known.get(call) ?? newRequest(scene, call);
  known.set(call, request);
  return request;
}

function newRequest(scene: Scene, call: Call): AccessRequest {
  const { named, world } = scene;
  const role = roleOf(scene, call.by);
  return {
    principal: role?.arn ?? named.text(callerName(world, call.by)),
    sessionName: SESSION_NAME,
    action: call.action,
    resource: typeof call.on === 'object' && 'role' in call.on ? named.text(roleArn(world, call.on.role)) : named.text(call.resource),
    context: contextOf(scene, call),
  };
}
