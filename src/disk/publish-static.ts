import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  archivePath,
  DISCOVERY,
  DISCOVERY_FILE,
  downloadFile,
  downloadPath,
  headerFiles,
  versionsFile,
  versionsPath,
  type RegistryVersion,
} from '../release/registry';
import type { Publication } from './publications';
import { registryState, removeUnfinished } from './registry-state';
import { writeWhole } from './write-whole';

/**
 * Adds versions to a static registry. Nothing that is listed ever changes, and a version is listed last, once everything that it
 * needs is there: whatever interrupts this leaves a registry that works, and the next run completes it.
 *
 * @returns the versions that were added
 * @throws Error that lists every version which is there with another content, and everything wrong with the registry
 */
export function publishStatic(folder: string, namespace: string, publications: readonly Publication[]): readonly RegistryVersion[] {
  const { versions, problems } = registryState(folder);
  const wanted = publications.map((publication) => ({
    namespace,
    module: publication.module,
    version: publication.version,
    sha256: publication.sha256,
    archive: publication.archive,
  }));
  const conflicts = wanted.flatMap((one) => {
    const there = versions.find((other) => downloadPath(other) === downloadPath(one));
    return there === undefined || there.sha256 === one.sha256
      ? []
      : [
          `${one.module} ${one.version} is published with another content (${there.sha256}, not ${one.sha256}). Versions never change: release a new one`,
        ];
  });
  if (problems.length > 0 || conflicts.length > 0)
    throw new Error([...problems.map((problem) => `${folder}/${problem}`), ...conflicts].join('\n'));
  removeUnfinished(folder);
  const added = wanted.filter((one) => !versions.some((other) => downloadPath(other) === downloadPath(one)));
  const all: readonly RegistryVersion[] = [...versions, ...added];
  const modules = new Map(
    all.map((version) => [versionsPath(version), all.filter((other) => versionsPath(other) === versionsPath(version))]),
  );
  const steps: readonly (readonly [path: string, content: Uint8Array | string])[] = [
    ...added.map((version) => [archivePath(version), version.archive] as const),
    ...added.map((version) => [downloadPath(version), downloadFile(version)] as const),
    ...headerFiles(all),
    [DISCOVERY_FILE, DISCOVERY],
    ...[...modules].map(([path, listed]) => [path, versionsFile(listed)] as const),
  ];
  for (const [path, content] of steps) writeChanged(join(folder, path), content);
  return added;
}

function writeChanged(file: string, content: Uint8Array | string): void {
  const isThere = existsSync(file) && readFileSync(file).equals(Buffer.from(content));
  if (!isThere) writeWhole(file, content);
}
