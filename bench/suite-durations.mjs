// How long each test suite takes, as jest tells it.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { runProcess } from './run-process.mjs';
import { PROJECT_FOLDER } from './workspace.mjs';

/**
 * @typedef {object} Suite
 * @property {string} path relative to the project
 * @property {number} duration in milliseconds
 * @property {string} result
 */

/** What jest's status of a suite means; `focused` says that some of its tests did not run. */
const RESULTS = new Map([
  ['passed', 'passed'],
  ['focused', 'skipped in part'],
  ['skipped', 'skipped'],
]);

/** @typedef {{ readonly name: string, readonly startTime: number, readonly endTime: number, readonly status: string }} JestResult */

/**
 * Runs all suites once and gives them, slowest first. A suite that fails or is skipped is told as such.
 *
 * @param {string} temporaryFolder
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<readonly Suite[]>}
 * @throws Error when jest gives no results.
 */
export async function measureSuites(temporaryFolder, progress) {
  progress.say('test suites');
  const file = join(temporaryFolder, 'suites.json');
  const args = () => [join('node_modules', 'jest', 'bin', 'jest.js'), '--json', `--outputFile=${file}`];
  try {
    await runProcess({ title: 'jest', command: process.execPath, args, folder: PROJECT_FOLDER });
  } catch (error) {
    if (!existsSync(file)) throw error;
  }
  /** @type {{ readonly testResults: readonly JestResult[] }} */
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  return testResults.map(suite).toSorted((a, b) => b.duration - a.duration);
}

/**
 * @param {JestResult} result
 * @returns {Suite}
 */
function suite({ name, startTime, endTime, status }) {
  return {
    path: relative(PROJECT_FOLDER, name).split(sep).join('/'),
    duration: endTime - startTime,
    result: RESULTS.get(status) ?? 'FAILED',
  };
}
