// `npm run bench`: how long generation takes beside what it is built on and beside what it replaces.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { candidates } from './candidates.mjs';
import { measureEvaluator } from './evaluator.mjs';
import { measurePage } from './page.mjs';
import { measurePeakMemory } from './peak-memory.mjs';
import { progress } from './progress.mjs';
import { RATIOS, judge } from './ratios.mjs';
import { evaluatorTable, missedLines, pageTable, ratioTable, suiteTable, timeTable } from './report.mjs';
import { measureInRounds } from './rounds.mjs';
import { measureSuites } from './suite-durations.mjs';
import { withWorkspace } from './workspace.mjs';

const MINIMUM_RUNS = 10;
const FAILED_EXIT_CODE = 1;
const USAGE_EXIT_CODE = 2;

/** @param {string} text */
function runs(text) {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < MINIMUM_RUNS) throw new InvalidArgumentError(`Accepted: a whole number from ${MINIMUM_RUNS}.`);
  return count;
}

function program() {
  return new Command('npm run bench --')
    .description('Times generation side by side with its bounds; exits 1 when a ratio is missed')
    .option('--runs <count>', `measured runs of each candidate, at least ${MINIMUM_RUNS}`, runs, MINIMUM_RUNS)
    .option('--suites', 'run jest once too and report the duration of each suite')
    .allowExcessArguments(false)
    .exitOverride();
}

/** @typedef {{ readonly runs: number, readonly suites?: boolean }} Options */

/**
 * Measures all that the report shows.
 *
 * @param {Options} options
 */
async function measure({ runs: count, suites }) {
  const watcher = progress(process.stderr);
  try {
    return await withWorkspace(async (workspace) => {
      const all = candidates(workspace);
      return {
        measured: await measureInRounds(all, count, watcher),
        evaluator: await measureEvaluator(workspace.temporaryFolder, count, watcher),
        memory: await measurePeakMemory(all.generation, workspace.temporaryFolder, watcher),
        planMemory: await measurePeakMemory(all.plan50, workspace.temporaryFolder, watcher),
        page: await measurePage(workspace.temporaryFolder, count, watcher),
        suites: suites === true ? await measureSuites(workspace.temporaryFolder, watcher) : undefined,
      };
    });
  } finally {
    watcher.done();
  }
}

/**
 * @param {string} what
 * @param {number | undefined} mebibytes
 */
const memoryLine = (what, mebibytes) =>
  `Peak memory of ${what}: ${mebibytes === undefined ? 'not available' : `${mebibytes.toFixed(0)} MiB`}`;

/**
 * Measures, prints the report and says whether every ratio is kept.
 *
 * @param {Options} options
 */
async function bench(options) {
  const { measured, evaluator, memory, planMemory, page, suites } = await measure(options);
  const verdicts = RATIOS.map((ratio) => judge(ratio, { ...measured, ...evaluator }));
  const memoryText = [memoryLine('generation', memory), memoryLine('the check of 50 MB', planMemory)].join('\n');
  const pageText = page === undefined ? 'Times of the page: not available without chromium' : pageTable(page, options.runs);
  const suiteText = suites === undefined ? 'Suite durations: skipped; npm run bench -- --suites measures them' : suiteTable(suites);
  const times = timeTable(Object.values(measured), options.runs);
  const parts = [times, evaluatorTable(Object.values(evaluator), options.runs), pageText, ratioTable(verdicts), memoryText, suiteText];
  process.stdout.write(`${parts.join('\n\n')}\n`);
  const missed = missedLines(verdicts);
  for (const line of missed) process.stderr.write(`${line}\n`);
  return missed.length === 0;
}

/**
 * Runs the bench and gives its exit code: 0 when every ratio is kept, 1 when one is missed or a run fails, 2 for wrong usage.
 *
 * @param {readonly string[]} argv arguments without node and script
 */
async function main(argv) {
  try {
    /** @type {Options} */
    const options = program().parse(argv, { from: 'user' }).opts();
    return (await bench(options)) ? 0 : FAILED_EXIT_CODE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return FAILED_EXIT_CODE;
  }
}

process.exitCode = await main(process.argv.slice(2));
