import type { Change } from '../change';
import type { Expression } from '../expression/expression';
import { normalForm } from '../expression/normal-form';

/** Whether an input takes what it took: the same type, or an object with further optional attributes. */
export function typeChange(name: string, before: Expression, after: Expression): readonly Change[] {
  if (sortedForm(before) === sortedForm(after)) return [];
  const [old, now] = [normalForm(before), normalForm(after)];
  if (isWithin(before, after)) return [{ level: 'minor', kind: 'interface', text: `input ${name} takes more: ${now}` }];
  return [{ level: 'major', kind: 'interface', text: `input ${name} has the type ${now} instead of ${old}` }];
}

/** The order of attributes means nothing. */
function sortedForm(type: Expression): string {
  if (type.kind === 'object') {
    return `{${type.items
      .map(([key, value]) => `${normalForm(key)} = ${sortedForm(value)}`)
      .toSorted()
      .join(', ')}}`;
  }
  return type.kind === 'call' ? `${type.name}(${type.args.map(sortedForm).join(', ')})` : normalForm(type);
}

/** Whether every value of one type is one of the other, and means the same. */
function isWithin(one: Expression, other: Expression): boolean {
  if (sortedForm(one) === sortedForm(other)) return true;
  if (one.kind === 'object' && other.kind === 'object') {
    const find = (items: typeof one.items, wanted: string): Expression | undefined =>
      items.find(([key]) => normalForm(key) === wanted)?.[1];
    return (
      one.items.every(([key, type]) => {
        const now = find(other.items, normalForm(key));
        return now !== undefined && (isWithin(type, now) || (isOptional(now) && isWithin(type, now.args[0] ?? now)));
      }) && other.items.every(([key, type]) => find(one.items, normalForm(key)) !== undefined || isOptional(type))
    );
  }
  if (one.kind !== 'call' || other.kind !== 'call' || one.name !== other.name || one.name === 'optional') return false;
  const [inner, now] = [one.args[0], other.args[0]];
  return inner !== undefined && now !== undefined && isWithin(inner, now);
}

const isOptional = (type: Expression): type is Extract<Expression, { kind: 'call' }> => type.kind === 'call' && type.name === 'optional';
