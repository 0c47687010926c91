// The bounds. Absolute times depend on the machine and are only reported; a ratio of medians of one run is judged.

/** @typedef {import('./candidates.mjs').CandidateName} CandidateName */

/**
 * A ratio of two medians and its bound.
 *
 * @typedef {object} Ratio
 * @property {string} title
 * @property {CandidateName} of
 * @property {CandidateName} to
 * @property {'at most' | 'at least'} direction
 * @property {number} bound
 */

/** @typedef {Ratio & { readonly figure: number, readonly kept: boolean }} Verdict */

/**
 * Every ratio that must be kept.
 *
 * @type {readonly Ratio[]}
 */
export const RATIOS = [
  { title: 'generation / node that requires cdktf', of: 'generation', to: 'library', direction: 'at most', bound: 1.6 },
  { title: 'cdktf synth / generation', of: 'cdktf', to: 'generation', direction: 'at least', bound: 8 },
];

/**
 * Compares a ratio with its bound.
 *
 * @param {Ratio} ratio
 * @param {Readonly<Record<CandidateName, import('./rounds.mjs').Measured>>} measured
 * @returns {Verdict}
 */
export function judge(ratio, measured) {
  const figure = measured[ratio.of].times.median / measured[ratio.to].times.median;
  return { ...ratio, figure, kept: ratio.direction === 'at most' ? figure <= ratio.bound : figure >= ratio.bound };
}
