/** A text of a policy in which `*` stands for any text, and `?` for one character. */
export interface Pattern {
  readonly text: string;
  readonly ignoresCase: boolean;
}

/** Whether there is a text that is wanted; not known where there are too many to try. */
export type Found = 'yes' | 'no' | 'not known';

/** Of places in patterns that are looked at, which is some tenths of a second. */
const MOST_PLACES = 2_000_000;
const OTHERS = 'xyzabcdefghijklmnopqrstuvwABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+=,.@_-';

/**
 * Whether a text that begins with a given one is wanted, where that depends only on which patterns it fits: one text is tried for each
 * combination of patterns that texts fit together, shorter ones first. None ends in a slash, as no name is empty.
 */
export function someText(start: string, patterns: readonly Pattern[], isWanted: (text: string) => boolean): Found {
  const cells = patterns.flatMap(cellsOf);
  const starts = [0, ...cells.flatMap(({ isEnd }, place) => (isEnd && place + 1 < cells.length ? [place + 1] : []))];
  const queue = [
    { text: start, places: Array.from(start).reduce((places, character) => stepped(cells, places, character), withSkipped(cells, starts)) },
  ];
  const [seen, tried] = [new Set<string>(), new Set<string>()];
  let looked = 0;
  for (const { text, places } of queue) {
    const fits = places.filter((place) => cells[place]?.isEnd).join();
    if (!text.endsWith('/') && !tried.has(fits)) {
      if (isWanted(text)) return 'yes';
      tried.add(fits);
    }
    for (const character of charactersAt(cells, places)) {
      looked += places.length;
      if (looked > MOST_PLACES) return 'not known';
      const then = stepped(cells, places, character);
      const state = `${character === '/'} ${then.join()}`;
      if (seen.has(state)) continue;
      seen.add(state);
      queue.push({ text: text + character, places: then });
    }
  }
  return 'no';
}

/** A place in a pattern: before one of its characters, or behind the last. */
interface Cell {
  readonly isEnd: boolean;
  readonly isStar: boolean;
  /** The characters that may stand there. @default - any */
  readonly characters?: readonly string[];
}

const cellsOf = ({ text, ignoresCase }: Pattern): readonly Cell[] => [
  ...Array.from(text).map((character): Cell => {
    if (character === '*' || character === '?') return { isEnd: false, isStar: character === '*' };
    const either = [character.toLowerCase(), character.toUpperCase()];
    return { isEnd: false, isStar: false, characters: ignoresCase ? [...new Set(either)] : [character] };
  }),
  { isEnd: true, isStar: false },
];

/** The places, and those behind stars, which may stand for nothing. */
function withSkipped(cells: readonly Cell[], places: Iterable<number>): readonly number[] {
  const all = new Set(places);
  for (const place of all) if (cells[place]?.isStar === true) all.add(place + 1);
  return [...all].toSorted((one, other) => one - other);
}

function stepped(cells: readonly Cell[], places: readonly number[], character: string): readonly number[] {
  const next = places.flatMap((place) => {
    const { isEnd, isStar, characters } = cells[place] ?? { isEnd: true, isStar: false };
    if (isEnd || characters?.includes(character) === false) return [];
    return [isStar ? place : place + 1];
  });
  return withSkipped(cells, next);
}

/** The characters that patterns ask for at these places, and one that stands for all others. */
function charactersAt(cells: readonly Cell[], places: readonly number[]): readonly string[] {
  const asked = new Set(places.flatMap((place) => cells[place]?.characters ?? []));
  const other = Array.from(OTHERS).find((character) => !asked.has(character));
  return [...(other === undefined ? [] : [other]), ...asked];
}
