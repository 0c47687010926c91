import type { Findings, SubjectFindings } from '../findings';
import { notGiven } from '../subject/not-given';
import type { ModuleForm } from '../patch/module-form';
import { guessedInWords } from './guessed-in-words';
import { printable } from './printable';
import { excessText } from './report-excess';
import { wrapped } from './report-lines';
import { blockersText, patchText } from './report-patch';
import { lettersOf, pathsText } from './report-paths';

const LINE = '-'.repeat(72);

/** What was found, for people: for each subject its paths, what still blocks and what is granted beyond need; what mends all of them, once. */
export function findingsText(findings: Findings, module: ModuleForm, folder = ''): string {
  const { subjects, documents, problems } = findings;
  const isPatched = documents.length > 0 && problems.length === 0;
  const patch = patchText(findings, folder, module);
  const [only, ...others] = subjects;
  const parts = (one: SubjectFindings, between: string, excess: string): string =>
    [heading(one), pathsText(one.paths), between, blockersText(one, isPatched), excess].filter((part) => part !== '').join('\n\n');
  if (only !== undefined && others.length === 0) return printable(parts(only, patch, excessText(only.excess)));
  const excess = excessTexts(subjects);
  const each = subjects.map((one, index) => parts(one, '', excess[index] ?? ''));
  return printable([...each, `For all of them\n\n${patch}`, summary(subjects)].join(`\n\n${LINE}\n\n`));
}

/** What is granted beyond need, for each subject; what a role is granted is the same with all of its keys, and is told once. */
function excessTexts(subjects: readonly SubjectFindings[]): readonly string[] {
  const told = new Map<string, string>();
  return subjects.map(({ excess, scene }) => {
    const text = excessText(excess);
    const earlier = told.get(text);
    if (earlier === undefined) told.set(text, nameOf(scene.subject));
    return earlier === undefined ? text : `Granted beyond need: the same as with ${earlier}`;
  });
}

const nameOf = ({ key, target, platform }: SubjectFindings['scene']['subject']): string => key?.arn ?? target?.arn ?? platform?.arn ?? '';

function heading({ scene }: SubjectFindings): string {
  const { subject, platformRegion, evidenceRegions } = scene;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Key', keyRow(scene.subject.key)],
    ['Platform role', subject.platform?.arn],
    ['Target role', subject.target?.arn],
    ['Regions', `${platformRegion} (platform), ${evidenceRegions.join(', ')} (evidence)`],
    ['Guessed', guessedInWords(subject)],
    ['Buckets', subject.sourceBucketArns?.join(', ')],
    ['Not given', notGiven(subject).join(', ') || undefined],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : wrapped(value, `${name.padEnd(14)} `, ' '.repeat(15)))).join('\n');
}

/** A key whose id nobody told is known by where its policy stands. */
function keyRow(key: SubjectFindings['scene']['subject']['key']): string | undefined {
  if (key === undefined) return undefined;
  const isGuessed = /:key\/KEY-ID(-\d+)?$/.test(key.arn);
  return isGuessed && key.policy !== undefined ? `${key.arn}, of the policy in ${key.policy.name}` : key.arn;
}

/** One line for each subject. */
function summary(subjects: readonly SubjectFindings[]): string {
  const rows = subjects.map(({ scene: { subject }, paths, patch }) => [
    nameOf(subject),
    ...(['blocked', 'depends', 'works'] as const).map((state) => letters(paths, state)),
    letters(patch.paths, 'blocked'),
  ]);
  const head = ['Key', 'BLOCKED', 'depends', 'works', 'blocked after it'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const letters = (paths: SubjectFindings['paths'], state: string): string => {
  const found = lettersOf(paths.filter((path) => path.state === state));
  return found.length === 0 ? '-' : found.join(' ');
};
