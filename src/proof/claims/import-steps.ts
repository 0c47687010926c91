import type { Call, GrantedCall } from './call';
import { assume, COPY, ec2Grant, ec2OnKey, NAMED, on, onKey, OWN, VOLUME } from './calls';
import type { KeyName } from './keys';
import type { RoleSide, World } from './world';

/** Actions by which EC2 moves a volume to a key. Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html */
const TO = ['GenerateDataKeyWithoutPlaintext', 'ReEncryptTo'] as const;
/** Actions by which EC2 moves a volume from a key. */
const FROM = ['Decrypt', 'ReEncryptFrom'] as const;

const ALIAS = 'alias/CadoResponse-KMS-Alias-1';
/** Condition keys of a key that has the platform's alias. */
export const ALIASED = { 'kms:ResourceAliases': [ALIAS] } as const;

/** The platform's instance acts as its role, and that as the target's. */
export const assumed = (world: World): readonly Call[] => [
  assume(world, 'instance', 'platform'),
  assume(world, 'platform', 'target', { 'sts:ExternalId': EXTERNAL_ID, 'aws:PrincipalOrgID': world.organizationId }),
];

/** What the platform shows where a target asks for it. */
export const EXTERNAL_ID = 'f00d-1';

/** A snapshot is made and named. */
export const snapshotMade = (world: World, by: RoleSide): readonly Call[] => [
  ...on(world, by, 'ec2:DescribeInstances', ['*']),
  ...on(world, by, 'ec2:CreateSnapshot', [`volume/${VOLUME}`, 'snapshot/*']),
  ...on(world, by, 'ec2:CreateTags', ['snapshot/*'], { 'ec2:CreateAction': 'CreateSnapshot', ...NAMED }),
];

/** The platform removes its own snapshot. */
export const snapshotDeleted = (world: World, by: RoleSide): readonly Call[] =>
  on(world, by, 'ec2:DeleteSnapshot', ['snapshot/snap-1'], OWN);

/** The role asks for the type of a key. */
export const keyType = (world: World, by: RoleSide, key: KeyName): readonly Call[] => [
  ...on(world, by, 'kms:ListAliases', ['*']),
  onKey(world, by, 'DescribeKey', key),
];

/** Blocks of a snapshot are read through EBS direct, of a volume's snapshot and of a copied one. */
export const blocksRead = (world: World, by: RoleSide, key: KeyName): readonly Call[] => [
  ...['ListSnapshotBlocks', 'ListChangedBlocks', 'GetSnapshotBlock'].flatMap((name) => on(world, by, `ebs:${name}`, ['snapshot/snap-1'])),
  ...keyType(world, by, key),
  ...[VOLUME, COPY].flatMap((id) => ec2OnKey(world, by, key, id, ['Decrypt'])),
];

/** The platform makes a volume under a key, attaches it and lets go of it. */
export const volumeAttached = (world: World, key: KeyName): readonly Call[] => [
  ...on(world, 'platform', 'ec2:CreateVolume', ['volume/*'], NAMED),
  ...on(world, 'platform', 'ec2:CreateVolume', ['snapshot/snap-1']),
  ...on(world, 'platform', 'ec2:CreateTags', ['volume/vol-1'], { 'ec2:CreateAction': 'CreateVolume', ...NAMED }),
  ...keyType(world, 'platform', key),
  ...ec2OnKey(world, 'platform', key, VOLUME, [...FROM, ...TO]),
  ec2Grant(world, 'platform', key, VOLUME),
  ...on(world, 'platform', 'ec2:AttachVolume', ['volume/vol-1', 'instance/i-1'], OWN),
  ...on(world, 'platform', 'ec2:DetachVolume', ['volume/vol-1', 'instance/i-1'], OWN),
  ...on(world, 'platform', 'ec2:DeleteVolume', ['volume/vol-1'], OWN),
];

/**
 * What EC2 reads with the grant of an attached volume: no policy of ours is asked.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html
 */
