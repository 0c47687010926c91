import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { Call } from '../../src/proof/claims/call';
import type { Decision } from '../../src/doctor/decide';
import type { Findings } from '../../src/doctor/findings';
import type { Subject } from '../../src/doctor/subject';
import type { JsonObject } from '../../src/policy/policy-json';
import { MERGED_CASES, REFUSED_CASES, KEY_ACCOUNT } from '../cases/key-policy-cases';
import { oracleContext, oraclePrincipal } from '../oracle/oracle-request';
import { findingsOf, SITUATIONS } from './situation';

const EVERYTHING: JsonObject = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** The policies of a call as the oracle takes them; undefined where others than those that were given have a say. */
function simulationOf(subject: Subject, { call, request }: Decision): Simulation | undefined {
  const { on, by } = call;
  const role = by === 'platform' ? subject.platform : by === 'target' ? subject.target : undefined;
  const resource = resourcePolicy(subject, on);
  if (resource === 'other') return undefined;
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
    resourceControlPolicies: [],
    ...(role?.boundary !== undefined && { permissionBoundaryPolicies: [{ name: 'boundary', policy: role.boundary.json as never }] }),
    ...(resource !== undefined && { resourcePolicy: resource as never }),
  };
}

function level({ serviceControl }: Subject): Simulation['serviceControlPolicies'][number] {
  const policies = serviceControl.map(({ name, json }) => ({ name, policy: json as never }));
  const allows = serviceControl.some(({ json }) => JSON.stringify(json).includes('"Allow"'));
  return { orgIdentifier: 'root', policies: allows ? policies : [...policies, { name: 'FullAWSAccess', policy: EVERYTHING as never }] };
}

function resourcePolicy({ key, platform, target }: Subject, on: Call['on']): JsonObject | undefined | 'other' {
  if (on === undefined) return undefined;
  if (typeof on === 'string') return 'other';
  if ('role' in on) return (on.role === 'platform' ? platform : target)?.trust?.json ?? 'other';
  if (key?.policy === undefined || key.grants.length > 0) return 'other';
  return on.key.startsWith('evidence') || on.key.startsWith('platform') ? key.policy.json : 'other';
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

async function disagreements({ scene, paths }: Findings): Promise<{ readonly compared: number; readonly wrong: readonly string[] }> {
  let compared = 0;
  const wrong: string[] = [];
  for (const decision of paths.flatMap(({ decisions }) => decisions)) {
    const simulation = simulationOf(scene.subject, decision);
    if (simulation === undefined) continue;
    compared += 1;
    const allows = await oracleAllows(simulation);
    if (allows === (decision.state === 'refused'))
      wrong.push(`${decision.call.by} ${decision.call.action} on ${decision.request.resource}: ${decision.state}`);
  }
  return { compared, wrong };
}

test.each(SITUATIONS.map((situation) => [situation.name, situation] as const))(
  '%s: the oracle agrees on every call',
  async (name, situation) => {
    const { compared, wrong } = await disagreements(findingsOf(situation));
    expect(wrong).toEqual([]);
    // A grant is beyond the oracle.
    expect(compared > 0).toBe(name !== 'grant-without-describe');
  },
);

/** Key policies of the merge that are policies at all. */
const CORPUS = [...MERGED_CASES, ...REFUSED_CASES]
  // Whom NotPrincipal excepts is a known difference, see test/oracle/known-differences.ts.
  .filter(({ text }) => !text.includes('NotPrincipal'))
  .flatMap((one) => {
    try {
      const findings = findingsOf({
        files: { 'key.json': { text: one.text } },
        options: {
          keyArn: `arn:aws:kms:us-east-1:${KEY_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
          platformRole: 'arn:aws:iam::111122223333:role/CadoResponseRole',
          targetRole: `arn:aws:iam::${KEY_ACCOUNT}:role/CadoResponseRole`,
          platformRegion: 'eu-west-1',
          protects: ['ebs', 's3'],
        },
      });
      return [[one.name, findings] as const];
    } catch {
      return [];
    }
  });

test('most key policies of the merge are examined', () => {
  expect(CORPUS.length).toBeGreaterThan(70);
});

test.each(CORPUS)('key policy %s: the oracle agrees on every call', async (_name, findings) => {
  expect((await disagreements(findings)).wrong).toEqual([]);
});
