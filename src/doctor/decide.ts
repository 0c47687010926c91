import type { Call } from '../proof/claims/call';
import { callerName, roleArn } from '../proof/claims/world';
import type { AccessRequest, RequestContext } from '../proof/evaluator/access-request';
import { evaluate } from '../proof/evaluator/evaluate';
import type { Verdict } from '../proof/evaluator/verdict';
import { policiesInForce, regionOf, roleOf } from './policies-in-force';
import type { Scene } from './scene';

/** A call, decided by what was given. */
export interface Decision {
  readonly call: Call;
  /** It depends where what was not given decides. */
  readonly state: 'allowed' | 'refused' | 'depends';
  /** What decided; of a call that depends, how far what was given gets. */
  readonly verdict: Verdict;
  /** Of a call that depends: what decides if what was not given says yes. */
  readonly best?: Verdict;
  /** What it depends on, in words. */
  readonly missing: readonly string[];
  /** The request, with the names of the documents. */
  readonly request: AccessRequest;
}

/** Decides a call; undefined where nothing that was given has a say in it. */
export function decideCall(scene: Scene, call: Call): Decision | undefined {
  const policies = policiesInForce(scene, call);
  if (policies === undefined) return undefined;
  const request = requestOf(scene, call);
  const best = evaluate(request, policies.atBest);
  if (best.outcome !== 'allowed') return { call, state: 'refused', verdict: best, missing: [], request };
  const worst = policies.missing.length === 0 ? best : evaluate(request, policies.atWorst);
  if (worst.outcome === 'allowed') return { call, state: 'allowed', verdict: worst, missing: [], request };
  return { call, state: 'depends', verdict: worst, best, missing: policies.missing, request };
}

/** The request that a call is, with the names of the documents. */
export function requestOf(scene: Scene, call: Call): AccessRequest {
  const { named, world } = scene;
  const role = roleOf(scene, call.by);
  const [given = {}] = named.contexts(call.context ?? {});
  return {
    principal: role?.arn ?? named.text(callerName(world, call.by)),
    sessionName: 'session',
    action: call.action,
    resource:
      typeof call.on === 'object' && 'role' in call.on
        ? (roleOf(scene, call.on.role)?.arn ?? roleArn(world, call.on.role))
        : named.text(call.resource),
    context: { ...usualContext(scene, call, given), ...given, ...scene.subject.context },
  };
}

/** IAM answers in one Region of a partition. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion */
const GLOBAL_REGION: Readonly<Record<string, string>> = { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-north-1' };

/** Condition keys that claims do not speak of, and foreign policies do. */
function usualContext(scene: Scene, call: Call, given: RequestContext): RequestContext {
  const service = given['kms:ViaService'];
  const region = call.action.startsWith('iam:') ? (GLOBAL_REGION[scene.world.partition] ?? '') : regionOf(scene, call);
  const isOurs = call.by !== 'stranger' && call.by !== 'service';
  return {
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': service === undefined ? 'false' : 'true',
    ...(typeof service === 'string' && { 'aws:CalledVia': [`${service.split('.')[0] ?? ''}.amazonaws.com`] }),
    ...(isOurs && scene.subject.organizationId !== undefined && { 'aws:PrincipalOrgID': scene.subject.organizationId }),
  };
}
