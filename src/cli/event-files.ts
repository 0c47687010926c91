import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Document } from '../estate/read-documents';
import { filesAt, type DocumentFiles } from './documents';

/** CloudTrail's log files hold far less; what unpacks to more is none of them. */
const MOST_UNPACKED = 256 * 1024 * 1024;

/** Names of files that events come in, below a folder. */
const EVENT_FILES = /\.(json|jsonl|ndjson|log|txt)(\.gz)?$/;

/** Reads the files of events at a path: one, every one of a folder, or `-` for standard input; packed ones are unpacked. */
export function eventFiles(path: string): DocumentFiles {
  const documents: Document[] = [];
  const problems: string[] = [];
  let files: readonly string[] = [];
  try {
    files = filesAt(path, EVENT_FILES, 'no file of events (.json, .json.gz, .jsonl, .ndjson, .log, .txt)');
  } catch (error) {
    problems.push(cannotBeRead(path, error));
  }
  for (const file of files) {
    try {
      documents.push({ file, text: textOf(readFileSync(file === '-' ? 0 : file)) });
    } catch (error) {
      problems.push(cannotBeRead(file, error));
    }
  }
  return { documents, problems };
}

const cannotBeRead = (path: string, error: unknown): string =>
  `${path} cannot be read (${isTooLarge(error) ? `it unpacks to more than ${MOST_UNPACKED / 1024 / 1024} MB` : error instanceof Error ? error.message : String(error)}). Accepted: a file, a folder, or - for standard input`;

const isTooLarge = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

/** A text by its first bytes: gzip, as CloudTrail writes it, or UTF-16, as a redirection of PowerShell does. */
function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0x1f && second === 0x8b) return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED }).toString('utf8');
  return first === 0xff && second === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8');
}
