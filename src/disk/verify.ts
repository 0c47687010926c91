import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CHECKSUMS_FILE } from '../emit/emit-modules';
import { below, fileTree, type FileTree } from '../emit/file-tree';
import { filesIn, isWritten, sha256 } from '../release/archive';
import { checksumProblems, checksumsIn } from '../release/checksums';
import type { Releases } from '../release/manifest';
import {
  archivePath,
  DISCOVERY,
  DISCOVERY_FILE,
  downloadFile,
  downloadPath,
  headerFiles,
  versionsFile,
  versionsPath,
} from '../release/registry';
import { DOCUMENT_FILE, moduleTree } from '../release/tree/module-tree';
import { bytesBelow } from './read-modules';
import { isRegistry, registryState } from './registry-state';
import { isUnfinished } from './write-whole';

/** What was verified, and everything wrong with it: one sentence a file, which it begins with. */
export interface Verification {
  readonly what: string;
  readonly files: number;
  readonly problems: readonly string[];
}

/** Where digests come from. */
export interface Trust {
  /** Content of a file of checksums that somebody gave, and its name. @default - the one beside the target */
  readonly checksums?: { readonly text: string; readonly place: string };
  /** The releases that this package knows. */
  readonly releases: Releases;
}

/**
 * Checks a folder, an archive or a registry against checksums, and that HCL and JSON of every module in it say the same.
 *
 * @throws Error for a target that has no checksums to be checked against
 */
export function verify(target: string, trust: Trust): Verification {
  if (!existsSync(target))
    throw new Error(`${target} is not there. Accepted: a folder of modules, of one, or of archives, an archive, or a static registry`);
  if (!lstatSync(target).isDirectory()) return verifyArchive(target, trust);
  return isRegistry(target) ? verifyRegistry(target, trust) : verifyFolder(target, trust);
}

function reasonOf(check: () => unknown): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** A folder of modules or archives with SHA256SUMS in it, or of one module with SHA256SUMS beside it. */
function verifyFolder(folder: string, { checksums }: Trust): Verification {
  const isOne = existsSync(join(folder, DOCUMENT_FILE));
  const place =
    checksums?.place ??
    (isOne && !existsSync(join(folder, CHECKSUMS_FILE)) ? join(dirname(folder), CHECKSUMS_FILE) : join(folder, CHECKSUMS_FILE));
  if (checksums === undefined && !existsSync(place))
    throw new Error(`${folder} has no ${CHECKSUMS_FILE} to be checked against. Give one with --checksums FILE`);
  const digests = checksumsIn(checksums?.text ?? readFileSync(place, 'utf8'), place);
  let bytes: ReadonlyMap<string, Buffer>;
  try {
    bytes = bytesBelow(folder);
  } catch (error) {
    return { what: folder, files: 0, problems: [error instanceof Error ? error.message : String(error)] };
  }
  const prefix = isOne ? prefixIn(digests, basename(folder)) : '';
  const wanted = new Map(
    [...digests].flatMap(([path, digest]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), digest] as const] : [])),
  );
  const found = new Map([...bytes].filter(([path]) => path !== CHECKSUMS_FILE));
  return {
    what: folder,
    files: found.size,
    problems: [
      ...checksumProblems(found, wanted),
      ...moduleProblems(bytes, folder, isOne),
      ...[...found].flatMap(([path, content]) => (path.endsWith('.tar.gz') ? archiveProblems(content, path).problems : [])),
    ],
  };
}

/** What is wrong with modules in files themselves. */
function moduleProblems(bytes: ReadonlyMap<string, Buffer>, folder: string, isOne: boolean): readonly string[] {
  const files = fileTree([...bytes].map(([path, content]) => [path, content.toString('utf8')]));
  if (isOne) return reasonOf(() => moduleTree(files, folder));
  return [...files.keys()]
    .filter((path) => path.endsWith(`/${DOCUMENT_FILE}`))
    .map((path) => path.slice(0, -DOCUMENT_FILE.length - 1))
    .flatMap((name) => reasonOf(() => moduleTree(below(files, name), `${folder}/${name}`)));
}

/** Checksums of several modules name each file below its module. */
const prefixIn = (digests: ReadonlyMap<string, string>, name: string): string => {
  if (digests.has(DOCUMENT_FILE)) return '';
  const modules = [...digests.keys()]
    .filter((path) => path.endsWith(`/${DOCUMENT_FILE}`))
    .map((path) => path.slice(0, -DOCUMENT_FILE.length));
  return modules.find((prefix) => prefix === `${name}/`) ?? (modules.length === 1 ? (modules[0] ?? '') : `${name}/`);
};