export const readByGrant = (world: World, key: KeyName): readonly GrantedCall[] => [
  {
    key,
    grant: {
      granteePrincipal: `arn:${world.partition}:sts::${world.accounts.platform}:assumed-role/aws:ec2-infrastructure/i-1`,
      operations: ['Decrypt', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'],
      constraints: { encryptionContextSubset: { 'aws:ebs:id': VOLUME } },
    },
    action: 'kms:Decrypt',
    context: { 'kms:EncryptionContext:aws:ebs:id': VOLUME, 'kms:EncryptionContextKeys': ['aws:ebs:id'] },
  },
];

/** A role copies a snapshot from one key to another. */
export const copied = (world: World, by: RoleSide, from: KeyName, to: KeyName): readonly Call[] => [
  ...on(world, by, 'ec2:CopySnapshot', ['snapshot/snap-1', 'snapshot/*']),
  ...on(world, by, 'ec2:CreateTags', ['snapshot/*'], { 'ec2:CreateAction': 'CopySnapshot', ...NAMED }),
  ...keyType(world, by, from),
  ...[VOLUME, COPY].flatMap((id) => ec2OnKey(world, by, from, id, FROM)),
  ...(from.startsWith('aws/ebs') ? [] : [VOLUME, COPY].map((id) => ec2Grant(world, by, from, id))),
  ...keyType(world, by, to),
  ...ec2OnKey(world, by, to, COPY, TO),
  ec2Grant(world, by, to, COPY),
];

/** The target's role lets the platform's account use a snapshot, which EBS re-encrypts under the same key. */
export const shared = (world: World, key: KeyName, id: string): readonly Call[] => [
  ...on(world, 'target', 'ec2:ModifySnapshotAttribute', ['snapshot/snap-1'], { 'ec2:Add/userId': world.accounts.platform }),
  ...ec2OnKey(world, 'target', key, id, ['ReEncryptFrom', 'ReEncryptTo']),
];

/** The platform makes its key in the Region of the evidence, takes it along to its own, and lets go of it in the end. */
export function throughTemporaryKey(world: World, from: KeyName): readonly Call[] {
  const { partition, accounts, regions } = world;
  const regionsOfKey = [...new Set([regions.evidence, regions.platform])];
  const made = {
    'kms:MultiRegion': 'true',
    'kms:KeySpec': 'SYMMETRIC_DEFAULT',
    'kms:KeyUsage': 'ENCRYPT_DECRYPT',
    'kms:KeyOrigin': 'AWS_KMS',
  };
  const serviceRole = `arn:${partition}:iam::${accounts.platform}:role/aws-service-role/mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys`;
  const apart = regionsOfKey.length > 1;
  return [
    ...regionsOfKey.flatMap((region) => on(world, 'platform', 'kms:CreateKey', ['*'], { ...made, 'aws:RequestedRegion': region })),
    ...on(world, 'platform', 'iam:CreateServiceLinkedRole', [serviceRole], { 'iam:AWSServiceName': 'mrk.kms.amazonaws.com' }),
    ...on(world, 'platform', 'kms:CreateAlias', [`arn:${partition}:kms:${regions.evidence}:${accounts.platform}:${ALIAS}`]),
    onKey(world, 'platform', 'CreateAlias', 'temporary', { 'kms:ResourceAliases': [] }),
    ...(apart ? [onKey(world, 'platform', 'ReplicateKey', 'temporary', { ...ALIASED, 'kms:ReplicaRegion': regions.platform })] : []),
    ...copied(world, 'target', from, 'temporary'),
    ...shared(world, 'temporary', COPY),
    ...(apart ? copied(world, 'platform', 'temporary', 'temporary replica') : []),
    ...volumeAttached(world, 'temporary'),
    ...(apart
      ? [...volumeAttached(world, 'temporary replica'), onKey(world, 'platform', 'ScheduleKeyDeletion', 'temporary replica', ALIASED)]
      : []),
    onKey(world, 'platform', 'ScheduleKeyDeletion', 'temporary', ALIASED),
    ...snapshotDeleted(world, 'target'),
  ];
}

/** The platform takes its key the other way: from its own Region to that of the evidence. */
export const replicatedToEvidence = (world: World): readonly Call[] => [
  onKey(world, 'platform', 'CreateAlias', 'temporary replica', { 'kms:ResourceAliases': [] }),
  ...(world.regions.evidence === world.regions.platform
    ? []
    : [onKey(world, 'platform', 'ReplicateKey', 'temporary replica', { ...ALIASED, 'kms:ReplicaRegion': world.regions.evidence })]),
];
