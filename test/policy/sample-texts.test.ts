import { covers } from '../../src/policy/globs';
import { someText, type Pattern } from '../../src/policy/sample-texts';

const patterns = (...texts: readonly string[]): readonly Pattern[] => texts.map((text) => ({ text, ignoresCase: false }));

/** Which of the patterns texts fit together, each combination once. */
function combinations(start: string, texts: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const answer = someText(start, patterns(...texts), (text) => {
    found.add(
      texts
        .filter((pattern) => covers(pattern, text))
        .toSorted()
        .join(' '),
    );
    return false;
  });
  expect(answer).toBe('no');
  return [...found].toSorted();
}

test('every combination of patterns that texts fit together is tried', () => {
  expect(combinations('r', ['ra*', 'r*z'])).toEqual(['', 'r*z', 'r*z ra*', 'ra*']);
  expect(combinations('r', ['ra?', 'rab', 'r*b*', 'q*'])).toEqual(['', 'r*b*', 'r*b* ra? rab', 'ra?']);
  expect(combinations('r/', ['*', 'r/'])).toEqual(['*']);
  expect(combinations('r', [])).toEqual(['']);
});

test('letters of either case fit where case does not count', () => {
  const found = (text: string, ignoresCase: boolean, wanted: string): string =>
    someText('r/', [{ text, ignoresCase }, ...patterns(wanted)], (one) => one === wanted);
  expect(found('r/Ab', true, 'r/aB')).toBe('yes');
  const isOther = (text: string): boolean => text.toLowerCase() === 'r/ab' && text !== 'r/ab';
  expect(someText('r/', [{ text: 'r/ab', ignoresCase: true }, ...patterns('r/ab')], isOther)).toBe('yes');
  expect(someText('r/', patterns('r/ab'), isOther)).toBe('no');
});

test('a search that would take too long ends without an answer', () => {
  const many = Array.from({ length: 200 }, (_, index) => `*a${index}*b?`);
  expect(someText('r/', patterns(...many), () => false)).toBe('not known');
  expect(someText('r/', patterns(...many), (text) => text.includes('a7'))).toBe('yes');
});
