import type { JsonObject } from '../../policy/policy-json';

/** Whether an event tells of a member, by its path: what it does not tell of is unknown, what it tells of and lacks is absent. */
export type Tells = (path: string) => boolean;

/** A whole event tells of everything. */
export const tellsAll: Tells = () => true;

/** Deeper than any member of an event that is asked for. */
const DEEPEST = 10;

/** What rows tell of whose fields somebody chose: a field that is empty is left out of its row, so that any row tells it for all. */
export function tellsOf(rows: readonly JsonObject[]): Tells {
  const told = new Set(rows.flatMap((row) => Object.keys(row).flatMap(withParents)));
  const whole = new Set(rows.flatMap((row) => Object.entries(row).flatMap(([name, value]) => (typeof value === 'string' ? [] : [name]))));
  return (path) => told.has(path) || withParents(path).some((parent) => whole.has(parent));
}

/** A path with all that it is in. */
function withParents(path: string): readonly string[] {
  const names = path.split('.', DEEPEST);
  return [path, ...names.map((_, index) => names.slice(0, index + 1).join('.'))];
}
