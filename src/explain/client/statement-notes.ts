import type { PageState, PageStatement } from '../page-data';
import { effectOf } from './statement-words';
import type { View } from './view';

/** What statements did in all: by place of the policy and of the statement, sentences. */
export type Notes = ReadonlyMap<number, ReadonlyMap<number, readonly string[]>>;

type Deed = 'allows' | 'denies' | 'may allow' | 'may deny' | 'closest' | 'lets';

/** What one statement did: how often, and in which import paths. */
type Tally = Map<Deed, { count: number; readonly letters: Set<string> }>;

/** What a statement does that has a say in a call. Of a call that depends, it is not known. */
function deedOf(state: PageState, effect: ReturnType<typeof effectOf>): Deed {
  if (state === 1) return effect === 'denies' ? 'may deny' : 'may allow';
  return state === 2 ? 'denies' : 'allows';
}

/** How many calls of import paths a statement allows or denies, for how many it comes closest, and how many attacks it lets through. */
export function notesOf({ paths, attacks, policies }: View): Notes {
  const tallies = new Map<number, Map<number, Tally>>();
  const add = ([place, index]: PageStatement, deed: Deed, letter?: string): void => {
    const ofPolicy = tallies.get(place) ?? new Map<number, Tally>();
    tallies.set(place, ofPolicy);
    const tally: Tally = ofPolicy.get(index) ?? new Map();
    ofPolicy.set(index, tally);
    const done = tally.get(deed) ?? { count: 0, letters: new Set<string>() };
    tally.set(deed, done);
    done.count += 1;
    if (letter !== undefined) done.letters.add(letter);
  };
  for (const { letter, decisions } of paths)
    for (const { statements, state } of decisions)
      for (const statement of statements) {
        const policy = policies[statement[0]];
        if (policy === undefined) continue;
        add(statement, statement[2] !== undefined ? 'closest' : deedOf(state, effectOf(policy, statement[1])), letter);
      }
  for (const { decisions } of attacks) {
    const open = decisions.filter(({ state }) => state === 0).flatMap(({ statements }) => statements);
    for (const statement of new Map(open.map((one) => [one.join(), one])).values()) add(statement, 'lets');
  }
  return new Map(
    [...tallies].map(([place, ofPolicy]) => [
      place,
      new Map(
        [...ofPolicy].map(([index, tally]) => [index, [...tally].map(([deed, { count, letters }]) => sentence(deed, count, [...letters]))]),
      ),
    ]),
  );
}

function sentence(deed: Deed, count: number, letters: readonly string[]): string {
  const where = letters.length === 0 ? '' : ` of ${letters.length === 1 ? 'path' : 'paths'} ${letters.join(', ')}`;
  const calls = `${count} ${count === 1 ? 'call' : 'calls'}${where}`;
  const sentences: Readonly<Record<Deed, string>> = {
    allows: `✓ Allows ${calls}.`,
    denies: `✕ Denies ${calls}.`,
    'may allow': `? Allows ${calls} as far as given.`,
    'may deny': `? May deny ${calls}.`,
    closest: `Comes closest to allowing ${calls}, and does not.`,
    lets: `✕ Lets ${count} ${count === 1 ? 'attack' : 'attacks'} through.`,
  };
  return sentences[deed];
}
