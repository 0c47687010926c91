import { callsOf, COPY, NAMED, OWN, VOLUME } from '../support/import-calls';
import { evidenceRegion, platformRegion, roleIn, type KeyName, type ModuleInputs, type Step } from '../support/installation';
import { ACCOUNTS, PARTITIONS, type Partition, type RoleSide } from '../support/role-cases';

/** A way in which evidence comes to the platform. */
export interface ImportPath {
  readonly title: string;
  /** @default - the modules' defaults, with both roles in the key policy */
  readonly inputs?: (partition: Partition) => ModuleInputs;
  /** Every call that must go through, in order. */
  readonly steps: (partition: Partition) => readonly Step[];
}

/** Actions by which EC2 moves a volume to a key. */
const TO = ['GenerateDataKeyWithoutPlaintext', 'ReEncryptTo'] as const;
/** Actions by which EC2 moves a volume from a key. */
const FROM = ['Decrypt', 'ReEncryptFrom'] as const;

const snapshotMade = (by: RoleSide, partition: Partition): readonly Step[] => {
  const calls = callsOf(by, partition);
  return [
    ...calls.on('ec2:DescribeInstances', ['*']),
    ...calls.on('ec2:CreateSnapshot', [`volume/${VOLUME}`, 'snapshot/*']),
    ...calls.on('ec2:CreateTags', ['snapshot/*'], { 'ec2:CreateAction': 'CreateSnapshot', ...NAMED }),
  ];
};

const snapshotDeleted = (by: RoleSide, partition: Partition): readonly Step[] =>
  callsOf(by, partition).on('ec2:DeleteSnapshot', ['snapshot/snap-1'], OWN);

const blocksRead = (partition: Partition): readonly Step[] => {
  const target = callsOf('target', partition);
  return ['ListSnapshotBlocks', 'GetSnapshotBlock'].flatMap((name) => target.on(`ebs:${name}`, ['snapshot/snap-1']));
};

/** The platform makes a volume under a key and attaches it. */
const volumeAttached = (key: KeyName, partition: Partition): readonly Step[] => {
  const platform = callsOf('platform', partition);
  return [
    ...platform.on('ec2:CreateVolume', ['volume/*'], NAMED),
    ...platform.on('ec2:CreateVolume', ['snapshot/snap-1']),
    ...platform.on('ec2:CreateTags', ['volume/vol-1'], { 'ec2:CreateAction': 'CreateVolume', ...NAMED }),
    ...platform.keyType(key),
    ...platform.throughEc2(key, VOLUME, ...FROM, ...TO),
    ...platform.grant(key, VOLUME),
    ...platform.on('ec2:AttachVolume', ['volume/vol-1', 'instance/i-1'], OWN),
    ...platform.on('ec2:DetachVolume', ['volume/vol-1', 'instance/i-1'], OWN),
    ...platform.on('ec2:DeleteVolume', ['volume/vol-1'], OWN),
  ];
};

/** A role copies a snapshot from one key to another. */
const copied = (by: RoleSide, from: KeyName, to: KeyName, partition: Partition): readonly Step[] => {
  const calls = callsOf(by, partition);
  return [
    ...calls.on('ec2:CopySnapshot', ['snapshot/snap-1', 'snapshot/*']),
    ...calls.on('ec2:CreateTags', ['snapshot/*'], { 'ec2:CreateAction': 'CopySnapshot', ...NAMED }),
    ...calls.keyType(from),
    ...calls.throughEc2(from, VOLUME, ...FROM),
    ...(from.startsWith('aws/ebs') ? [] : calls.grant(from, VOLUME)),
    ...calls.keyType(to),
    ...calls.throughEc2(to, COPY, ...TO),
    ...calls.grant(to, COPY),
  ];
};

/** The target's role lets the platform's account use a snapshot, which EBS re-encrypts under the same key. */
const shared = (key: KeyName, id: string, partition: Partition): readonly Step[] => {
  const target = callsOf('target', partition);
  return [
    ...target.on('ec2:ModifySnapshotAttribute', ['snapshot/snap-1'], { 'ec2:Add/userId': ACCOUNTS.platform }),
    ...target.throughEc2(key, id, 'ReEncryptFrom', 'ReEncryptTo'),
  ];
};

const assumed = (partition: Partition): readonly Step[] =>
  callsOf('platform', partition).on('sts:AssumeRole', [roleIn(partition, 'target')]);

const ALIAS = 'alias/CadoResponse-KMS-Alias-1';

