import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyIn, type Reader } from '../../src/estate/found';
import type { GivenPolicy } from '../../src/estate/estate';
import { readDocuments } from '../../src/estate/read-documents';
import { findingsFor, type Findings } from '../../src/doctor/findings';
import { importOf, optionProblems, type ImportOptions } from '../../src/doctor/options';
import { subjectsOf, type NamedPolicies } from '../../src/doctor/subjects';
import type { Subject } from '../../src/doctor/subject';
import type { Json } from '../../src/policy/policy-json';

/** Whose policy a file of a situation is, where the file does not say. */
export type FileKind =
  'platform policy' | 'platform trust' | 'target policy' | 'target trust' | 'target boundary' | 'service control policy';

/** Policies as somebody has them, with one fault, and what the doctor must say. */
export interface Situation {
  readonly name: string;
  /** What is wrong, in words. */
  readonly fault: string;
  /** Files by name: JSON, or a text as it was printed. */
  readonly files: Readonly<Record<string, { readonly is?: FileKind; readonly json?: Json; readonly text?: string }>>;
  readonly options: ImportOptions;
  readonly expect: {
    /** Letters of paths by state, before. */
    readonly before: Readonly<Record<string, string>>;
    /** Statements that are added: document, Sid, actions. */
    readonly patch: readonly string[];
    readonly after: Readonly<Record<string, string>>;
    /** What still blocks, in words that name the statement or the kind of policy. */
    readonly blocks: readonly string[];
    /** Part of why the patch must not be used. @default - it may */
    readonly problem?: string;
  };
}

const FOLDER = join(__dirname, '../cases/doctor');

/** Every situation, by name. */
export const SITUATIONS: readonly Situation[] = readdirSync(FOLDER)
  .toSorted()
  .map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Situation);

/** What is examined in a situation. */
export function subjectOf({ files, options }: Pick<Situation, 'files' | 'options'>): Subject {
  const problems: string[] = [...optionProblems(options)];
  const textOf = (name: string): string => files[name]?.text ?? JSON.stringify(files[name]?.json, null, 2);
  const named = (kind: FileKind): readonly GivenPolicy[] =>
    Object.keys(files)
      .filter((name) => files[name]?.is === kind)
      .flatMap((name) => {
        const reader: Reader = { file: name, report: ({ problem }) => problems.push(problem) };
        return policyIn(textOf(name), name, reader) ?? [];
      });
  const documents = Object.keys(files)
    .filter((name) => files[name]?.is === undefined)
    .map((file) => ({ file, text: textOf(file) }));
  const read = readDocuments(documents, { partition: 'aws', account: '000000000000', region: 'us-east-1' });
  problems.push(...read.problems.map(({ problem }) => problem));
  const policies = (side: 'platform' | 'target'): NamedPolicies => {
    const [trust] = named(`${side} trust`);
    const [boundary] = side === 'target' ? named('target boundary') : [];
    return { identity: named(`${side} policy`), ...(trust !== undefined && { trust }), ...(boundary !== undefined && { boundary }) };
  };
  const { subjects, problems: unclear } = subjectsOf(read, {
    ...importOf(options),
    of: { platform: policies('platform'), target: policies('target') },
    serviceControl: named('service control policy'),
  });
  problems.push(...unclear);
  const [subject] = subjects;
  if (problems.length > 0 || subject === undefined || subjects.length > 1)
    throw new Error(`${problems.join('\n')} (${subjects.length} subjects)`);
  return subject;
}

/** What the doctor finds in a situation. */
export function findingsOf(situation: Pick<Situation, 'files' | 'options'>): Findings {
  const findings = findingsFor(subjectOf(situation));
  if (findings === undefined) throw new Error('no claims are made for the partition');
  return findings;
}

/** Letters of paths by state, e.g. `{ blocked: 'F H', works: 'B' }`. */
export function statesOf(paths: Findings['paths']): Readonly<Record<string, string>> {
  const letters = (state: string): string =>
    paths
      .filter((path) => path.state === state)
      .map(({ title }) => title.slice(0, title.indexOf(':')))
      .join(' ');
  return Object.fromEntries(
    (['blocked', 'depends', 'works'] as const).map((state) => [state, letters(state)]).filter(([, list]) => list !== ''),
  );
}

/** The additions of a patch in a line each. */
export const patchLines = ({ patch }: Findings): readonly string[] =>
  patch.additions.map(
    ({ place, statement, before }) => `${place}: ${before === undefined ? '' : 'changed '}${statement.Sid} ${statement.Action.join(' ')}`,
  );
