import { adviceFor } from './advice';
import type { Decision } from '../decide';
import type { Findings, SubjectFindings } from '../findings';
import { awsCliForm, NO_FOLDER } from '../patch/aws-cli-form';
import { diffForm, laidOut, onOneLine } from '../patch/diff-form';
import type { ModuleForm } from '../patch/module-form';
import { actionsOf, lettersOf } from './report-paths';
import { count, grouped, some, wrapped } from './report-lines';
import { reasonInWords, throughInWords } from './words';

const MOST_REASONS = 12;
const MOST_ACTIONS = 12;

/** What mends paths of all subjects. @param folder of the patched documents, empty where none are written */
export function patchText({ subjects, documents, problems, cautions }: Findings, folder: string, module: ModuleForm): string {
  const paths = subjects.flatMap((one) => one.paths);
  if (paths.every(({ state }) => state !== 'blocked'))
    return paths.some(({ state }) => state === 'depends') ? 'Nothing has to be added to what was given.' : 'Nothing has to be added.';
  if (documents.length === 0) return 'Nothing that could be added mends this: see what blocks it.';
  if (problems.length > 0)
    return ['What would mend it must not be used:', ...problems.flatMap((problem) => wrapped(problem, '  '))].join('\n');
  const statements = documents.reduce((sum, document) => sum + document.statements.length, 0);
  const levels = [...new Set(subjects.map(({ patch }) => patch.level))].join(', ');
  return [
    `What mends it: ${count(statements, 'statement')} (kms_tightening ${levels}), the least that does`,
    ...cautions.flatMap((caution) => ['', ...wrapped(`Mind: ${caution}`, '  ')]),
    '',
    ...moduleFirst(documents, module),
    ...(documents.some(onOneLine)
      ? ['Policies on one line are laid out for reading; --patch diff prints what applies to the files.', '']
      : []),
    diffForm(laidOut(documents)),
    '',
    folder === '' ? `With --out ${NO_FOLDER}, which writes these files:` : `Written to ${folder}:`,
    ...awsCliForm(documents, folder === '' ? NO_FOLDER : folder)
      .split('\n')
      .map((line) => `  ${line}`),
    '',
    ...wrapped(proofOf(subjects, documents), ''),
  ].join('\n');
}

/** What Terraform manages is changed there first: whatever is put beside it goes with the next apply. */
function moduleFirst(documents: Findings['documents'], { text, problems }: ModuleForm): readonly string[] {
  if (!documents.some(({ address, place }) => address !== undefined && place === 'key policy')) return [];
  return [
    ...wrapped('Terraform manages the key, and its next apply takes back what is put on it by hand. Change its configuration:', ''),
    '',
    ...(problems.length > 0
      ? problems.flatMap((problem) => wrapped(problem, '  '))
      : text.split('\n').map((line) => (line === '' ? '' : `  ${line}`))),
    '',
    'Until it is applied, by hand:',
    '',
  ];
}

function proofOf(subjects: readonly SubjectFindings[], documents: Findings['documents']): string {
  const mended = subjects.flatMap(({ paths, patch }) =>
    patch.paths.filter(({ title, state }) => state !== 'blocked' && paths.some((path) => path.title === title && path.state === 'blocked')),
  );
  const tried = subjects.flatMap(({ attacks }) => attacks).reduce((sum, { decisions }) => sum + decisions.length, 0);
  const changed = [...new Set(documents.flatMap((document) => document.changed))];
  const foreign =
    changed.length === 0
      ? 'no statement that is there is changed'
      : `of the statements that are there only ours are changed (${changed.join(', ')})`;
  return `Proved: ${count(mended.length, 'path')} mended; none of ${count(tried, 'call')} of attacks that was refused gets through; ${foreign}, and nobody loses access.`;
}

/** Calls that are still refused once the patch is in place, and what their owners can do. */
export function blockersText({ scene, patch }: SubjectFindings, isPatched: boolean): string {
  const groups = grouped(patch.blockers, (one: Decision) => reasonInWords(one));
  if (groups.length === 0) return '';
  return [
    isPatched ? 'What still blocks after it' : 'What blocks, and no statement of ours mends',
    ...groups.slice(0, MOST_REASONS).flatMap((decisions) => {
      const [first] = decisions;
      if (first === undefined) return [];
      const letters = lettersOf(patch.paths.filter((path) => path.decisions.some((one) => decisions.includes(one)))).join(', ');
      const calls = `${some(actionsOf(decisions), MOST_ACTIONS)}${throughInWords(decisions)}`;
      return [...wrapped(`${letters}: ${calls}: ${reasonInWords(first)}`, '  ', '    '), ...wrapped(adviceFor(scene, decisions), '    ')];
    }),
    ...(groups.length > MOST_REASONS ? [`  and ${groups.length - MOST_REASONS} more reasons`] : []),
    ...(patch.lacksMore ? wrapped('Statements are missing for these paths besides: run it again once nothing blocks them', '  ') : []),
  ].join('\n');
}
