import { version } from '../../package.json';
import { unwritable, writeWhole } from '../disk/write-whole';
import { importOf, optionProblems } from '../doctor/subject/options';
import type { Subject } from '../doctor/subject/subject';
import { collectPage } from '../explain/collect-page';
import { moduleSubject } from '../explain/module-subject';
import { subjectsInWords } from '../explain/page-verdicts';
import { renderPage } from '../explain/render-page';
import type { TighteningLevel } from '../policy/guard';
import { UsageError } from './errors';
import { subjectsFrom, type EstateArguments } from './estate-arguments';
import { isInput } from './input-files';
import type { Progress } from './progress';

/** Options of `cado-response explain`, as given. */
export interface ExplainOptions extends EstateArguments {
  readonly html?: string;
}

/** What the command needs of its surroundings. */
export interface ExplainContext {
  readonly print: (text: string) => void;
  readonly progress?: Progress;
}

const GIVEN: readonly (keyof EstateArguments)[] = [
  'keyPolicy',
  'platformPolicy',
  'platformTrust',
  'platformBoundary',
  'targetPolicy',
  'targetTrust',
  'targetBoundary',
  'scp',
  'rcp',
];

/**
 * `cado-response explain --html FILE`: one page that tells who may do what and why, of documents, or of what the modules make.
 *
 * @throws UsageError for options or documents that are wrong
 */
export function explainCommand(paths: readonly string[], options: ExplainOptions, { print, progress }: ExplainContext): void {
  const { html = '' } = options;
  const problems = htmlProblems(html, paths, options);
  const isOfModules = paths.length === 0 && GIVEN.every((name) => options[name] === undefined);
  const level = (options.level ?? 'aws_resources') as TighteningLevel;
  const subjects = isOfModules ? [moduleSubjectFrom(options, level, problems)] : subjectsFrom(paths, options, { problems });
  const data = collectPage(subjects, { version, ...(isOfModules && { level }) }, (done, all) => progress?.(done, all, 'keys'));
  if (data.subjects.length === 0)
    throw new UsageError('No claims are made for the partition of these ARNs. Accepted: aws, aws-us-gov, aws-cn');
  writeWhole(html, renderPage(data));
  print(`${html}: ${subjectsInWords(data.subjects)}`);
}

/** The file to write. What was given may be the only copy of what is there. */
function htmlProblems(html: string, paths: readonly string[], options: ExplainOptions): readonly string[] {
  if (html.trim() === '') return ['--html is missing: the file to write. Accepted: --html access.html'];
  if (html === '-') return ['--html - is no file, and a page is opened from one. Accepted: --html access.html'];
  if (isInput(html, paths, options)) return [`--html ${html} would write over what was given. Accepted: --html access.html`];
  const reason = unwritable(html);
  return reason === undefined ? [] : [`--html ${html} cannot be written: ${reason}. Accepted: --html access.html`];
}

function moduleSubjectFrom(options: ExplainOptions, level: TighteningLevel, before: readonly string[]): Subject {
  const problems = [...before, ...optionProblems(options)];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const described = importOf({ ...options, protects: options.protects ?? ['ebs', 's3'] });
  return moduleSubject(described, level);
}
