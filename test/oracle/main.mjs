// `npm run oracle`: compares the evaluator of IAM policies with an independent one, on every core.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { progress } from '../../bench/progress.mjs';
import { bundle } from './bundle.mjs';

const PART = 1000;
const USAGE_EXIT_CODE = 2;
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

const WORKER = `
  import { compare } from './test/oracle/comparison';
  process.on('message', async (part) => process.send?.(await compare(part)));
`;
const REPORT = "export { addTally, emptyTally } from './test/oracle/tally'; export * from './test/oracle/report';";

/** @typedef {import('./tally').Tally} Tally */
/** @typedef {typeof import('./tally') & typeof import('./report')} Report */

/** @param {string} text */
function wholeNumber(text) {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Accepted: a whole number from 1.');
  return Number(text);
}

/**
 * Compares all pairs in parts, each in the next process that is free.
 *
 * @param {string} folder
 * @param {{ readonly pairs: number, readonly seed: number }} options
 * @param {(part: Tally) => void} found
 */
async function compareInParallel(folder, { pairs, seed }, found) {
  const script = fileURLToPath(await bundle(WORKER, folder, 'worker'));
  let from = 0;
  /** @returns {Promise<void>} */
  const work = () =>
    new Promise((resolve, reject) => {
      const worker = fork(script);
      const next = () => {
        if (from >= pairs) return void worker.disconnect();
        worker.send({ seed, from, to: Math.min(pairs, from + PART) });
        from += PART;
      };
      worker.on('error', reject);
      worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('A worker failed'))));
      worker.on('message', (part) => {
        found(/** @type {Tally} */ (part));
        next();
      });
      next();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), Math.ceil(pairs / PART)) }, work));
}

/**
 * Runs the comparison, prints its figures and says whether all is as it should be.
 *
 * @param {string} folder
 * @param {readonly string[]} argv
 */
async function run(folder, argv) {
  const { addTally, emptyTally, failuresOf, reportOf, FULL_RUN } = /** @type {{ default: Report }} */ (
    await import(await bundle(REPORT, folder, 'report'))
  ).default;
  const command = new Command('npm run oracle --')
    .description('Compares the evaluator of IAM policies with an independent one; exits 1 on a disagreement')
    .option('--pairs <count>', 'pairs of policies and request', wholeNumber, FULL_RUN.pairs)
    .option('--seed <number>', 'where the pairs come from', wholeNumber, 1)
    .allowExcessArguments(false)
    .exitOverride();
  /** @type {{ readonly pairs: number, readonly seed: number }} */
  const options = command.parse(argv, { from: 'user' }).opts();
  const tally = emptyTally();
  const watcher = progress(process.stderr);
  try {
    await compareInParallel(folder, options, (part) => {
      addTally(tally, part);
      watcher.say(`${tally.pairs} of ${options.pairs} pairs, ${tally.disagreements.length} disagreements`);
    });
  } finally {
    watcher.done();
  }
  process.stdout.write(`${reportOf(tally)}\n`);
  const failures = failuresOf(tally);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  return failures.length === 0;
}

const folder = mkdtempSync(join(tmpdir(), 'cado-response-oracle-'));
for (const signal of SIGNALS) process.once(signal, () => process.exit(128 + constants.signals[signal]));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
try {
  process.exitCode = (await run(folder, process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
  else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
