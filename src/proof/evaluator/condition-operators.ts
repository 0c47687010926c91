import { ARN, BINARY, BOOLEAN, date, EXACT, IGNORING_CASE, IP_ADDRESS, LIKE, number, type ValueType } from './value-test';

/** What an operator of a condition compares, and whether it asks for the opposite. */
export interface Operator {
  readonly type: ValueType;
  readonly negated: boolean;
}

const is = (type: ValueType): Operator => ({ type, negated: false });
const isNot = (type: ValueType): Operator => ({ type, negated: true });

/**
 * Every operator but `Null`. `ArnEquals` and `ArnLike` are the same.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['StringEquals', is(EXACT)],
  ['StringNotEquals', isNot(EXACT)],
  ['StringEqualsIgnoreCase', is(IGNORING_CASE)],
  ['StringNotEqualsIgnoreCase', isNot(IGNORING_CASE)],
  ['StringLike', is(LIKE)],
  ['StringNotLike', isNot(LIKE)],
  ['NumericEquals', is(number((actual, wanted) => actual === wanted))],
  ['NumericNotEquals', isNot(number((actual, wanted) => actual === wanted))],
  ['NumericLessThan', is(number((actual, wanted) => actual < wanted))],
  ['NumericLessThanEquals', is(number((actual, wanted) => actual <= wanted))],
  ['NumericGreaterThan', is(number((actual, wanted) => actual > wanted))],
  ['NumericGreaterThanEquals', is(number((actual, wanted) => actual >= wanted))],
  ['DateEquals', is(date((actual, wanted) => actual === wanted))],
  ['DateNotEquals', isNot(date((actual, wanted) => actual === wanted))],
  ['DateLessThan', is(date((actual, wanted) => actual < wanted))],
  ['DateLessThanEquals', is(date((actual, wanted) => actual <= wanted))],
  ['DateGreaterThan', is(date((actual, wanted) => actual > wanted))],
  ['DateGreaterThanEquals', is(date((actual, wanted) => actual >= wanted))],
  ['Bool', is(BOOLEAN)],
  ['BinaryEquals', is(BINARY)],
  ['IpAddress', is(IP_ADDRESS)],
  ['NotIpAddress', isNot(IP_ADDRESS)],
  ['ArnEquals', is(ARN)],
  ['ArnNotEquals', isNot(ARN)],
  ['ArnLike', is(ARN)],
  ['ArnNotLike', isNot(ARN)],
]);

/** Whether a key has to have every value, or any value, among those of the condition. */
export type Quantifier = 'all' | 'any';

/** An operator as a policy spells it: `ForAnyValue:StringLikeIfExists`. */
export interface SpelledOperator {
  /** A key of {@link OPERATORS}, or `Null`. */
  readonly name: string;
  /** @default - none: the key has one value */
  readonly quantifier?: Quantifier;
  readonly ifExists: boolean;
}

const SPELLING = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Reads an operator; undefined for one that does not exist. `Null` takes no `IfExists`. */
export function parseOperator(text: string): SpelledOperator | undefined {
  const [, set, name = '', ifExists] = SPELLING.exec(text) ?? [];
  if (name === 'Null' ? ifExists !== undefined : !OPERATORS.has(name)) return undefined;
  const quantifier = set === 'ForAllValues' ? 'all' : 'any';
  return { name, ifExists: ifExists !== undefined, ...(set !== undefined && { quantifier }) };
}
