import { EVIDENCE_BUCKET, SOURCE_BUCKET } from './buckets';
import type { Call } from './call';
import { on, onKey, through } from './calls';
import type { ImportPath, ModuleName } from './import-path';
import { EVIDENCE_KEYS, keyRegion, PLATFORM_KEYS, type KeyName } from './keys';
import type { RoleSide, World } from './world';

const PLATFORM: readonly ModuleName[] = ['cado-role', 'cado-kms-key-policy'];

/** Objects are read; with S3 Bucket Keys the encryption context is the bucket. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
export function objectsRead(world: World, by: RoleSide, key: KeyName): readonly Call[] {
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

/** Ways in which objects of S3 and code of functions come to the platform, and stay there. */
export const OBJECT_PATHS: readonly ImportPath[] = [
  {
    title: 'I: objects of S3, under a customer managed key, with and without S3 Bucket Keys',
    modules: ['cado-cross-account-trust', 'cado-kms-key-policy'],
    calls: (world) => EVIDENCE_KEYS.flatMap((key) => objectsRead(world, 'target', key)),
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
    calls: (world) => PLATFORM_KEYS.flatMap((key) => objectsRead(world, 'platform', key)),
  },
  {
    title: 'I: objects of S3 in the account of the platform, under a key of another account',
    modules: PLATFORM,
    method: 'create_volume',
    keyNames: 'the platform role',
    calls: (world) => EVIDENCE_KEYS.flatMap((key) => objectsRead(world, 'platform', key)),
  },
  {
    title: 'L: code of a Lambda function, under a customer managed key',
    modules: ['cado-cross-account-trust'],
    calls: (world) => EVIDENCE_KEYS.flatMap((key) => functionRead(world, 'target', key)),
  },
  {
    title: 'L: code of a Lambda function in the account of the platform, under its customer managed key',
    modules: ['cado-role'],
    calls: (world) => PLATFORM_KEYS.flatMap((key) => functionRead(world, 'platform', key)),
  },
  {
    title: 'L: code of a Lambda function in the account of the platform, under a key of another account whose owner lets it',
    modules: ['cado-role'],
    method: 'create_volume',
    calls: (world) =>
      EVIDENCE_KEYS.flatMap((key) => functionRead(world, 'platform', key)).map((call): Call =>
        call.on === undefined ? call : { ...call, on: 'open to everybody' },
      ),
  },
  {
    title: "M: the platform's own bucket, under a customer managed key",
    modules: ['cado-role'],
    calls: evidenceKept,
  },
];
