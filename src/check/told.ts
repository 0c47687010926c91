import type { Decision } from '../doctor/decide';

/** Whether what a decision depends on is told already, as unknown until apply. */
export type Told = (decision: Decision) => boolean;

/** Whether a decision depends on something that it did not depend on before. */
export const dependsAnew = (was: Decision | undefined, { missing }: Decision): boolean =>
  was?.state !== 'depends' || missing.some((words) => !was.missing.includes(words));

/** @param places resources with their attributes, or ARNs, of which it is told that they are unknown */
export function toldOf(places: readonly string[]): Told {
  return ({ missing }) => missing.length > 0 && missing.every((words) => places.some((place) => words.includes(place)));
}
