import type { GivenPolicy } from '../../estate/estate';
import { covers } from '../../policy/globs';
import { asList, statementsOf } from '../../policy/key-policy';
import { isJsonObject } from '../../policy/policy-json';

/** What somebody may do with a resource, by the actions that it takes. */
export type Rights = Readonly<Record<string, string>>;

/** Rights by one action each of those that policies tell not apart: what they say of one, they say of all. */
export function rightsToldApart(rights: Rights, policies: readonly GivenPolicy[]): ReadonlyMap<string, readonly string[]> {
  const patterns = policies
    .flatMap(({ json }) => statementsOf(json))
    .filter(isJsonObject)
    .flatMap(({ Action, NotAction }) => [...asList(Action), ...asList(NotAction)])
    .flatMap((pattern) => (typeof pattern === 'string' ? [pattern.toLowerCase()] : []));
  const classes = new Map<string, { readonly action: string; readonly words: Set<string> }>();
  for (const [action, words] of Object.entries(rights)) {
    const sign = patterns.map((pattern) => Number(covers(pattern, action.toLowerCase()))).join('');
    const known = classes.get(sign) ?? { action, words: new Set() };
    classes.set(sign, known);
    known.words.add(words);
  }
  return new Map([...classes.values()].map(({ action, words }) => [action, [...words]]));
}
