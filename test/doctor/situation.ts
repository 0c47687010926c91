import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyIn, type Reader } from '../../src/estate/found';
import type { EstateKey, EstateRole, GivenPolicy } from '../../src/estate/estate';
import { readDocuments } from '../../src/estate/read-documents';
import { findingsFor, type Findings, type SubjectFindings } from '../../src/doctor/findings';
import { importOf, optionProblems, type ImportOptions } from '../../src/doctor/subject/options';
import { subjectsOf, type NamedPolicies } from '../../src/doctor/subject/subjects';
import type { Subject } from '../../src/doctor/subject/subject';
import type { Json, JsonObject } from '../../src/policy/policy-json';

/** Whose policy a file of a situation is, where the file does not say. */
export type FileKind =
  | 'platform policy'
  | 'platform trust'
  | 'platform boundary'
  | 'target policy'
  | 'target trust'
  | 'target boundary'
  | 'service control policy'
  | 'resource control policy';

/** A file of a situation: JSON, or a text as it was printed. */
export interface SituationFile {
  readonly is?: FileKind;
  readonly json?: Json;
  readonly text?: string;
  /** Its name as an inline policy of the role. */
  readonly inlineName?: string;
}

/** Letters of paths by state, e.g. `{ blocked: 'F H', works: 'B' }`. */
export type States = Readonly<Record<string, string>>;

/** Policies as somebody has them, with one fault, and what the doctor must say. */
export interface Situation {
  readonly name: string;
  /** What is wrong, in words. */
  readonly fault: string;
  /** Files by name. */
  readonly files: Readonly<Record<string, SituationFile>>;
  readonly options: ImportOptions;
  /** What further documents tell of the key and of the roles, and the time. */
  readonly told?: {
    readonly key?: Partial<EstateKey>;
    readonly platform?: Partial<EstateRole>;
    readonly target?: Partial<EstateRole>;
    readonly now?: string;
  };
  readonly expect: {
    /** Before: of one subject, or of each. */
    readonly before: States | readonly States[];
    /** Statements that are added: document, Sid, actions. */
    readonly patch: readonly string[];
    readonly after: States | readonly States[];
    /** What still blocks, in words that name the statement or the kind of policy. */
    readonly blocks: readonly string[];
    /** What the paths depend on that no document can tell. @default - nothing of the kind */
    readonly depends?: readonly string[];
    /** Part of what the report says. @default - anything */
    readonly says?: readonly string[];
    /** Part of why the patch must not be used. @default - it may */
    readonly problem?: string;
  };
}

const FOLDER = join(__dirname, '../cases/doctor');

/** Every situation, by name. */
export const SITUATIONS: readonly Situation[] = readdirSync(FOLDER)
  .toSorted()
  .map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Situation);

/** A situation by name. */
export function situationNamed(name: string): Situation {
  const found = SITUATIONS.find((situation) => situation.name === name);
  if (found === undefined) throw new Error(`there is no situation ${name}`);
  return found;
}

/** What is examined in a situation. */
export function subjectsIn({ files, options, told = {} }: Pick<Situation, 'files' | 'options' | 'told'>): readonly Subject[] {
  const problems: string[] = [...optionProblems(options)];
  const textOf = (name: string): string => files[name]?.text ?? JSON.stringify(files[name]?.json, null, 2);
  const named = (kind: FileKind): readonly GivenPolicy[] =>
    Object.entries(files)
      .filter(([, { is }]) => is === kind)
      .flatMap(([name, { inlineName }]) => {
        const reader: Reader = { file: name, report: ({ problem }) => problems.push(problem) };
        const policy = policyIn(textOf(name), name, reader);
        return policy === undefined ? [] : [{ ...policy, ...(inlineName !== undefined && { inlineName }) }];
      });
  const documents = Object.keys(files)
    .filter((name) => files[name]?.is === undefined)
    .map((file) => ({ file, text: textOf(file) }));
  const read = readDocuments(documents, { partition: 'aws', account: '000000000000', region: 'us-east-1' });
  problems.push(...read.problems.map(({ problem }) => problem));
  const policies = (side: 'platform' | 'target'): NamedPolicies => {
    const [trust] = named(`${side} trust`);
    const [boundary] = named(`${side} boundary`);
    return { identity: named(`${side} policy`), ...(trust !== undefined && { trust }), ...(boundary !== undefined && { boundary }) };
  };
  const { subjects, problems: unclear } = subjectsOf(read, {
    ...importOf(options),
    of: { platform: policies('platform'), target: policies('target') },
    serviceControl: named('service control policy'),
  });
  problems.push(...unclear);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const resourceControl = named('resource control policy');
  const { key, platform, target, now } = told;
  return subjects.map((subject) => ({
    ...subject,
    ...(resourceControl.length > 0 && { resourceControl }),
    ...(subject.key !== undefined && { key: { ...subject.key, ...key } }),
    ...(subject.platform !== undefined && { platform: { ...subject.platform, ...platform } }),
    ...(subject.target !== undefined && { target: { ...subject.target, ...target } }),
    ...(now !== undefined && { now }),
  }));
}

