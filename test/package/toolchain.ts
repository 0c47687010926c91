import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sha256 } from '../../src/release/archive';

/** Where the tools of these tests are installed, from a lock file of their own. */
export const TOOLCHAIN = resolve(__dirname, 'toolchain');

/** Node versions that the package is tried on. */
export const NODE_VERSIONS = ['20', '22', '24'] as const;

/** TypeScript versions that its types are tried with. */
export const TYPESCRIPT_VERSIONS = ['5.9', '6', '7'] as const;

export const nodeOf = (version: string): string => join(TOOLCHAIN, 'node_modules', `node-${version}`, 'bin/node');
export const tscOf = (version: string): string => join(TOOLCHAIN, 'node_modules', `typescript-${version}`, 'bin/tsc');

/** Installs the tools, unless these very ones are there; says why they cannot be had. */
export function toolchainProblem(): string | undefined {
  const lock = sha256(readFileSync(join(TOOLCHAIN, 'package-lock.json')));
  const mark = join(TOOLCHAIN, 'node_modules/.installed');
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== lock) {
    const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: TOOLCHAIN,
      encoding: 'utf8',
    });
    if (status !== 0)
      return `npm cannot install other versions of Node and TypeScript (${stderr.trim().split('\n').at(-1) ?? ''}); allow the npm registry`;
    mkdirSync(join(TOOLCHAIN, 'node_modules'), { recursive: true });
    writeFileSync(mark, lock);
  }
  return existsSync(nodeOf(NODE_VERSIONS[0]))
    ? undefined
    : 'other versions of Node come as npm packages for Linux on x64 only; run these tests there';
}
