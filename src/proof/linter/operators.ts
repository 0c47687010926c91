/**
 * Condition operators.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const BASES = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'Null',
] as const;

/** What an operator does to one value. */
export type OperatorBase = (typeof BASES)[number];

/** A condition operator, taken apart. */
export interface Operator {
  readonly text: string;
  /** @default - AWS knows no such operator */
  readonly base?: OperatorBase;
  /** @default - the key has one value */
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  /** Whether a request without the key passes. */
  readonly ifExists: boolean;
}

const BY_NAME: ReadonlyMap<string, OperatorBase> = new Map(BASES.map((base) => [base.toLowerCase(), base]));

/** Takes an operator apart. */
export function operatorOf(text: string): Operator {
  const [, forAll, forAny, name = ''] = /^(?:(ForAllValues:)|(ForAnyValue:))?([A-Za-z]*)$/i.exec(text) ?? [];
  const ifExists = /IfExists$/i.test(name);
  const base = BY_NAME.get((ifExists ? name.slice(0, -'IfExists'.length) : name).toLowerCase());
  const allowed = base === 'Null' && (ifExists || forAll !== undefined || forAny !== undefined) ? undefined : base;
  return {
    text,
    ifExists,
    ...(allowed !== undefined && { base: allowed }),
    ...(forAll !== undefined && { set: 'ForAllValues' as const }),
    ...(forAny !== undefined && { set: 'ForAnyValue' as const }),
  };
}

/** Whether the operator asks for a difference, which a request without the key has. */
export const isNegated = ({ base }: Operator): boolean => base?.includes('Not') === true;

/** What a condition says of a request that lacks its key. */
export type OfAbsentKey = 'fails' | 'holds' | 'unknown';

/** What an operator says of a request that lacks the key. */
export function ofAbsentKey({ base, set, ifExists, ...operator }: Operator, values: readonly string[]): OfAbsentKey {
  if (base === undefined) return 'unknown';
  if (base === 'Null') return values.some((value) => value.toLowerCase() === 'true') ? 'holds' : 'fails';
  if (set === 'ForAllValues' || ifExists) return 'holds';
  return set === undefined && isNegated({ base, ifExists, ...operator }) ? 'holds' : 'fails';
}