/** What the doctor finds in a situation. */
export function findingsOf(situation: Pick<Situation, 'files' | 'options' | 'told'>): Findings {
  const findings = findingsFor(subjectsIn(situation));
  if (findings === undefined) throw new Error('no claims are made for the partition');
  return findings;
}

/** What the doctor finds about the only subject of a situation. */
export function subjectFindings({ subjects }: Findings): SubjectFindings {
  const [only, ...others] = subjects;
  if (only === undefined || others.length > 0) throw new Error(`${subjects.length} subjects`);
  return only;
}

/** Letters of paths by state. */
export function statesOf(paths: SubjectFindings['paths']): States {
  const letters = (state: string): string =>
    paths
      .filter((path) => path.state === state)
      .map(({ title }) => title.slice(0, title.indexOf(':')))
      .join(' ');
  return Object.fromEntries(
    (['blocked', 'depends', 'works'] as const).map((state) => [state, letters(state)]).filter(([, list]) => list !== ''),
  );
}

/** States of each subject, or of the only one. */
export function statesIn(all: readonly SubjectFindings['paths'][]): States | readonly States[] {
  const [only, ...others] = all.map(statesOf);
  return only !== undefined && others.length === 0 ? only : all.map(statesOf);
}

/** The additions of a patch in a line each. */
export const patchLines = ({ additions }: Findings): readonly string[] =>
  additions.map(
    ({ place, statement, before }) =>
      `${place}: ${before === undefined ? '' : 'changed '}${statement.Effect === 'Deny' ? 'deny ' : ''}${statement.Sid} ${statement.Action.join(' ')}`,
  );

/** Subjects once the commands of the AWS CLI were run: what a command puts replaces what has its name. */
export function withDocumentsPut({ subjects, documents }: Findings): readonly Subject[] {
  const put = (place: 'key policy' | 'policy' | 'trust', owner: string | undefined): GivenPolicy | undefined => {
    const found = documents.filter((document) => document.owner === owner && document.place.endsWith(place));
    if (found.length > 1) throw new Error(`${found.length} commands for the ${place} of ${owner ?? ''}`);
    const [document] = found;
    return document === undefined
      ? undefined
      : {
          name: `put ${document.file}`,
          json: JSON.parse(document.after) as JsonObject,
          ...(document.policyName !== undefined && { inlineName: document.policyName }),
        };
  };
  const role = (one: EstateRole | undefined): EstateRole | undefined => {
    if (one === undefined) return undefined;
    const [inline, trust] = [put('policy', one.arn), put('trust', one.arn)];
    const given = (one.identity?.given ?? []).filter(({ inlineName }) => inline === undefined || inlineName !== inline.inlineName);
    return {
      ...one,
      ...(one.identity !== undefined && { identity: { ...one.identity, given: [...given, ...(inline === undefined ? [] : [inline])] } }),
      ...(trust !== undefined && { trust }),
    };
  };
  return subjects.map(({ scene: { subject } }) => {
    const [platform, target, policy] = [role(subject.platform), role(subject.target), put('key policy', subject.key?.arn)];
    return {
      ...subject,
      ...(platform !== undefined && { platform }),
      ...(target !== undefined && { target }),
      ...(subject.key !== undefined && { key: { ...subject.key, ...(policy !== undefined && { policy }) } }),
    };
  });
}
