import { join } from 'node:path';
import { writeWhole } from '../disk/write-whole';
import { readReleaseRecord } from '../disk/release-record';
import { latestVersion } from '../emit/release-record';
import { MODULE_NAMES } from '../module-names';
import { findingsFor, type Findings } from '../doctor/findings';
import { awsCliForm, diffForm, documentsForm, moduleForm, PATCH_FORMS, statementsForm, type PatchForm } from '../doctor/patch/patch-forms';
import { findingsJson } from '../doctor/report-json';
import { findingsText } from '../doctor/report-text';
import { CheckFailure, UsageError } from './errors';
import { subjectsFrom, type EstateArguments } from './estate-arguments';
import type { Progress } from './progress';

/** Options of `cado-response doctor`, as given. */
export interface DoctorOptions extends EstateArguments {
  readonly json?: boolean;
  /** Only the patch, in one form. */
  readonly patch?: string;
  /** Folder for the patched documents. */
  readonly out?: string;
}

/** What the command needs of its surroundings. */
export interface DoctorContext {
  readonly print: (text: string) => void;
  readonly projectFolder: string;
  readonly progress?: Progress;
}

/**
 * `cado-response doctor`: which import paths work, what blocks the others, the least that mends them, and what is granted beyond
 * need.
 *
 * @throws UsageError for options or documents that are wrong; CheckFailure where a path is blocked
 */
export function doctorCommand(paths: readonly string[], options: DoctorOptions, { print, projectFolder, progress }: DoctorContext): void {
  const form = PATCH_FORMS.find((known) => known === options.patch);
  const subjects = subjectsFrom(paths, options, { problems: problemsOf(options) });
  const all = subjects.map((subject, index) => {
    const findings = findingsFor(subject);
    if (findings === undefined)
      throw new UsageError('No claims are made for the partition of these ARNs. Accepted: aws, aws-us-gov, aws-cn');
    progress?.(index + 1, subjects.length, 'keys');
    return findings;
  });
  const versions = latestVersions(projectFolder);
  if (options.out !== undefined) writePatches(all, options.out);
  if (form !== undefined) print(all.map((findings) => inForm(findings, form, versions, options.out ?? '')).join('\n'));
  else if (options.json === true) print(JSON.stringify({ subjects: all.map((findings) => findingsJson(findings, versions)) }, null, 2));
  else print(all.map((findings) => findingsText(findings, options.out)).join(`\n\n${'-'.repeat(72)}\n\n`));
  const blocked = all.reduce((sum, { paths: results }) => sum + results.filter(({ state }) => state === 'blocked').length, 0);
  if (blocked > 0) throw new CheckFailure(`${blocked} import ${blocked === 1 ? 'path is' : 'paths are'} blocked`);
}

function problemsOf({ patch, out }: DoctorOptions): readonly string[] {
  return [
    ...(patch === undefined || PATCH_FORMS.some((known) => known === patch)
      ? []
      : [`--patch ${JSON.stringify(patch)} is unknown. Accepted: ${PATCH_FORMS.join(', ')}`]),
    ...(out?.trim() === '' ? ['--out is empty: the folder for the patched documents. Accepted: --out patched'] : []),
  ];
}

function inForm(
  { scene, patch, documents, problems }: Findings,
  form: PatchForm,
  versions: Readonly<Record<string, string>>,
  folder: string,
): string {
  if (problems.length > 0) throw new CheckFailure(problems.join('\n'));
  switch (form) {
    case 'statements':
      return statementsForm(documents);
    case 'documents':
      return documentsForm(documents);
    case 'diff':
      return diffForm(documents);
    case 'aws-cli':
      return awsCliForm(documents, folder);
    case 'module':
      return moduleForm(scene, patch.level, documents, versions);
  }
}

/** All or nothing: a patch that must not be used is not written, nor any beside it. */
function writePatches(all: readonly Findings[], folder: string): void {
  const problems = all.flatMap((findings) => findings.problems);
  if (problems.length > 0) throw new CheckFailure(problems.join('\n'));
  all.forEach(({ documents }, index) => {
    const place = all.length === 1 ? folder : join(folder, String(index + 1));
    for (const { file, after } of documents) writeWhole(join(place, file), after);
  });
}

function latestVersions(projectFolder: string): Readonly<Record<string, string>> {
  const record = readReleaseRecord(projectFolder, MODULE_NAMES);
  return Object.fromEntries(
    MODULE_NAMES.map((name) => [name, latestVersion(record, name)]).filter(([, version]) => version !== undefined),
  ) as Record<string, string>;
}
