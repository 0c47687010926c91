import type { Quantifier } from './condition-operators';
import type { RequestFacts } from './request-facts';
import type { ValueTest } from './value-test';

/** A compiled condition: one key under one operator. */
export interface Condition {
  /** The operator as the policy spells it. */
  readonly operator: string;
  /** The key as the policy spells it. */
  readonly key: string;
  /** The key in lower case, as keys are compared. */
  readonly lookup: string;
  /** Values as the policy has them. */
  readonly wanted: readonly string[];
  /** @default - none: the key has one value */
  readonly quantifier?: Quantifier;
  readonly ifExists: boolean;
  readonly negated: boolean;
  /** @default - none: `Null`, which asks only whether the key is there */
  readonly tests?: readonly ValueTest[];
}

/**
 * Whether a condition holds.
 *
 * Without the key, an operator that asks for the opposite holds, as does one with `IfExists` or `ForAllValues`; every other does
 * not, nor does any with `ForAnyValue`. An empty list of values is no key. Where a key has several values and the operator says
 * neither "all" nor "any", AWS says only that it must: here such a condition never holds.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function holds(condition: Condition, request: RequestFacts): boolean {
  const { tests, quantifier } = condition;
  const values = request.values(condition.lookup);
  if (tests === undefined) return condition.wanted.includes(values.length === 0 ? 'true' : 'false');
  const [first] = values;
  if (first === undefined) return quantifier === undefined ? condition.ifExists || condition.negated : quantifier === 'all';
  if (quantifier === 'all') return values.every((value) => fits(condition, tests, value, request));
  if (quantifier === 'any') return values.some((value) => fits(condition, tests, value, request));
  return values.length === 1 && fits(condition, tests, first, request);
}

/** Several values of a condition are alternatives; of an operator that asks for the opposite, none may fit. */
function fits({ negated }: Condition, tests: readonly ValueTest[], actual: string, request: RequestFacts): boolean {
  for (const test of tests) if (test(actual, request.valueOf)) return !negated;
  return negated;
}
