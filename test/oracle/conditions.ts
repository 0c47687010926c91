import type { CallKind } from './calls';
import { KEYS, LIST_KEYS, OPERATORS, VARIABLE_KEYS, type OracleOperator } from './operators';
import type { ConditionJson } from './pair';
import type { Random } from './random';

/** What the request must hold for all that was written so far. */
export interface Draft {
  readonly random: Random;
  readonly call: CallKind;
  /** Condition keys and their values; undefined for a key that must stay away. */
  readonly context: Map<string, string | readonly string[] | undefined>;
  /** Keys that follow from the request. */
  readonly derived: ReadonlyMap<string, string>;
}

/** Writes conditions of one statement, and into the draft what meets them; with `meet` false, one of them stays unmet. */
export function writeConditions(draft: Draft, count: number, meet: boolean): ConditionJson {
  const conditions: Record<string, Record<string, readonly string[]>> = {};
  for (let index = 0; index < count; index += 1) {
    for (const [operator, key, values] of condition(draft, meet || index > 0)) {
      (conditions[operator] ??= {})[key] = values;
    }
  }
  return conditions;
}

type Written = readonly (readonly [operator: string, key: string, values: readonly string[]])[];

function condition(draft: Draft, meet: boolean): Written {
  const { random } = draft;
  const of = random.below(100);
  if (of < 7) return presence(draft, meet);
  if (of < 16) return variable(draft, meet);
  if (of < 23) return derived(draft, meet);
  if (of < 45) return several(draft, meet);
  return single(draft, random.pick(OPERATORS), meet);
}

const free = ({ random, context }: Draft, keys: readonly string[]): string | undefined => {
  const left = keys.filter((key) => !context.has(key));
  return left.length === 0 ? undefined : random.pick(left);
};

/** A key in the spelling of the reference, or in another. */
const spelled = (random: Random, key: string): string => (random.chance(0.1) && !key.includes('/') ? key.toLowerCase() : key);

function single(draft: Draft, operator: OracleOperator, meet: boolean): Written {
  const { random, context, call } = draft;
  const key = free(draft, [...KEYS[operator.kind], ...(operator.kind === 'text' ? (call.textKeys ?? []) : [])]);
  if (key === undefined) return [];
  const ifExists = random.chance(0.25);
  const isAbsent = (ifExists || operator.negated) && meet && random.chance(ifExists ? 0.6 : 0.1);
  const { values, fitting, failing } = alternatives(draft, operator);
  context.set(key, isAbsent ? undefined : meet === operator.negated ? failing : fitting);
  return [[`${operator.name}${ifExists ? 'IfExists' : ''}`, spelled(random, key), values]];
}

/** One value or several, of which the request has the last. */
function alternatives({ random }: Draft, operator: OracleOperator): { values: readonly string[]; fitting: string; failing: string } {
  const { wanted, fitting, failing } = operator.value(random);
  const others = random.chance(0.25) ? [operator.value(random).wanted] : [];
  return { values: [...others, wanted], fitting, failing };
}

const TEXTUAL = OPERATORS.filter(({ kind, name }) => kind === 'text' && !name.includes('IgnoreCase'));

/** A condition on every value, or any value, of a key. */
function several(draft: Draft, meet: boolean): Written {
  const { random, context, call } = draft;
  const isList = random.chance(0.75);
  const operator = random.pick(isList ? TEXTUAL : OPERATORS);
  const key = free(draft, isList ? [...LIST_KEYS, ...(call.listKeys ?? [])] : KEYS[operator.kind]);
  if (key === undefined) return [];
  const quantifier = random.pick(['ForAllValues', 'ForAnyValue']);
  const { values, fitting, failing } = alternatives(draft, operator);
  const [right, wrong] = operator.negated ? [failing, fitting] : [fitting, failing];
  const name = `${quantifier}:${operator.name}${random.chance(0.1) ? 'IfExists' : ''}`;
  const isAll = quantifier === 'ForAllValues';
  if (isAll && meet && random.chance(0.35)) context.set(key, undefined);
  else if (!isList) context.set(key, meet ? right : wrong);
  else if (isAll) context.set(key, meet ? [right] : [right, wrong]);
  else context.set(key, meet ? random.pick([[right], [wrong, right], [right, wrong, wrong]]) : [wrong]);
  return [[name, key, values]];
}

function presence(draft: Draft, meet: boolean): Written {
  const { random, context } = draft;
  const key = free(draft, [...KEYS.text, ...LIST_KEYS]);
  if (key === undefined) return [];
  const isThere = random.chance(0.5);
  const values = LIST_KEYS.includes(key) ? ['one', 'two'] : 'here';
  context.set(key, isThere ? values : undefined);
  return [['Null', key, [String(isThere !== meet)]]];
}

/** A text with a variable, which the request resolves. */
function variable(draft: Draft, meet: boolean): Written {
  const { random, context } = draft;
  const [key, source] = [free(draft, KEYS.text), random.pick(VARIABLE_KEYS)];
  if (key === undefined) return [];
  const { text, value } = variableText(draft, source);
  const name = random.pick([
    'StringLike',
    'StringNotLike',
    ...(text === '${*}' ? [] : ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase']),
  ]);
  context.set(key, name.includes('Not') === meet ? `${value}-other` : `x-${value}`);
  return [[name, spelled(random, key), [`x-${text}`]]];
}

/** A variable and its value, which goes into the draft; some have a default in its place. */
export function variableText({ random, context }: Pick<Draft, 'random' | 'context'>, source: string): { text: string; value: string } {
  if (random.chance(0.2)) return { text: "${aws:PrincipalTag/None, 'fallback'}", value: 'fallback' };
  if (random.chance(0.1)) return { text: '${*}', value: '*' };
  const known = context.get(source);
  const value = typeof known === 'string' ? known : random.pick(['red', 'blue*', 'green']);
  context.set(source, value);
  return { text: `\${${source}}`, value };
}

/** A condition on a key that follows from the request. */
function derived({ random, derived: keys }: Draft, meet: boolean): Written {
  const [key, value] = random.pick([...keys]);
  const operator = key.endsWith('Arn') ? random.pick(['ArnEquals', 'ArnLike', 'StringEquals']) : 'StringEquals';
  const name = meet ? operator : operator.replace(/^(Arn|String)/, '$1Not');
  return [[name, spelled(random, key), [value]]];
}
