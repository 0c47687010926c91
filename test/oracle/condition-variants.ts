import { withCondition, type Pair, type PlacedCondition } from './pair';
import type { ElementRule } from './rules';

/** Every pair that differs from one in one condition, by the rule that the difference is about. */
export function conditionVariants(pair: Pair, placed: PlacedCondition): readonly (readonly [rule: string, pair: Pair])[] {
  const { operator, values } = placed;
  const { set, name, ifExists } = partsOf(operator);
  const other = (changed: Partial<Pick<PlacedCondition, 'operator' | 'values'>>): Pair => withCondition(pair, placed, changed);
  if (name === 'Null') return [['Null', other({ values: values.map((value) => (value === 'true' ? 'false' : 'true')) })]];
  const variants: (readonly [ElementRule | (string & {}), Pair])[] = [
    [name, withCondition(pair, placed)],
    [name, other({ operator: 'StringEquals', values: ['a value that no request has'] })],
  ];
  const add = (rule: ElementRule, changed: Partial<Pick<PlacedCondition, 'operator' | 'values'>>): unknown =>
    variants.push([rule, other(changed)]);
  if (ifExists) add('IfExists', { operator: operator.replace(/IfExists$/, '') });
  if (set === 'ForAllValues') add('ForAllValues', { operator: operator.replace(set, 'ForAnyValue') });
  if (set === 'ForAnyValue') add('ForAnyValue', { operator: operator.replace(set, 'ForAllValues') });
  if (values.length > 1) add('several values of a condition', { values: values.slice(0, 1) });
  if (values.some((value) => value.includes('${'))) add('variable', { values: values.map((value) => value.replaceAll('${', '{')) });
  if (values.some((value) => value.includes(", '")))
    add('default of a variable', { values: values.map((value) => value.replace(/, '[^']*'/, '')) });
  return variants;
}

/** An operator as a policy spells it, taken apart. */
export function partsOf(operator: string): { readonly set: string | undefined; readonly name: string; readonly ifExists: boolean } {
  const [, set, name = '', ifExists] = /^(?:(\w+):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  return { set, name, ifExists: ifExists !== undefined };
}
