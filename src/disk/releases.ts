import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE } from '../emit/emit-modules';
import { archiveName, filesIn, isWritten, sha256 } from '../release/archive';
import { releasesIn, type Releases } from '../release/manifest';
import type { ReleasePlan } from '../release/plan-release';
import { moduleTree, type ModuleTree } from '../release/tree/module-tree';
import { droppedFiles } from './stale-files';
import { writeFileTree } from './write-file-tree';
import { writeWhole } from './write-whole';

/** Where a project keeps the archives of its releases. */
export const RELEASES_FOLDER = 'releases';

/** The releases that a project's manifest lists. */
export function recordedReleases(projectFolder: string): Releases {
  const file = join(projectFolder, 'modules', MANIFEST_FILE);
  return existsSync(file) ? releasesIn(readFileSync(file, 'utf8'), file) : {};
}

/**
 * The archive of a release.
 *
 * @returns undefined where the project does not have it
 * @throws Error where it is not the one that was released
 */
export function releasedArchive(projectFolder: string, module: string, version: string, digest: string): Uint8Array | undefined {
  const file = join(projectFolder, RELEASES_FOLDER, archiveName(module, version));
  if (!existsSync(file)) return undefined;
  const archive = readFileSync(file);
  if (sha256(archive) !== digest || !isWritten(archive, filesIn(archive, file))) {
    throw new Error(
      `${file} is not what was released as ${module} ${version}: its SHA-256 is ${sha256(archive)}, the manifest has ${digest}. Restore it from git`,
    );
  }
  return archive;
}

/** The latest release of each module that has one. @throws Error that names every archive which is missing or another one */
export function latestReleases(projectFolder: string): ReadonlyMap<string, ModuleTree> {
  const problems: string[] = [];
  const trees = Object.entries(recordedReleases(projectFolder)).flatMap(([name, releases]): readonly (readonly [string, ModuleTree])[] => {
    const latest = releases.at(-1);
    if (latest === undefined) return [];
    try {
      const archive = releasedArchive(projectFolder, name, latest.version, latest.sha256);
      const file = `${RELEASES_FOLDER}/${archiveName(name, latest.version)}`;
      if (archive === undefined)
        throw new Error(`${file} is missing, and what changed since cannot be told without it. Restore it from git`);
      return [[name, moduleTree(filesIn(archive, file), file, name)]];
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return [];
    }
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return new Map(trees);
}

/** Writes a release: archives first, since the manifest among the modules says that they are there. */
export function writeRelease(projectFolder: string, { files, archives }: ReleasePlan, moduleNames: readonly string[]): void {
  mkdirSync(join(projectFolder, RELEASES_FOLDER), { recursive: true });
  for (const [name, archive] of archives) writeWhole(join(projectFolder, RELEASES_FOLDER, name), archive);
  const folder = join(projectFolder, 'modules');
  writeFileTree(folder, files, droppedFiles(folder, files, moduleNames));
}
