import type { PageData } from '../page-data';

/** Tells whether a subject fits a search: each word in a name, an import path, an action or a Sid of its policies. */
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
  const ofPolicies = onCall((place) =>
    (policySets[place] ?? [])
      .flatMap(([policy]) => policies[policy]?.statements ?? [])
      .map((statement) => /"Sid":"((?:[^"\\]|\\.)*)"/.exec(texts[statement] ?? '')?.[1] ?? '')
      .join('\n'),
  );
  const ofSubject = onCall((place) => {
    const { key = '', address = '', platform = '', target = '', instance = '' } = subjects[place] ?? {};
    return [key, address, platform, target, instance].join('\n');
  });
  return (place, words) => {
    const { result = -1, policies: set = -1 } = subjects[place] ?? {};
    return words.every((word) => ofSubject(place).includes(word) || ofResult(result).includes(word) || ofPolicies(set).includes(word));
  };
}

/** A text in lower case that is put together when it is asked for. */
function onCall(make: (place: number) => string): (place: number) => string {
  const known = new Map<number, string>();
  return (place) => {
    const text = known.get(place) ?? make(place).toLowerCase();
    known.set(place, text);
    return text;
  };
}
