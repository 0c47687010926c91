import { POLICY_USES, type PageData } from '../page-data';
import { NAME_SIGNS, namesOf } from './own-names';

/** Tells whether a subject fits a search: each word in a name, an import path, a call of one, or a statement of the policies that were given. */
export function searchIn(data: PageData): (subject: number, words: readonly string[]) => boolean {
  const { texts, subjects, results, paths, decisions, policySets, policies } = data;
  const ofResult = onCall((place) => {
    const indices = new Set(
      (results[place]?.paths ?? []).flatMap((path) => {
        const { title, decisions: calls = [] } = paths[path] ?? {};
        return [title ?? -1, ...calls.map((call) => decisions[call]?.row ?? -1)];
      }),
    );
    return [...indices].map((index) => texts[index] ?? '').join('\n');
  });
  const ofStatement = onCall((index) => texts[index] ?? '');
  const statementsOf = kept((set) => {
    // Policies that AWS writes are alike for all subjects, and name Regions.
    const given = (policySets[set] ?? []).filter(([, use]) => POLICY_USES[use]?.of !== 'AWS');
    const indices = [...new Set(given.flatMap(([policy]) => policies[policy]?.statements ?? []))];
    const named = indices.filter((index) => hasName(texts[index] ?? ''));
    return { named, shared: indices.filter((index) => !named.includes(index)) };
  });
  const ofSubject = onCall((place) => {
    const subject = subjects[place];
    if (subject === undefined) return '';
    const { key = '', address = '', platform = '', target = '', instance = '' } = subject;
    const named = statementsOf(subject.policies).named.map((index) => texts[index] ?? '');
    return [key, address, platform, target, instance, ...named].join('\n').replaceAll(NAME_SIGNS, namesOf(subject));
  });
  return (place, words) => {
    const { result = -1, policies: set = -1 } = subjects[place] ?? {};
    const { shared } = statementsOf(set);
    return words.every(
      (word) =>
        ofSubject(place).includes(word) || ofResult(result).includes(word) || shared.some((index) => ofStatement(index).includes(word)),
    );
  };
}

/** Whether a text has a sign in place of a name, which each subject has its own of. */
const hasName = (text: string): boolean => text.search(NAME_SIGNS) >= 0;

/** A text in lower case that is put together when it is asked for. */
const onCall = (make: (place: number) => string): ((place: number) => string) => kept((place) => make(place).toLowerCase());

/** What is made once for each place, when it is asked for. */
function kept<T>(make: (place: number) => T): (place: number) => T {
  const known = new Map<number, T>();
  return (place) => {
    const value = known.get(place) ?? make(place);
    known.set(place, value);
    return value;
  };
}
