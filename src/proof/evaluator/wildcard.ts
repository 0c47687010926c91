/** `*` of a pattern, for as many characters as there are. */
export const STAR = Symbol('*');
/** `?` of a pattern, for one character. */
export const ONE = Symbol('?');

/** A stretch of text, or a wildcard. */
export type Piece = string | typeof STAR | typeof ONE;

/** Whether a text fits. */
export type TextTest = (text: string) => boolean;

/** Text between two stars; holes are the places of `?`, where any character may stand. */
interface Segment {
  readonly text: string;
  readonly holes: ReadonlySet<number>;
}

/**
 * Compiles a pattern. Matching takes the first place where each segment fits and never goes back, so its cost is the length of the
 * text times that of a segment at worst, whatever the pattern.
 */
export function compilePattern(pieces: readonly Piece[]): TextTest {
  const segments = segmentsOf(pieces);
  const [head, ...others] = segments;
  const tail = others.pop();
  if (head === undefined) return (text) => text === '';
  if (tail === undefined) return head.holes.size === 0 ? (text) => text === head.text : (text) => isWhole(head, text);
  const middle = others.filter(({ text }) => text !== '');
  const shortest = segments.reduce((sum, { text }) => sum + text.length, 0);
  if (shortest === 0) return () => true;
  return (text) =>
    text.length >= shortest &&
    fitsAt(head, text, 0) &&
    fitsAt(tail, text, text.length - tail.text.length) &&
    holdsInOrder(middle, text, head.text.length, text.length - tail.text.length);
}

function segmentsOf(pieces: readonly Piece[]): readonly Segment[] {
  const segments: { text: string; readonly holes: Set<number> }[] = [{ text: '', holes: new Set() }];
  for (const piece of pieces) {
    const last = segments.at(-1);
    if (piece === STAR || last === undefined) segments.push({ text: '', holes: new Set() });
    else if (piece === ONE) {
      last.holes.add(last.text.length);
      last.text += '?';
    } else last.text += piece;
  }
  return segments;
}

const isWhole = (segment: Segment, text: string): boolean => text.length === segment.text.length && fitsAt(segment, text, 0);

function holdsInOrder(segments: readonly Segment[], text: string, start: number, end: number): boolean {
  let from = start;
  for (const segment of segments) {
    const at = placeOf(segment, text, from, end);
    if (at < 0) return false;
    from = at + segment.text.length;
  }
  return true;
}

function placeOf(segment: Segment, text: string, from: number, end: number): number {
  const last = end - segment.text.length;
  if (segment.holes.size === 0) {
    const at = text.indexOf(segment.text, from);
    return at <= last ? at : -1;
  }
  for (let at = from; at <= last; at += 1) if (fitsAt(segment, text, at)) return at;
  return -1;
}

function fitsAt({ text: wanted, holes }: Segment, text: string, at: number): boolean {
  if (holes.size === 0) return text.startsWith(wanted, at);
  for (let index = 0; index < wanted.length; index += 1) {
    if (!holes.has(index) && wanted.charCodeAt(index) !== text.charCodeAt(at + index)) return false;
  }
  return at + wanted.length <= text.length;
}
