import { holds, type InputValues } from '../../policy/guard';
import type { Derivation, PolicyContext } from '../../policy/template';
import { accountOf, arnText, distinct, listOf, optional, regionsOf } from '../derivation-inputs';
import { elementsOf, keyRegionsOf } from '../roles/derivations';
import { CADO_ROLE_GUARDS } from './guards';

const guard = (name: keyof typeof CADO_ROLE_GUARDS, inputs: InputValues): boolean =>
  holds(CADO_ROLE_GUARDS[name], inputs, CADO_ROLE_GUARDS);

/** Where temporary keys may be. */
export const replicaRegionsOf = (inputs: InputValues): readonly string[] =>
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

/** The keys that `cado-role` uses, and the roles whose accounts they lie in. */
export const KEY_DERIVATIONS: readonly Derivation[] = [
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
