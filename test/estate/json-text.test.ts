import fc from 'fast-check';
import { readJson, repeatedKeys } from '../../src/estate/json-text';

const SEED = 20_261_130;
const JSON_TEXT = '{"Sid":"a b+c%20","n":1.0}';
const VALUE: unknown = JSON.parse(JSON_TEXT);
const encoded = encodeURIComponent(JSON_TEXT);

test.each<[what: string, given: string]>([
  ['as it is', JSON_TEXT],
  ['URL-encoded', encoded],
  ['URL-encoded in lower case', encoded.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())],
  ['URL-encoded behind a space', `%20%0A${encoded}`],
  ['URL-encoded twice', encodeURIComponent(encoded)],
  ['as a form', encoded.replaceAll('%20', '+')],
  ['as a form, encoded once more', encodeURIComponent(encoded.replaceAll('%20', '+'))],
  ['URL-encoded as an address, where a plus is a plus', encodeURI(JSON_TEXT)],
  ['as a string of JSON', JSON.stringify(JSON_TEXT)],
  ['as a string of JSON that is URL-encoded', JSON.stringify(encoded)],
  ['URL-encoded, as a string of JSON', encodeURIComponent(JSON.stringify(JSON_TEXT))],
])('JSON is read %s', (_what, given) => expect(readJson(given)).toEqual({ value: VALUE, text: JSON_TEXT }));

test('what is not encoded stays as it is, but for byte order marks', () => {
  const text = `\r\n \t${JSON_TEXT}\n\n`;
  expect(readJson(text)).toEqual({ value: VALUE, text });
  expect(readJson(`\uFEFF\uFEFF${text}`)).toEqual({ value: VALUE, text });
});

test.each<[what: string, given: string, problem: string]>([
  ['nothing', ' \n', 'it is empty'],
  ['a text', '"x"', 'what stands there is neither a text in double quotes, a number, true, false nor null (line 1, column 1)'],
  ['a comment', '{\n  # why\n}', 'what stands there is neither a text in double quotes, a number, true, false nor null (line 2, column 3)'],
  ['another comment', '{"a": 1} // why', 'JSON takes no comments (line 1, column 10)'],
  ['a comma behind the last member', '{\n  "a": 1,\n}', 'a comma stands behind the last element (line 3, column 1)'],
  ['a comma behind the last element', '[1 ,\n]', 'a comma stands behind the last element (line 2, column 1)'],
  ['single quotes', "{'a': 1}", 'what stands there is neither a text in double quotes, a number, true, false nor null (line 1, column 2)'],
  ['no comma', '{"a": 1 "b": 2}', 'a comma is missing (line 1, column 9)'],
  ['no colon', '{"a" 1}', 'a colon is missing (line 1, column 6)'],
  ['a text of two lines', '{"a": "b\nc"}', 'a text has no end on its line (line 1, column 7)'],
  [
    'a control character',
    '{"a": "\u001B[31m"}',
    'a control character stands in a text; JSON writes it as \\u and four digits (line 1, column 7)',
  ],
  ['two objects', '{}\n{}', 'something stands behind the end (line 2, column 1)'],
  ['a form feed', '\f{}', 'the character U+000C stands outside of a text (line 1, column 1)'],
  ['a space that does not break', '\u00A0{}', 'the character U+00A0 stands outside of a text (line 1, column 1)'],
  ['a line separator behind', '{}\u2028', 'the character U+2028 stands outside of a text (line 1, column 3)'],
  ['lists without end', `"\n${'['.repeat(100_000)}`, 'a text has no end on its line (line 1, column 1)'],
  ['lists in lists', '['.repeat(100_000), 'it is nested deeper than 500 levels'],
  ['what is encoded again and again', encodeURIComponent(encodeURIComponent(encodeURIComponent(encoded))), ''],
])('%s is no JSON, and where is said', (_what, given, problem) => {
  const read = readJson(given);
  expect(read.problem).toEqual(problem === '' ? expect.any(String) : problem);
});

test('whatever the text, something is said and nothing of it repeated', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    '\n',
    '\u001B',
    '//',
    '/*',
    '*/',
    '%7B',
    '%22',
    '+',
    '1e',
    'true',
    ' ',
    '\uFEFF',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const { problem } = readJson(pieces.join(''));
      expect(problem ?? '').toMatch(/^[\w ,;.()+\\]*$/);
    }),
    { seed: SEED, numRuns: 5_000 },
  );
});

test('a key that stands twice is told by its place; a name that is no word stands in quotes', () => {
  expect(
    repeatedKeys(
      '{"a":{"b":[{"c":1,"\\u0063":2}]},"x.y":1,"x.y":2,"l\\nb":{"kms:ViaService":1,"kms:ViaService":[{"a":1,"a":1}]},"l\\nb":1}',
    ),
  ).toEqual(['a.b[0].c', '["x.y"]', '["l\\nb"].kms:ViaService', '["l\\nb"].kms:ViaService[0].a', '["l\\nb"]']);
  expect(repeatedKeys('{"a":{"a":1},"b":{"a":1}}')).toEqual([]);
});
