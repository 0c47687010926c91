import type { InputValues } from '../policy/guard';

/** Options of `cado-response merge` that are inputs of `cado-kms-key-policy`, as given. */
export interface MergeInputs {
  readonly platformRole?: string;
  readonly targetRole?: string;
  readonly additionalPlatformRole?: readonly string[];
  readonly platformRegion?: string;
  readonly evidenceRegion?: readonly string[];
  readonly method?: readonly string[];
  readonly protects?: readonly string[];
  readonly level?: string;
  readonly createGrantFor?: readonly string[];
  readonly ebsResourceId?: readonly string[];
  readonly sourceBucket?: readonly string[];
  readonly principalMatch?: string;
  readonly enforce?: boolean;
}

/** Options by the input that they are. */
const INPUTS: readonly (readonly [input: string, option: keyof MergeInputs, label: string])[] = [
  ['platform_role_arn', 'platformRole', '--platform-role'],
  ['target_role_arn', 'targetRole', '--target-role'],
  ['additional_platform_role_arns', 'additionalPlatformRole', '--additional-platform-role'],
  ['platform_region', 'platformRegion', '--platform-region'],
  ['evidence_regions', 'evidenceRegion', '--evidence-region'],
  ['acquisition_methods', 'method', '--method'],
  ['protects', 'protects', '--protects'],
  ['kms_tightening', 'level', '--level'],
  ['create_grant_for', 'createGrantFor', '--create-grant-for'],
  ['ebs_resource_ids', 'ebsResourceId', '--ebs-resource-id'],
  ['evidence_source_bucket_arns', 'sourceBucket', '--source-bucket'],
  ['principal_match', 'principalMatch', '--principal-match'],
  ['enforce', 'enforce', '--enforce'],
];

/** How messages name an input. */
export const MERGE_LABELS: Readonly<Record<string, string>> = Object.fromEntries(INPUTS.map(([input, , label]) => [input, label]));

/** Inputs of which an empty list means none; an option always has a value. */
const MAY_BE_EMPTY: readonly string[] = ['create_grant_for', 'evidence_source_bucket_arns'];
const NONE = 'none';

/** The inputs that options are, and what cannot be one. */
export function mergeInputs(options: MergeInputs): { readonly inputs: InputValues; readonly problems: readonly string[] } {
  const given = INPUTS.flatMap(([input, option, label]) => {
    const value = options[option];
    const isNone = MAY_BE_EMPTY.includes(input) && Array.isArray(value) && value.includes(NONE);
    return value === undefined ? [] : [{ input, label, value: isNone ? [] : value, isMixed: isNone && new Set(value).size > 1 }];
  });
  return {
    inputs: Object.fromEntries(given.map(({ input, value }) => [input, value])),
    problems: given.flatMap(({ label, isMixed }) =>
      isMixed ? [`${label} has ${NONE} among others, and ${NONE} stands alone. Accepted: ${label} ${NONE}`] : [],
    ),
  };
}
