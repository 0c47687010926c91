import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isJsonObject, type Json } from '../policy/policy-json';
import { sha256 } from '../release/archive';
import { archivePath, downloadPath, isVersion, versionsPath, type RegistryVersion } from '../release/registry';
import { isUnfinished } from './write-whole';

/** What a folder holds as a registry, and what is wrong with it. */
export interface RegistryState {
  /** Versions that the registry lists. */
  readonly versions: readonly RegistryVersion[];
  /** Versions that are complete and not listed, as an interrupted run leaves them. */
  readonly unlisted: readonly RegistryVersion[];
  readonly problems: readonly string[];
}

/** Reads a registry: each version that it lists must have its answer and its archive, with the digest that the answer names. */
export function registryState(folder: string): RegistryState {
  const problems: string[] = [];
  const versions = foldersIn(join(folder, 'v1/modules')).flatMap((namespace) =>
    foldersIn(join(folder, 'v1/modules', namespace)).flatMap((module) =>
      listedVersions(folder, { namespace, module }, problems).flatMap((version): readonly RegistryVersion[] => {
        const digest = digestOf(folder, { namespace, module, version }, problems);
        return digest === undefined ? [] : [{ namespace, module, version, sha256: digest }];
      }),
    ),
  );
  return { versions, unlisted: unlistedVersions(folder, versions), problems };
}

function unlistedVersions(folder: string, listed: readonly RegistryVersion[]): readonly RegistryVersion[] {
  const modules = foldersIn(join(folder, 'v1/modules')).flatMap((namespace) =>
    foldersIn(join(folder, 'v1/modules', namespace)).map((module) => ({ namespace, module })),
  );
  return modules.flatMap((of) =>
    foldersIn(join(folder, dirname(versionsPath(of)))).flatMap((version): readonly RegistryVersion[] => {
      if (listed.some((other) => downloadPath(other) === downloadPath({ ...of, version }))) return [];
      const digest = digestOf(folder, { ...of, version }, []);
      return digest === undefined ? [] : [{ ...of, version, sha256: digest }];
    }),
  );
}

const foldersIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .toSorted()
    : [];

function listedVersions(
  folder: string,
  of: { readonly namespace: string; readonly module: string },
  problems: string[],
): readonly string[] {
  const path = versionsPath(of);
  const file = join(folder, path);
  if (!existsSync(file)) return [];
  const read = jsonIn(file);
  const [modules] = isJsonObject(read) && Array.isArray(read['modules']) ? (read['modules'] as readonly Json[]) : [];
  const list = isJsonObject(modules) && Array.isArray(modules['versions']) ? (modules['versions'] as readonly Json[]) : undefined;
  const versions = list?.map((entry) => (isJsonObject(entry) ? entry['version'] : null));
  if (versions?.every((version) => typeof version === 'string' && isVersion(version)) !== true) {
    problems.push(`${path}: is not a list of versions`);
    return [];
  }
  return versions as readonly string[];
}

/** The digest that the answer of a version names, if its archive has it. */
function digestOf(folder: string, of: Omit<RegistryVersion, 'sha256'>, problems: string[]): string | undefined {
  const [download, archive] = [downloadPath(of), archivePath(of)];
  if (!existsSync(join(folder, download))) return void problems.push(`${download}: missing, though version ${of.version} is listed`);
  if (!existsSync(join(folder, archive))) return void problems.push(`${archive}: missing, though version ${of.version} is listed`);
  const read = jsonIn(join(folder, download));
  const location = isJsonObject(read) && typeof read['location'] === 'string' ? read['location'] : '';
  const [, digest] = /\?checksum=sha256:([0-9a-f]{64})$/.exec(location) ?? [];
  if (digest === undefined) return void problems.push(`${download}: names no sha256 of the archive`);
  const found = sha256(readFileSync(join(folder, archive)));
  if (found !== digest) return void problems.push(`${archive}: its SHA-256 is ${found}, but ${download} has ${digest}`);
  return digest;
}

function jsonIn(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch {
    return null;
  }
}

/** Whether a folder is a registry, or the beginning of one. */
export const isRegistry = (folder: string): boolean =>
  existsSync(join(folder, '.well-known')) || existsSync(join(folder, 'v1/modules')) || existsSync(join(folder, 'archives'));

/** Removes what interrupted writes left behind. */
export function removeUnfinished(folder: string): void {
  if (!existsSync(folder)) return;
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (isUnfinished(path)) rmSync(join(folder, path), { force: true });
  }
}
