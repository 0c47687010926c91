import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Publication } from '../../src/disk/publications';
import { recordedReleases } from '../../src/disk/releases';
import { fileTree } from '../../src/emit/file-tree';
import { archiveName, archiveOf, filesIn, sha256 } from '../../src/release/archive';

export const PROJECT = resolve(__dirname, '../..');

/** The released archive of a module. */
export const releasedArchive = (module: string, version = '1.0.0'): Uint8Array =>
  readFileSync(join(PROJECT, 'releases', `${module}-${version}.tar.gz`));

/** Digests of the archives of the latest releases, by name: those that the sources make. */
export const latestDigests = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(recordedReleases(PROJECT)).flatMap(([module, releases]) =>
      releases.slice(-1).map((latest) => [archiveName(module, latest.version), latest.sha256]),
    ),
  );

/** Versions of a module that a test makes up: its files as released, and a README that says which version it is. */
export function madeUp(module: string, ...versions: readonly string[]): readonly Publication[] {
  const released = filesIn(releasedArchive(module), module);
  return versions.map((version) => {
    const files = fileTree([...released, ['README.md', `# ${module} ${version}\n`]]);
    const archive = archiveOf(files);
    return { module, version, sha256: sha256(archive), archive, files };
  });
}
