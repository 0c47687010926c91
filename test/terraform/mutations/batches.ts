import type { Mutant } from './mutants';
import type { TestRun } from './test-runs';

/** Mutants that are tried in one copy of the module, and the runs that should notice them. */
export interface Batch {
  readonly mutants: readonly Mutant[];
  readonly runs: readonly TestRun[];
}

/**
 * Independent mutants together: no two of a batch can be seen in the same place, so each failure belongs to one of them. A
 * mutant whose place nobody knows is tried alone.
 */
export function batchesOf(mutants: readonly Mutant[]): readonly Batch[] {
  const order = new Map(mutants.flatMap(({ runs }) => runs).map((run, index) => [run, index] as const));
  const rank = ({ runs }: Mutant): number => Math.min(...runs.map((run) => order.get(run) ?? 0));
  const known = mutants.filter(({ seenIn, runs }) => seenIn !== undefined && runs.length > 0);
  const places = [...new Set(known.map(({ seenIn }) => seenIn))].map((place) =>
    known.filter(({ seenIn }) => seenIn === place).toSorted((left, right) => rank(left) - rank(right)),
  );
  const count = Math.max(0, ...places.map((group) => group.length));
  const together = Array.from({ length: count }, (_unused, index) => places.flatMap((group) => group[index] ?? []));
  const alone = mutants.filter((mutant) => !known.includes(mutant)).map((mutant) => [mutant]);
  return [...together, ...alone].map((batch) => ({ mutants: batch, runs: runsFor(batch) }));
}

/** Few runs that together should notice every mutant: all that expect a refusal, and of the others those that show the most. */
function runsFor(mutants: readonly Mutant[]): readonly TestRun[] {
  const refusals = mutants.filter(({ runs }) => runs.every(({ text }) => text.includes('expect_failures')));
  const chosen = new Set(refusals.flatMap(({ runs }) => runs));
  let left = mutants.filter((mutant) => !refusals.includes(mutant) && mutant.runs.length > 0);
  while (left.length > 0) {
    const candidates = [...new Set(left.flatMap(({ runs }) => runs))];
    const shows = (run: TestRun): number => left.filter(({ runs }) => runs.includes(run)).length;
    const [best] = candidates.toSorted((one, other) => shows(other) - shows(one));
    if (best === undefined) break;
    chosen.add(best);
    left = left.filter(({ runs }) => !runs.includes(best));
  }
  return [...chosen];
}
