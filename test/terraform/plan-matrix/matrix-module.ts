import type { InputValues } from '../../../src/policy/guard';
import type { InputSpec } from '../../../src/policy/input-spec';
import type { Choices } from './choices';
import type { Difference } from './difference';
import type { CoverageGoal } from './pairwise';
import type { Resources } from './planned-resources';

/** A module in the matrix. */
export interface MatrixModule extends ComparedModule {
  readonly name: string;
  /** What the names of its blocks begin with. */
  readonly prefix: string;
  readonly inputs: readonly InputSpec[];
  readonly choices: Choices;
  /** Which combinations of {@link choices} its instances cover. */
  readonly goal: CoverageGoal;
  /** The pairs that the module refuses by design, whatever the other inputs are. */
  readonly refusedPairs: readonly string[];
}

/** How what Terraform made of a module is compared with reader 1. */
export interface ComparedModule {
  /** Outputs that are known before an apply. */
  readonly outputs: readonly string[];
  /** What differs in these outputs; empty when both readers agree. */
  readonly differences: (instance: string, inputs: InputValues, partition: string, rendered: unknown) => readonly Difference[];
  /** The resources that a call of the module must have; `address` is that of the call. */
  readonly resources: (address: string, inputs: InputValues, partition: string) => Resources;
}
