import { writeWhole } from '../disk/write-whole';
import type { InputValues } from '../policy/guard';
import { keyAccountIn } from '../policy-text/key-account';
import { keyStatements } from '../policy-text/key-statements';
import { mergeIntoText, readKeyPolicy, unmergeText, type EditedPolicy } from '../policy-text/merge-text';
import { documentFiles } from './documents';
import { CheckFailure, UsageError } from './errors';

/** Options of `cado-response unmerge`, as given. */
export interface UnmergeOptions {
  /** The key's account. @default - the one whose root the policy names */
  readonly account?: string;
  /** @default - standard output */
  readonly out?: string;
}

/** Options of `cado-response merge`, as given: inputs of `cado-kms-key-policy`. */
export interface MergeOptions extends UnmergeOptions {
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
const INPUTS: readonly (readonly [input: string, option: Exclude<keyof MergeOptions, 'account' | 'out'>, label: string])[] = [
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

/**
 * `cado-response merge FILE`: the key policy with our statements, printed or written.
 *
 * @throws UsageError for options or a policy that are wrong; CheckFailure where the result must not be used
 */
export function mergeCommand(file: string, options: MergeOptions, print: (text: string) => void): void {
  const given: InputValues = Object.fromEntries(
    INPUTS.flatMap(([input, option]) => (options[option] === undefined ? [] : [[input, options[option]]])),
  );
  const partition = (options.platformRole ?? options.targetRole ?? '').split(':')[1] ?? 'aws';
  const ours = keyStatements(given, partition, (input) => INPUTS.find(([name]) => name === input)?.[2] ?? input);
  const policy = policyIn(file, options, ours.problems);
  if (ours.statements === undefined) throw new UsageError(ours.problems.join('\n'));
  put(mergeIntoText(policy.text, ours.statements, policy.account), options, print);
}

/** `cado-response unmerge FILE`: the key policy without our statements. Errors as for merge. */
export function unmergeCommand(file: string, options: UnmergeOptions, print: (text: string) => void): void {
  const policy = policyIn(file, options, []);
  put(unmergeText(policy.text, policy.account), options, print);
}

function policyIn(
  file: string,
  { account, out }: UnmergeOptions,
  before: readonly string[],
): { readonly text: string; readonly account: string } {
  const { documents, problems: unread } = documentFiles([file]);
  const text = documents[0]?.text ?? '';
  const read = unread.length > 0 ? { problems: unread } : readKeyPolicy(text);
  const known = account ?? ('policy' in read && read.policy !== undefined ? keyAccountIn(read.policy) : undefined);
  const problems = [
    ...before,
    ...read.problems.map((problem) => (unread.length > 0 ? problem : `${file}: ${problem}`)),
    ...(out?.trim() === '' ? ['--out is empty. Accepted: a file, e.g. --out key-policy.merged.json'] : []),
    ...(account !== undefined && !/^\d{12}$/.test(account)
      ? [`--account is ${JSON.stringify(account)}, but must be 12 digits. Accepted: 111122223333`]
      : []),
    ...(known === undefined && read.problems.length === 0
      ? [`${file} does not tell the key's account. Give --account, e.g. --account 111122223333`]
      : []),
  ];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return { text, account: known ?? '' };
}

function put(edited: EditedPolicy, { out }: UnmergeOptions, print: (text: string) => void): void {
  if (edited.text === undefined) throw new CheckFailure(edited.problems.join('\n'));
  if (out === undefined) print(edited.text);
  else writeWhole(out, edited.text.endsWith('\n') ? edited.text : `${edited.text}\n`);
}
