import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKSUMS_FILE } from '../emit/emit-modules';
import { archiveName, sha256 } from '../release/archive';
import { checksumsIn, checksumsOf } from '../release/checksums';
import type { Publication } from './publications';
import { writeWhole } from './write-whole';

/**
 * Writes the archives of versions into a folder, and their checksums among those that are there, and returns what was written.
 *
 * @throws Error that names each archive which is there with another content, or checksums that are none; nothing is written then
 */
export function publishArchives(folder: string, publications: readonly Publication[]): readonly Publication[] {
  const place = join(folder, CHECKSUMS_FILE);
  const known = existsSync(place) ? checksumsIn(readFileSync(place, 'utf8'), place) : new Map<string, string>();
  const archives = publications.map(({ module, version, archive, sha256: digest }) => ({
    name: archiveName(module, version),
    archive,
    digest,
  }));
  const others = archives.filter(({ name, digest }) => differs(join(folder, name), digest));
  if (others.length > 0)
    throw new Error(
      others
        .map(
          ({ name }) =>
            `${join(folder, name)} is there with another content. Versions never change: release a new one, or publish into another folder`,
        )
        .join('\n'),
    );
  for (const { name, archive } of archives) writeWhole(join(folder, name), archive);
  writeWhole(place, checksumsOf(new Map([...known, ...archives.map(({ name, digest }) => [name, digest] as const)])));
  return publications;
}

const differs = (file: string, digest: string): boolean => existsSync(file) && sha256(readFileSync(file)) !== digest;
