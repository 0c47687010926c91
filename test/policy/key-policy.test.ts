import * as fc from 'fast-check';
import { asList, hasRepeatedKey, isStatement, parsedPolicy, statementsOf } from '../../src/policy/key-policy';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { KEY_POLICY_CASES } from '../cases/key-policy-cases';

const SEED = 20_261_123;
const STATEMENT: JsonObject = { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };
const { Principal: _principal, ...NO_PRINCIPAL } = STATEMENT;
const { Action: _action, ...NO_ACTION } = STATEMENT;

const STATEMENTS: Readonly<Record<string, JsonObject>> = {
  'Principal and Action': STATEMENT,
  'NotPrincipal and Action': { ...NO_PRINCIPAL, NotPrincipal: '*' },
  'Principal and NotAction': { ...NO_ACTION, NotAction: 'kms:*' },
  Deny: { ...STATEMENT, Effect: 'Deny' },
};

const NO_STATEMENTS: Readonly<Record<string, Json>> = {
  'a text': 'Allow',
  null: null,
  'a list': [STATEMENT],
  'no effect': { Principal: '*', Action: 'kms:*' },
  'an effect in lower case': { ...STATEMENT, Effect: 'allow' },
  'no principal': NO_PRINCIPAL,
  'two principals': { ...STATEMENT, NotPrincipal: '*' },
  'no action': NO_ACTION,
  'two actions': { ...STATEMENT, NotAction: 'kms:*' },
};

describe('a key policy that somebody else wrote', () => {
  test.each(KEY_POLICY_CASES.map((one) => [one.name, one] as const))('%s is read, and consists of statements', (_name, one) => {
    const policy = parsedPolicy(one.text);
    expect(policy).toStrictEqual(JSON.parse(one.text));
    expect(statementsOf(policy ?? {}).length).toBeGreaterThan(0);
    expect(statementsOf(policy ?? {}).every(isStatement)).toBe(true);
    expect(hasRepeatedKey(one.text)).toBe(false);
  });

  test.each(['', '{', 'null', '[]', '"{}"', '1', '{"Statement": [}', "{'Statement': []}", '\u0000'])('%j is none', (text) => {
    expect(parsedPolicy(text)).toBeUndefined();
  });

  test.each(Object.entries(STATEMENTS))('a statement may have %s', (_what, statement) => expect(isStatement(statement)).toBe(true));

  test.each(Object.entries(NO_STATEMENTS))('a statement is not %s', (_what, value) => expect(isStatement(value)).toBe(false));

  test('one value stands for a list of one, nothing for none, and lists in lists are flattened', () => {
    expect(asList('*')).toStrictEqual(['*']);
    expect(asList(undefined)).toStrictEqual([]);
    expect(asList(['a', ['b', ['c']], null, false])).toStrictEqual(['a', 'b', 'c', null, false]);
    expect(statementsOf({ Statement: STATEMENT })).toStrictEqual([STATEMENT]);
    expect(statementsOf({})).toStrictEqual([]);
  });
});

describe('a repeated key', () => {
  test.each([
    '{"Statement": [], "Statement": []}',
    '{"a":{"b":1,"b":1}}',
    '{"a" \n:1, "\\u0061":2}',
    '{"Condition": {"Bool": {"k\\"": true, "k\\"": false}}}',
    '{"":1,"":2}',
    '{"a\\\\":1,"a\\\\":2}',
  ])('is found in %s', (text) => expect(hasRepeatedKey(text)).toBe(true));

  test.each([
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '{"a": ": ", "b": ":"}',
    '{"a": "\\"b\\": 1, \\"b\\": 2"}',
    '{"a": [":", ":x", "\\\\"], "b\\\\": "\\\\\\":"}',
    '{"a":"","b":":"}',
  ])('is not found in %s', (text) => expect(hasRepeatedKey(text)).toBe(false));

  /** Texts of what means something to JSON. */
  const text = fc.string({ unit: fc.constantFrom('"', '\\', ':', ' ', '{', '}', ',', 'a', '\n', 'ü'), maxLength: 6 });
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.constantFrom<Json>(null, true, 1.5),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3 }),
    ),
  }));
  const spacing = fc.constantFrom('', ' ', '\t', '\n ');

  test('is never found where every key is named once, however the text is spaced', () => {
    fc.assert(
      fc.property(value, spacing, (json, space) => !hasRepeatedKey(JSON.stringify(json, null, space))),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  test('is always found, whatever stands around it', () => {
    fc.assert(
      fc.property(value, value, text, spacing, (first, second, key, space) => {
        const written = (json: Json): string => JSON.stringify(json, null, space);
        return hasRepeatedKey(`[${written(first)}, {${written(key)} : ${written(first)}, ${written(key)}: ${written(second)}}]`);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });
});
