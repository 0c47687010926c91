import fc from 'fast-check';
import { compilePattern, ONE, STAR, type Piece } from '../../../src/proof/evaluator/wildcard';

const SEED = 20_260_101;

const piecesOf = (pattern: string): readonly Piece[] =>
  pattern
    .split(/([*?])/)
    .filter((text) => text !== '')
    .map((text) => (text === '*' ? STAR : text === '?' ? ONE : text));

const matches = (pattern: string, text: string): boolean => compilePattern(piecesOf(pattern))(text);

test.each([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['**', 'a', true],
  ['?', '', false],
  ['?', 'a', true],
  ['?', 'ab', false],
  ['*?', '', false],
  ['?*?', 'ab', true],
  ['?*?', 'a', false],
  ['a*', 'a', true],
  ['a*', 'ba', false],
  ['*a', 'ba', true],
  ['*a', 'ab', false],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['a*b*c', 'a-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['*ab*ab*', 'abab', true],
  ['*ab*ab*', 'aba', false],
  ['ab*ba', 'aba', false],
  ['*b?d*', 'aabbdbcd', true],
  ['a?c*', 'abcd', true],
  ['a.c', 'abc', false],
  ['*\n*', 'a\nb', true],
])('%j and %j: %s', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

test('a star of a text that is no pattern is just a star', () => {
  expect(compilePattern(['a*'])('a*')).toBe(true);
  expect(compilePattern(['a*'])('ab')).toBe(false);
  expect(compilePattern(['?', STAR])('ab')).toBe(false);
});

test('agrees with a regular expression', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 12 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (wanted, actual) => {
      const regular = new RegExp(`^${wanted.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
      expect(matches(wanted, actual)).toBe(regular.test(actual));
    }),
    { seed: SEED, numRuns: 5_000 },
  );
});

test('gives up on no pattern, however many stars it has', () => {
  expect(matches(`${'*a'.repeat(5_000)}*b`, 'a'.repeat(20_000))).toBe(false);
  expect(matches(`${'?*'.repeat(2_000)}b`, 'a'.repeat(20_000))).toBe(false);
});
