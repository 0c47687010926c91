import { diagnose } from '../diagnose/diagnosis';
import { ACCEPTED, refusedCalls, type ReadCalls } from '../diagnose/read/refused-calls';
import { diagnosisJson } from '../diagnose/report-json';
import { diagnosisText } from '../diagnose/report-text';
import { importOf, optionProblems, type ImportOptions } from '../doctor/subject/options';
import { printableValue } from '../doctor/report/printable';
import { PARTITIONS } from '../proof/claims/world';
import { UsageError } from './errors';
import { eventFiles } from './event-files';
import type { Progress } from './progress';

/** Options of `cado-response diagnose`, as given. */
export interface DiagnoseOptions extends ImportOptions {
  readonly json?: boolean;
}

/** What the command needs of its surroundings. */
export interface DiagnoseContext {
  readonly print: (text: string) => void;
  readonly progress?: Progress;
}

/**
 * `cado-response diagnose EVENT`: which import path a refused call belongs to, which policy must change, and the statement.
 *
 * @throws UsageError for options, or input without a refused call
 */
export function diagnoseCommand(path: string, options: DiagnoseOptions, { print, progress }: DiagnoseContext): void {
  const { documents, problems: unread } = eventFiles(path);
  const read = refusedCalls(documents);
  const problems = [
    ...optionProblems(options),
    ...unread,
    ...(unread.length > 0 || read.calls.length > 0 ? [] : withoutRefusal(path, read)),
  ];
  if (problems.length > 0) throw new UsageError(problems.map((problem) => printableValue(problem, 4000)).join('\n'));
  const partitions = read.calls.map(({ caller }) => caller.roleArn?.split(':', 2)[1]);
  if (partitions.every((partition) => partition !== undefined && !PARTITIONS.some((known) => known === partition)))
    throw new UsageError(printableValue(`${path}: no claims are made for the partition of its roles. Accepted: ${PARTITIONS.join(', ')}`));
  const diagnosis = diagnose(read.calls, importOf(options), (done, all) => progress?.(done, all, 'calls'));
  print(options.json === true ? diagnosisJson(diagnosis, read) : diagnosisText(diagnosis, read));
}

/** Why there is nothing to diagnose, with what points elsewhere. */
function withoutRefusal(path: string, { others, indirect, unread }: ReadCalls): readonly string[] {
  const [first] = unread;
  const more = unread.length > 1 ? ` (and ${unread.length - 1} more that could not be read)` : '';
  return [
    ...indirect.map((line) => `${path}: ${line}`),
    ...(first === undefined ? [] : [`${path}: ${first}${more}. ${ACCEPTED}`]),
    ...(first === undefined || others > 0
      ? [
          others === 0
            ? `${path}: there is no event of CloudTrail in it. ${ACCEPTED}`
            : `${path}: none of its ${others} events was refused by a policy. Accepted: an event with errorCode AccessDenied or UnauthorizedOperation`,
        ]
      : []),
  ];
}
