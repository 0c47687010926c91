import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import type { EstateArguments } from './estate-arguments';

/** Whether a file is among those that a command was given: named, in a folder that was named, or by an option. */
export function isInput(file: string, paths: readonly string[], options: EstateArguments): boolean {
  const real = realPath(file);
  if (real === undefined) return false;
  const {
    keyPolicy,
    platformPolicy = [],
    platformTrust,
    platformBoundary,
    targetPolicy = [],
    targetTrust,
    targetBoundary,
    scp = [],
  } = options;
  const given = [
    ...paths,
    keyPolicy,
    ...platformPolicy,
    platformTrust,
    platformBoundary,
    ...targetPolicy,
    targetTrust,
    targetBoundary,
    ...scp,
  ];
  return given.some((path) => {
    const input = path === undefined || path === '-' ? undefined : realPath(path);
    return input !== undefined && (real === input || real.startsWith(input + sep));
  });
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
