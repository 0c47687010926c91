import { holds, type InputValues } from '../../policy/guard';
import type { Derivation } from '../../policy/template';
import { arnText, foreignRegionsDerivation, optional } from '../derivation-inputs';
import { foreignArnsDerivation, REGION_DERIVATIONS, SOURCE_DERIVATIONS } from '../roles/derivations';
import { CADO_ROLE_GUARDS } from './guards';
import { KEY_DERIVATIONS, replicaRegionsOf } from './key-derivations';

const guard = (name: keyof typeof CADO_ROLE_GUARDS, inputs: InputValues): boolean =>
  holds(CADO_ROLE_GUARDS[name], inputs, CADO_ROLE_GUARDS);

const tagged = (inputs: InputValues): Readonly<{ snapshots: boolean; volumes: boolean; images: boolean }> => ({
  snapshots: true,
  volumes: guard('create_volume', inputs),
  images: guard('copied_images', inputs),
});

const TAG_DERIVATIONS: readonly Derivation[] = [
  {
    name: 'tagged_arns',
    meaning: 'What the platform names while it makes it, and the calls that make it',
    resolve: (inputs, { partition, accountId = '' }) => [
      `arn:${partition}:ec2:*::snapshot/*`,
      ...(tagged(inputs).volumes ? [`arn:${partition}:ec2:*:${accountId}:volume/*`] : []),
      ...(tagged(inputs).images ? [`arn:${partition}:ec2:*::image/*`] : []),
    ],
    terraform: (ref) =>
      [
        'concat(',
        `  ["${arnText('arn:{partition}:ec2:*::snapshot/*', ref)}"],`,
        `  ${ref.guard('create_volume')} ? ["${arnText('arn:{partition}:ec2:*:{account}:volume/*', ref)}"] : [],`,
        `  ${ref.guard('copied_images')} ? ["${arnText('arn:{partition}:ec2:*::image/*', ref)}"] : [],`,
        ')',
      ].join('\n'),
  },
  {
    name: 'create_actions',
    meaning: '',
    resolve: (inputs) => [
      'CreateSnapshot',
      'CreateSnapshots',
      ...(guard('create_volume', inputs) ? ['CopySnapshot', 'CreateVolume'] : []),
      ...(guard('copied_images', inputs) ? ['CopyImage'] : []),
    ],
    terraform: (ref) =>
      [
        'concat(',
        '  ["CreateSnapshot", "CreateSnapshots"],',
        `  ${ref.guard('create_volume')} ? ["CopySnapshot", "CreateVolume"] : [],`,
        `  ${ref.guard('copied_images')} ? ["CopyImage"] : [],`,
        ')',
      ].join('\n'),
  },
];

const buckets = (inputs: InputValues, partition: string): readonly string[] =>
  optional(inputs, 'evidence_bucket_name').map((name) => `arn:${partition}:s3:::${name}`);

const BUCKET_DERIVATIONS: readonly Derivation[] = [
  {
    name: 'evidence_bucket_arns',
    meaning: "The platform's own bucket, its objects, its key, and S3 in the platform's Region",
    resolve: (inputs, { partition }) => buckets(inputs, partition),
    terraform: (ref) => `[for name in compact([${ref.input('evidence_bucket_name')}]) : "arn:\${${ref.partition}}:s3:::\${name}"]`,
  },
  {
    name: 'evidence_object_arns',
    meaning: '',
    resolve: (inputs, { partition }) => buckets(inputs, partition).map((arn) => `${arn}/*`),
    terraform: (ref) => `[for arn in ${ref.derived('evidence_bucket_arns')} : "\${arn}/*"]`,
  },
  {
    name: 'evidence_context_arns',
    meaning: '',
    resolve: (inputs, { partition }) => buckets(inputs, partition).flatMap((arn) => [arn, `${arn}/*`]),
    terraform: (ref) => `concat(${ref.derived('evidence_bucket_arns')}, ${ref.derived('evidence_object_arns')})`,
  },
  {
    name: 'evidence_key_arns',
    meaning: '',
    resolve: (inputs) => optional(inputs, 'evidence_bucket_kms_key_arn'),
    terraform: (ref) => `compact([${ref.input('evidence_bucket_kms_key_arn')}])`,
  },
  {
    name: 'platform_s3_services',
    meaning: '',
    resolve: (inputs) => optional(inputs, 'platform_region').map((region) => `s3.${region}.amazonaws.com`),
    terraform: (ref) => `[for region in compact([${ref.input('platform_region')}]) : "s3.\${region}.amazonaws.com"]`,
  },
  {
    name: 'worker_role_arns',
    meaning: '',
    resolve: (inputs) => optional(inputs, 'worker_role_arn'),
    terraform: (ref) => `compact([${ref.input('worker_role_arn')}])`,
  },
  {
    name: 'ec2_principals',
    meaning: 'EC2 as a service that is handed a role; China has a name of its own',
    resolve: (_inputs, { partition }) => [partition === 'aws-cn' ? 'ec2.amazonaws.com.cn' : 'ec2.amazonaws.com'],
    terraform: (ref) => `[${ref.partition} == "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com"]`,
  },
];

/** What the policies of `cado-role` compute from its inputs. */
export const CADO_ROLE_DERIVATIONS: readonly Derivation[] = [
  ...REGION_DERIVATIONS,
  ...KEY_DERIVATIONS,
  ...TAG_DERIVATIONS,
  ...SOURCE_DERIVATIONS,
  ...BUCKET_DERIVATIONS,
  foreignArnsDerivation(
    'foreign_arns',
    ['target_role_arns', 'kms_key_arns', 'evidence_source_bucket_arns'],
    ['evidence_bucket_kms_key_arn', 'worker_role_arn'],
  ),
  foreignRegionsDerivation('replica_regions', replicaRegionsOf),
];
