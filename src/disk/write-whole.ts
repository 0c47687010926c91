import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

const MODE_OF_NEW_FILES = 0o644;
const PERMISSIONS = 0o7777;

/**
 * Writes a file so that a crash leaves the old content or the new one: beside it first, then renamed. A file that is there keeps its
 * permissions, and a link goes on to point to the file that is written.
 *
 * @throws Error that names the file and says what is in the way
 */
export function writeWhole(file: string, content: Uint8Array | string): void {
  const reason = unwritable(file);
  if (reason !== undefined) throw new Error(`${file} cannot be written: ${reason}`);
  try {
    const before = statSync(file, { throwIfNoEntry: false });
    makeFolder(dirname(file));
    replace(before === undefined ? file : realpathSync(file), content, before === undefined ? undefined : before.mode & PERMISSIONS);
  } catch (error) {
    throw new Error(`${file} cannot be written: ${systemWords(error)}`, { cause: error });
  }
}

/** Makes a folder and those above it. The system's own way of doing so never ends where it may make none, as below /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** @param mode @default - what a new file gets */
function replace(file: string, content: Uint8Array | string, mode: number | undefined): void {
  const unfinished = join(dirname(file), `.cado-response-${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
  try {
    // Nothing of that name may be there, such as a link that somebody else put into a folder that all may write.
    const handle = openSync(unfinished, 'wx', MODE_OF_NEW_FILES);
    try {
      if (mode !== undefined) fchmodSync(handle, mode);
      const bytes = Buffer.from(content);
      for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Whether a file is what an interrupted write left behind. */
export const isUnfinished = (path: string): boolean => /^\.cado-response-\d+(-[0-9a-f]{8})?\.tmp$/.test(basename(path));

/** Why a file cannot be written, as far as it can be told beforehand; undefined where nothing is in the way. */
export function unwritable(file: string): string | undefined {
  try {
    const there = existing(file);
    if (there?.isDirectory() === true) return 'it is a folder';
    if (there !== undefined && !there.isFile()) return 'it is no regular file but a device, a pipe or a socket';
    if (there !== undefined) return deniedBy(file) ?? deniedBy(dirname(realpathSync(file)));
    if (existing(file, lstatSync) !== undefined) return 'it is a link to a file that is not there';
    if (NAME_OF_FOLDER.test(file)) return 'it is the name of a folder';
    return unwritableFolder(dirname(file));
  } catch (error) {
    return systemWords(error);
  }
}

const NAME_OF_FOLDER = sep === '/' ? /\/\.{0,2}$/ : /[\\/]\.{0,2}$/;

/** What is there; nothing is below a file. */
function existing(path: string, stat = statSync): Stats | undefined {
  try {
    return stat(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Of a folder that is not there yet, the one that it would be made in decides. */
function unwritableFolder(folder: string): string | undefined {
  const there = existing(folder);
  if (there === undefined) return dirname(folder) === folder ? `there is no ${folder}` : unwritableFolder(dirname(folder));
  return there.isDirectory() ? deniedBy(folder) : `${folder} is no folder`;
}

function deniedBy(path: string): string | undefined {
  try {
    accessSync(path, constants.W_OK);
    return undefined;
  } catch {
    return `${path} may not be written to`;
  }
}

/** What the system says, without the names of its call and of files that come and go. */
const systemWords = (error: unknown): string => /^(?:Error: )?([^,]*)/.exec(String(error))?.[1] ?? '';
