import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EMPTY_MANIFEST, type ReleaseRecord } from '../emit/release-record';
import { MANIFEST_FILE } from '../emit/emit-modules';

/**
 * Reads what was released so far from the project's own `modules/` folder and its LICENSE.
 *
 * @throws Error when the manifest is not what a release writes, naming the file.
 */
export function readReleaseRecord(projectFolder: string, moduleNames: readonly string[]): ReleaseRecord {
  const modules = join(projectFolder, 'modules');
  const manifest = readIfThere(join(modules, MANIFEST_FILE)) ?? `${JSON.stringify(EMPTY_MANIFEST, null, 2)}\n`;
  const changelogs = moduleNames.flatMap((name) => {
    const text = readIfThere(join(modules, name, 'CHANGELOG.md'));
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    manifest,
    versions: versionsIn(manifest, join(modules, MANIFEST_FILE)),
    changelogs: Object.fromEntries(changelogs),
    license: readFileSync(join(projectFolder, 'LICENSE'), 'utf8'),
  };
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

interface Manifest {
  readonly modules: Readonly<Record<string, { readonly releases?: readonly { readonly version?: unknown }[] }>>;
}

function versionsIn(text: string, file: string): Readonly<Record<string, readonly string[]>> {
  try {
    const { modules } = JSON.parse(text) as Manifest;
    const entries = Object.entries(modules).map(([name, { releases = [] }]) => [name, releases.map(({ version }) => String(version))]);
    return Object.fromEntries(entries) as Readonly<Record<string, readonly string[]>>;
  } catch (error) {
    throw new Error(`${file} is not a manifest of releases. Restore it from git, e.g. git checkout -- ${MANIFEST_FILE}`, { cause: error });
  }
}
