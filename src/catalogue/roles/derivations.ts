import type { InputValues } from '../../policy/guard';
import type { Derivation, TerraformReferences } from '../../policy/template';
import { arnText, listOf, regionsOf, S3_CONTEXT_DERIVATION, servicesDerivation, REGIONS_DERIVATION } from '../derivation-inputs';

/** The Regions in the ARNs of keys: those given, or any. */
export const keyRegionsOf = (inputs: InputValues): readonly string[] => {
  const regions = regionsOf(inputs);
  return regions.length > 0 ? regions : ['*'];
};

/** The role's own ARN, made of inputs, so that policies are known before the role exists. */
export const ownRoleArn = (inputs: InputValues, partition: string, accountId: string): string =>
  `arn:${partition}:iam::${accountId}:role${String(inputs['role_path'])}${String(inputs['role_name'])}`;

/** What both roles compute alike, first the Regions and services. */
export const REGION_DERIVATIONS: readonly Derivation[] = [
  REGIONS_DERIVATION,
  {
    name: 'key_regions',
    meaning: '',
    resolve: keyRegionsOf,
    terraform: (ref) => `length(${ref.derived('regions')}) > 0 ? ${ref.derived('regions')} : ["*"]`,
  },
  servicesDerivation('ec2'),
  servicesDerivation('s3'),
  servicesDerivation('lambda'),
];

const buckets = (inputs: InputValues): readonly string[] => listOf(inputs, 'evidence_source_bucket_arns');

const bucketsOr = (ref: TerraformReferences, any: string, element: string): string =>
  [
    `${ref.input('evidence_source_bucket_arns')} == null ? ["${arnText(any, ref)}"] : [`,
    `  for arn in ${ref.input('evidence_source_bucket_arns')} : ${element}`,
    ']',
  ].join('\n');

/** What both roles compute alike for objects, functions and themselves. */
export const SOURCE_DERIVATIONS: readonly Derivation[] = [
  {
    name: 'own_role_arn',
    meaning: 'The role itself, computed, so that its policies are known before it exists',
    resolve: (inputs, { partition, accountId = '' }) => [ownRoleArn(inputs, partition, accountId)],
    terraform: (ref) =>
      `["${arnText('arn:{partition}:iam::{account}:role', ref)}\${${ref.input('role_path')}}\${${ref.input('role_name')}}"]`,
  },
  {
    name: 'own_account',
    meaning: '',
    resolve: (_inputs, { accountId = '' }) => [accountId],
    terraform: (ref) => `[${ref.accountId}]`,
  },
  {
    name: 's3_bucket_arns',
    meaning: 'The buckets that evidence is read from, their objects, and what S3 names in the encryption context',
    resolve: (inputs, { partition }) => (inputs['evidence_source_bucket_arns'] === null ? [`arn:${partition}:s3:::*`] : buckets(inputs)),
    terraform: (ref) => bucketsOr(ref, 'arn:{partition}:s3:::*', 'arn'),
  },
  {
    name: 's3_object_arns',
    meaning: '',
    resolve: (inputs, { partition }) =>
      inputs['evidence_source_bucket_arns'] === null ? [`arn:${partition}:s3:::*/*`] : buckets(inputs).map((arn) => `${arn}/*`),
    terraform: (ref) => bucketsOr(ref, 'arn:{partition}:s3:::*/*', '"${arn}/*"'),
  },
  { ...S3_CONTEXT_DERIVATION, meaning: '' },
  {
    name: 'lambda_log_group_arns',
    meaning: 'A log group, and the streams in it',
    resolve: (inputs, { partition, accountId = '' }) =>
      listOf(inputs, 'lambda_log_group_names').flatMap((name) => {
        const group = `arn:${partition}:logs:*:${accountId}:log-group:${name}`;
        return [group, `${group}:*`];
      }),
    terraform: (ref) => {
      const group = `${arnText('arn:{partition}:logs:*:{account}:log-group:', ref)}\${name}`;
      return [
        'flatten([',
        `  for name in ${ref.input('lambda_log_group_names')} : [`,
        `    "${group}",`,
        `    "${group}:*",`,
        '  ]',
        '])',
      ].join('\n');
    },
  },
];

/** The elements of a list or set in Terraform; null has none. */
export const elementsOf = (list: string): string => `try([for element in ${list} : element], [])`;

/** ARNs of another partition than the role's, out of the named list inputs and string inputs. */
export const foreignArnsDerivation = (name: string, lists: readonly string[], strings: readonly string[]): Derivation => ({
  name,
  meaning: 'What lies in another partition than the role; nothing crosses partitions',
  resolve: (inputs, { partition }) =>
    [...lists.flatMap((input) => listOf(inputs, input)), ...strings.flatMap((input) => inputs[input] ?? [])]
      .map(String)
      .filter((arn) => arn.split(':')[1] !== partition),
  terraform: (ref) =>
    [
      '[',
      `  for arn in compact(concat(${[...lists.map((input) => elementsOf(ref.input(input))), `[${strings.map((input) => ref.input(input)).join(', ')}]`].join(', ')})) : arn`,
      `  if split(":", arn)[1] != ${ref.partition}`,
      ']',
    ].join('\n'),
});
