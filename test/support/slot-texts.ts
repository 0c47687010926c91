import fc from 'fast-check';
import type { InputSpec } from '../../src/policy/input-spec';
import type { Json } from '../../src/policy/policy-json';
import { HOSTILE_FRAGMENTS, isCarried } from './hostile-text';
import { problemsOf } from './inputs-by-module';
import type { TextSlot } from './text-slots';

const range = (first: number, last: number): readonly string[] =>
  Array.from({ length: last - first + 1 }, (_unused, index) => String.fromCodePoint(first + index));

/** Characters to choose from: ASCII, Latin-1, letters and marks of other scripts, and what is invisible. */
export const CHARACTERS: readonly string[] = [
  ...range(0, 0xff),
  ...Array.from('łΩλЖאاह한ｱ証\u0301\u1100\u1161\u200d\u2028\u2029\u202e\ufeff𠀀👩'),
];

/** How many characters of an alphabet one text holds at most. */
const CHUNK = 40;
const PLAIN = /[A-Za-z0-9]/;

/** The input with a text between what stands around it. */
export function valueWith({ before, after, value }: TextSlot, text: string): Json {
  return value(`${before}${text}${after}`);
}

/** Whether a slot takes every character of a text. */
export function takesAll({ takes }: TextSlot, text: string): boolean {
  return Array.from(text).every((character) => takes.test(character));
}

/**
 * Texts that hold every sign between them that a slot takes, letters of ASCII and digits aside. The carriage return has
 * its line feed, since it comes to nowhere without.
 */
export function everySign(slot: TextSlot): readonly string[] {
  const signs = CHARACTERS.filter((character) => slot.takes.test(character) && !PLAIN.test(character));
  return Array.from({ length: Math.ceil(signs.length / CHUNK) }, (_unused, index) =>
    signs
      .slice(index * CHUNK, (index + 1) * CHUNK)
      .join('')
      .replace('\r', '\r\n'),
  );
}

/** One text of all fragments that mean something to HCL, as far as the rules of the input accept them; none where they accept no such text. */
export function everyFragment(spec: InputSpec, slot: TextSlot): readonly string[] {
  const isAccepted = (text: string): boolean => problemsOf(spec, valueWith(slot, text)).length === 0;
  const text = HOSTILE_FRAGMENTS.filter((fragment) => takesAll(slot, fragment) && isAccepted(fragment)).join('');
  return text !== '' && isCarried(text) && isAccepted(text) ? [text] : [];
}

/** Texts of what a slot takes, which the rules of the input accept: fragments that mean something to HCL, signs and letters. */
export function acceptedText(spec: InputSpec, slot: TextSlot): fc.Arbitrary<string> {
  const fragments = HOSTILE_FRAGMENTS.filter((fragment) => takesAll(slot, fragment));
  const characters = CHARACTERS.map((character) => (character === '\r' ? '\r\n' : character)).filter((unit) => takesAll(slot, unit));
  const [signs, letters] = [characters.filter((unit) => !PLAIN.test(unit)), characters.filter((unit) => PLAIN.test(unit))];
  const kinds = [fragments, signs, letters].filter((units) => units.length > 0).map((units) => fc.constantFrom(...units));
  return fc
    .array(fc.oneof(...kinds), { maxLength: 8, size: 'max' })
    .map((units) => units.join(''))
    .filter((text) => isCarried(text) && problemsOf(spec, valueWith(slot, text)).length === 0);
}
