import { readdirSync, statSync, type Dirent, type Stats } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Document } from '../estate/read-documents';
import { documentFile } from './documents';

/** Documents that were read, why others were not, and what was passed over. */
export interface EstateFiles {
  readonly documents: readonly Document[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

const ACCEPTED = 'a file, a folder of .json and .tfstate files, or - for standard input';

/** Reads files, every `.json` and `.tfstate` below folders, and `-` for standard input. A file that is named twice is read once. */
export function estateFiles(paths: readonly string[]): EstateFiles {
  const documents: Document[] = [];
  const problems: string[] = [];
  const notes: string[] = [];
  const read = new Set<string>();
  const add = (file: string, isFound: boolean): void => {
    const place = file === '-' ? file : resolve(file);
    if (read.has(place)) return;
    read.add(place);
    const one = documentFile(file, { accepted: ACCEPTED });
    documents.push(...one.documents.map((document) => ({ ...document, isFound })));
    problems.push(...one.problems);
  };
  for (const path of paths) {
    if (!isFolder(path)) {
      add(path, false);
      continue;
    }
    const below = filesBelow(path);
    for (const file of below.files) add(file, true);
    problems.push(...below.problems);
    notes.push(...below.notes);
    if (below.files.length === 0)
      problems.push(
        `${path} has no .json or .tfstate file${below.others.length === 0 ? '' : `, only ${namesOf(below.others)}`}. Accepted: ${ACCEPTED}`,
      );
  }
  return { documents, problems, notes };
}

/** Whether a path is a folder; what cannot be looked at is none. */
export const isFolder = (path: string): boolean => path !== '-' && statOf(path)?.isDirectory() === true;

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

const MOST_NAMES = 5;

/** File names in words, the first of many. */
const namesOf = (names: readonly string[]): string =>
  names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more` : names.join(', ');

interface Below {
  readonly files: readonly string[];
  /** Files of other kinds. */
  readonly others: readonly string[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** Files below a folder, in order. What tools keep for themselves (`.terraform`, `.git`, `node_modules`) is none of it. */
function filesBelow(folder: string): Below {
  const files: string[] = [];
  const others: string[] = [];
  const problems: string[] = [];
  const notes: string[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of entriesOf(next, problems)) {
      const path = join(next, entry.name);
      // A link to a folder may lead back to where it stands.
      const isFile = entry.isSymbolicLink() ? statOf(path)?.isFile() : entry.isFile();
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (entry.isDirectory()) waiting.push(path);
      else if (isFile === true) (/\.(json|tfstate)$/i.test(entry.name) ? files : others).push(path);
      else notes.push(`${path} is passed over: it is no file`);
    }
  }
  return { files: files.toSorted(), others: others.toSorted(), problems, notes };
}

function entriesOf(folder: string, problems: string[]): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    problems.push(`${folder} cannot be read (${error instanceof Error ? error.message : String(error)}). Accepted: ${ACCEPTED}`);
    return [];
  }
}
