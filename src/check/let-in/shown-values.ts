import { parseOperator } from '../../proof/evaluator/condition-operators';
import { parseIpRange } from '../../proof/evaluator/ip-range';
import type { StatementView } from '../../proof/plan/statement-view';

export type Condition = StatementView['conditions'][number];

/** A condition key that a caller shows. */
export interface ShownValue {
  readonly key: string;
  /** As the policy has it. */
  readonly wanted: string;
  /** A value that fits. */
  readonly value: string | readonly string[];
}

/** So many combinations of values are tried. */
const MOST = 64;

/** Values that conditions hold for, in every combination; where there are too many, each value once. */
export function shownFor(conditions: readonly Condition[]): readonly (readonly ShownValue[])[] {
  const keys = new Map<string, readonly (ShownValue | undefined)[]>();
  for (const condition of conditions) {
    const key = condition.key.toLowerCase();
    keys.set(key, [...(keys.get(key) ?? []), ...(holdsWithout(condition) ? [undefined] : []), ...valuesFor(condition)]);
  }
  return combinations([...keys.values()]).map((some) => some.filter((one) => one !== undefined));
}

function combinations<T>(options: readonly (readonly T[])[]): readonly (readonly T[])[] {
  if (options.reduce((count, some) => count * some.length, 1) <= MOST)
    return options.reduce<readonly (readonly T[])[]>((all, some) => all.flatMap((begun) => some.map((one) => [...begun, one])), [[]]);
  return options.flatMap((some, at) => some.map((one) => options.flatMap((other, index) => (index === at ? [one] : other.slice(0, 1)))));
}

/** Whether a condition holds for whoever shows no value. */
function holdsWithout({ operator, values }: Condition): boolean {
  const { name = '', quantifier, ifExists = false } = parseOperator(operator) ?? {};
  if (name === 'Null') return values.includes('true');
  return quantifier === undefined ? ifExists || isNegated(name) : quantifier === 'all';
}

const isNegated = (name: string): boolean => /Not/.test(name);

/** Values that a condition speaks of, as something that fits each. One that asks for other values gets another one. */
function valuesFor({ operator, key, values }: Condition): readonly ShownValue[] {
  const { name = '', quantifier } = parseOperator(operator) ?? {};
  const given = (value: string): ShownValue['value'] => (quantifier === undefined ? value : [value]);
  if (name === 'Null') return values.includes('false') ? [{ key, wanted: 'of any value', value: 'x' }] : [];
  if (isNegated(name)) return [{ key, wanted: 'of another value', value: given('another') }];
  const shown = values.flatMap((wanted) => fitting(name, wanted).map((value) => ({ key, wanted, value: given(value) })));
  if (quantifier !== 'any') return shown;
  // Whoever shows one of them may show more.
  return shown.flatMap((one, index) =>
    index > 0 ? [one] : [one, { ...one, wanted: `${one.wanted} beside others`, value: [one.value, 'another'].flat() }],
  );
}

/** Each value that a condition speaks of by itself, whatever it says of it. */
export const spokenOf = (condition: Condition): readonly ShownValue[] =>
  valuesFor({ ...condition, operator: condition.operator.replace('Not', '') });

const DAY = 86_400_000;

/** Values that an operator takes for one of its own; of addresses the first and the last. */
function fitting(operator: string, value: string): readonly string[] {
  if (operator === 'IpAddress') return ends(value);
  const step = operator.endsWith('LessThan') ? -1 : operator.endsWith('GreaterThan') ? 1 : 0;
  if (operator.startsWith('Numeric')) return [String(Number(value) + step)];
  if (operator.startsWith('Date') && step !== 0) {
    const time = (/^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value)) + step * DAY;
    return Number.isNaN(time) ? [] : [new Date(time).toISOString()];
  }
  return [/Like|^Arn/.test(operator) ? filled(value) : value];
}

/** A text that a pattern fits. */
export const filled = (pattern: string): string => pattern.replaceAll('*', 'x').replaceAll('?', '0');

function ends(range: string): readonly string[] {
  const { version, address, prefix } = parseIpRange(range) ?? {};
  const [first = range] = range.split('/');
  if (address === undefined || prefix === undefined || version !== 4) return [first];
  const last = address | ((1n << BigInt(32 - prefix)) - 1n);
  return [first, [24n, 16n, 8n, 0n].map((bits) => String((last >> bits) & 255n)).join('.')];
}
