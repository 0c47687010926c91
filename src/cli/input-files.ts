import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import type { EstateArguments } from './estate-arguments';

/** Whether a file is among those that a command was given: named, by an option, or one of those that are read in a folder that was. */
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
    rcp = [],
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
    ...rcp,
  ];
  return given.some((path) => {
    const input = path === undefined || path === '-' ? undefined : realPath(path);
    return input !== undefined && (real === input || (real.startsWith(input + sep) && /\.(json|tfstate)$/i.test(real)));
  });
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
