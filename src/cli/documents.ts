import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from '../estate/read-documents';

/** Documents that were read, or why they were not. */
export interface DocumentFiles {
  readonly documents: readonly Document[];
  readonly problems: readonly string[];
}

/** Reads files, every `.json` and `.tfstate` below folders, and `-` for standard input. */
export function documentFiles(paths: readonly string[]): DocumentFiles {
  const documents: Document[] = [];
  const problems: string[] = [];
  for (const path of paths) {
    try {
      for (const file of filesAt(path)) documents.push({ file, text: readFileSync(file === '-' ? 0 : file, 'utf8') });
    } catch (error) {
      problems.push(
        `${path} cannot be read (${error instanceof Error ? error.message : String(error)}). Accepted: a file, a folder of .json files, or - for standard input`,
      );
    }
  }
  return { documents, problems };
}

/** Files at a path: itself, or below a folder those of some names. @param none what to say of a folder without any */
export function filesAt(path: string, names = /\.(json|tfstate)$/, none = 'no .json file'): readonly string[] {
  if (path === '-' || !statSync(path).isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => names.test(file))
    .toSorted()
    .map((file) => join(path, file))
    .filter((file) => statSync(file).isFile());
  if (files.length === 0) throw new Error(`it has ${none}`);
  return files;
}
