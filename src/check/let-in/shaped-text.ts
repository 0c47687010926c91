/** The number of any account, as a shape. */
export const ANY_ACCOUNT = '#'.repeat(12);

/** Patterns that are longer than names are no names'. */
const LONGEST = 2_048;

/**
 * A text that a pattern of policies fits and that has a shape, with as little as can be for wildcards; undefined where there is none.
 *
 * @param shape `#` stands for a digit, `*` for any text
 */
export function shapedText(pattern: string, shape: string): string | undefined {
  if (pattern.length > LONGEST) return undefined;
  const known = new Map<string, string | undefined>();
  const from = (at: number, other: number): string | undefined => {
    const place = `${at} ${other}`;
    if (!known.has(place)) known.set(place, rest(at, other));
    return known.get(place);
  };
  const rest = (at: number, other: number): string | undefined => {
    const [one, two] = [pattern[at], shape[other]];
    if (one === undefined && two === undefined) return '';
    if (one === '*' && two === '*') return begun('x', from(at + 1, other + 1)) ?? from(at + 1, other) ?? from(at, other + 1);
    if (one === '*') return from(at + 1, other) ?? (two === undefined ? two : begun(two === '#' ? '0' : two, from(at, other + 1)));
    if (two === '*') return from(at, other + 1) ?? (one === undefined ? one : begun(one === '?' ? '0' : one, from(at + 1, other)));
    const shared = charOf(one, two);
    return shared === undefined ? undefined : begun(shared, from(at + 1, other + 1));
  };
  return from(0, 0);
}

const begun = (char: string, rest: string | undefined): string | undefined => (rest === undefined ? undefined : `${char}${rest}`);

function charOf(one: string | undefined, two: string | undefined): string | undefined {
  if (two === '#') return one === '?' ? '0' : one !== undefined && /\d/.test(one) ? one : undefined;
  return one === two || one === '?' ? two : undefined;
}
