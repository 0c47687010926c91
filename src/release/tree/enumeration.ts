import type { Expression } from '../expression/expression';
import { everyPart, normalForm } from '../expression/normal-form';
import type { Rule, Variable } from './configuration';

/** A rule that lists what an input may be. */
export interface Enumeration {
  readonly values: readonly string[];
  /** The rule with the list left out. */
  readonly frame: string;
}

/** What a rule lists, if that is what it does: `contains([…], …)` with constant texts, once. */
export function enumerationOf({ condition }: Rule): Enumeration | undefined {
  const lists = everyPart(condition).flatMap((part): readonly (readonly [Expression, readonly string[]])[] => {
    const [list] = part.kind === 'call' && part.name === 'contains' ? part.args : [];
    if (list?.kind !== 'tuple') return [];
    const texts = list.items.flatMap((item) => (item.kind === 'literal' && typeof item.value === 'string' ? [item.value] : []));
    return texts.length === list.items.length ? [[list, texts]] : [];
  });
  const [only, ...others] = lists;
  if (only === undefined || others.length > 0) return undefined;
  return { values: only[1].toSorted(), frame: normalForm(condition).replace(normalForm(only[0]), '[…]') };
}

/** What an input lists, by its first rule that does. */
export function enumeration(variable: Variable | undefined): Enumeration | undefined {
  return variable?.validations.flatMap((rule) => enumerationOf(rule) ?? [])[0];
}
