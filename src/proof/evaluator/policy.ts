import type { Statement } from './statement';

/** A policy, compiled once for all requests. */
export interface Policy {
  /** How verdicts call it. */
  readonly name: string;
  readonly statements: readonly Statement[];
}
