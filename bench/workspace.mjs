// Where the bench runs: the checkout, which stays as it is, and a temporary folder for all that is written.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the project. */
export const PROJECT_FOLDER = dirname(dirname(fileURLToPath(import.meta.url)));

/** What the app of `cdktf synth` reads of the project. */
const APP_FILES = [
  'LICENSE',
  'build.mjs',
  'handlebars-module.cjs',
  'page-modules.cjs',
  'cdktf.json',
  'modules',
  'package.json',
  'packaging',
  'src',
  'tsconfig.json',
];

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * @typedef {object} Workspace
 * @property {string} temporaryFolder gone after the run
 * @property {string} packageCopy the package as npm would install it, in it
 * @property {string} projectCopy copy of the app in it, since `cdktf synth` rewrites `modules/` and `dist/`
 */

/**
 * Runs `task` with a temporary folder and removes it afterwards, also on a signal.
 *
 * @template T
 * @param {(workspace: Workspace) => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function withWorkspace(task) {
  const temporaryFolder = mkdtempSync(join(tmpdir(), 'cado-response-bench-'));
  const remove = () => rmSync(temporaryFolder, { recursive: true, force: true, maxRetries: 3 });
  /** @param {NodeJS.Signals} signal */
  const stop = (signal) => process.exit(128 + constants.signals[signal]);
  for (const signal of SIGNALS) process.once(signal, stop);
  process.once('exit', remove);
  try {
    return await task({ temporaryFolder, projectCopy: copyProject(temporaryFolder), packageCopy: unpackedPackage(temporaryFolder) });
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
    process.off('exit', remove);
    remove();
  }
}

/** @param {string} temporaryFolder */
function unpackedPackage(temporaryFolder) {
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', temporaryFolder], {
    cwd: PROJECT_FOLDER,
    stdio: 'pipe',
  });
  const tarball = readdirSync(temporaryFolder).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['-xzf', join(temporaryFolder, tarball), '-C', temporaryFolder]);
  return join(temporaryFolder, 'package');
}

/** @param {string} temporaryFolder */
function copyProject(temporaryFolder) {
  const copy = join(temporaryFolder, 'project');
  mkdirSync(copy);
  for (const file of APP_FILES) cpSync(join(PROJECT_FOLDER, file), join(copy, file), { recursive: true });
  symlinkSync(join(PROJECT_FOLDER, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}
