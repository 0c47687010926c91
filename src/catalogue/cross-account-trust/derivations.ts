import { holds, type InputValues } from '../../policy/guard';
import type { Derivation, PolicyContext } from '../../policy/template';
import { accountOf, arnText, foreignRegionsDerivation, listOf, optional, regionsOf } from '../derivation-inputs';
import { elementsOf, foreignArnsDerivation, keyRegionsOf, REGION_DERIVATIONS, SOURCE_DERIVATIONS } from '../roles/derivations';
import { TARGET_ROLE_GUARDS } from './guards';

const guard = (name: keyof typeof TARGET_ROLE_GUARDS, inputs: InputValues): boolean =>
  holds(TARGET_ROLE_GUARDS[name], inputs, TARGET_ROLE_GUARDS);

const platformAccount = (inputs: InputValues): readonly string[] => optional(inputs, 'platform_role_arn').map(accountOf);

const temporaryKeys = (inputs: InputValues, { partition }: PolicyContext): readonly string[] =>
  guard('temporary_keys', inputs)
    ? platformAccount(inputs).flatMap((account) =>
        keyRegionsOf(inputs).map((region) => `arn:${partition}:kms:${region}:${account}:key/mrk-*`),
      )
    : [];

/** What the policies of `cado-cross-account-trust` compute from its inputs. */
export const TARGET_ROLE_DERIVATIONS: readonly Derivation[] = [
  ...REGION_DERIVATIONS,
  {
    name: 'key_arns',
    meaning: 'The keys that the role may use',
    resolve: (inputs, { partition, accountId = '' }) =>
      inputs['kms_key_arns'] === null
        ? keyRegionsOf(inputs).map((region) => `arn:${partition}:kms:${region}:${accountId}:key/*`)
        : listOf(inputs, 'kms_key_arns'),
    terraform: (ref) =>
      [
        `${ref.input('kms_key_arns')} != null ? ${elementsOf(ref.input('kms_key_arns'))} : [`,
        `  for region in ${ref.derived('key_regions')} : "${arnText('arn:{partition}:kms:', ref)}\${region}${arnText(':{account}:key/*', ref)}"`,
        ']',
      ].join('\n'),
  },
  {
    name: 'platform_account',
    meaning: "The platform's account, and its temporary keys: multi-Region keys",
    resolve: platformAccount,
    terraform: (ref) => `[split(":", ${ref.input('platform_role_arn')})[4]]`,
  },
  {
    name: 'temporary_key_arns',
    meaning: '',
    resolve: temporaryKeys,
    terraform: (ref) =>
      [
        `!${ref.guard('temporary_keys')} ? [] : [`,
        `  for region in ${ref.derived('key_regions')} : "arn:\${${ref.partition}}:kms:\${region}:\${${ref.derived('platform_account')}[0]}:key/mrk-*"`,
        ']',
      ].join('\n'),
  },
  {
    name: 'described_key_arns',
    meaning: 'The keys whose type the role may read: every one of this account, since the AWS managed key has an id that nobody knows',
    resolve: (inputs, context) => [
      `arn:${context.partition}:kms:*:${context.accountId ?? ''}:key/*`,
      ...listOf(inputs, 'kms_key_arns'),
      ...temporaryKeys(inputs, context),
    ],
    terraform: (ref) =>
      [
        'concat(',
        `  ["${arnText('arn:{partition}:kms:*:{account}:key/*', ref)}"],`,
        `  ${elementsOf(ref.input('kms_key_arns'))},`,
        `  ${ref.derived('temporary_key_arns')},`,
        ')',
      ].join('\n'),
  },
  {
    name: 'tagged_arns',
    meaning: 'What the platform names while it makes it, and the calls that make it',
    resolve: (inputs, { partition }) => [
      `arn:${partition}:ec2:*::snapshot/*`,
      ...(guard('copied_images', inputs) ? [`arn:${partition}:ec2:*::image/*`] : []),
    ],
    terraform: (ref) =>
      [
        'concat(',
        `  ["${arnText('arn:{partition}:ec2:*::snapshot/*', ref)}"],`,
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
      ...(guard('create_volume', inputs) ? ['CopySnapshot'] : []),
      ...(guard('copied_images', inputs) ? ['CopyImage'] : []),
    ],
    terraform: (ref) =>
      [
        'concat(',
        '  ["CreateSnapshot", "CreateSnapshots"],',
        `  ${ref.guard('create_volume')} ? ["CopySnapshot"] : [],`,
        `  ${ref.guard('copied_images')} ? ["CopyImage"] : [],`,
        ')',
      ].join('\n'),
  },
  ...SOURCE_DERIVATIONS,
  foreignArnsDerivation('foreign_arns', ['kms_key_arns', 'evidence_source_bucket_arns'], []),
  foreignRegionsDerivation('regions', regionsOf),
];
