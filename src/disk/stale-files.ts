import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKSUMS_FILE } from '../emit/emit-modules';
import type { FileTree } from '../emit/file-tree';

/** A file of the output folder that is not what emission gives. */
export interface StaleFile {
  readonly path: string;
  readonly reason: 'missing' | 'differs' | 'no longer generated' | 'not generated';
}

/** How the output folder differs from a file tree. Writes nothing. */
export function staleFiles(folder: string, files: FileTree, moduleNames: readonly string[]): readonly StaleFile[] {
  const expected = [...files].flatMap(([path, content]): readonly StaleFile[] => {
    const file = join(folder, path);
    if (!existsSync(file)) return [{ path, reason: 'missing' }];
    return readFileSync(file, 'utf8') === content ? [] : [{ path, reason: 'differs' }];
  });
  const dropped = droppedFiles(folder, files, moduleNames).map((path): StaleFile => ({ path, reason: 'no longer generated' }));
  const known = new Set([...files.keys(), ...dropped.map(({ path }) => path)]);
  const strays = moduleNames
    .flatMap((name) => configurationFiles(folder, name))
    .filter((path) => !known.has(path))
    .map((path): StaleFile => ({ path, reason: 'not generated' }));
  return [...expected, ...dropped, ...strays];
}

/** Files that an earlier run wrote (its checksums say so) and this one does not, below the given modules. */
export function droppedFiles(folder: string, files: FileTree, moduleNames: readonly string[]): readonly string[] {
  return checksumLines(folder)
    .map(pathOf)
    .filter((path) => moduleNames.some((name) => path.startsWith(`${name}/`)))
    .filter((path) => !files.has(path) && isInside(path) && existsSync(join(folder, path)));
}

/** Checksum lines of an output folder that do not belong to the given modules or to the folder itself. */
export function otherChecksums(folder: string, moduleNames: readonly string[], allNames: readonly string[]): readonly string[] {
  return checksumLines(folder).filter((line) => {
    const [module] = pathOf(line).split('/');
    return module !== undefined && allNames.includes(module) && !moduleNames.includes(module);
  });
}

function checksumLines(folder: string): readonly string[] {
  const file = join(folder, CHECKSUMS_FILE);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^[0-9a-f]{64} {2}\S/.test(line));
}

function pathOf(line: string): string {
  return line.slice(66);
}

/** A checksum file is text from outside: no line of it may lead out of the folder. */
function isInside(path: string): boolean {
  return !path.startsWith('/') && !path.split('/').includes('..');
}

/** Files that Terraform would read; what it leaves behind itself begins with a dot. */
function configurationFiles(folder: string, below: string): readonly string[] {
  const path = join(folder, below);
  if (!existsSync(path) || !statSync(path).isDirectory()) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .flatMap((entry) => {
      const inner = `${below}/${entry.name}`;
      if (entry.isDirectory()) return configurationFiles(folder, inner);
      return /\.(tf|tf\.json|tftest\.hcl|tftest\.json)$/.test(entry.name) ? [inner] : [];
    });
}
