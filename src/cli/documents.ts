import { readFileSync, statSync } from 'node:fs';
import { documentText } from '../estate/document-text';
import type { Document } from '../estate/read-documents';
import { standardInput } from './standard-input';

/** Documents that were read, or why they were not. */
export interface DocumentFiles {
  readonly documents: readonly Document[];
  readonly problems: readonly string[];
}

/** How a file is read. */
interface Reading {
  /** What is accepted, for messages. @default - one file, or - for standard input */
  readonly accepted?: string;
  /** What bytes are before they are text, such as what a packed file holds. @default - what they are */
  readonly unpacked?: (bytes: Uint8Array) => Uint8Array;
}

/** Reads one file, or `-` for standard input; a folder is refused, since which of its files is meant cannot be told. */
export function documentFile(
  file: string,
  { accepted = 'one file, or - for standard input', unpacked = (bytes) => bytes }: Reading = {},
): DocumentFiles {
  const refused = (problem: string): DocumentFiles => ({ documents: [], problems: [`${file} ${problem}`] });
  try {
    if (file !== '-' && statSync(file).isDirectory()) return refused(`is a folder. Accepted: ${accepted}`);
    const read = documentText(unpacked(file === '-' ? standardInput() : readFileSync(file)));
    return read.problem === undefined ? { documents: [{ file, text: read.text }], problems: [] } : refused(read.problem);
  } catch (error) {
    return refused(`cannot be read (${error instanceof Error ? error.message : String(error)}). Accepted: ${accepted}`);
  }
}
