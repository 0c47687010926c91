import type { Outcome } from './ours';
import type { Pair } from './pair';

/** A difference that no known kind explains, as short as it could be made. */
export interface Disagreement {
  readonly seed: number;
  readonly index: number;
  readonly pair: Pair;
  readonly ours: Outcome;
  readonly oracle: Outcome;
}

/** What a run found. */
export interface Tally {
  pairs: number;
  /** Pairs that both allow. */
  allowed: number;
  /** Pairs that both deny, one element away from a pair that both allow. */
  nearMisses: number;
  /** Verdicts that each rule decides, of those on which both agree. */
  readonly decided: Record<string, number>;
  /** Differences by known kind. */
  readonly differences: Record<string, number>;
  readonly disagreements: Disagreement[];
}

/** A tally of nothing. */
export const emptyTally = (): Tally => ({ pairs: 0, allowed: 0, nearMisses: 0, decided: {}, differences: {}, disagreements: [] });

/** Adds one to a count. */
export function countIn(counts: Record<string, number>, name: string, by = 1): void {
  counts[name] = (counts[name] ?? 0) + by;
}

/** Adds a part's figures to the whole. */
export function addTally(whole: Tally, part: Tally): void {
  whole.pairs += part.pairs;
  whole.allowed += part.allowed;
  whole.nearMisses += part.nearMisses;
  for (const [rule, count] of Object.entries(part.decided)) countIn(whole.decided, rule, count);
  for (const [kind, count] of Object.entries(part.differences)) countIn(whole.differences, kind, count);
  whole.disagreements.push(...part.disagreements);
}
