import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import type { Call } from '../../src/proof/claims/call';
import { callerName, roleArn, type World } from '../../src/proof/claims/world';
import type { AccessRequest, RequestContext } from '../../src/proof/evaluator/access-request';
import { evaluate } from '../../src/proof/evaluator/evaluate';
import { policyOf } from '../../src/proof/evaluator/parse-policy';
import { oracleContext } from '../oracle/oracle-request';

/** Statements that were printed; a side without any says yes. */
export interface Sides {
  readonly identity?: readonly Json[];
  readonly resource?: readonly Json[];
}

const document = (statements: readonly Json[]): JsonObject => ({ Version: '2012-10-17', Statement: statements });
const EVERYTHING: Json = { Effect: 'Allow', Action: '*', Resource: '*' };

const accountIn = (arn: string): string => arn.split(':')[4] ?? '';

/** What the resource says where nothing was printed for it: in one account it leaves it to IAM, otherwise it lets everybody in. */
function openResource({ principal, action, resource, resourceAccount }: AccessRequest): readonly Json[] | undefined {
  const account = resourceAccount ?? accountIn(resource);
  const isGuarded = /:(key\/|role\/)/.test(resource) && /^(kms|sts):/.test(action);
  if (account === accountIn(principal) || account === '') {
    const root = `arn:${principal.split(':')[1]}:iam::${account}:root`;
    return isGuarded ? [{ Effect: 'Allow', Principal: { AWS: root }, Action: '*', Resource: '*' }] : undefined;
  }
  return [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }];
}

/** How our evaluator and the oracle decide a request by the statements that were printed. */
export async function decidedTwice(
  request: AccessRequest,
  { identity = [EVERYTHING], resource }: Sides,
): Promise<{ readonly ours: boolean; readonly oracle: boolean }> {
  // A trust policy names no resource.
  const ofResource = resource ?? openResource(request);
  const ours = evaluate(request, {
    identity: [policyOf('identity', document(identity))],
    ...(ofResource !== undefined && { resource: policyOf('resource', document(ofResource)) }),
  });
  return { ours: ours.outcome === 'allowed', oracle: await oracleAllows(request, identity, ofResource) };
}

