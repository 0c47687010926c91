import { importOf, optionNotes, optionProblems, type ImportOptions } from '../doctor/subject/options';
import { printableValue } from '../doctor/report/printable';
import type { Subject } from '../doctor/subject/subject';
import { subjectsOf } from '../doctor/subject/subjects';
import type { DocumentProblem } from '../estate/estate';
import { readDocuments } from '../estate/read-documents';
import { NOBODY, NOWHERE } from '../estate/whereabouts';
import { UsageError } from './errors';
import { estateFiles } from './estate-files';
import { policyFiles, readPolicies, type PolicyOptions } from './named-policies';

/** What tells of roles, keys and policies, as given. */
export interface EstateArguments extends ImportOptions, PolicyOptions {}

/** What the command needs of its surroundings. */
export interface EstateContext {
  /** What is wrong with its other options, told with the rest. @default - nothing */
  readonly problems?: readonly string[];
  /** Takes what is no problem, and worth knowing, a line each. @default - standard error */
  readonly note?: (line: string) => void;
}

/**
 * Reads everything that was named, and puts together what is examined.
 *
 * @throws UsageError with all that is wrong, at once
 */
export function subjectsFrom(
  paths: readonly string[],
  given: EstateArguments,
  { problems = [], note = (line) => process.stderr.write(`${line}\n`) }: EstateContext = {},
): readonly Subject[] {
  const { platformRole: platform, targetRole: target, keyArn } = given;
  const files = estateFiles(paths);
  const named = readPolicies(given, { ...(platform !== undefined && { platform }), ...(target !== undefined && { target }) });
  const partition = (platform ?? target)?.split(':')[1] ?? 'aws';
  const read = readDocuments(files.documents, { partition, account: NOBODY, region: NOWHERE }, keyArn);
  const inputs = [...paths, ...policyFiles(given)].filter((path) => path === '-');
  refuse([
    ...problems,
    ...optionProblems(given),
    ...(inputs.length > 1 ? [`- is given ${inputs.length} times, and standard input can be read once. Give files for the others`] : []),
    ...files.problems,
    // What was read once is empty the second time.
    ...named.problems.filter((problem) => inputs.length < 2 || !/^--[\w-]+ -: /.test(problem)),
    ...read.problems.map(inWords),
  ]);
  const examined = subjectsOf(read, { ...importOf(given), ...named });
  refuse(examined.problems);
  const notes = [...optionNotes(given), ...files.notes, ...named.notes, ...read.notes.map(inWords), ...examined.notes];
  for (const line of fewOf(notes)) note(`Note: ${printableValue(line, MOST_CHARACTERS)}`);
  return examined.subjects;
}

const MOST_CHARACTERS = 4000;
const MOST_NOTES = 12;

const inWords = ({ file, problem }: DocumentProblem): string => `${file}: ${problem}`;

const fewOf = (notes: readonly string[]): readonly string[] =>
  notes.length > MOST_NOTES ? [...notes.slice(0, MOST_NOTES - 1), `and ${notes.length - MOST_NOTES + 1} more such notes`] : notes;

/** @throws UsageError where anything is wrong; names out of documents are shown, never sent to the terminal */
function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new UsageError(problems.map((problem) => printableValue(problem, MOST_CHARACTERS)).join('\n'));
}
