import { join } from 'node:path';
import { findingsFor, type Findings } from '../doctor/findings';
import { awsCliForm } from '../doctor/patch/aws-cli-form';
import { diffForm } from '../doctor/patch/diff-form';
import { moduleForm } from '../doctor/patch/module-form';
import { documentsForm, PATCH_FORMS, statementsForm, type PatchForm } from '../doctor/patch/patch-forms';
import { findingsJson } from '../doctor/report/report-json';
import { findingsText } from '../doctor/report/report-text';
import { readReleaseRecord } from '../disk/release-record';
import { unwritable, writeWhole } from '../disk/write-whole';
import { latestVersion } from '../emit/release-record';
import { MODULE_NAMES } from '../module-names';
import { CheckFailure, UsageError } from './errors';
import { subjectsFrom, type EstateArguments } from './estate-arguments';
import { isInput } from './input-files';
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
  /** Time that policies are asked at. */
  readonly now: Date;
  readonly progress?: Progress;
}

/**
 * `cado-response doctor`: which import paths work, what blocks the others, the least that mends them, and what is granted beyond
 * need.
 *
 * @throws UsageError for options or documents that are wrong; CheckFailure where a path is blocked
 */
export function doctorCommand(paths: readonly string[], options: DoctorOptions, context: DoctorContext): void {
  const { print, projectFolder, now, progress } = context;
  const form = PATCH_FORMS.find((known) => known === options.patch);
  // Policies tell time to the second.
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  const subjects = subjectsFrom(paths, options, { problems: problemsOf(options) }).map((subject) => ({ ...subject, now: time }));
  const findings = findingsFor(subjects, (done, all) => progress?.(done, all, 'keys'));
  if (findings === undefined) throw new UsageError('No claims are made for the partition of these ARNs. Accepted: aws, aws-us-gov, aws-cn');
  const versions = latestVersions(projectFolder);
  const { out = '' } = options;
  const text = form === undefined ? undefined : inForm(findings, form, versions, out);
  if (out !== '') writePatch(findings, out, paths, options);
  if (text !== undefined) print(text);
  else if (options.json === true) print(JSON.stringify(findingsJson(findings, { versions, folder: out }), null, 2));
  else print(findingsText(findings, moduleForm(findings.subjects, findings.documents, versions), out));
  const blocked = findings.subjects.reduce((sum, one) => sum + one.paths.filter(({ state }) => state === 'blocked').length, 0);
  if (blocked > 0) throw new CheckFailure(`${blocked} import ${blocked === 1 ? 'path is' : 'paths are'} blocked`);
}

function problemsOf({ patch, json, out }: DoctorOptions): readonly string[] {
  const isKnown = patch === undefined || PATCH_FORMS.some((known) => known === patch);
  return [
    ...(isKnown ? [] : [`--patch ${JSON.stringify(patch)} is unknown. Accepted: ${PATCH_FORMS.join(', ')}`]),
    ...(patch !== undefined && json === true
      ? ['--patch prints the patch alone, and --json all that was found, with every form of it. Give one of them']
      : []),
    ...outProblems(out),
  ];
}

/** A folder that is there takes files, and one that is not there can be made. */
function outProblems(folder: string | undefined): readonly string[] {
  if (folder === undefined) return [];
  const accepted = 'the folder for the patched documents. Accepted: --out patched';
  if (folder.trim() === '') return [`--out is empty: ${accepted}`];
  const reason = unwritable(join(folder, 'patched.json'));
  return reason === undefined ? [] : [`--out ${folder} cannot be written to: ${reason}. Give ${accepted}`];
}

function inForm(
  { subjects, documents, problems }: Findings,
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
    case 'module': {
      const { text, problems: unknown } = moduleForm(subjects, documents, versions);
      if (unknown.length > 0) throw new UsageError(unknown.join('\n'));
      return text;
    }
  }
}

/** All or nothing: a patch that must not be used is not written. What was given may be the only copy of what is there. */
function writePatch({ documents, problems: unproved }: Findings, folder: string, paths: readonly string[], options: DoctorOptions): void {
  if (unproved.length > 0) throw new CheckFailure(unproved.join('\n'));
  const files = documents.map(({ file, after }) => [join(folder, file), after] as const);
  const taken = files.map(([file]) => file).filter((file) => isInput(file, paths, options));
  if (taken.length > 0)
    throw new UsageError(
      `--out ${folder} would write over ${taken.join(', ')}, which was given. Name another folder, e.g. --out ${join(folder, 'patched')}`,
    );
  const problems = files.flatMap(([file]) => {
    const reason = unwritable(file);
    return reason === undefined ? [] : [`${file} cannot be written: ${reason}`];
  });
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  for (const [file, text] of files) writeWhole(file, text);
}

function latestVersions(projectFolder: string): Readonly<Record<string, string>> {
  const record = readReleaseRecord(projectFolder, MODULE_NAMES);
  return Object.fromEntries(
    MODULE_NAMES.map((name) => [name, latestVersion(record, name)]).filter(([, version]) => version !== undefined),
  ) as Record<string, string>;
}
