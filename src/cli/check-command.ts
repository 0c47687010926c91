import { version } from '../../package.json';
import { checkPlan } from '../check/check-plan';
import { planEstates } from '../check/plan-estates';
import { CHECK_FORMATS, checkReport } from '../check/report';
import { importOf, optionProblems, type ImportOptions } from '../doctor/options';
import { documentFile } from './documents';
import { CheckFailure, UsageError } from './errors';

/** Options of `cado-response check`, as given. */
export interface CheckOptions extends ImportOptions {
  /** @default 'text' */
  readonly format?: string;
  /** The account of the plan, where its resources do not tell. */
  readonly account?: string;
}

/**
 * `cado-response check PLAN`: what a plan would make of import paths and attacks.
 *
 * @throws UsageError for options, or a file that is no plan; CheckFailure for a lost path or a new hole
 */
export function checkCommand(file: string, options: CheckOptions, print: (text: string) => void): void {
  const { format: wanted = 'text', account = '000000000000', platformRole, targetRole, platformRegion } = options;
  const format = CHECK_FORMATS.find((known) => known === wanted);
  const { documents, problems: unread } = documentFile(file);
  const problems = [
    ...optionProblems(options),
    ...(format === undefined ? [`--format ${JSON.stringify(wanted)} is unknown. Accepted: ${CHECK_FORMATS.join(', ')}`] : []),
    ...(/^\d{12}$/.test(account) ? [] : [`--account is ${JSON.stringify(account)}, but must be 12 digits. Accepted: 111122223333`]),
    ...unread,
  ];
  const [document] = documents;
  if (problems.length > 0 || document === undefined || format === undefined) throw new UsageError(problems.join('\n'));
  const usual = { partition: (platformRole ?? targetRole)?.split(':')[1] ?? 'aws', account, region: platformRegion ?? 'us-east-1' };
  const plan = planEstates(document.text, file, usual);
  if (typeof plan === 'string') throw new UsageError(plan);
  const check = checkPlan(plan, importOf({ ...options, protects: options.protects ?? ['ebs', 's3'] }));
  print(checkReport(check, format, file, version));
  const errors = check.findings.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) throw new CheckFailure(`${errors} ${errors === 1 ? 'thing' : 'things'} would be lost or opened`);
}
