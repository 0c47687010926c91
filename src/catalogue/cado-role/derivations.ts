import { holds, type InputValues } from '../../policy/guard';
import type { Derivation, PolicyContext } from '../../policy/template';
import { accountOf, arnText, distinct, foreignRegionsDerivation, listOf, optional, regionsOf } from '../derivation-inputs';
import { elementsOf, foreignArnsDerivation, keyRegionsOf, REGION_DERIVATIONS, SOURCE_DERIVATIONS } from '../roles/derivations';
import { CADO_ROLE_GUARDS } from './guards';

const guard = (name: keyof typeof CADO_ROLE_GUARDS, inputs: InputValues): boolean =>
  holds(CADO_ROLE_GUARDS[name], inputs, CADO_ROLE_GUARDS);

const replicaRegionsOf = (inputs: InputValues): readonly string[] =>
  distinct([...regionsOf(inputs), ...listOf(inputs, 'temporary_key.replica_regions')]);

const temporaryRegionsOf = (inputs: InputValues): readonly string[] => (guard('regions_given', inputs) ? replicaRegionsOf(inputs) : ['*']);

const temporaryKeysIn = (regions: readonly string[], { partition, accountId = '' }: PolicyContext): readonly string[] =>
  regions.map((region) => `arn:${partition}:kms:${region}:${accountId}:key/mrk-*`);

const targetAccountsOf = (inputs: InputValues, { accountId }: PolicyContext): readonly string[] =>
  guard('copied_volumes', inputs)
    ? distinct(listOf(inputs, 'target_role_arns').map(accountOf)).filter((account) => account !== accountId)
    : [];

const keysOf = (accounts: readonly string[], inputs: InputValues, { partition }: PolicyContext): readonly string[] =>
  accounts.flatMap((account) => keyRegionsOf(inputs).map((region) => `arn:${partition}:kms:${region}:${account}:key/*`));

const targetKeysOf = (inputs: InputValues, context: PolicyContext): readonly string[] =>
  keysOf(targetAccountsOf(inputs, context), inputs, context);

const keyArnsOf = (inputs: InputValues, context: PolicyContext): readonly string[] =>
  guard('keys_given', inputs)
    ? listOf(inputs, 'kms_key_arns')
    : [...keysOf([context.accountId ?? ''], inputs, context), ...targetKeysOf(inputs, context)];

/** Keys of this account are covered without naming the temporary ones, in the Regions of the keys. */
const furtherTemporaryRegionsOf = (inputs: InputValues): readonly string[] =>
  temporaryRegionsOf(inputs).filter((region) => guard('keys_given', inputs) || !keyRegionsOf(inputs).includes(region));

