import type { Json } from '../../src/policy/policy-json';

/** A value that is refused, and why. */
export interface RefusedValue {
  /** What is wrong with it; unique among the values of an input. */
  readonly what: string;
  readonly value: Json;
  /** What the message shows of it. @default - every text in it */
  readonly shown?: string;
}

/** A row of a table of refused values. */
export type RefusedRow = readonly [what: string, value: Json, shown?: string];

/** The value of a row. */
export function refusedValue([what, value, shown]: RefusedRow): RefusedValue {
  return { what, value, ...(shown !== undefined && { shown }) };
}
