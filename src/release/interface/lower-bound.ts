import type { Change } from '../change';

/**
 * How a constraint on versions changed. Only a lower bound, as all our modules have it, is understood; anything else counts as
 * raised.
 *
 * Source: https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function bound(what: string, before: string, after: string): readonly Change[] {
  if (before.replaceAll(' ', '') === after.replaceAll(' ', '')) return [];
  const change = (level: Change['level'], text: string): readonly Change[] => [{ level, kind: 'interface', text: `${what} ${text}` }];
  const [one, other] = [lowest(before), lowest(after)];
  if (after === '') return change('minor', `needs no version; it needed ${before}`);
  if (one === undefined || other === undefined)
    return change('major', `needs ${after} instead of ${before === '' ? 'any version' : before}`);
  return compare(other, one) > 0
    ? change('major', `needs ${after} instead of ${before}`)
    : change('minor', `needs only ${after} instead of ${before}`);
}

function lowest(constraint: string): readonly number[] | undefined {
  const version = /^>=\s*(\d+(?:\.\d+){0,2})$/.exec(constraint.trim())?.[1];
  return version?.split('.').map(Number);
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = [0, 1, 2].find((index) => (one[index] ?? 0) !== (other[index] ?? 0));
  return at === undefined ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
