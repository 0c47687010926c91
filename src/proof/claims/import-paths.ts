import { EVIDENCE_BUCKET, SOURCE_BUCKET } from './buckets';
import type { Call } from './call';
import { ec2Grant, ec2OnKey, NAMED, on, onKey, through, VOLUME } from './calls';
import type { ImportPath, ModuleName } from './import-path';
import {
  assumed,
  blocksRead,
  copied,
  readByGrant,
  shared,
  snapshotDeleted,
  snapshotMade,
  throughTemporaryKey,
  volumeAttached,
} from './import-steps';
import { keyRegion, type KeyName } from './keys';
import { ec2Service, type RoleSide, type World } from './world';

const ALL: readonly ModuleName[] = ['cado-role', 'cado-cross-account-trust', 'cado-kms-key-policy'];
const ROLES: readonly ModuleName[] = ['cado-role', 'cado-cross-account-trust'];
const PLATFORM: readonly ModuleName[] = ['cado-role', 'cado-kms-key-policy'];

/** Objects are read; with S3 Bucket Keys the encryption context is the bucket. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
function objectsRead(world: World, by: RoleSide, key: KeyName): readonly Call[] {
  const bucket = `arn:${world.partition}:s3:::${SOURCE_BUCKET}`;
  const mine = { 'aws:ResourceAccount': world.accounts[by] };
  const decrypt = (context: string): Call =>
    onKey(world, by, 'Decrypt', key, { ...through(world, 's3', key), 'kms:EncryptionContext:aws:s3:arn': context });
  return [
    ...on(world, by, 's3:ListAllMyBuckets', ['*']),
    ...['s3:GetBucketLocation', 's3:ListBucket'].flatMap((action) => on(world, by, action, [bucket], mine)),
    ...['s3:GetObject', 's3:RestoreObject'].flatMap((action) => on(world, by, action, [`${bucket}/disk.e01`], mine)),
    decrypt(`${bucket}/disk.e01`),
    decrypt(bucket),
  ];
}

/** The code of a function is read. Source: https://docs.aws.amazon.com/lambda/latest/dg/encrypt-zip-package.html */
const functionRead = (world: World, by: RoleSide, key: KeyName): readonly Call[] => [
  ...on(world, by, 'lambda:GetFunction', [`arn:${world.partition}:lambda:${keyRegion(world, key)}:${world.accounts[by]}:function:web`]),
  onKey(world, by, 'Decrypt', key, through(world, 'lambda', key)),
];

/** The platform keeps what it acquired in its own bucket. */
function evidenceKept(world: World): readonly Call[] {
  const bucket = `arn:${world.partition}:s3:::${EVIDENCE_BUCKET}`;
  return [
    ...['s3:GetBucketLocation', 's3:ListBucket'].flatMap((action) => on(world, 'platform', action, [bucket])),
    ...['s3:GetObject', 's3:PutObject', 's3:RestoreObject'].flatMap((action) => on(world, 'platform', action, [`${bucket}/disk.e01`])),
    ...['Decrypt', 'GenerateDataKey'].flatMap((action) =>
      [`${bucket}/disk.e01`, bucket].map((context) =>
        onKey(world, 'platform', action, 'evidence bucket', {
          ...through(world, 's3', 'evidence bucket'),
          'kms:EncryptionContext:aws:s3:arn': context,
        }),
      ),
    ),
  ];
}

/** A worker is started whose disk is encrypted with a customer key by default. */
function workerStarted(world: World): readonly Call[] {
  return [
    ...on(world, 'platform', 'ec2:RunInstances', ['instance/*', 'volume/*', 'network-interface/*'], NAMED),
    ...on(world, 'platform', 'ec2:RunInstances', [
      'image/ami-1',
      'subnet/subnet-1',
      'security-group/sg-1',
      'key-pair/k',
      'snapshot/snap-1',
    ]),
    ...on(world, 'platform', 'iam:PassRole', [`arn:${world.partition}:iam::${world.accounts.platform}:role/CadoResponseWorker`], {
      'iam:PassedToService': ec2Service(world),
    }),
    ...ec2OnKey(world, 'platform', 'platform', VOLUME, ['GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo', 'Decrypt']),
    ec2Grant(world, 'platform', 'platform', VOLUME),
  ];
}

