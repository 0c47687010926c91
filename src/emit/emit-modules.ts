import { createHash } from 'node:crypto';
import type { PrintedDocument } from '../module-document';
import type { JsonObject } from '../policy/policy-json';
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
export function emitModules(documents: readonly PrintedDocument[], record: ReleaseRecord, otherChecksums: readonly string[]): FileTree {
  const files = fileTree([
    ...documents.flatMap((document) =>
      moduleFiles(document, record).map(([path, content]) => [`${document.name}/${path}`, content] as const),
    ),
    [MANIFEST_FILE, manifestWithLimits(record.manifest, documents)] as const,
  ]);
  const lines = [...files].map(([path, content]) => `${sha256(content)}  ${path}`);
  const all = [...lines, ...otherChecksums].toSorted((left, right) => (left.slice(66) < right.slice(66) ? -1 : 1));
  return fileTree([...files, [CHECKSUMS_FILE, `${all.join('\n')}\n`] as const]);
}

/** The record of releases as it stands, and beside it how close the largest policies of each module come to AWS's limits. */
function manifestWithLimits(manifest: string, documents: readonly PrintedDocument[]): string {
  const record = JSON.parse(manifest) as { readonly limits?: JsonObject };
  const emitted = documents.map(({ name, limits }) => [
    name,
    limits.map(({ what, size, limit, unit }) => ({ what: what.replaceAll('`', ''), size, limit, unit })),
  ]);
  const limits = { ...record.limits, ...(Object.fromEntries(emitted) as JsonObject) };
  const sorted = Object.entries(limits).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `${JSON.stringify({ ...record, limits: Object.fromEntries(sorted) }, null, 2)}\n`;
}

function sha256(content: string): string {
  return createHash('sha256').update(content, 'utf8').digest('hex');
}