const KEY_DERIVATIONS: readonly Derivation[] = [
  {
    name: 'assumed_role_arns',
    meaning: 'The roles that this one may assume',
    resolve: (inputs) => distinct(listOf(inputs, 'target_role_arns')),
    terraform: (ref) => `distinct(${ref.input('target_role_arns')})`,
  },
  {
    name: 'target_accounts',
    meaning: 'The accounts whose keys a copied volume may be under, besides this one',
    resolve: targetAccountsOf,
    terraform: (ref) =>
      [
        `!${ref.guard('copied_volumes')} ? [] : distinct([`,
        `  for arn in ${ref.input('target_role_arns')} : split(":", arn)[4]`,
        `  if split(":", arn)[4] != ${ref.accountId}`,
        '])',
      ].join('\n'),
  },
  {
    name: 'target_key_arns',
    meaning: '',
    resolve: targetKeysOf,
    terraform: (ref) =>
      [
        'flatten([',
        `  for account in ${ref.derived('target_accounts')} : [`,
        `    for region in ${ref.derived('key_regions')} : "arn:\${${ref.partition}}:kms:\${region}:\${account}:key/*"`,
        '  ]',
        '])',
      ].join('\n'),
  },
  {
    name: 'key_arns',
    meaning: 'The keys that the role may use',
    resolve: keyArnsOf,
    terraform: (ref) =>
      [
        `${ref.guard('keys_given')} ? ${elementsOf(ref.input('kms_key_arns'))} : concat(`,
        `  [for region in ${ref.derived('key_regions')} : "${arnText('arn:{partition}:kms:', ref)}\${region}${arnText(':{account}:key/*', ref)}"],`,
        `  ${ref.derived('target_key_arns')},`,
        ')',
      ].join('\n'),
  },
  {
    name: 'replica_regions',
    meaning: 'Where temporary keys may be: multi-Region keys of this account',
    resolve: replicaRegionsOf,
    terraform: (ref) => `distinct(concat(${ref.derived('regions')}, tolist(${ref.input('temporary_key.replica_regions')})))`,
  },
  {
    name: 'temporary_key_regions',
    meaning: '',
    resolve: temporaryRegionsOf,
    terraform: (ref) => `length(${ref.derived('regions')}) > 0 ? ${ref.derived('replica_regions')} : ["*"]`,
  },
  {
    name: 'temporary_key_arns',
    meaning: '',
    resolve: (inputs, context) => temporaryKeysIn(temporaryRegionsOf(inputs), context),
    terraform: (ref) =>
      [
        '[',
        `  for region in ${ref.derived('temporary_key_regions')} :`,
        `  "${arnText('arn:{partition}:kms:', ref)}\${region}${arnText(':{account}:key/mrk-*', ref)}"`,
        ']',
      ].join('\n'),
  },
  {
    name: 'temporary_alias_arns',
    meaning: '',
    resolve: (inputs, { partition, accountId = '' }) =>
      temporaryRegionsOf(inputs).map(
        (region) => `arn:${partition}:kms:${region}:${accountId}:alias/${optional(inputs, 'temporary_key.alias_prefix').join('')}*`,
      ),
    terraform: (ref) =>
      [
        '[',
        `  for region in ${ref.derived('temporary_key_regions')} :`,
        `  "${arnText('arn:{partition}:kms:', ref)}\${region}${arnText(':{account}:alias/', ref)}\${${ref.input('temporary_key.alias_prefix')}}*"`,
        ']',
      ].join('\n'),
  },
  {
    name: 'temporary_aliases',
    meaning: '',
    resolve: (inputs) => optional(inputs, 'temporary_key.alias_prefix').map((prefix) => `alias/${prefix}*`),
    terraform: (ref) => `["alias/\${${ref.input('temporary_key.alias_prefix')}}*"]`,
  },
  {
    name: 'use_key_arns',
    meaning: 'Those keys and, where they are not among them, the temporary ones',
    resolve: (inputs, context) => [
      ...keyArnsOf(inputs, context),
      ...(guard('temporary_key', inputs) ? temporaryKeysIn(furtherTemporaryRegionsOf(inputs), context) : []),
    ],
    terraform: (ref) =>
      [
        `concat(${ref.derived('key_arns')}, !${ref.guard('temporary_key')} ? [] : [`,
        `  for region in ${ref.derived('temporary_key_regions')} :`,
        `  "${arnText('arn:{partition}:kms:', ref)}\${region}${arnText(':{account}:key/mrk-*', ref)}"`,
        `  if ${ref.guard('keys_given')} || !contains(${ref.derived('key_regions')}, region)`,
        '])',
      ].join('\n'),
  },
  {
    name: 'described_key_arns',
    meaning: 'The keys whose type the role may read: every one of this account, since the AWS managed key has an id that nobody knows',
    resolve: (inputs, context) => [
      `arn:${context.partition}:kms:*:${context.accountId ?? ''}:key/*`,
      ...(guard('keys_given', inputs) ? listOf(inputs, 'kms_key_arns') : targetKeysOf(inputs, context)),
    ],
    terraform: (ref) =>
      [
        'concat(',
        `  ["${arnText('arn:{partition}:kms:*:{account}:key/*', ref)}"],`,
        `  ${ref.guard('keys_given')} ? ${elementsOf(ref.input('kms_key_arns'))} : ${ref.derived('target_key_arns')},`,
        ')',
      ].join('\n'),
  },
  {
    name: 'organization_key_arns',
    meaning: '',
    resolve: (inputs, { partition }) => keyRegionsOf(inputs).map((region) => `arn:${partition}:kms:${region}:*:key/*`),
    terraform: (ref) => `[for region in ${ref.derived('key_regions')} : "arn:\${${ref.partition}}:kms:\${region}:*:key/*"]`,
  },
  {
    name: 'organization',
    meaning: '',
    resolve: (inputs) => optional(inputs, 'organization_id'),
    terraform: (ref) => `compact([${ref.input('organization_id')}])`,
  },
  {
    name: 'organization_role_arns',
    meaning: '',
    resolve: (inputs, { partition }) => optional(inputs, 'target_role_name').map((name) => `arn:${partition}:iam::*:role/${name}`),
    terraform: (ref) => `[for name in compact([${ref.input('target_role_name')}]) : "arn:\${${ref.partition}}:iam::*:role/\${name}"]`,
  },
];

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