function verifyArchive(file: string, { checksums, releases }: Trust): Verification {
  const name = basename(file);
  const digest = digestFor(name, file, checksums, releases);
  const archive = readFileSync(file);
  const found = sha256(archive);
  const wrong = found === digest ? [] : [`${name}: its SHA-256 is ${found}, but must be ${digest}`];
  const content = archiveProblems(archive, name);
  return { what: file, files: content.files, problems: [...wrong, ...content.problems] };
}

function digestFor(name: string, file: string, checksums: Trust['checksums'], releases: Releases): string {
  const beside = join(dirname(file), CHECKSUMS_FILE);
  const given = checksums ?? (existsSync(beside) ? { text: readFileSync(beside, 'utf8'), place: beside } : undefined);
  const listed = given === undefined ? undefined : [...checksumsIn(given.text, given.place)].find(([path]) => basename(path) === name)?.[1];
  const recorded = Object.entries(releases).flatMap(([module, list]) =>
    list.filter(({ version }) => `${module}-${version}.tar.gz` === name),
  )[0]?.sha256;
  const digest = listed ?? (checksums === undefined ? recorded : undefined);
  if (digest === undefined) {
    throw new Error(
      `${name} stands ${given === undefined ? `neither in a ${CHECKSUMS_FILE} beside it nor in the releases of this version` : `not in ${given.place}`}. Give its checksums with --checksums FILE`,
    );
  }
  return digest;
}

function archiveProblems(archive: Uint8Array, name: string): { readonly files: number; readonly problems: readonly string[] } {
  let files: FileTree;
  try {
    files = filesIn(archive, name);
  } catch (error) {
    return { files: 0, problems: [error instanceof Error ? error.message : String(error)] };
  }
  const form = isWritten(archive, files) ? [] : [`${name}: is not in the form that this project writes, so it was made by something else`];
  return { files: files.size, problems: [...form, ...reasonOf(() => moduleTree(files, name))] };
}

function verifyRegistry(folder: string, { releases }: Trust): Verification {
  const { versions, unlisted, problems } = registryState(folder);
  const withUnlisted = headerFiles([...versions, ...unlisted]);
  const expected = new Map<string, string>([
    [DISCOVERY_FILE, DISCOVERY],
    ...headerFiles(versions),
    ...versions.map((version) => [downloadPath(version), downloadFile(version)] as const),
    ...versions.map(
      (version) =>
        [versionsPath(version), versionsFile(versions.filter((other) => versionsPath(other) === versionsPath(version)))] as const,
    ),
  ]);
  const isKnownWrong = (path: string): boolean => problems.some((problem) => problem.startsWith(`${path}:`));
  const derived = [...expected].flatMap(([path, content]) => {
    if (!existsSync(join(folder, path))) return [`${path}: missing`];
    const text = readFileSync(join(folder, path), 'utf8');
    // Rules for a version that is not listed yet send nobody there.
    const isRight = text === content || text === withUnlisted.get(path);
    return isRight || isKnownWrong(path) || (problems.length > 0 && headerFiles([]).has(path))
      ? []
      : [`${path}: is not what the listed versions ask for`];
  });
  const archives = versions.flatMap((version) => {
    const path = archivePath(version);
    const recorded = releases[version.module]?.find((release) => release.version === version.version);
    const released =
      recorded === undefined || recorded.sha256 === version.sha256
        ? []
        : [`${path}: is not what was released as ${version.module} ${version.version}`];
    return [...released, ...archiveProblems(readFileSync(join(folder, path)), path).problems];
  });
  const known = new Set([...expected.keys(), ...versions.map(archivePath)]);
  const strays = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length))
    .filter((path) => /^(v1|archives|\.well-known)\//.test(path) && !known.has(path) && !isUnfinished(path))
    .flatMap((path) => (isUnlisted(folder, path) || isKnownWrong(path) ? [] : [`${path}: belongs to no version that is listed`]));
  const all = [...problems, ...derived, ...archives, ...strays];
  return { what: folder, files: known.size, problems: [...new Set(all)].toSorted() };
}

/** What an interrupted run wrote before it listed the version: nobody is sent there, and the next run completes it. */
const isUnlisted = (folder: string, path: string): boolean =>
  path.endsWith('/download') ||
  (path.startsWith('archives/') && path.endsWith('.tar.gz') && !lstatSync(join(folder, path)).isSymbolicLink());
