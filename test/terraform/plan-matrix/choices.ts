import type { Json } from '../../../src/policy/policy-json';
import type { Parameters } from './pairwise';
import { PLACES, type Place } from './places';

/** The value of an argument in a place; undefined leaves the argument out. */
export type Choice = (place: Place) => Json | undefined;

/** What an instance of a module varies in: values by label, by input name. */
export type Choices = Readonly<Record<string, Readonly<Record<string, Choice>>>>;

/** Leaves an argument out, so that it takes its default. */
export const leftOut: Choice = () => undefined;

/** A value that is the same everywhere. */
export const always =
  (value: Json): Choice =>
  () =>
    value;

/** The labels of choices, with those of the two parameters that are no inputs: the form of the module and its provider. */
export function parametersOf(choices: Choices): Parameters {
  const labels = Object.entries(choices).map(([name, byLabel]) => [name, Object.keys(byLabel)] as const);
  return { source: ['hcl', 'json'], provider: Object.keys(PLACES), ...Object.fromEntries(labels) };
}
