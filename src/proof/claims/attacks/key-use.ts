import { EVIDENCE_BUCKET, SOURCE_BUCKET } from '../buckets';
import type { Attack } from '../attack';
import type { RequestContext } from '../../evaluator/access-request';
import type { Call } from '../call';
import { GRANT, onKey, through, throughEc2 } from '../calls';
import type { KeyName } from '../keys';
import type { World } from '../world';

/** On the key of the evidence by both roles, and by each on the further keys that it may use through EC2. */
const byBoth =
  (action: string, context: (world: World) => RequestContext = () => ({})): Attack['calls'] =>
  (world): readonly Call[] => [
    ...(['platform', 'target'] as const).map((by) => onKey(world, by, action, 'evidence', context(world))),
    onKey(world, 'target', action, 'temporary', context(world)),
    onKey(world, 'platform', action, 'member', { ...context(world), 'aws:ResourceOrgID': world.organizationId }),
  ];

/** By each role on the key of what it reads from S3. */
const byReader =
  (action: string, context: (world: World, key: KeyName) => RequestContext): Attack['calls'] =>
  (world) => [
    onKey(world, 'target', action, 'evidence', context(world, 'evidence')),
    onKey(world, 'platform', action, 'platform', context(world, 'platform')),
  ];

const VENDOR = "the vendor's roles";
const volume = (world: World): RequestContext => throughEc2(world, 'evidence');
const objectOf =
  (bucket: string) =>
  (world: World, key: KeyName): RequestContext => ({
    ...through(world, 's3', key),
    'kms:EncryptionContext:aws:s3:arn': `arn:${world.partition}:s3:::${bucket}/disk.e01`,
  });
const inEvidenceBucket =
  (action: string, context: (world: World) => RequestContext): Attack['calls'] =>
  (world) => [onKey(world, 'platform', action, 'evidence bucket', context(world))];

