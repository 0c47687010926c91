import { isDeepStrictEqual } from 'node:util';

/** Where what Terraform rendered differs from reader 1. */
export interface Difference {
  readonly instance: string;
  readonly of: string;
  readonly terraform: unknown;
  readonly resolved: unknown;
}

/** What is compared of an instance. */
export type Compared = Omit<Difference, 'instance'>;

/** What of an instance differs; empty when all is equal. */
export function differing(instance: string, compared: readonly Compared[]): readonly Difference[] {
  return compared
    .filter(({ terraform, resolved }) => !isDeepStrictEqual(terraform, resolved))
    .map((difference) => ({ instance, ...difference }));
}
