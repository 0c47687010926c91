import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { Call } from '../../src/proof/claims/call';
import type { Decision } from '../../src/doctor/decide';
import { accountOf } from '../../src/doctor/scene';
import type { Subject } from '../../src/doctor/subject/subject';
import { statementsOf } from '../../src/policy/key-policy';
import { isJsonObject, type JsonObject } from '../../src/policy/policy-json';
import { oracleContext, oraclePrincipal } from '../oracle/oracle-request';

const EVERYTHING: JsonObject = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** The policies of a call as the oracle takes them; undefined where others than those that were given have a say. */
function simulationOf(subject: Subject, { call, request }: Decision): Simulation | undefined {
  const { on, by } = call;
  const role = by === 'platform' ? subject.platform : by === 'target' ? subject.target : undefined;
  const resource = resourcePolicy(subject, on, request.resource);
  const isSaid = role?.identity !== undefined || resource !== undefined || subject.serviceControl.length > 0;
  if (resource === 'other' || !isSaid) return undefined;
  const identity = role?.identity === undefined ? [EVERYTHING] : role.identity.given.map(({ json }) => json);
  const accountId = request.resource.split(':')[4] || request.principal.split(':')[4] || '';
  return {
    request: {
      // A session's ARN has no path of a role, so that the oracle would take roles of any path for it.
      principal: JSON.stringify(resource ?? '').includes(':assumed-role/') ? oraclePrincipal(request) : request.principal,
      action: request.action,
      resource: { resource: request.resource, accountId },
      contextVariables: oracleContext({ ...request, resourceAccount: accountId }),
    },
    identityPolicies: identity.map((policy, index) => ({ name: `policy ${index}`, policy: policy as never })),
    serviceControlPolicies: subject.serviceControl.length === 0 ? [] : [level(subject)],
    resourceControlPolicies: resourceControlLevels(subject, resource),
    ...(role?.boundary !== undefined && { permissionBoundaryPolicies: [{ name: 'boundary', policy: role.boundary.json as never }] }),
    ...(resource !== undefined && { resourcePolicy: resource as never }),
  };
}

function level({ serviceControl }: Subject): Simulation['serviceControlPolicies'][number] {
  const policies = serviceControl.map(({ name, json }) => ({ name, policy: json as never }));
  const allows = serviceControl.some(({ json }) => JSON.stringify(json).includes('"Allow"'));
  return { orgIdentifier: 'root', policies: allows ? policies : [...policies, { name: 'FullAWSAccess', policy: EVERYTHING as never }] };
}

/** On the resources that are examined; what AWS attaches everywhere stands beside. */
const resourceControlLevels = (
  { resourceControl = [] }: Subject,
  resource: JsonObject | undefined,
): Simulation['resourceControlPolicies'] =>
  resourceControl.length === 0 || resource === undefined
    ? []
    : [{ orgIdentifier: 'root', policies: resourceControl.map(({ name, json }) => ({ name, policy: json as never })) }];

/**
 * The oracle takes a statement of a key policy without Resource to be for the key, and AWS for none.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
const withResources = (policy: JsonObject): JsonObject => ({
  ...policy,
  Statement: statementsOf(policy).filter((one) => isJsonObject(one) && ('Resource' in one || 'NotResource' in one)),
});

function resourcePolicy({ key, platform, target }: Subject, on: Call['on'], arn: string): JsonObject | undefined | 'other' {
  if (on === undefined) return undefined;
  if (typeof on === 'string') return 'other';
  if ('role' in on) return (on.role === 'platform' ? platform : target)?.trust?.json ?? 'other';
  if (key?.policy === undefined || key.grants.length > 0 || accountOf(arn) !== accountOf(key.arn)) return 'other';
  return on.key.startsWith('evidence') || on.key.startsWith('platform') ? withResources(key.policy.json) : 'other';
}

/** The oracle leaves out encryption contexts, which are keys like any other: under the name of one that it knows they count. */
const CONTEXTS: readonly (readonly [key: string, known: string])[] = [
  ['kms:EncryptionContext:aws:ebs:id', 'aws:PrincipalTag/ebs-id'],
  ['kms:EncryptionContext:aws:s3:arn', 'aws:PrincipalTag/s3-arn'],
];

const withKnownKeys = (simulation: Simulation): Simulation =>
  JSON.parse(CONTEXTS.reduce((text, [key, known]) => text.replaceAll(`"${key}"`, `"${known}"`), JSON.stringify(simulation))) as Simulation;

/** How the oracle decides, as if what was not given said yes. */
async function oracleAllows(simulation: Simulation): Promise<boolean> {
  const found = await runSimulation(withKnownKeys(simulation), {});
  if (found.resultType === 'error') throw new Error(JSON.stringify(found.errors));
  return found.overallResult === 'Allowed';
}

/**
 * Decisions of which no two are alike: of one caller and action on one thing, in contexts that differ in nothing that any policy asks
 * for. Those that are alike must be decided alike, and the oracle is asked about one of them.
 *
 * @throws Error where they are not
 */
export function distinctDecisions(subject: Subject, decisions: readonly Decision[]): readonly Decision[] {
  const text = JSON.stringify(subject).toLowerCase();
  const known = new Map<string, boolean>();
  const isAsked = (key: string): boolean => {
    const found = known.get(key) ?? text.includes(key.toLowerCase());
    known.set(key, found);
    return found;
  };
  const kinds = new Map<string, Decision>();
  for (const decision of decisions) {
    const { request, call, state, missing } = decision;
    const context = Object.entries(request.context ?? {}).filter(([key]) => isAsked(key));
    const kind = JSON.stringify([request.principal, request.action, request.resource, call.on, call.rights, context, missing]);
    const first = kinds.get(kind);
    if (first !== undefined && first.state !== state) throw new Error(`decided in two ways: ${kind}`);
    kinds.set(kind, first ?? decision);
  }
  return [...kinds.values()];
}

/** Decisions that the oracle makes otherwise, and how many were compared. */
export async function disagreements(
  subject: Subject,
  decisions: readonly Decision[],
): Promise<{ readonly compared: number; readonly wrong: readonly string[] }> {
  let compared = 0;
  const wrong: string[] = [];
  for (const decision of decisions) {
    const simulation = simulationOf(subject, decision);
    // Where a condition key decides that nobody told, the oracle takes it for absent; of the state of a key it knows nothing.
    const isBeyond = decision.unusable !== undefined || decision.missing.some(({ kind }) => kind === 'condition key');
    if (simulation === undefined || isBeyond) continue;
    compared += 1;
    const allows = await oracleAllows(simulation);
    if (allows === (decision.state === 'refused'))
      wrong.push(`${decision.call.by} ${decision.call.action} on ${decision.request.resource}: ${decision.state}`);
  }
  return { compared, wrong };
}
