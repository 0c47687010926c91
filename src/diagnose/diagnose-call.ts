import type { ImportDescription } from '../doctor/subject/options';
import type { DeniedCall } from './denied-call';
import { fitOf, type Fitting } from './fit';
import { assumingProblem, noImport, unknownKey, unknownRegion } from './no-import';
import { notesFor } from './notes';
import { policyChanges, type PolicyChange } from './policy-changes';
import { isAboutKey, readingOf, type Reading } from './reading';
import { optionOf, partitionProblem, whoseCall, type Ours, type Side } from './whose-call';

/** What a refused call was for, and what lets it through. */
export interface CallDiagnosis {
  readonly denied: DeniedCall;
  /** What the role that called was taken for. @default - it is none of ours */
  readonly taken?: { readonly side: Side; readonly why: string };
  /** Import paths and capabilities that make this call; empty: none does, and nothing should be added. */
  readonly paths: readonly string[];
  /** The policies that have to change. */
  readonly changes: readonly PolicyChange[];
  /** What else is to be said, a sentence each. */
  readonly notes: readonly string[];
}

/** Finds which path a refused call belongs to, and the least that lets it through. */
export function diagnoseCall(given: DeniedCall, described: ImportDescription): CallDiagnosis {
  const denied = withKey(given, described);
  const whose = whoseCall(denied, described);
  if ('notOurs' in whose) return { denied, paths: [], changes: [], notes: [whose.notOurs] };
  const problem = partitionProblem(denied, whose, described);
  if (problem !== undefined) return { denied, paths: [], changes: [], notes: [problem] };
  const attempts = whose.sides.map((side) => attempt(readingOf(denied, whose, side, described)));
  const best =
    attempts.find(({ fitting }) => fitting.fit !== undefined) ??
    attempts.find(({ fitting }) => fitting.fit === undefined && fitting.isClaimed) ??
    attempts[0];
  if (best === undefined)
    return {
      denied,
      paths: [],
      changes: [],
      notes: [
        'Of the roles of an import only those that you named assume roles, and the caller is another. Add nothing; find out who made this call',
      ],
    };
  const { reading, fitting } = best;
  const taken = { side: reading.side, why: whyTaken(whose, best, attempts) };
  if (fitting.fit === undefined) {
    // Of a call that no side makes the side says nothing.
    const isTold = fitting.isClaimed || whose.isNamed;
    return { denied, ...(isTold && { taken }), paths: fitting.until?.paths ?? [], changes: [], notes: [noImport(reading, fitting)] };
  }
  const changes = policyChanges(reading, fitting.fit);
  return { denied, taken, paths: fitting.fit.paths, changes, notes: notesFor(reading, fitting.fit, changes) };
}

/** A key that an option names where the event does not. */
const withKey = (denied: DeniedCall, { keyArn }: ImportDescription): DeniedCall =>
  denied.resource === undefined && keyArn !== undefined && isAboutKey(denied.action) ? { ...denied, resource: keyArn } : denied;

interface Attempt {
  readonly reading: Reading;
  readonly fitting: Fitting;
}

/** A call, taken for one of a side. */
function attempt(reading: Reading): Attempt {
  const isOff = [assumingProblem, unknownKey, unknownRegion].some((problem) => problem(reading) !== undefined);
  return { reading, fitting: isOff ? { isClaimed: true } : fitOf(reading) };
}

/** By what a role was taken for one of a side, and what else it may be. */
function whyTaken({ isNamed }: Ours, { reading }: Attempt, attempts: readonly Attempt[]): string {
  const { side } = reading;
  if (isNamed) return `${optionOf(side)} names it`;
  const others = attempts.filter((one) => one.reading.side !== side && one.fitting.fit !== undefined).map((one) => one.reading.side);
  const wrong = others.map((other) => `${optionOf(other)} if it is the ${other} role, which makes such calls too`);
  return wrong.length === 0 ? 'by its name alone' : `by its name alone: give ${wrong.join(', or ')}`;
}
