import { deniedCalls } from '../diagnose/denied-call';
import { diagnoseCall } from '../diagnose/diagnose-call';
import { diagnosisText } from '../diagnose/report';
import { importOf, optionProblems, type ImportOptions } from '../doctor/options';
import { documentFiles } from './documents';
import { UsageError } from './errors';

/** Options of `cado-response diagnose`, as given. */
export interface DiagnoseOptions extends ImportOptions {
  readonly json?: boolean;
}

/**
 * `cado-response diagnose EVENT`: which import path a refused call belongs to, which policy must change, and the statement.
 *
 * @throws UsageError for options, or a file without a refused call
 */
export function diagnoseCommand(file: string, options: DiagnoseOptions, print: (text: string) => void): void {
  const { documents, problems: unread } = documentFiles([file]);
  const problems = [...optionProblems(options), ...unread];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const read = deniedCalls(documents[0]?.text ?? '');
  if (read.problem !== undefined) throw new UsageError(`${file}: ${read.problem}`);
  if (read.calls.length === 0)
    throw new UsageError(
      `${file}: none of its ${read.others} events was refused. Accepted: an event with errorCode AccessDenied or UnauthorizedOperation`,
    );
  const found = read.calls.map((call) => diagnoseCall(call, importOf(options)));
  const known = found.filter((diagnosis) => diagnosis !== undefined);
  if (known.length === 0)
    throw new UsageError(`${file}: no claims are made for the partition of its ARNs. Accepted: aws, aws-us-gov, aws-cn`);
  print(options.json === true ? JSON.stringify({ events: known }, null, 2) : known.map(diagnosisText).join(`\n\n${'-'.repeat(72)}\n\n`));
}
