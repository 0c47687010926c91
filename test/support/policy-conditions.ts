import type { ConditionBlock } from '../../src/policy/policy-json';

/** Condition keys of a request. A list is a key of several values, even where it holds one or none. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

type Matcher = (wanted: string, actual: string, context: RequestContext) => boolean;

const equalTexts: Matcher = (wanted, actual, context) => pattern(wanted, context, false)?.test(actual) === true;
const likeTexts: Matcher = (wanted, actual, context) => pattern(wanted, context, true)?.test(actual) === true;

/** Arn operators compare part by part, so that no wildcard reaches over a colon, but for the last part. */
const likeArns: Matcher = (wanted, actual, context) => {
  const [ours, theirs] = [wanted, actual].map(arnParts);
  return (
    ours?.length === 6 &&
    theirs?.length === 6 &&
    ours.every((part, index) => pattern(part, context, true)?.test(theirs[index] ?? '') === true)
  );
};

const arnParts = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
};

const POSITIVE: Readonly<Record<string, Matcher>> = {
  StringEquals: equalTexts,
  StringLike: likeTexts,
  ArnEquals: likeArns,
  ArnLike: likeArns,
  Bool: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
};

const NEGATIVE: Readonly<Record<string, Matcher>> = { StringNotEquals: equalTexts, StringNotLike: likeTexts };

/** Whether every condition of a block holds; keys are told apart without regard to case. */
export function conditionsHold(block: ConditionBlock, context: RequestContext): boolean {
  return Object.entries(block).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => conditionHolds(operator, key, typeof values === 'string' ? [values] : values, context)),
  );
}

/**
 * Whether one condition holds.
 *
 * @throws Error for an operator that is not known here, and where an operator for one value meets a key of several, of which
 * AWS says that it decides one way or the other.
 */
function conditionHolds(operator: string, key: string, wanted: readonly string[], context: RequestContext): boolean {
  const [, set, base = '', ifExists] = /^(ForAllValues:|ForAnyValue:)?([A-Za-z]+?)(IfExists)?$/.exec(operator) ?? [];
  const value = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  const actual = value === undefined ? [] : [value].flat();
  if (base === 'Null') return wanted.includes(String(actual.length === 0));
  const matches = matcherOf(base, wanted, context);
  if (set === 'ForAllValues:') return actual.every(matches);
  if (set === 'ForAnyValue:') return actual.some(matches);
  if (Array.isArray(value)) throw new Error(`${operator} reads ${key}, which has several values`);
  return actual.length === 0 ? ifExists !== undefined || base in NEGATIVE : actual.every(matches);
}

function matcherOf(base: string, wanted: readonly string[], context: RequestContext): (actual: string) => boolean {
  const [positive, negative] = [POSITIVE[base], NEGATIVE[base]];
  if (positive !== undefined) return (actual) => wanted.some((text) => positive(text, actual, context));
  if (negative !== undefined) return (actual) => !wanted.some((text) => negative(text, actual, context));
  throw new Error(`There is no condition operator "${base}" here`);
}

/** Whether the pattern of an action covers an action; the case of actions does not count. */
export function matchesAction(wanted: string, actual: string): boolean {
  return likeTexts(wanted.toLowerCase(), actual.toLowerCase(), {});
}

/** Whether the pattern of a resource covers an ARN; here `*` reaches over colons. */
export function matchesArn(wanted: string, actual: string, context: RequestContext): boolean {
  return likeTexts(wanted, actual, context);
}

/** Patterns without variables, which say the same in every request. */
const KNOWN = new Map<string, RegExp>();

/** A text with policy variables and, where they count, wildcards; undefined when the request lacks a variable. */
function pattern(text: string, context: RequestContext, wildcards: boolean): RegExp | undefined {
  if (text.includes('${')) return compiled(text, context, wildcards);
  const known = KNOWN.get(`${String(wildcards)} ${text}`) ?? compiled(text, context, wildcards);
  if (known !== undefined) KNOWN.set(`${String(wildcards)} ${text}`, known);
  return known;
}

function compiled(text: string, context: RequestContext, wildcards: boolean): RegExp | undefined {
  const pieces = text.split(/(\$\{[^}]*\}|[*?])/).map((piece) => {
    if (piece.startsWith('${')) return variable(piece.slice(2, -1), context);
    if (wildcards && piece === '*') return '.*';
    return wildcards && piece === '?' ? '.' : escaped(piece);
  });
  return pieces.includes(undefined) ? undefined : new RegExp(`^${pieces.join('')}$`, 's');
}

function variable(name: string, context: RequestContext): string | undefined {
  if (['*', '?', '$'].includes(name)) return escaped(name);
  const value = context[name];
  return typeof value === 'string' ? escaped(value) : undefined;
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
