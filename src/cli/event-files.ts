import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { documentFile, type DocumentFiles } from './documents';

/** CloudTrail's log files hold far less; what unpacks to more is none of them. */
const MOST_UNPACKED = 256 * 1024 * 1024;

/** Names of files that events come in, below a folder. */
const EVENT_FILES = /\.(json|jsonl|ndjson|log|txt|csv)(\.gz)?$/;

const ACCEPTED = 'a file, a folder, or - for standard input';

/** Reads the files of events at a path: one, every one of a folder, or `-` for standard input; packed ones are unpacked. */
export function eventFiles(path: string): DocumentFiles {
  try {
    const read = filesAt(path).map((file) => documentFile(file, { accepted: ACCEPTED, unpacked }));
    return { documents: read.flatMap(({ documents }) => documents), problems: read.flatMap(({ problems }) => problems) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { documents: [], problems: [`${path} cannot be read (${reason}). Accepted: ${ACCEPTED}`] };
  }
}

function filesAt(path: string): readonly string[] {
  if (path === '-' || !statSync(path).isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => EVENT_FILES.test(file))
    .toSorted()
    .map((file) => join(path, file))
    .filter((file) => statSync(file).isFile());
  if (files.length === 0) throw new Error('it has no file of events (.json, .json.gz, .jsonl, .ndjson, .log, .txt, .csv)');
  return files;
}

/** What gzip packed, as CloudTrail does, unpacked. */
function unpacked(bytes: Uint8Array): Uint8Array {
  const [first, second] = bytes;
  if (first !== 0x1f || second !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED });
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? new Error(`it unpacks to more than ${MOST_UNPACKED / 1024 / 1024} MB`) : error;
  }
}
