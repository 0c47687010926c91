import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { documentText } from '../estate/document-text';
import type { Document } from '../estate/read-documents';
import { standardInput } from './standard-input';

/** Documents that were read, or why they were not. */
export interface DocumentFiles {
  readonly documents: readonly Document[];
  readonly problems: readonly string[];
}

/** Reads files, every `.json` and `.tfstate` below folders, and `-` for standard input. */
export function documentFiles(paths: readonly string[]): DocumentFiles {
  const documents: Document[] = [];
  const problems: string[] = [];
  const accepted = 'a file, a folder of .json files, or - for standard input';
  for (const path of paths) {
    for (const file of attempt(path, () => filesAt(path), accepted, problems) ?? []) {
      const document = readDocument(file, accepted, problems);
      if (document !== undefined) documents.push(document);
    }
  }
  return { documents, problems };
}

/** Reads one file, or `-` for standard input; a folder is refused, since which of its files is meant cannot be told. */
export function documentFile(path: string): DocumentFiles {
  const problems: string[] = [];
  const accepted = 'one file, or - for standard input';
  const isFolder = path !== '-' && attempt(path, () => statSync(path).isDirectory(), accepted, problems);
  if (isFolder === true) problems.push(`${path} is a folder. Accepted: ${accepted}`);
  const document = problems.length > 0 ? undefined : readDocument(path, accepted, problems);
  return { documents: document === undefined ? [] : [document], problems };
}

function readDocument(file: string, accepted: string, problems: string[]): Document | undefined {
  const bytes = attempt(file, () => (file === '-' ? standardInput() : readFileSync(file)), accepted, problems);
  if (bytes === undefined) return undefined;
  const read = documentText(bytes);
  if (read.problem !== undefined) problems.push(`${file} ${read.problem}`);
  return read.problem === undefined ? { file, text: read.text } : undefined;
}

/** What reading gives; where it fails, why is added to the problems. */
function attempt<T>(path: string, read: () => T, accepted: string, problems: string[]): T | undefined {
  try {
    return read();
  } catch (error) {
    problems.push(`${path} cannot be read (${error instanceof Error ? error.message : String(error)}). Accepted: ${accepted}`);
    return undefined;
  }
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
