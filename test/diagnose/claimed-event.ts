import type { Call } from '../../src/proof/claims/call';
import { callerName, type World } from '../../src/proof/claims/world';
import type { JsonObject } from '../../src/policy/policy-json';
import { event, FRONTEND, INTERNAL, keys, noIdentity, noResource, said } from './cloudtrail';

/** Which policy AWS says refused. */
export type Refusing = 'identity' | 'resource' | 'unknown';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Names of calls that differ from the action. */
const CALLS: Readonly<Record<string, string>> = {
  'kms:ReEncryptFrom': 'ReEncrypt',
  'kms:ReEncryptTo': 'ReEncrypt',
  's3:ListBucket': 'ListObjects',
  's3:ListAllMyBuckets': 'ListBuckets',
  'lambda:GetFunction': 'GetFunction20150331v2',
  'lambda:ListFunctions': 'ListFunctions20150331',
  'iam:PassRole': 'RunInstances',
};

/** The refused call of a claim as an event of CloudTrail, in the form that AWS gives such calls. */
export function claimedEvent(world: World, call: Call, refusing: Refusing): JsonObject {
  const { action, context = {}, resource } = call;
  const role = callerName(world, call.by);
  const [service = '', name = ''] = action.split(':');
  const because = refusing === 'identity' ? noIdentity(action) : refusing === 'resource' ? noResource(action) : '';
  const isS3 = service === 's3';
  const named = resource === '*' ? '' : isS3 ? `"${resource}"` : resource;
  const callName = CALLS[action] ?? (action === 'ec2:CreateTags' ? (text(context['ec2:CreateAction']) ?? name) : name);
  const via = text(context['kms:ViaService'])?.split('.')[0];
  const side = call.by === 'target' ? world.regions.evidence : world.regions.platform;
  const region = text(context['aws:RequestedRegion']) ?? (resource.split(':')[3] || side);
  const made = event(
    role,
    SOURCES[action] ?? service,
    callName,
    said(role, action, named, because),
    {
      awsRegion: region,
      requestParameters: parametersOf(call),
      ...(service === 'kms' && resource.includes(':key/') && keysOf(action, resource)),
      ...(isS3 && resource !== '*' && s3Resources(world, call)),
    },
    via === undefined ? undefined : (INVOKERS[via]?.(region) ?? `${via}.amazonaws.com`),
  );
  return via === 's3' || via === 'ec2' ? withInternal(made, action) : made;
}

/** Services whose endpoint has another name than their actions, or through which an action is checked. */
const SOURCES: Readonly<Record<string, string>> = { 'cloudwatch:GetMetricData': 'monitoring', 'iam:PassRole': 'ec2' };

const INVOKERS: Readonly<Record<string, (region: string) => string>> = {
  ec2: () => FRONTEND,
  s3: () => 'fas.s3.amazonaws.com',
  lambda: (region) => `prod.kms-caller.lambda.${region}.amazonaws.com`,
};

/** CloudTrail hides most services that use a key for a role; EC2's frontend stands by its name when it takes a grant. */
const withInternal = (made: JsonObject, action: string): JsonObject =>
  action === 'kms:CreateGrant'
    ? made
    : {
        ...made,
        userIdentity: { ...(made['userIdentity'] as JsonObject), invokedBy: INTERNAL },
        sourceIPAddress: INTERNAL,
        userAgent: INTERNAL,
      };

/** ReEncrypt lists the key that it decrypts with first. */
function keysOf(action: string, key: string): JsonObject {
  const other = key.replace(/.{12}$/, '0123456789ab');
  return action === 'kms:ReEncryptTo' ? keys(other, key) : action === 'kms:ReEncryptFrom' ? keys(key, other) : keys(key);
}

const s3Resources = (world: World, { resource, by }: Call): JsonObject => {
  const bucket = resource.replace(/\/.*$/, '');
  return {
    resources: [
      ...(resource.includes('/') ? [{ type: 'AWS::S3::Object', ARN: resource }] : []),
      { accountId: world.accounts[by === 'target' ? 'target' : 'platform'], type: 'AWS::S3::Bucket', ARN: bucket },
    ],
  };
};

function parametersOf(call: Call): JsonObject | null {
  const { action, context = {} } = call;
  const encryption = Object.fromEntries(
    Object.entries(context).flatMap(([key, value]) => {
      const name = /^kms:EncryptionContext:(.+)$/.exec(key)?.[1];
      return name === undefined ? [] : [[name, String(value)] as const];
    }),
  );
  const given = Object.keys(encryption).length > 0;
  const name = text(context['aws:RequestTag/Name']);
  const tags =
    name === undefined ? {} : { tagSpecificationSet: { items: [{ resourceType: 'any', tags: [{ key: 'Name', value: name }] }] } };
  switch (action) {
    case 'kms:ReEncryptFrom':
      return { sourceEncryptionContext: encryption, destinationEncryptionContext: { 'aws:ebs:id': 'snap-0ffffffffffffffff' } };
    case 'kms:ReEncryptTo':
      return { sourceEncryptionContext: { 'aws:ebs:id': 'vol-0ffffffffffffffff' }, destinationEncryptionContext: encryption };
    case 'kms:CreateGrant':
      return { constraints: { encryptionContextSubset: encryption }, operations: ['Decrypt'], keyId: call.resource };
    case 'kms:ReplicateKey':
      return { keyId: call.resource, replicaRegion: String(context['kms:ReplicaRegion']) };
    case 'iam:CreateServiceLinkedRole':
      return { aWSServiceName: String(context['iam:AWSServiceName']) };
    case 'ec2:ModifySnapshotAttribute':
      return { createVolumePermission: { add: { items: [{ userId: String(context['ec2:Add/userId']) }] } } };
    case 'sts:AssumeRole': {
      const externalId = text(context['sts:ExternalId']);
      return { roleArn: call.resource, roleSessionName: 'import', ...(externalId !== undefined && { externalId }) };
    }
    case 'ec2:CreateVolume':
    case 'ec2:RunInstances':
    case 'ec2:CreateTags':
      return name === undefined ? null : { ...tags, maxCount: 1 };
    case 'ec2:ModifyInstanceAttribute':
      return { instanceId: 'i-1', groupSet: { items: [{ groupId: 'sg-1' }] } };
    default:
      if (action.startsWith('s3:') && call.resource !== '*') return { bucketName: call.resource.split(':')[5]?.split('/')[0] ?? '' };
      return given ? { encryptionContext: encryption } : null;
  }
}
