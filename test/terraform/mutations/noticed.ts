import type { ProcessResult } from '../test-bed/run-process';
import type { Mutant } from './mutants';

/** What `terraform test` says when a run notices; of a module that cannot be loaded it says something else. */
const NOTICED = new RegExp(
  `^Error: (${[
    'Test assertion failed',
    'Missing expected failure',
    'Module output value precondition failed',
    'Unsupported attribute',
    'Attempt to get attribute from null value',
  ].join('|')})\\n`,
);

/** Whether a run failed for a reason that a change of the module can have. */
export function isNoticed({ exitCode, stdout, stderr }: ProcessResult): boolean {
  return exitCode === 1 && errorsIn(stdout + stderr).some((error) => NOTICED.test(error));
}

/** Whether a failure is seen where the mutant changes something, and no other mutant of its batch does. */
export function isNoticedOf({ seenIn }: Mutant, result: ProcessResult): boolean {
  if (seenIn === undefined || result.exitCode !== 1) return false;
  const marks = seenIn.startsWith('output.') ? [`jsondecode(${seenIn})`] : [];
  const refusal = `expect_failures = [${seenIn}]`;
  return errorsIn(result.stdout + result.stderr)
    .filter((error) => NOTICED.test(error))
    .some((error) => marks.some((mark) => error.includes(mark)) || error.includes(refusal));
}

function errorsIn(output: string): readonly string[] {
  return output.split(/^(?=Error: )/m).slice(1);
}
