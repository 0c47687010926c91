import { SOURCE_BUCKET } from '../buckets';
import type { Attack } from '../attack';
import type { RequestContext } from '../../evaluator/access-request';
import type { Call } from '../call';
import { onKey, through, throughEc2 } from '../calls';
import type { World } from '../world';

/** On the key of the evidence, by both roles. */
const byBoth =
  (action: string, context: (world: World) => RequestContext = () => ({})): Attack['calls'] =>
  (world): readonly Call[] =>
    (['platform', 'target'] as const).map((by) => onKey(world, by, action, 'evidence', context(world)));

const byTarget =
  (action: string, context: (world: World) => RequestContext): Attack['calls'] =>
  (world) => [onKey(world, 'target', action, 'evidence', context(world))];

const VENDOR = "the vendor's roles";
const volume = (world: World): RequestContext => throughEc2(world, 'evidence');
const s3Context = (world: World, arn: string): RequestContext => ({
  ...through(world, 's3', 'evidence'),
  'kms:EncryptionContext:aws:s3:arn': arn,
});

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
    calls: byTarget('Decrypt', (world) => through(world, 's3', 'evidence')),
  },
  {
    title: 'Decrypt through S3 with the encryption context of a volume',
    from: 'encryption_context',
    allowedBy: VENDOR,
    calls: byTarget('Decrypt', (world) => ({ ...through(world, 's3', 'evidence'), 'kms:EncryptionContext:aws:ebs:id': 'vol-1' })),
  },
  {
    title: 'Encrypt through S3',
    from: 'via_service',
    allowedBy: VENDOR,
    calls: byTarget('Encrypt', (world) => s3Context(world, `arn:${world.partition}:s3:::${SOURCE_BUCKET}/disk.e01`)),
  },
  {
    title: 'a data key through S3, to write objects',
    from: 'via_service',
    allowedBy: VENDOR,
    calls: byTarget('GenerateDataKey', (world) => s3Context(world, `arn:${world.partition}:s3:::${SOURCE_BUCKET}/disk.e01`)),
  },
];
