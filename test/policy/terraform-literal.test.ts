import fc from 'fast-check';
import {
  escapeTemplate,
  listLiteral,
  literal,
  objectKey,
  quoteTemplate,
  soleExpression,
  splitInterpolations,
  stringLiteral,
  UnencodableTextError,
} from '../../src/policy/terraform-literal';
import { hostileText } from '../support/hostile-text';
import { evaluated } from '../support/terraform-text';

const SEED = 20_240_517;

describe('a text as a template body', () => {
  test.each([
    { text: 'plain', body: 'plain' },
    { text: '', body: '' },
    { text: '${x}', body: '$${x}' },
    { text: '%{ if x }', body: '%%{ if x }' },
    { text: '$${x}', body: '${"$"}$${x}' },
    { text: '%$%{x}', body: '${"%$"}%%{x}' },
    { text: '$', body: '$' },
    { text: '100% {x}', body: '100% {x}' },
    { text: 'a\r\nb', body: 'a\r\nb' },
    { text: '\ufeffa', body: '${"\\ufeff"}a' },
    { text: 'a\ufeff', body: 'a\ufeff' },
  ])('$text becomes $body', ({ text, body }) => {
    expect(escapeTemplate(text)).toBe(body);
  });

  test.each([
    { text: 'a\rb', says: 'carriage return without a line feed' },
    { text: '\r', says: 'use \\n' },
    { text: '\ud83d', says: 'half of a surrogate pair' },
    { text: 'x\udc69', says: 'remove it' },
  ])('%j is refused', ({ text, says }) => {
    expect(() => escapeTemplate(text)).toThrow(UnencodableTextError);
    expect(() => escapeTemplate(text)).toThrow(says);
  });

  test('any text stands for itself', () => {
    fc.assert(
      fc.property(hostileText, (text) => evaluated(escapeTemplate(text)) === text),
      { seed: SEED, numRuns: 2_000 },
    );
  });
});

describe('a text as an HCL string', () => {
  test.each([
    { text: 'say "hi" \\ there', hcl: '"say \\"hi\\" \\\\ there"' },
    { text: 'a\nb\tc\r\n', hcl: '"a\\nb\\tc\\r\\n"' },
    { text: '\b\f\0\u007f\u0085\u2028', hcl: '"\\u0008\\u000c\\u0000\\u007f\\u0085\\u2028"' },
    { text: '${x} "', hcl: '"$${x} \\""' },
    { text: '$${x}', hcl: '"${"$"}$${x}"' },
    { text: 'é 👩‍🚀', hcl: '"é 👩‍🚀"' },
  ])('$text becomes $hcl', ({ text, hcl }) => {
    expect(stringLiteral(text)).toBe(hcl);
  });

  test('is one line without control characters, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => !/[\p{Cc}\u2028\u2029]/u.test(stringLiteral(text))),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  test('interpolations of a template stay as they are, strings in them included', () => {
    expect(quoteTemplate('a "${join("\\n", [for x in y : "${x}"])}" b\n')).toBe('"a \\"${join("\\n", [for x in y : "${x}"])}\\" b\\n"');
  });
});

describe('plain values as expressions', () => {
  test.each([
    { value: null, hcl: 'null' },
    { value: true, hcl: 'true' },
    { value: 1.5, hcl: '1.5' },
    { value: [], hcl: '[]' },
    { value: {}, hcl: '{}' },
    { value: ['a', 1, [false]], hcl: '["a", 1, [false]]' },
    { value: { a: 1, 'b c': { 'd-e': '${x}' } }, hcl: '{ a = 1, "b c" = { d-e = "$${x}" } }' },
  ])('$value becomes $hcl', ({ value, hcl }) => {
    expect(literal(value)).toBe(hcl);
  });

  test.each([
    { key: 'plain_key-1', hcl: 'plain_key-1' },
    { key: 'aws:ebs:id', hcl: '"aws:ebs:id"' },
    { key: '1a', hcl: '"1a"' },
    { key: '', hcl: '""' },
    { key: 'for', hcl: '"for"' },
    { key: 'null', hcl: '"null"' },
    { key: '${x}', hcl: '"$${x}"' },
    { key: 'a\n', hcl: '"a\\n"' },
  ])('the key $key becomes $hcl', ({ key, hcl }) => {
    expect(objectKey(key)).toBe(hcl);
  });

  test('a list takes a line for each element once it is wider than the line', () => {
    const line = '["aaaa", "bbbb"]';
    expect(listLiteral(['aaaa', 'bbbb'], '  ', line.length + 2)).toBe(line);
    expect(listLiteral(['aaaa', 'bbbb'], '  ', line.length + 1)).toBe('[\n    "aaaa",\n    "bbbb",\n  ]');
  });
});

describe('the parts of a template', () => {
  test.each([
    { body: '', parts: [] },
    { body: 'text', parts: ['text'] },
    { body: 'a${b}c%{ if d }', parts: ['a', '<${b}>', 'c', '<%{ if d }>'] },
    { body: '$${a}%%{b}', parts: ['$${a}%%{b}'] },
    { body: '${{ a = "}" }}', parts: ['<${{ a = "}" }}>'] },
    { body: '${"a${"}"}\\"}"}b', parts: ['<${"a${"}"}\\"}"}>', 'b'] },
    { body: '${"$${"}x', parts: ['<${"$${"}>', 'x'] },
  ])('of $body are $parts', ({ body, parts }) => {
    expect(splitInterpolations(body).map(({ interpolation, text }) => (interpolation ? `<${text}>` : text))).toEqual(parts);
    expect(
      splitInterpolations(body)
        .map(({ text }) => text)
        .join(''),
    ).toBe(body);
  });

  test.each(['${a', 'x ${"a}', '${"${a"}', '%{ if a'])('%s is not closed, which is an error', (body) => {
    expect(() => splitInterpolations(body)).toThrow(/is not closed/);
  });

  test.each([
    { body: '${ var.x }', expression: 'var.x' },
    { body: '${"${a}"}', expression: '"${a}"' },
    { body: '${a}${b}', expression: undefined },
    { body: '${a} ', expression: undefined },
    { body: 'a', expression: undefined },
    { body: '$${a}', expression: undefined },
    { body: '%{ if a }', expression: undefined },
  ])('the sole expression of $body is $expression', ({ body, expression }) => {
    expect(soleExpression(body)).toBe(expression);
  });
});