/** The platform makes its key in the Region of the evidence, takes it along to its own, and lets go of it in the end. */
function throughTemporaryKey(from: KeyName, partition: Partition): readonly Step[] {
  const platform = callsOf('platform', partition);
  const aliased = { 'kms:ResourceAliases': [ALIAS] };
  const made = {
    'kms:MultiRegion': 'true',
    'kms:KeySpec': 'SYMMETRIC_DEFAULT',
    'kms:KeyUsage': 'ENCRYPT_DECRYPT',
    'kms:KeyOrigin': 'AWS_KMS',
  };
  const [region, home] = [evidenceRegion(partition), platformRegion(partition)];
  const serviceRole = `arn:${partition}:iam::${ACCOUNTS.platform}:role/aws-service-role/mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys`;
  return [
    ...assumed(partition),
    ...[region, home].flatMap((at) => platform.on('kms:CreateKey', ['*'], { ...made, 'aws:RequestedRegion': at })),
    ...platform.on('iam:CreateServiceLinkedRole', [serviceRole], { 'iam:AWSServiceName': 'mrk.kms.amazonaws.com' }),
    ...platform.on('kms:CreateAlias', [`arn:${partition}:kms:${region}:${ACCOUNTS.platform}:${ALIAS}`]),
    ...platform.direct('CreateAlias', 'temporary', { 'kms:ResourceAliases': [] }),
    ...platform.direct('ReplicateKey', 'temporary', { ...aliased, 'kms:ReplicaRegion': home }),
    ...callsOf('target', partition).on('kms:ListAliases', ['*']),
    ...copied('target', from, 'temporary', partition),
    ...shared('temporary', COPY, partition),
    ...copied('platform', 'temporary', 'temporary replica', partition),
    ...volumeAttached('temporary', partition),
    ...volumeAttached('temporary replica', partition),
    ...platform.direct('ScheduleKeyDeletion', 'temporary replica', aliased),
    ...platform.direct('ScheduleKeyDeletion', 'temporary', aliased),
    ...snapshotDeleted('target', partition),
  ];
}

const EBS_DIRECT = { acquisition_methods: ['ebs_direct'] } as const;
const onlyTarget = (partition: Partition): ModuleInputs => ({ key: { target_role_arn: roleIn(partition, 'target') } });

/** The ways in which evidence comes to the platform, by the letters of the specification. */
export const IMPORT_PATHS: readonly ImportPath[] = [
  {
    title: 'A: a snapshot is made and deleted',
    steps: (at) => (['platform', 'target'] as const).flatMap((by) => [...snapshotMade(by, at), ...snapshotDeleted(by, at)]),
  },
  {
    title: "B: blocks are read, under the customer's key",
    inputs: (at) => ({
      platform: EBS_DIRECT,
      target: EBS_DIRECT,
      key: { ...EBS_DIRECT, target_role_arn: roleIn(at, 'target'), platform_role_arn: roleIn(at, 'platform') },
    }),
    steps: (at) => {
      const target = callsOf('target', at);
      const decrypts = [VOLUME, COPY].flatMap((id) => target.throughEc2('evidence', id, 'Decrypt'));
      return [...assumed(at), ...snapshotMade('target', at), ...blocksRead(at), ...target.keyType('evidence'), ...decrypts];
    },
  },
  {
    title: "C: blocks are read, under AWS's key",
    inputs: () => ({ platform: EBS_DIRECT, target: EBS_DIRECT }),
    steps: (at) => {
      const target = callsOf('target', at);
      const types = [...target.keyType('aws/ebs of the target'), ...target.on('kms:ListAliases', ['*'])];
      return [...assumed(at), ...blocksRead(at), ...types, ...target.throughEc2('aws/ebs of the target', VOLUME, 'Decrypt')];
    },
  },
  {
    title: "D: a volume in the platform's account, under its key",
    steps: (at) => [...snapshotMade('platform', at), ...volumeAttached('platform', at)],
  },
  { title: "E: a volume in the platform's account, under AWS's key", steps: (at) => volumeAttached('aws/ebs of the platform', at) },
  {
    title: "F: a shared snapshot, under the customer's key",
    steps: (at) => [
      ...assumed(at),
      ...shared('evidence', VOLUME, at),
      ...copied('platform', 'evidence', 'platform', at),
      ...volumeAttached('platform', at),
    ],
  },
  {
    title: "G: a snapshot under AWS's key, through the platform's temporary key",
    steps: (at) => throughTemporaryKey('aws/ebs of the target', at),
  },
  {
    title: 'H: a snapshot is copied into another Region',
    steps: (at) => [...copied('platform', 'evidence', 'platform', at), ...copied('platform', 'evidence', 'aws/ebs of the platform', at)],
  },
  {
    title: "I: objects, under the customer's key, with and without S3 Bucket Keys",
    steps: (at) => {
      const target = callsOf('target', at);
      const bucket = `arn:${at}:s3:::example-source`;
      const mine = { 'aws:ResourceAccount': ACCOUNTS.target };
      return [
        ...['s3:GetBucketLocation', 's3:ListBucket'].flatMap((action) => target.on(action, [bucket], mine)),
        ...['s3:GetObject', 's3:RestoreObject'].flatMap((action) => target.on(action, [`${bucket}/disk.e01`], mine)),
        ...target.throughS3('evidence', `${bucket}/disk.e01`),
        ...target.throughS3('evidence', bucket),
      ];
    },
  },
  {
    title: "J: a snapshot under the customer's key, which names the target's role alone",
    inputs: onlyTarget,
    steps: (at) => throughTemporaryKey('evidence', at),
  },
  {
    title: "K: a snapshot that was shared by hand, under a key that names the platform's role alone",
    inputs: (at) => ({ key: { platform_role_arn: roleIn(at, 'platform') } }),
    steps: (at) => [...copied('platform', 'evidence', 'platform', at), ...copied('platform', 'evidence', 'aws/ebs of the platform', at)],
  },
];

/** The Regions that no input names, by partition. */
export const elsewhere = (partition: Partition): string => PARTITIONS[partition][2];
