import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { isRoot } from './callers';
import { oracleContext, oraclePrincipal } from './oracle-request';
import type { Outcome } from './ours';
import { isOfAws, levelsOf, type AttachedPolicy, type Pair, type PolicyJson } from './pair';

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  Allowed: 'allowed',
  ExplicitlyDenied: 'denied explicitly',
  ImplicitlyDenied: 'denied implicitly',
};

/**
 * The oracle knows no root user, who needs no policy.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html
 */
const EVERYTHING: PolicyJson = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }] };

/** A pair as the oracle takes it; it adds AWS's own resource control policy to each level. */
export function simulationOf(pair: Pair): Simulation {
  const { request, policies } = pair;
  const ofKind = (kind: AttachedPolicy['kind']): readonly AttachedPolicy[] => policies.filter((attached) => attached.kind === kind);
  const named = (kind: AttachedPolicy['kind']): Simulation['identityPolicies'] =>
    ofKind(kind).map(({ policy }, index) => ({ name: `${kind} ${index}`, policy }));
  const levels = (kind: AttachedPolicy['kind']): Simulation['serviceControlPolicies'] =>
    levelsOf(pair, kind).map((found, level) => ({
      orgIdentifier: `level ${level}`,
      policies: found.filter((attached) => !isOfAws(attached)).map(({ policy }, index) => ({ name: `${kind} ${level}.${index}`, policy })),
    }));
  const boundaries = named('boundary');
  const [session] = ofKind('session');
  const [resource] = ofKind('resource');
  return {
    request: {
      principal: oraclePrincipal(request),
      action: request.action,
      resource: { resource: request.resource, accountId: request.resourceAccount ?? '' },
      contextVariables: oracleContext(request),
    },
    identityPolicies: isRoot(request) ? [{ name: 'rights of the root', policy: EVERYTHING }] : named('identity'),
    serviceControlPolicies: levels('service control'),
    resourceControlPolicies: levels('resource control'),
    ...(boundaries.length > 0 && { permissionBoundaryPolicies: boundaries }),
    ...(session !== undefined && { sessionPolicy: session.policy }),
    ...(resource !== undefined && { resourcePolicy: resource.policy }),
  };
}

/**
 * What the oracle decides.
 *
 * @throws Error where it takes a policy for none, or leaves out a condition key, since its verdict is then about another pair.
 */
export async function oracleOutcome(pair: Pair): Promise<Outcome> {
  const found = await runSimulation(simulationOf(pair), {});
  const problem = (text: unknown): Error =>
    new Error(`The oracle does not take the pair: ${JSON.stringify(text)}\n${JSON.stringify(pair, null, 2)}`);
  if (found.resultType === 'error') throw problem(found.errors);
  if (found.resultType !== 'single') throw problem('several resources');
  const { ignoredContextKeys = [] } = found.result;
  if (ignoredContextKeys.length > 0) throw problem(ignoredContextKeys);
  const outcome = OUTCOMES[found.overallResult];
  if (outcome === undefined) throw problem(found.overallResult);
  return outcome;
}
