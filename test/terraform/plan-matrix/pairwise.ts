import { shuffled } from './shuffled';
import { part, tupleKey, tuplesOf, tuplesWith, type Row } from './tuples';

/** Parameters and the labels of their values. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

/** Refuses combinations; decided as soon as a row holds every parameter that it reads. */
export interface Constraint {
  readonly reads: readonly string[];
  readonly allows: (row: Row) => boolean;
}

/** What to cover: every combination of `strength` parameters' values that the constraints leave possible. */
export interface CoverageGoal {
  readonly parameters: Parameters;
  readonly constraints: readonly Constraint[];
  /** 2 covers every pair of values, 3 every triple (and with it every pair). */
  readonly strength: number;
  /** Parameters whose combinations of one more are covered too. @default - none */
  readonly closer?: readonly string[];
  /** Equal seeds give equal rows. */
  readonly seed: number;
}

/** Rows that together cover the goal: greedy, so few, though not the fewest. */
export function coveringRows(goal: CoverageGoal): readonly Row[] {
  const { parameters, constraints, seed } = goal;
  const uncovered = new Map(tuplesToCover(goal).map((tuple) => [tupleKey(tuple), tuple]));
  const names = shuffled(Object.keys(parameters), seed);
  const rows: Row[] = [];
  for (let next = firstOf(uncovered); next !== undefined; next = firstOf(uncovered)) {
    let row = next;
    for (const name of names) row = name in row ? row : bestExtension(row, name);
    for (const [partial, strength] of parts(row, goal)) {
      for (const tuple of tuplesOf(partial, strength)) uncovered.delete(tupleKey(tuple));
    }
    rows.push(row);
  }
  return rows;

  function bestExtension(row: Row, name: string): Row {
    const candidates = shuffled(parameters[name] ?? [], seed + rows.length)
      .map((label) => ({ ...row, [name]: label }))
      .filter((candidate) => isPossible(candidate, parameters, constraints));
    const gains = candidates.map((candidate) => gain(candidate, name));
    const best = candidates[gains.indexOf(Math.max(...gains))];
    if (best === undefined) throw new Error(`No value of ${name} goes with ${tupleKey(row)}`);
    return best;
  }

  function gain(candidate: Row, name: string): number {
    const keys = parts(candidate, goal).flatMap(([partial, strength]) => (name in partial ? tuplesWith(partial, name, strength) : []));
    return keys.filter((key) => uncovered.has(key)).length;
  }
}

/** Every combination that a goal asks for. */
export function tuplesToCover({ parameters, constraints, strength, closer = [] }: CoverageGoal): readonly Row[] {
  const further = possibleTuples(parameters, constraints, strength + 1, closer);
  return [...possibleTuples(parameters, constraints, strength), ...further];
}

/** What of a row counts at which strength. */
function parts(row: Row, { strength, closer = [] }: CoverageGoal): readonly (readonly [Row, number])[] {
  const inRow = closer.filter((name) => name in row);
  return [[row, strength], ...(inRow.length > strength ? [[part(row, inRow), strength + 1] as const] : [])];
}

/**
 * Every combination of `strength` parameters' values that some whole row allows.
 *
 * @param names the parameters to combine. @default - all
 */
export function possibleTuples(
  parameters: Parameters,
  constraints: readonly Constraint[],
  strength: number,
  names: readonly string[] = Object.keys(parameters),
): readonly Row[] {
  const first = Object.fromEntries(names.map((name) => [name, '']));
  return tuplesOf(first, strength)
    .flatMap((tuple) => everyAssignment(Object.keys(tuple), parameters))
    .filter((tuple) => isPossible(tuple, parameters, constraints));
}

/** Whether some whole row that keeps every constraint contains `partial`. */
export function isPossible(partial: Row, parameters: Parameters, constraints: readonly Constraint[]): boolean {
  const broken = constraints.some(({ reads, allows }) => reads.every((name) => name in partial) && !allows(partial));
  if (broken) return false;
  const open = constraints.flatMap(({ reads }) => reads).find((name) => !(name in partial));
  return open === undefined || (parameters[open] ?? []).some((label) => isPossible({ ...partial, [open]: label }, parameters, constraints));
}

function everyAssignment(names: readonly string[], parameters: Parameters): readonly Row[] {
  const [name, ...others] = names;
  if (name === undefined) return [{}];
  const rest = everyAssignment(others, parameters);
  return (parameters[name] ?? []).flatMap((label) => rest.map((row) => ({ [name]: label, ...row })));
}

function firstOf(uncovered: ReadonlyMap<string, Row>): Row | undefined {
  return uncovered.values().next().value;
}
