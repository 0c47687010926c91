import { isAbsolute, relative } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { version } from '../../package.json';
import { acceptancesIn, type Acceptance } from '../check/findings/accepted';
import { checkPlan } from '../check/check-plan';
import { planEstates, type PlanEstates } from '../check/plan-estates';
import { CHECK_FORMATS, checkReport, type CheckFormat } from '../check/findings/report';
import { importOf, optionProblems, type ImportOptions } from '../doctor/subject/options';
import type { Document } from '../estate/read-documents';
import { NOBODY } from '../estate/whereabouts';
import { documentFile } from './documents';
import { CheckFailure, UsageError } from './errors';

/** Options of `cado-response check`, as given. */
export interface CheckOptions extends ImportOptions {
  /** @default 'text' */
  readonly format?: string;
  /** The account of the plan, where its resources do not tell. */
  readonly account?: string;
  /** What is meant: a rule with a place or a path each. */
  readonly accept?: readonly string[];
}

/**
 * `cado-response check PLAN`: what a plan would make of import paths and attacks.
 *
 * @throws UsageError for options, or a file that is no plan; CheckFailure for a lost path or a new hole
 */
export function checkCommand(file: string, options: CheckOptions, print: (text: string) => void): void {
  const { document, format, account, acceptances } = readOptions(file, options);
  // A plan may be large, and there is much to decide: here optimised code is worth its while.
  setFlagsFromString('--opt');
  const { platformRole, targetRole, platformRegion } = options;
  const usual = { partition: (platformRole ?? targetRole)?.split(':')[1] ?? 'aws', account, region: platformRegion ?? 'us-east-1' };
  const plan = planEstates(document.text, file, usual);
  if (typeof plan === 'string') throw new UsageError(plan);
  const strange = unknownNames(plan, document.text, options);
  if (strange.length > 0) throw new UsageError(strange.join('\n'));
  const check = checkPlan(plan, {
    ...importOf({ ...options, protects: options.protects ?? ['ebs', 's3'] }),
    isProtectsSaid: options.protects !== undefined,
    accepted: acceptances,
  });
  print(checkReport(check, format, nameIn(process.cwd(), file), version));
  const errors = check.findings.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) throw new CheckFailure(`${errors} ${errors === 1 ? 'finding fails' : 'findings fail'} the check`);
}

interface Read {
  readonly document: Document;
  readonly format: CheckFormat;
  readonly account: string;
  readonly acceptances: readonly Acceptance[];
}

function readOptions(file: string, options: CheckOptions): Read {
  const { format: wanted = 'text', account = NOBODY, accept = [] } = options;
  const format = CHECK_FORMATS.find((known) => known === wanted);
  const { acceptances, problems: unread } = acceptancesIn(accept);
  const { documents, problems: missing } = documentFile(file, { accepted: 'one plan at a time: a file, or - for standard input' });
  const problems = [
    ...optionProblems(options),
    ...(format === undefined ? [`--format ${JSON.stringify(wanted)} is unknown. Accepted: ${CHECK_FORMATS.join(', ')}`] : []),
    ...(/^\d{12}$/.test(account)
      ? []
      : [`--account is ${JSON.stringify(account)}, but must be 12 digits. Accepted: --account 111122223333`]),
    ...unread,
    ...missing,
  ];
  const [document] = documents;
  if (problems.length > 0 || document === undefined || format === undefined) throw new UsageError(problems.join('\n'));
  return { document, format, account, acceptances };
}

/** What was named and is nowhere in the plan: a slip of the pen would make the check green. */
function unknownNames({ before, after }: PlanEstates, text: string, { platformRole, targetRole, keyArn }: CheckOptions): readonly string[] {
  const roles = [...before.roles, ...after.roles].map(({ arn }) => arn);
  const keys = [...before.keys, ...after.keys].map(({ arn }) => arn);
  const listed = (arns: readonly string[]): string => [...new Set(arns)].slice(0, 5).join(', ') || 'none';
  return [
    ...Object.entries({ '--platform-role': platformRole, '--target-role': targetRole }).flatMap(([option, arn]) =>
      arn === undefined || names(text, arn) ? [] : [`${option} ${arn} is nowhere in the plan. Its roles: ${listed(roles)}`],
    ),
    ...(keyArn === undefined || keys.includes(keyArn) ? [] : [`--key-arn ${keyArn} is no key of the plan. Its keys: ${listed(keys)}`]),
  ];
}

/** Whether a text has an ARN, and not only a longer one. */
function names(text: string, arn: string): boolean {
  for (let at = text.indexOf(arn); at >= 0; at = text.indexOf(arn, at + 1)) {
    if (!/[\w+=,.@/-]/.test(text.charAt(at + arn.length))) return true;
  }
  return false;
}

/** A file below the working folder by its path there, as code scanning wants it. */
function nameIn(folder: string, file: string): string {
  const below = relative(folder, file);
  return isAbsolute(file) && below !== '' && !below.startsWith('..') && !isAbsolute(below) ? below : file;
}
