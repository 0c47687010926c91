// The bounds. Absolute times depend on the machine and are only reported; a ratio of medians of one run is judged.

/** @typedef {import('./candidates.mjs').CandidateName | import('./evaluator.mjs').EvaluatorName} MeasuredName */

/**
 * A ratio of two medians and its bound.
 *
 * @typedef {object} Ratio
 * @property {string} title
 * @property {MeasuredName} of
 * @property {MeasuredName} to
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
  { title: 'synth of the package / node that requires cdktf', of: 'packaged', to: 'library', direction: 'at most', bound: 1 },
  { title: '--version of the package / node alone', of: 'version', to: 'floor', direction: 'at most', bound: 1.5 },
  { title: 'cdktf synth / generation', of: 'cdktf', to: 'generation', direction: 'at least', bound: 8 },
  { title: 'check of a plan of 50 MB / of 25 MB', of: 'plan50', to: 'plan25', direction: 'at most', bound: 2.3 },
  { title: 'an evaluation of the oracle / of the evaluator', of: 'oracle', to: 'ours', direction: 'at least', bound: 40 },
  { title: 'a statement of 1,000 / of 100', of: 'statements1000', to: 'statements100', direction: 'at most', bound: 1.5 },
];

/**
 * Compares a ratio with its bound.
 *
 * @param {Ratio} ratio
 * @param {Readonly<Record<MeasuredName, import('./rounds.mjs').Measured>>} measured
 * @returns {Verdict}
 */
export function judge(ratio, measured) {
  const figure = measured[ratio.of].times.median / measured[ratio.to].times.median;
  return { ...ratio, figure, kept: ratio.direction === 'at most' ? figure <= ratio.bound : figure >= ratio.bound };
}
