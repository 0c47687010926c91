// What was measured, in words and tables.
import { table } from './table.mjs';

/** @typedef {import('./ratios.mjs').Verdict} Verdict */

/** @typedef {readonly import('./rounds.mjs').Measured[]} AllMeasured */

/**
 * Absolute times of each candidate.
 *
 * @param {AllMeasured} measured
 * @param {number} runs
 */
export const timeTable = (measured, runs) => timesIn(`Wall time in ms, ${runs} runs each`, measured, 1);

/**
 * Absolute times of evaluations.
 *
 * @param {AllMeasured} measured
 * @param {number} runs
 */
export const evaluatorTable = (measured, runs) => timesIn(`Time in µs, ${runs} runs each`, measured, 3);

/**
 * What a user of the page waits for.
 *
 * @param {AllMeasured} measured
 * @param {number} visits
 */
export const pageTable = (measured, visits) => timesIn(`Page of 500 keys and 200 roles in ms, ${visits} visits`, measured, 0);

/**
 * @param {string} title
 * @param {AllMeasured} measured
 * @param {number} digits
 */
function timesIn(title, measured, digits) {
  const rows = measured.map(({ title: name, times: { median, fastest, slowest } }) => [
    name,
    ...[median, fastest, slowest].map((time) => time.toFixed(digits)),
  ]);
  return table([title, 'median', 'fastest', 'slowest'], rows);
}

/**
 * Each ratio beside its bound.
 *
 * @param {readonly Verdict[]} verdicts
 */
export function ratioTable(verdicts) {
  const rows = verdicts.map(({ title, figure, direction, bound, kept }) => [
    title,
    figure.toFixed(2),
    `${direction} ${bound}`,
    kept ? 'kept' : 'MISSED',
  ]);
  return table(['Ratio of medians', 'figure', 'bound', 'verdict'], rows);
}

/**
 * One line for each ratio that is missed, with enough digits to tell it from its bound.
 *
 * @param {readonly Verdict[]} verdicts
 */
export function missedLines(verdicts) {
  return verdicts
    .filter(({ kept }) => !kept)
    .map(({ title, figure, direction, bound }) => `Missed: ${title} is ${figure.toFixed(4)}, and must be ${direction} ${bound}`);
}

/**
 * Duration of each test suite.
 *
 * @param {readonly import('./suite-durations.mjs').Suite[]} suites
 */
export function suiteTable(suites) {
  const rows = suites.map(({ path, duration, result }) => [path, (duration / 1000).toFixed(1), result]);
  return table(['Test suite', 'seconds', 'result'], rows);
}
