// What was measured, in words and tables.
import { table } from './table.mjs';

/** @typedef {import('./ratios.mjs').Verdict} Verdict */

/**
 * Absolute times of each candidate.
 *
 * @param {readonly { readonly title: string, readonly times: import('./rounds.mjs').Times }[]} measured
 * @param {number} runs
 */
export function timeTable(measured, runs) {
  const rows = measured.map(({ title, times: { median, fastest, slowest } }) => [
    title,
    ...[median, fastest, slowest].map((time) => time.toFixed(1)),
  ]);
  return table([`Wall time in ms, ${runs} runs each`, 'median', 'fastest', 'slowest'], rows);
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