/** Use of the evidence key other than by EC2 and S3 for what is evidence. */
export const KEY_USE: readonly Attack[] = [
  ...['Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom'].map((action): Attack => ({
    title: `${action} by a direct call, as with stolen credentials`,
    from: 'via_service',
    allowedBy: VENDOR,
    calls: byBoth(action, () => ({ 'kms:EncryptionContext:aws:ebs:id': 'vol-1' })),
  })),
  ...['rds', 'secretsmanager', 'ssm', 'dynamodb'].map((service): Attack => ({
    title: `Decrypt through ${service}, which no import uses`,
    from: 'via_service',
    allowedBy: VENDOR,
    calls: byBoth('Decrypt', (world) => through(world, service, 'evidence')),
  })),
  {
    title: 'Decrypt through EC2 without an encryption context',
    from: 'encryption_context',
    allowedBy: VENDOR,
    calls: byBoth('Decrypt', (world) => through(world, 'ec2', 'evidence')),
  },
  {
    title: 'a data key through EC2 without an encryption context',
    from: 'encryption_context',
    allowedBy: VENDOR,
    calls: byBoth('GenerateDataKeyWithoutPlaintext', (world) => through(world, 'ec2', 'evidence')),
  },
  {
    title: 'Decrypt through EC2 for what is neither volume nor snapshot',
    from: 'encryption_context',
    allowedBy: VENDOR,
    calls: byBoth('Decrypt', (world) => throughEc2(world, 'evidence', 'ami-1')),
  },
  {
    title: 'Encrypt through EC2',
    from: 'encryption_context',
    allowedBy: VENDOR,
    calls: byBoth('Encrypt', volume),
  },
  {
    title: 'a plaintext data key through EC2',
    from: 'encryption_context',
    allowedBy: VENDOR,
    calls: byBoth('GenerateDataKey', volume),
  },
  {
    title: 'Decrypt through S3 without an encryption context',
    from: 'encryption_context',
    allowedBy: VENDOR,
    calls: byReader('Decrypt', (world, key) => through(world, 's3', key)),
  },
  {
    title: 'Decrypt through S3 with the encryption context of a volume',
    from: 'encryption_context',
    allowedBy: VENDOR,
    calls: byReader('Decrypt', (world, key) => ({ ...through(world, 's3', key), 'kms:EncryptionContext:aws:ebs:id': 'vol-1' })),
  },
  {
    title: 'Encrypt through S3',
    from: 'via_service',
    allowedBy: VENDOR,
    calls: byReader('Encrypt', objectOf(SOURCE_BUCKET)),
  },
  {
    title: 'a data key through S3, to write objects',
    from: 'via_service',
    allowedBy: VENDOR,
    calls: byReader('GenerateDataKey', objectOf(SOURCE_BUCKET)),
  },
  {
    title: 'Decrypt by a direct call, with the encryption context of an object',
    from: 'via_service',
    allowedBy: VENDOR,
    calls: byReader('Decrypt', (world) => ({
      'kms:EncryptionContext:aws:s3:arn': `arn:${world.partition}:s3:::${SOURCE_BUCKET}/disk.e01`,
    })),
  },
  {
    title: 'Decrypt through S3 for a bucket that is no source',
    from: 'encryption_context',
    where: 'sources are named',
    allowedBy: VENDOR,
    calls: (world) => [onKey(world, 'platform', 'Decrypt', 'platform', objectOf('example-payroll')(world, 'platform'))],
  },
  {
    title: "use of the key of the platform's bucket by a direct call",
    from: 'via_service',
    allowedBy: VENDOR,
    calls: inEvidenceBucket('GenerateDataKey', (world) => ({
      'kms:EncryptionContext:aws:s3:arn': `arn:${world.partition}:s3:::${EVIDENCE_BUCKET}/disk.e01`,
    })),
  },
  {
    title: "use of the key of the platform's bucket for another bucket",
    from: 'encryption_context',
    allowedBy: VENDOR,
    calls: inEvidenceBucket('GenerateDataKey', (world) => objectOf('example-payroll')(world, 'evidence bucket')),
  },
  {
    title: 'a leftover administrator uses a key with `enforce` outside those services, in the role of the target',
    from: 'via_service',
    keys: 'enforced',
    allowedBy: VENDOR,
    calls: (world) =>
      ['Decrypt', 'Encrypt', 'GenerateDataKey', 'ReEncryptTo', 'CreateGrant'].flatMap((action) =>
        [{}, through(world, 'rds', 'evidence')].map((context): Call => ({
          ...onKey(world, 'target', action, 'evidence', context),
          rights: 'administrator',
        })),
      ),
  },
  {
    title: 'a call whose kms:CallerAccount is another than that of the role',
    from: 'pinned',
    keys: 'IAM left out',
    allowedBy: VENDOR,
    calls: (world) => {
      const elsewhere = { 'kms:CallerAccount': world.accounts.stranger };
      const ec2 = { ...throughEc2(world, 'evidence'), ...elsewhere };
      const call = (by: 'platform' | 'target', action: string, context: RequestContext): Call => ({
        ...onKey(world, by, action, 'evidence', context),
        rights: 'administrator',
      });
      return [
        ...(['platform', 'target'] as const).flatMap((by) => [call(by, 'DescribeKey', elsewhere)]),
        call('target', 'Decrypt', ec2),
        call('target', 'Decrypt', { ...objectOf(SOURCE_BUCKET)(world, 'evidence'), ...elsewhere }),
      ];
    },
  },
  {
    title: 'a grant whose kms:CallerAccount is another than that of the role',
    from: 'pinned',
    keys: 'IAM left out',
    allowedBy: VENDOR,
    calls: (world) =>
      (['platform', 'target'] as const).map((by) => ({
        ...onKey(world, by, 'CreateGrant', 'evidence', {
          ...throughEc2(world, 'evidence'),
          ...GRANT,
          'kms:CallerAccount': world.accounts.stranger,
        }),
        rights: 'administrator',
      })),
  },
];
