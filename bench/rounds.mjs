// Measured side by side: in each round every candidate runs once, so that a machine that drifts hits all alike.
import { runProcess } from './run-process.mjs';

/**
 * Times of one candidate: wall time of a process in milliseconds, of an evaluation in microseconds.
 *
 * @typedef {object} Times
 * @property {number} median
 * @property {number} fastest
 * @property {number} slowest
 */

/** @typedef {{ readonly title: string, readonly times: Times }} Measured */

/**
 * Runs every candidate once to warm up and then once a round.
 *
 * @template {string} Name
 * @param {Readonly<Record<Name, import('./candidates.mjs').Candidate>>} candidates
 * @param {number} rounds
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<Readonly<Record<Name, Measured>>>}
 */
export async function measureInRounds(candidates, rounds, progress) {
  const entries = /** @type {[Name, import('./candidates.mjs').Candidate][]} */ (Object.entries(candidates));
  const samples = entries.map(([name, candidate]) => ({ name, candidate, times: /** @type {number[]} */ ([]) }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { candidate, times } of samples) {
      progress.say(`${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}: ${candidate.title}`);
      const time = await runProcess(candidate);
      if (round > 0) times.push(time);
    }
  }
  const measured = samples.map(({ name, candidate, times }) => [name, { title: candidate.title, times: summary(times) }]);
  return /** @type {Record<Name, Measured>} */ (Object.fromEntries(measured));
}

/**
 * Median and extremes of some times.
 *
 * @param {readonly number[]} times
 * @returns {Times}
 */
export function summary(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  const median = middle.reduce((sum, time) => sum + time, 0) / middle.length;
  return { median, fastest: Math.min(...sorted), slowest: Math.max(...sorted) };
}
