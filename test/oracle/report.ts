import { KNOWN_DIFFERENCES } from './known-differences';
import { RULES } from './rules';
import type { Tally } from './tally';

/** What a run has to show, at its full size; a shorter one in proportion. */
export const FULL_RUN = { pairs: 200_000, decidedByEachRule: 1000 } as const;
/** Shares of all pairs. */
const LEAST_SHARE = 0.25;

/** How many verdicts each rule has to decide in a run of some pairs. */
export const leastDecided = (pairs: number): number =>
  Math.floor((FULL_RUN.decidedByEachRule * Math.min(pairs, FULL_RUN.pairs)) / FULL_RUN.pairs);

/** All that a run lacks, in words; nothing for a run that proves what it should. */
export function failuresOf(tally: Tally): readonly string[] {
  const { pairs, allowed, nearMisses, decided, disagreements } = tally;
  const least = leastDecided(pairs);
  const unknown = disagreements.map(
    ({ seed, index, pair, ours, oracle }) =>
      `Pair ${index} of seed ${seed}: ${ours} here, ${oracle} by the oracle, and no known difference explains it:\n${JSON.stringify(pair, null, 2)}`,
  );
  const shares = [
    ['are allowed by both', allowed],
    ['are one element away from allowed', nearMisses],
  ] as const;
  return [
    ...unknown,
    ...shares
      .filter(([, count]) => count < LEAST_SHARE * pairs)
      .map(([what, count]) => `Only ${percent(count, pairs)} of the pairs ${what}`),
    ...RULES.filter((rule) => (decided[rule] ?? 0) < least).map(
      (rule) => `"${rule}" decides ${decided[rule] ?? 0} verdicts, and should decide ${least}`,
    ),
  ];
}

const percent = (count: number, all: number): string => `${((100 * count) / all).toFixed(1)} %`;

/** The figures of a run. */
export function reportOf({ pairs, allowed, nearMisses, decided, differences, disagreements }: Tally): string {
  const rules = RULES.map((rule) => [rule, String(decided[rule] ?? 0)] as const);
  const kinds = KNOWN_DIFFERENCES.map(({ name }) => [name, String(differences[name] ?? 0)] as const);
  return [
    `${pairs} pairs; ${percent(allowed, pairs)} allowed by both; ${percent(nearMisses, pairs)} one element away from allowed`,
    `${disagreements.length} disagreements`,
    columns('Known difference', 'pairs', kinds),
    columns('Rule', 'verdicts decided', rules),
  ].join('\n\n');
}

function columns(left: string, right: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(left.length, ...rows.map(([name]) => name.length));
  const line = ([name, count]: readonly [string, string]): string => `${name.padEnd(width)}  ${count.padStart(right.length)}`;
  return [line([left, right]), `${'-'.repeat(width)}  ${'-'.repeat(right.length)}`, ...rows.map(line)].join('\n');
}
