import { join } from 'node:path';
import { CHECKSUMS_FILE } from '../emit/emit-modules';
import { archiveName } from '../release/archive';
import { checksumsOf } from '../release/checksums';
import type { Publication } from './publications';
import { writeWhole } from './write-whole';

/** Writes the archives of versions and their checksums into a folder, and returns what was written. */
export function publishArchives(folder: string, publications: readonly Publication[]): readonly Publication[] {
  for (const { module, version, archive } of publications) writeWhole(join(folder, archiveName(module, version)), archive);
  writeWhole(
    join(folder, CHECKSUMS_FILE),
    checksumsOf(publications.map(({ module, version, sha256 }) => [archiveName(module, version), sha256])),
  );
  return publications;
}
