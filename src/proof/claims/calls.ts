import type { RequestContext } from '../evaluator/access-request';
import type { Call } from './call';
import { keyArn, keyRegion, type KeyName } from './keys';
import { roleArn, type Caller, type RoleSide, type World } from './world';

/** The volume that is evidence. */
export const VOLUME = 'vol-0123456789abcdef0';
/** A copied snapshot, which carries an id of its own. */
export const COPY = 'snap-0123456789abcdef0';

/** What the platform names as its own. */
export const OWN: RequestContext = { 'aws:ResourceTag/Name': 'CadoResponse-1' };
/** What the platform names while it makes it. */
export const NAMED: RequestContext = { 'aws:RequestTag/Name': 'CadoResponse-1' };

/**
 * What EC2 asks for when it takes a grant.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/ct-ec2two.html
 */
export const GRANT: RequestContext = {
  'kms:GrantIsForAWSResource': 'true',
  'kms:GrantOperations': ['Decrypt', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'],
  'kms:GrantConstraintType': 'EncryptionContextSubset',
};

/** Calls on a key that a service makes with the caller's own rights. Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
export const through = (world: World, service: string, key: KeyName): RequestContext => ({
  'kms:ViaService': `${service}.${keyRegion(world, key)}.amazonaws.com`,
});

/** For a volume or snapshot: EC2 gives its id as encryption context. Source: https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html */
export const throughEc2 = (world: World, key: KeyName, id: string = VOLUME): RequestContext => ({
  ...through(world, 'ec2', key),
  'kms:EncryptionContext:aws:ebs:id': id,
  'kms:EncryptionContextKeys': ['aws:ebs:id'],
});

/** A call on a key. */
export function onKey(world: World, by: Caller, action: string, key: KeyName, context: RequestContext = {}): Call {
  return { by, action: `kms:${action}`, resource: keyArn(world, key), on: { key }, context };
}

/** Calls on a key that EC2 makes for the caller, for one volume or snapshot. */
export function ec2OnKey(world: World, by: Caller, key: KeyName, id: string, actions: readonly string[]): readonly Call[] {
  return actions.map((action) => onKey(world, by, action, key, throughEc2(world, key, id)));
}

/** The grant that EC2 takes for a volume or snapshot. */
export function ec2Grant(world: World, by: Caller, key: KeyName, id: string): Call {
  return onKey(world, by, 'CreateGrant', key, { ...throughEc2(world, key, id), ...GRANT });
}

/** A call on resources, each asked for. Resources of EC2 are named by what follows the account, all others by ARN. */
export function on(world: World, by: Caller, action: string, resources: readonly string[], context: RequestContext = {}): readonly Call[] {
  return resources.map((resource) => ({ by, action, resource: isWhole(resource) ? resource : ec2Arn(world, by, resource), context }));
}

/** Acting as a role of ours. */
export function assume(world: World, by: Caller, role: RoleSide, context: RequestContext = {}): Call {
  return { by, action: 'sts:AssumeRole', resource: roleArn(world, role), on: { role }, context };
}

const isWhole = (resource: string): boolean => resource === '*' || resource.startsWith('arn:');

/** Snapshots and images have no account. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
function ec2Arn({ partition, regions, accounts }: World, by: Caller, resource: string): string {
  const side = by === 'target' || by === 'colleague' ? 'target' : 'platform';
  const region = side === 'target' ? regions.evidence : regions.platform;
  return `arn:${partition}:ec2:${region}:${/^(snapshot|image)\//.test(resource) ? '' : accounts[side]}:${resource}`;
}
