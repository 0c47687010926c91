// The most memory a process held at once.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from './run-process.mjs';
import { PROJECT_FOLDER } from './workspace.mjs';

const RUNS = 3;
const KIBIBYTES_PER_MEBIBYTE = 1024;
const PRELOAD = join(PROJECT_FOLDER, 'bench', 'write-peak-memory.cjs');

/**
 * Maximum resident set size of a node process in MiB, the largest of some runs; `undefined` where the platform does not say.
 *
 * @param {import('./candidates.mjs').Candidate} candidate
 * @param {string} temporaryFolder
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<number | undefined>}
 */
export async function measurePeakMemory(candidate, temporaryFolder, progress) {
  const file = join(temporaryFolder, 'peak-memory');
  const args = () => ['--require', PRELOAD, ...candidate.args()];
  /** @type {number[]} */
  const peaks = [];
  for (let run = 1; run <= RUNS; run += 1) {
    progress.say(`peak memory, run ${run} of ${RUNS}: ${candidate.title}`);
    await runProcess({ ...candidate, args, env: { ...candidate.env, PEAK_MEMORY_FILE: file } });
    peaks.push(Number(readFileSync(file, 'utf8')));
  }
  const peak = Math.max(...peaks);
  return peak > 0 ? peak / KIBIBYTES_PER_MEBIBYTE : undefined;
}