async function oracleAllows(request: AccessRequest, identity: readonly Json[], resource: readonly Json[] | undefined): Promise<boolean> {
  const accountId = request.resourceAccount ?? (accountIn(request.resource) || accountIn(request.principal));
  const simulation: Simulation = {
    request: {
      principal: request.principal,
      action: request.action,
      resource: { resource: request.resource, accountId: accountId === 'aws' ? accountIn(request.principal) : accountId },
      contextVariables: oracleContext({ ...request, resourceAccount: accountId }),
    },
    identityPolicies: [{ name: 'identity', policy: document(identity) as never }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(resource !== undefined && { resourcePolicy: document(resource) as never }),
  };
  const found = await runSimulation(withKnownKeys(simulation), {});
  if (found.resultType === 'error') throw new Error(`${request.action} ${request.resource}: ${JSON.stringify(found.errors)}`);
  return found.overallResult === 'Allowed';
}

/**
 * The oracle leaves out encryption contexts, which are keys like any other: under the name of one that it knows they count. Nor does
 * it know documents of AWS's own, which have no account.
 */
const withKnownKeys = (simulation: Simulation): Simulation =>
  JSON.parse(
    JSON.stringify(simulation)
      .replaceAll(/"kms:EncryptionContext:([\w:]+)"/g, (_all, name: string) => `"aws:PrincipalTag/${name.replaceAll(':', '-')}"`)
      .replaceAll('::document/', ':000000000000:document/'),
  ) as Simulation;

/** The request that the call of a claim is. */
export function requestOfCall(world: World, { by, action, resource, context = {} }: Call): AccessRequest {
  const region = resource.split(':')[3] || (by === 'target' ? world.regions.evidence : world.regions.platform);
  const own = by === 'target' ? world.accounts.target : world.accounts.platform;
  return {
    principal: callerName(world, by),
    action,
    resource,
    ...(resource.includes(':s3:::') && { resourceAccount: own }),
    context: { 'aws:RequestedRegion': region, ...context },
  };
}

const without = (context: RequestContext, names: RegExp): RequestContext =>
  Object.fromEntries(Object.entries(context).filter(([key]) => !names.test(key)));

/** Requests that are near to a call and must be refused: none of them is what was refused. */
export function neighboursOf(world: World, own: AccessRequest, sides: Sides): readonly (readonly [string, AccessRequest])[] {
  const { context = {} } = own;
  const withContext = (more: RequestContext): AccessRequest => ({ ...own, context: { ...context, ...more } });
  const isIdentity = sides.identity !== undefined;
  return [
    ...keyNeighbours(world, own, isIdentity),
    ...(sides.resource === undefined ? [] : callerNeighbours(world, own, isIdentity)),
    ...(isIdentity ? resourceNeighbours(world, own) : []),
    ...(typeof context['ec2:Add/userId'] === 'string'
      ? [
          ['shared with a stranger', withContext({ 'ec2:Add/userId': world.accounts.stranger })] as const,
          ['shared with everybody too', withContext({ 'ec2:Add/group': 'all' })] as const,
        ]
      : []),
    ...(typeof context['aws:ResourceTag/Name'] === 'string'
      ? [['on what is not ours', withContext({ 'aws:ResourceTag/Name': 'prod' })] as const]
      : []),
    ...(typeof context['ec2:CreateAction'] === 'string'
      ? [['afterwards', { ...own, context: without(context, /^ec2:CreateAction$/) }] as const]
      : []),
    ...(sides.resource !== undefined && typeof context['sts:ExternalId'] === 'string'
      ? [['without the external id', { ...own, context: without(context, /^sts:ExternalId$/) }] as const]
      : []),
  ];
}

/** The use of a key: through another service or Region, directly, for something else. */
function keyNeighbours({ regions }: World, own: AccessRequest, isIdentity: boolean): readonly (readonly [string, AccessRequest])[] {
  const { context = {}, resource } = own;
  const via = context['kms:ViaService'];
  const id = context['kms:EncryptionContext:aws:ebs:id'];
  const other = resource.replace(/key\/.*$/, `key/0badc0de-0000-0000-0000-000000000000`);
  return [
    ...(typeof via === 'string'
      ? [
          [
            'from another Region',
            { ...own, context: { ...context, 'kms:ViaService': `${via.split('.')[0]}.${regions.elsewhere}.amazonaws.com` } },
          ] as const,
          ['through another service', { ...own, context: { ...context, 'kms:ViaService': via.replace(/^[^.]+/, 'rds') } }] as const,
          ['directly', { ...own, context: without(context, /^kms:(ViaService|EncryptionContext)/) }] as const,
        ]
      : []),
    ...(typeof id === 'string'
      ? [
          [
            'for something else',
            { ...own, context: { ...context, 'kms:EncryptionContext:aws:ebs:id': id.startsWith('vol-') ? 'snap-1' : 'vol-1' } },
          ] as const,
        ]
      : []),
    ...(isIdentity && resource.includes(':key/') ? [['another key', { ...own, resource: other }] as const] : []),
  ];
}

/** Roles that a statement of a key or of a trust policy must not let in; they may do anything by their own policies. */
function callerNeighbours(world: World, own: AccessRequest, isIdentity: boolean): readonly (readonly [string, AccessRequest])[] {
  const [, , , , account = ''] = own.principal.split(':');
  const stranger = roleArn(world, 'stranger');
  const colleague = own.principal.replace(/:role\/.*$/, ':role/Developer');
  // With an identity policy beside it the role's own statement is asked too, which a stranger does not have.
  return isIdentity
    ? []
    : [
        ['by a stranger of the same name', { ...own, principal: stranger }] as const,
        [`by another role of ${account}`, { ...own, principal: colleague }] as const,
      ];
}

/** Resources of others. */
function resourceNeighbours({ accounts, partition }: World, own: AccessRequest): readonly (readonly [string, AccessRequest])[] {
  const { resource } = own;
  const [, , service = '', , account = ''] = resource.split(':');
  if (service === 's3') return [['another bucket', { ...own, resource: resource.replace(/^(arn:[^:]+:s3:::)[^/]+/, '$1others') }] as const];
  if (service === 'iam' && resource.includes(':role/'))
    return [['another role', { ...own, resource: `arn:${partition}:iam::${account}:role/Admin` }] as const];
  // A subnet and its security groups may be shared with the account, so that the modules name none.
  return /^\d{12}$/.test(account) && !/:(subnet|security-group)\//.test(resource)
    ? [['of another account', { ...own, resource: resource.replace(account, accounts.stranger) }] as const]
    : [];
}
