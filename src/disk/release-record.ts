import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EMPTY_MANIFEST, type ReleaseRecord } from '../emit/release-record';
import { MANIFEST_FILE } from '../emit/emit-modules';
import { releasesIn } from '../release/manifest';

/**
 * Reads what was released so far from the project's own `modules/` folder and its LICENSE.
 *
 * @throws Error when the manifest is not what a release writes, naming the file.
 */
export function readReleaseRecord(projectFolder: string, moduleNames: readonly string[]): ReleaseRecord {
  const modules = join(projectFolder, 'modules');
  const manifest = readIfThere(join(modules, MANIFEST_FILE)) ?? `${JSON.stringify(EMPTY_MANIFEST, null, 2)}\n`;
  const releases = Object.entries(releasesIn(manifest, join(modules, MANIFEST_FILE)));
  const changelogs = moduleNames.flatMap((name) => {
    const text = readIfThere(join(modules, name, 'CHANGELOG.md'));
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    manifest,
    versions: Object.fromEntries(releases.map(([name, list]) => [name, list.map(({ version }) => version)])),
    changelogs: Object.fromEntries(changelogs),
    license: readFileSync(join(projectFolder, 'LICENSE'), 'utf8'),
  };
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
