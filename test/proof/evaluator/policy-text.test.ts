import { parseText, piecesOf, resolveText, splitAtColons } from '../../../src/proof/evaluator/policy-text';
import { ONE, STAR } from '../../../src/proof/evaluator/wildcard';

const read = (text: string) => parseText(text, { wildcards: true, variables: true });

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
test.each([
  ['', []],
  ['a', ['a']],
  ['a*b?', ['a', STAR, 'b', ONE]],
  ['${*}${?}${$}', ['*', '?', '$']],
  ['a${aws:UserName}*', ['a', { key: 'aws:username' }, STAR]],
  ['${a}${b}', [{ key: 'a' }, { key: 'b' }]],
  ["${ a , 'X, y' }", [{ key: 'a', fallback: 'X, y' }]],
  ["${a,''}", [{ key: 'a', fallback: '' }]],
  ['${a, b}', [{ key: 'a' }]],
  ["${a, '}", [{ key: 'a' }]],
  ['${}', [{ key: '' }]],
  ['${a', ['${a']],
  ['}${a', ['}${a']],
  ['$a}', ['$a}']],
  ['${a}${b', [{ key: 'a' }, '${b']],
])('%j', (text, pieces) => {
  expect(read(text)).toEqual(pieces);
});

test('wildcards and variables are text where they do not count', () => {
  expect(parseText('*${a}?', { wildcards: false, variables: true })).toEqual(['*', { key: 'a' }, '?']);
  expect(parseText('*${a}?', { wildcards: true, variables: false })).toEqual([STAR, '${a}', ONE]);
  expect(parseText('*${*}', { wildcards: false, variables: false })).toEqual(['*${*}']);
});

test('a variable is resolved, and needs a value or a default', () => {
  expect(piecesOf(read('a*'))).toEqual(['a', STAR]);
  expect(piecesOf(read('${a}'))).toBeUndefined();
  expect(resolveText(read("${a}*${b, 'c'}"), (key) => (key === 'a' ? '*' : undefined))).toEqual(['*', STAR, 'c']);
  expect(resolveText(read('${a}'), () => undefined)).toBeUndefined();
});

test('a text is split at its colons', () => {
  expect(splitAtColons(['a:b', STAR, ':', ONE, 'c:'])).toEqual([['a'], ['b', STAR, ''], ['', ONE, 'c'], ['']]);
});

test('a text may be as long as it likes', () => {
  const long = 200_000;
  expect(read('${'.repeat(long))).toEqual(['${'.repeat(long)]);
  expect(read(`\${${' '.repeat(long)}}`)).toEqual([{ key: '' }]);
  expect(read(`\${a,${' '.repeat(long)}'}`)).toEqual([{ key: 'a' }]);
  expect(read('${*}'.repeat(long))).toHaveLength(long);
  expect(read(`${'*'.repeat(long)}\${a}`)).toHaveLength(long + 1);
});
