import { parseDate } from './date-time';
import { contains, parseIpRange } from './ip-range';
import { parseText, piecesOf, resolveText, splitAtColons, type TextRules, type ValueOfKey } from './policy-text';
import { compilePattern, type Piece, type TextTest } from './wildcard';

/** Whether a value of a request fits a value of a condition. */
export type ValueTest = (actual: string, valueOf: ValueOfKey) => boolean;

/** How values of one type are compared. */
export interface ValueType {
  readonly wildcards: boolean;
  /** @default - true */
  readonly variables?: boolean;
  /** Compiles a value without variables; undefined where it is no value of the type. */
  readonly compile: (wanted: readonly Piece[]) => TextTest | undefined;
  /** What a value of the type is, for a message. */
  readonly words: string;
}

/**
 * Compiles one value of a condition; undefined where it is no value of the type. A value with variables is compiled for each
 * request, and fits nothing where the request lacks a variable.
 */
export function compileValue(text: string, type: ValueType, rules: Pick<TextRules, 'variables'>): ValueTest | undefined {
  const parsed = parseText(text, { wildcards: type.wildcards, variables: rules.variables && type.variables !== false });
  const pieces = piecesOf(parsed);
  if (pieces !== undefined) return type.compile(pieces);
  return (actual, valueOf) => {
    const resolved = resolveText(parsed, valueOf);
    return resolved !== undefined && type.compile(resolved)?.(actual) === true;
  };
}

const joined = (pieces: readonly Piece[]): string => pieces.join('');

/** A type whose values are read before they are compared. */
const read = <Value>(
  words: string,
  parse: (text: string) => Value | undefined,
  fits: (actual: Value, wanted: Value) => boolean,
): ValueType => ({
  words,
  wildcards: false,
  compile: (pieces) => {
    const wanted = parse(joined(pieces));
    if (wanted === undefined) return undefined;
    return (text) => {
      const actual = parse(text);
      return actual !== undefined && fits(actual, wanted);
    };
  },
});

/** Text that is the same to the letter. */
export const EXACT: ValueType = {
  words: 'a text',
  wildcards: false,
  compile: (pieces) => {
    const wanted = joined(pieces);
    return (text) => text === wanted;
  },
};

/** Text that is the same but for the case of its letters. */
export const IGNORING_CASE: ValueType = read(
  'a text',
  (text) => text.toLowerCase(),
  (actual, wanted) => actual === wanted,
);

/** Text with wildcards. */
export const LIKE: ValueType = { words: 'a text', wildcards: true, compile: compilePattern };

/**
 * ARNs are compared part by part, so that no wildcard reaches over one of the first five colons. A value that has fewer parts
 * fits nothing.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export const ARN: ValueType = {
  words: 'an ARN',
  wildcards: true,
  compile: (pieces) => {
    const parts = splitAtColons(pieces);
    const rest = parts.slice(5).flatMap((part, index) => (index === 0 ? part : [':', ...part]));
    if (parts.length < 6) return () => false;
    const tests = [...parts.slice(0, 5), rest].map(compilePattern);
    return (text) => {
      const actual = arnParts(text);
      return actual !== undefined && tests.every((test, index) => test(actual[index] ?? ''));
    };
  },
};

function arnParts(arn: string): readonly string[] | undefined {
  const parts = arn.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Numbers. */
export const number = (fits: (actual: number, wanted: number) => boolean): ValueType =>
  read('a number', (text) => (NUMBER.test(text) ? Number(text) : undefined), fits);

/** Dates. */
export const date = (fits: (actual: number, wanted: number) => boolean): ValueType =>
  read('a date, such as 2030-01-31T00:00:00Z, or seconds since 1970', parseDate, fits);

/** `true` or `false`. */
export const BOOLEAN: ValueType = read(
  'true or false',
  (text) => (/^(true|false)$/i.test(text) ? text.toLowerCase() : undefined),
  (actual, wanted) => actual === wanted,
);

/** Bytes in base64. */
export const BINARY: ValueType = {
  ...read(
    'base64',
    (text) => (/^[A-Za-z\d+/]*={0,2}$/.test(text) ? text.replace(/=+$/, '') : undefined),
    (actual, wanted) => actual === wanted,
  ),
  variables: false,
};

/** Addresses in a range. */
export const IP_ADDRESS: ValueType = read('an IP address or a range of them', parseIpRange, (actual, wanted) => contains(wanted, actual));
