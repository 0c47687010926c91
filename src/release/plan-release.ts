import { emitModules } from '../emit/emit-modules';
import { below, type FileTree } from '../emit/file-tree';
import { EMPTY_CHANGELOG, type ReleaseRecord } from '../emit/release-record';
import type { PrintedDocument } from '../module-document';
import { archiveName, archiveOf, sha256 } from './archive';
import { changelogWith, changeSections } from './changelog';
import { diffModules, type ModuleDiff } from './diff';
import { manifestWith, type Release } from './manifest';
import { nextVersion, versionProblem } from './next-version';
import { moduleTree, type ModuleTree } from './tree/module-tree';

/** A module that a release gives a new version. */
export interface PlannedRelease {
  readonly name: string;
  /** Undefined for a first release. */
  readonly latest: string | undefined;
  readonly version: string;
  readonly diff: ModuleDiff | undefined;
}

/** Everything that a release writes. */
export interface ReleasePlan {
  readonly releases: readonly PlannedRelease[];
  /** The whole `modules` folder. */
  readonly files: FileTree;
  /** Archives of the new versions, by name. */
  readonly archives: ReadonlyMap<string, Uint8Array>;
}

/** What a release is made of. */
export interface ReleaseInput {
  readonly documents: readonly PrintedDocument[];
  readonly record: ReleaseRecord;
  /** The latest release of each module that has one. */
  readonly released: ReadonlyMap<string, ModuleTree>;
  /** The version that somebody asked for, for the modules named. @default - the lowest that the changes allow */
  readonly wanted?: { readonly version: string; readonly modules: readonly string[] };
  /** Modules to release, if they changed. */
  readonly modules: readonly string[];
}

/**
 * What to release: every module that differs from its latest release, with the lowest version that its changes allow.
 *
 * @throws Error that lists every module whose wanted version is too low
 */
export function planRelease({ documents, record, released, wanted, modules }: ReleaseInput): ReleasePlan {
  const emitted = emitModules(documents, record, []);
  const compared = documents
    .filter(({ name }) => modules.includes(name))
    .flatMap(({ name }): readonly PlannedRelease[] => {
      const latest = record.versions[name]?.at(-1);
      const old = released.get(name);
      const now = moduleTree(below(emitted, name), name, name);
      const diff = old === undefined ? undefined : diffModules(old, now);
      if (old !== undefined && diff?.level === undefined) return [];
      const isWanted = wanted?.modules.includes(name) === true;
      return [{ name, latest, version: isWanted ? wanted.version : nextVersion(latest, diff?.level ?? 'patch'), diff }];
    });
  const problems = compared.flatMap(
    ({ name, latest, version, diff }) =>
      versionProblem(name, version, latest, diff?.level ?? 'patch', diff?.changes[0]?.text ?? 'its first release') ?? [],
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { releases: compared, ...written(documents, record, compared) };
}

function written(
  documents: readonly PrintedDocument[],
  record: ReleaseRecord,
  releases: readonly PlannedRelease[],
): Pick<ReleasePlan, 'files' | 'archives'> {
  const next = recordWith(record, releases, documents);
  const emitted = emitModules(documents, next, []);
  const archives = releases.map(({ name, version }) => [name, version, archiveOf(below(emitted, name))] as const);
  const digests = archives.map(([name, version, archive]): readonly [string, Release] => [name, { version, sha256: sha256(archive) }]);
  return {
    files: emitModules(documents, { ...next, manifest: manifestWith(record.manifest, Object.fromEntries(digests)) }, []),
    archives: new Map(archives.map(([name, version, archive]) => [archiveName(name, version), archive])),
  };
}

function recordWith(record: ReleaseRecord, releases: readonly PlannedRelease[], documents: readonly PrintedDocument[]): ReleaseRecord {
  const versions = releases.map(({ name, version }) => [name, [...(record.versions[name] ?? []), version]] as const);
  const changelogs = releases.map(({ name, version, diff }) => {
    const purpose = documents.find((document) => document.name === name)?.purpose ?? '';
    const entry = diff === undefined ? `First release. ${purpose}` : changeSections(diff.changes);
    return [name, changelogWith(record.changelogs[name] ?? EMPTY_CHANGELOG, version, entry)] as const;
  });
  return {
    ...record,
    versions: { ...record.versions, ...Object.fromEntries(versions) },
    changelogs: { ...record.changelogs, ...Object.fromEntries(changelogs) },
  };
}
