import { basePair } from './base-pair';
import { changedPair } from './changed-pair';
import { kindsOfDifference } from './known-differences';
import { oracleOutcome } from './oracle';
import { ourOutcome, type Outcome } from './ours';
import type { Pair } from './pair';
import { randomOf } from './random';
import { shortened } from './shortened';
import { countIn, emptyTally, type Disagreement, type Tally } from './tally';
import { variantsOf } from './variants';

/** Which pairs to compare: of a seed, from an index up to another. */
export interface Part {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** How many differences are shown; where there is one, there are many. */
const SHOWN = 3;

/**
 * Compares our evaluator with the oracle. Pairs come in twos: what a policy set allows, then the same with one element changed.
 *
 * @param evaluate - ours, but for tests of the comparison itself
 */
export async function compare({ seed, from, to }: Part, evaluate: (pair: Pair) => Outcome = ourOutcome): Promise<Tally> {
  const tally = emptyTally();
  for (let index = from; index < to; index += 2) {
    const base = basePair(randomOf(seed, index));
    const wasAllowed = await comparePair(tally, { seed, index, pair: base }, evaluate);
    const changed = changedPair(base, randomOf(seed, index + 1));
    const isAllowed = await comparePair(tally, { seed, index: index + 1, pair: changed }, evaluate);
    if (wasAllowed === true && isAllowed === false) tally.nearMisses += 1;
  }
  return tally;
}

/** Compares one pair, and says whether both allow it; undefined where they differ. */
async function comparePair(
  tally: Tally,
  { pair, ...from }: Pick<Disagreement, 'seed' | 'index' | 'pair'>,
  evaluate: (pair: Pair) => Outcome,
): Promise<boolean | undefined> {
  const [ours, oracle] = [evaluate(pair), await oracleOutcome(pair)];
  tally.pairs += 1;
  if (ours === oracle) {
    if (ours === 'allowed') tally.allowed += 1;
    countDeciding(tally, pair, ours);
    return ours === 'allowed';
  }
  const kinds = kindsOfDifference(pair, oracle, evaluate);
  for (const { name } of kinds) countIn(tally.differences, name);
  if (kinds.length === 0) tally.disagreements.push(await asShown(tally, { ...from, pair, ours, oracle }, evaluate));
  return undefined;
}

async function asShown(tally: Tally, found: Disagreement, evaluate: (pair: Pair) => Outcome): Promise<Disagreement> {
  if (tally.disagreements.length >= SHOWN) return found;
  const differs = async (pair: Pair): Promise<boolean> => {
    const oracle = await oracleOutcome(pair);
    return evaluate(pair) !== oracle && kindsOfDifference(pair, oracle, evaluate).length === 0;
  };
  const pair = await shortened(found.pair, differs);
  return { ...found, pair, ours: evaluate(pair), oracle: await oracleOutcome(pair) };
}

/** A rule decides where our verdict is another without just what it is about. */
function countDeciding({ decided }: Tally, pair: Pair, ours: Outcome): void {
  const deciding = new Set<string>();
  for (const [rule, variant] of variantsOf(pair)) if (!deciding.has(rule) && ourOutcome(variant) !== ours) deciding.add(rule);
  for (const rule of deciding) countIn(decided, rule);
}
