import { createHash } from 'node:crypto';
import type { ModuleDocument } from '../module-document';
import { moduleFiles } from './emit-module';
import { fileTree, type FileTree } from './file-tree';
import type { ReleaseRecord } from './release-record';

/** Name of the file with the digest of every other file, in the form of `sha256sum -c`. */
export const CHECKSUMS_FILE = 'SHA256SUMS';

/** The record of releases, beside the modules. */
export const MANIFEST_FILE = 'manifest.json';

/**
 * The whole output folder: every module, the manifest, and digests over all of it.
 *
 * @param otherChecksums lines for modules that are not emitted this time, as they stand.
 */
export function emitModules(documents: readonly ModuleDocument[], record: ReleaseRecord, otherChecksums: readonly string[]): FileTree {
  const files = fileTree([
    ...documents.flatMap((document) =>
      moduleFiles(document, record).map(([path, content]) => [`${document.name}/${path}`, content] as const),
    ),
    [MANIFEST_FILE, record.manifest] as const,
  ]);
  const lines = [...files].map(([path, content]) => `${sha256(content)}  ${path}`);
  const all = [...lines, ...otherChecksums].toSorted((left, right) => (left.slice(66) < right.slice(66) ? -1 : 1));
  return fileTree([...files, [CHECKSUMS_FILE, `${all.join('\n')}\n`] as const]);
}

function sha256(content: string): string {
  return createHash('sha256').update(content, 'utf8').digest('hex');
}
