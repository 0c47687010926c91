import type { ProcessResult } from '../test-bed/run-process';
import { batchesOf, type Batch } from './batches';
import type { ModuleCopies } from './module-copies';
import type { Mutant } from './mutants';
import { isNoticed, isNoticedOf } from './noticed';
import { twoAtATime } from './two-at-a-time';

/** How the module's own tests ended on each mutant. */
export async function triedMutants(copies: ModuleCopies, mutants: readonly Mutant[]): Promise<ReadonlyMap<Mutant, ProcessResult>> {
  const results = await twoAtATime(batchesOf(mutants), (batch) => tried(copies, batch));
  return new Map([...results.values()].flatMap((entries) => [...entries]));
}

/** First the batch by the runs that should notice; then alone what they did not notice, by its runs and by all of them. */
async function tried(copies: ModuleCopies, { mutants, runs }: Batch): Promise<ReadonlyMap<Mutant, ProcessResult>> {
  const noticed = new Map<Mutant, ProcessResult>();
  if (mutants.length > 1) {
    const result = await copies.testMutants(mutants, runs);
    for (const mutant of mutants) if (isNoticedOf(mutant, result)) noticed.set(mutant, result);
  }
  for (const mutant of mutants.filter((one) => !noticed.has(one))) {
    const first = mutant.runs.length === 0 ? undefined : await copies.testMutants([mutant], mutant.runs);
    noticed.set(mutant, first !== undefined && isNoticed(first) ? first : await copies.testMutants([mutant]));
  }
  return noticed;
}
