import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { recordedReleases } from '../disk/releases';
import { verify } from '../disk/verify';
import { CheckFailure, UsageError } from './errors';
import type { CommandContext } from './synth-command';

/** Options of `cado-response verify`, as given. */
export interface VerifyOptions {
  /** @default - SHA256SUMS in or beside the target; for an archive also the releases that this version knows */
  readonly checksums?: string;
}

/**
 * `cado-response verify`: checks a folder, an archive or a static registry against checksums.
 *
 * @throws CheckFailure that names every file which is not what it must be
 */
export function verifyCommand(target: string, { checksums }: VerifyOptions, { projectFolder, workingFolder, print }: CommandContext): void {
  const file = checksums === undefined ? undefined : resolve(workingFolder, checksums);
  if (file !== undefined && !existsSync(file))
    throw new UsageError(`--checksums: ${String(checksums)} is not there. Accepted: a file that sha256sum wrote`);
  const given = file === undefined ? {} : { checksums: { text: readFileSync(file, 'utf8'), place: String(checksums) } };
  const { files, problems } = verify(resolve(workingFolder, target), { ...given, releases: recordedReleases(projectFolder) });
  if (problems.length > 0) {
    throw new CheckFailure(
      `${problems.join('\n')}\n${target}: ${problems.length === 1 ? 'one thing is' : `${problems.length} things are`} not as published`,
    );
  }
  print(`${target}: ${files} files are as published`);
}