/** Every documented way in which evidence comes to the platform. */
export const IMPORT_PATHS: readonly ImportPath[] = [
  {
    title: 'A: a snapshot is made and deleted',
    modules: ROLES,
    calls: (world) => (['platform', 'target'] as const).flatMap((by) => [...snapshotMade(world, by), ...snapshotDeleted(world, by)]),
  },
  {
    title: 'B: blocks are read through EBS direct, under a customer managed key',
    modules: ALL,
    method: 'ebs_direct',
    calls: (world) => [...assumed(world), ...snapshotMade(world, 'target'), ...blocksRead(world, 'target', 'evidence')],
  },
  {
    title: 'B: blocks are read in the account of the platform, under its customer managed key',
    modules: PLATFORM,
    method: 'ebs_direct',
    calls: (world) => [...snapshotMade(world, 'platform'), ...blocksRead(world, 'platform', 'platform')],
  },
  {
    title: 'C: blocks are read through EBS direct, under the AWS managed key',
    modules: ROLES,
    method: 'ebs_direct',
    calls: (world) => [...assumed(world), ...snapshotMade(world, 'target'), ...blocksRead(world, 'target', 'aws/ebs of the target')],
  },
  {
    title: 'D: same account, customer managed key, as a volume',
    modules: PLATFORM,
    method: 'create_volume',
    calls: (world) => [...snapshotMade(world, 'platform'), ...volumeAttached(world, 'platform'), ...snapshotDeleted(world, 'platform')],
    granted: (world) => readByGrant(world, 'platform'),
  },
  {
    title: 'E: same account, AWS managed key, as a volume',
    modules: ['cado-role'],
    method: 'create_volume',
    calls: (world) => [...snapshotMade(world, 'platform'), ...volumeAttached(world, 'aws/ebs of the platform')],
  },
  {
    title: 'F: across accounts, customer managed key, the platform uses the shared snapshot',
    modules: ALL,
    method: 'create_volume',
    calls: (world) => [
      ...assumed(world),
      ...snapshotMade(world, 'target'),
      ...shared(world, 'evidence', VOLUME),
      ...copied(world, 'platform', 'evidence', 'platform'),
      ...volumeAttached(world, 'platform'),
      ...snapshotDeleted(world, 'target'),
    ],
    granted: (world) => readByGrant(world, 'platform'),
  },
  {
    title: 'G: across accounts, AWS managed key, through a temporary key of the platform',
    modules: ROLES,
    method: 'create_volume',
    calls: (world) => [...assumed(world), ...snapshotMade(world, 'target'), ...throughTemporaryKey(world, 'aws/ebs of the target')],
  },
  {
    title: 'H: a snapshot is copied into the Region of the platform',
    modules: PLATFORM,
    method: 'create_volume',
    calls: (world) => [
      ...copied(world, 'platform', 'evidence', 'platform'),
      ...copied(world, 'platform', 'evidence', 'aws/ebs of the platform'),
    ],
  },
  {
    title: 'I: objects of S3, under a customer managed key, with and without S3 Bucket Keys',
    modules: ['cado-cross-account-trust', 'cado-kms-key-policy'],
    calls: (world) => objectsRead(world, 'target', 'evidence'),
  },
  {
    title: "I: objects of S3, under a key that lets the target's role in by itself",
    modules: ['cado-kms-key-policy'],
    principalMatch: 'role_arn',
    inputs: { kms_key_arns: [] },
    calls: (world) => objectsRead(world, 'target', 'evidence'),
  },
  {
    title: 'I: objects of S3 in the account of the platform, under its customer managed key',
    modules: PLATFORM,
    calls: (world) => objectsRead(world, 'platform', 'platform'),
  },
  {
    title: "J: across accounts, under a key that names the target's role alone, through a temporary key",
    modules: ALL,
    method: 'create_volume',
    keyNames: 'the target role',
    calls: (world) => [...assumed(world), ...snapshotMade(world, 'target'), ...throughTemporaryKey(world, 'evidence')],
  },
  {
    title: "K: a snapshot shared by hand, under a key that names the platform's role alone",
    modules: PLATFORM,
    method: 'create_volume',
    keyNames: 'the platform role',
    calls: (world) => [
      ...copied(world, 'platform', 'evidence', 'platform'),
      ...copied(world, 'platform', 'evidence', 'aws/ebs of the platform'),
    ],
  },
  {
    title: 'L: code of a Lambda function, under a customer managed key',
    modules: ['cado-cross-account-trust'],
    calls: (world) => functionRead(world, 'target', 'evidence'),
  },
  {
    title: 'L: code of a Lambda function in the account of the platform, under its customer managed key',
    modules: ['cado-role'],
    calls: (world) => functionRead(world, 'platform', 'platform'),
  },
  {
    title: "M: the platform's own bucket, under a customer managed key",
    modules: ['cado-role'],
    calls: evidenceKept,
  },
  {
    title: 'N: a worker whose disk is encrypted by default',
    modules: PLATFORM,
    method: 'create_volume',
    capabilities: ['core_platform'],
    calls: workerStarted,
  },
  {
    title: 'O: a session of Systems Manager under a customer managed key',
    modules: ['cado-cross-account-trust'],
    method: 'create_volume',
    until: 'aws_resources',
    capabilities: ['triage'],
    calls: (world) => [
      onKey(world, 'target', 'GenerateDataKey', 'evidence', { 'kms:EncryptionContext:aws:ssm:SessionId': 'session-1' }),
      onKey(world, 'target', 'Decrypt', 'evidence', { 'kms:EncryptionContext:aws:ssm:SessionId': 'session-1' }),
    ],
  },
];
