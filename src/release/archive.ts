import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'fflate';
import { createTar, parseTar, type ParsedTarFileItem } from 'nanotar';
import { fileTree, type FileTree } from '../emit/file-tree';

/** 1980-01-01, the oldest time that every archive format can hold. */
const MTIME = Date.UTC(1980, 0, 1);
const ATTRIBUTES = { mode: '644', uid: 0, gid: 0, user: '', group: '', mtime: MTIME };
const NAME_LIMIT = 100;
/** Two empty blocks end a tar file. */
const END = new Uint8Array(1024);
/** What an archive may unpack to, in bytes: a hundred times the largest module. */
const SIZE_LIMIT = 50_000_000;

/** Name of the archive of a module. */
export const archiveName = (module: string, version: string): string => `${module}-${version}.tar.gz`;

/**
 * Files as `tar.gz`: the same bytes for the same files on every machine, since no clock, owner, locale or zlib has a say.
 * Files are in order of their paths, with no folder around them: Terraform takes the module from the archive's root.
 *
 * @throws Error for a path that tar cannot hold
 */
export function archiveOf(files: FileTree): Uint8Array {
  const long = [...files.keys()].filter((path) => Buffer.byteLength(path) > NAME_LIMIT);
  if (long.length > 0) throw new Error(`${long.join(', ')}: longer than the ${NAME_LIMIT} bytes that tar holds`);
  const tar = createTar([...fileTree(files)].map(([name, data]) => ({ name, data, attrs: ATTRIBUTES })));
  const whole = new Uint8Array(tar.length + END.length);
  whole.set(tar);
  return gzipSync(whole, { level: 9, mtime: MTIME });
}

/**
 * Files of an archive of any making: those in it, links and devices refused.
 *
 * @throws Error that names the archive, and the entry where one is wrong
 */
export const filesIn = (archive: Uint8Array, place: string): FileTree => tarFiles(unpacked(archive, place), place);

/** Files of a tar that is not compressed; the same errors. */
export function tarFiles(tar: Uint8Array, place: string): FileTree {
  const entries = entriesOf(tar, place) as readonly ParsedTarFileItem[];
  const odd = entries.filter(({ type }) => type !== 'file' && type !== 'directory' && type !== 'globalExtendedHeader');
  if (odd.length > 0)
    throw new Error(`${place}: ${odd.map(({ name, type }) => `${name} is a ${type}`).join(', ')}; a module has files only`);
  const files = entries.filter(({ type }) => type === 'file');
  const repeated = files.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) !== index);
  if (repeated.length > 0) throw new Error(`${place}: ${repeated.join(', ')} stands in it twice`);
  return fileTree(files.map(({ name, data }) => [name.replace(/^\.\//, ''), new TextDecoder('utf-8').decode(data)]));
}

function entriesOf(tar: Uint8Array, place: string): ReturnType<typeof parseTar> {
  try {
    // parseTar reads the buffer below the bytes, so they must be all of it.
    return parseTar(tar.slice().buffer);
  } catch (error) {
    throw new Error(`${place} is no tar file: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function unpacked(archive: Uint8Array, place: string): Uint8Array {
  const size = archive.length < 18 ? 0 : new DataView(archive.buffer, archive.byteOffset + archive.length - 4, 4).getUint32(0, true);
  if (size > SIZE_LIMIT) throw new Error(`${place} would unpack to ${size} bytes, and no module has more than ${SIZE_LIMIT}`);
  try {
    const tar = gunzipSync(archive, { out: new Uint8Array(size) });
    if (tar.length === size && size > 0) return tar;
  } catch (error) {
    throw new Error(`${place} is no gzip file, or was cut off: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  throw new Error(`${place} is no gzip file, or was cut off`);
}

/** What is wrong with an archive that says it is of ours: one that any other program made, or changed, has other bytes. */
export function isWritten(archive: Uint8Array, files: FileTree): boolean {
  return Buffer.compare(Buffer.from(archive), Buffer.from(archiveOf(files))) === 0;
}

/** SHA-256 of bytes, in hexadecimal. */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
