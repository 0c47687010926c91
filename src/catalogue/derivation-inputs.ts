import { inputValue, type InputValues } from '../policy/guard';
import type { Derivation, TerraformReferences } from '../policy/template';
import { PARTITION_OF_REGION } from './arn-patterns';

/** Each value once, in order of appearance. */
export const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];

/** A list input; null is the empty list. */
export const listOf = (inputs: InputValues, name: string): readonly string[] =>
  (inputValue(inputs, name) as readonly string[] | null) ?? [];

/** A string input as a list of at most one. */
export const optional = (inputs: InputValues, name: string): readonly string[] => {
  const value = inputValue(inputs, name);
  return typeof value === 'string' ? [value] : [];
};

/** The account in an ARN. */
export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** The account root of a role: its ARN up to the account. */
export const rootOf = (arn: string): string => arn.replace(/:role\/.+$/, ':root');

/** `platform_region` and `evidence_regions`. */
export const regionsOf = (inputs: InputValues): readonly string[] =>
  distinct([...optional(inputs, 'platform_region'), ...listOf(inputs, 'evidence_regions')]);

/** {@link regionsOf} in Terraform. */
export const REGIONS_DERIVATION: Derivation = {
  name: 'regions',
  meaning: 'Where the key may be used, and the services as kms:ViaService shows them: .amazonaws.com in every partition',
  resolve: regionsOf,
  terraform: (ref) => `distinct(compact(concat([${ref.input('platform_region')}], tolist(${ref.input('evidence_regions')}))))`,
};

/**
 * A service in those Regions, as `kms:ViaService` shows it: `.amazonaws.com` in every partition, China included.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export const servicesDerivation = (service: string): Derivation => ({
  name: `${service}_services`,
  meaning: '',
  resolve: (inputs) => regionsOf(inputs).map((region) => `${service}.${region}.amazonaws.com`),
  terraform: (ref) => `[for region in ${ref.derived('regions')} : "${service}.\${region}.amazonaws.com"]`,
});

/** What S3 names in the encryption context: the object, or the bucket where S3 Bucket Keys are on. */
export const S3_CONTEXT_DERIVATION: Derivation = {
  name: 's3_context_arns',
  meaning: 'S3 names the object in the encryption context, or the bucket where S3 Bucket Keys are on',
  resolve: (inputs, { partition }) =>
    inputs['evidence_source_bucket_arns'] === null
      ? [`arn:${partition}:s3:::*`]
      : listOf(inputs, 'evidence_source_bucket_arns').flatMap((arn) => [arn, `${arn}/*`]),
  terraform: (ref) =>
    [
      `${ref.input('evidence_source_bucket_arns')} == null ? ["arn:\${${ref.partition}}:s3:::*"] : flatten([`,
      `  for arn in ${ref.input('evidence_source_bucket_arns')} : [arn, "\${arn}/*"]`,
      '])',
    ].join('\n'),
};

/** Regions that are none of a partition's own. */
export const foreignRegions = (regions: readonly string[], partition: string): readonly string[] =>
  regions.filter((region) => PARTITION_OF_REGION.find(([prefix]) => region.startsWith(prefix))?.[1] !== partition);

/** {@link foreignRegions} out of a derived list. */
export const foreignRegionsDerivation = (list: string, regions: (inputs: InputValues) => readonly string[]): Derivation => ({
  name: 'foreign_regions',
  meaning: '',
  resolve: (inputs, { partition }) => foreignRegions(regions(inputs), partition),
  terraform: (ref) =>
    [
      '[',
      `  for region in ${ref.derived(list)} : region`,
      `  if ${ref.partition} != (`,
      ...PARTITION_OF_REGION.map(([prefix, partition]) =>
        prefix === '' ? `    "${partition}"` : `    startswith(region, "${prefix}") ? "${partition}" :`,
      ),
      '  )',
      ']',
    ].join('\n'),
});

/** An ARN as the text between quotes, with the partition for `{partition}` and the account for `{account}`. */
export const arnText = (pattern: string, ref: TerraformReferences): string =>
  pattern.replaceAll('{partition}', `\${${ref.partition}}`).replaceAll('{account}', `\${${ref.accountId}}`);
