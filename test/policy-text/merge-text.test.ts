import fc from 'fast-check';
import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../../src/catalogue/kms-key-policy/own-statements';
import { statementsOf } from '../../src/policy/key-policy';
import { foreignStatements } from '../../src/policy/merge-key-policy';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { KEY_POLICY_MAX_BYTES } from '../../src/policy/policy-size';
import { keyAccountIn } from '../../src/policy-text/key-account';
import { keyStatements } from '../../src/policy-text/key-statements';
import { mergeIntoText, unmergeText } from '../../src/policy-text/merge-text';
import { KEY_ACCOUNT, MERGED_CASES, REFUSED_CASES } from '../cases/key-policy-cases';
import { mergedByTypeScript, ourStatements } from '../support/merge-readers';

const SEED = 20_261_124;
const RUNS = 10_000;
const ACCOUNT = '444455556666';
const ROOT = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' };

/** Our statements for some choices. */
const OURS = (['documented', 'aws_resources', 'via_service', 'encryption_context', 'pinned'] as const).flatMap((level) =>
  (['principal_arn', 'role_arn'] as const).map((match) => {
    const { statements } = keyStatements(
      {
        platform_role_arn: 'arn:aws:iam::111122223333:role/CadoResponseRole',
        target_role_arn: `arn:aws:iam::${ACCOUNT}:role/CadoResponseRole`,
        kms_tightening: level,
        principal_match: match,
        platform_region: 'eu-west-1',
      },
      'aws',
      (name) => name,
    );
    if (statements === undefined) throw new Error(level);
    return statements;
  }),
);

const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'X', '0', ':', '/', '*', '-', '_', ' ', '{', '}', '[', ']', '"', ',', '\\', 'é', '☃'),
  maxLength: 12,
});
const foreign = fc.record(
  {
    Sid: word.map((text) => `Team ${text}`),
    Effect: fc.constantFrom('Allow', 'Deny'),
    Principal: fc.oneof(fc.constant('*'), fc.record({ AWS: fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 })) })),
    Action: fc.oneof(
      fc.constant('kms:Decrypt'),
      fc.array(fc.constantFrom('kms:Decrypt', 'kms:Encrypt', 'kms:List*'), { minLength: 1, maxLength: 3 }),
    ),
    Resource: fc.constant('*'),
    Condition: fc.dictionary(
      word,
      fc.dictionary(word, fc.oneof(word, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.array(word)), {
        maxKeys: 3,
      }),
      { maxKeys: 2 },
    ),
    Unknown: fc.jsonValue({ maxDepth: 2 }),
  },
  { requiredKeys: ['Effect', 'Principal', 'Action', 'Resource'] },
);
const policies = fc.record(
  {
    Version: fc.constantFrom('2008-10-17', '2012-10-17'),
    Id: word,
    Statement: fc.array(foreign, { maxLength: 4 }).map((list) => [...list, ROOT]),
  },
  { requiredKeys: ['Statement'] },
);
/** Layouts of JSON that people and tools write. */
const texts = fc
  .tuple(policies, fc.constantFrom(undefined, 2, 4, '\t'), fc.boolean(), fc.constantFrom('', '\n', '  \n'))
  .map(([policy, space, isWindows, end]) => {
    const text = JSON.stringify(policy, null, space) + end;
    return isWindows ? text.replaceAll('\n', '\r\n') : text;
  })
  // JSON.parse keeps __proto__ as a member, an object literal does not.
  .filter((text) => !text.includes('__proto__'));

test(`merge then unmerge gives back ${RUNS} policies to the letter, and merging twice changes nothing (seed ${SEED})`, () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(...OURS), (text, ours) => {
      const merged = mergeIntoText(text, ours, ACCOUNT);
      if (merged.text === undefined) throw new Error(merged.problems.join('\n'));
      expect(merged.text).not.toBe(text);
      expect(mergeIntoText(merged.text, ours, ACCOUNT).text).toBe(merged.text);
      expect(unmergeText(merged.text, ACCOUNT).text).toBe(text);
      const before = JSON.parse(text) as JsonObject;
      expect(foreignStatements(merged.policy, OWN)).toEqual(statementsOf(before));
    }),
    { seed: SEED, numRuns: RUNS },
  );
}, 120_000);

test('of a level, another one can be made, and every other statement stays to the letter', () => {
  const text = JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [ROOT, { ...ROOT, Sid: 'Numbers', Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 } } }],
    },
    null,
    3,
  ).replace('3600', '3.6e3');
  const results = OURS.map((ours) => OURS.map((next) => mergeIntoText(mergeIntoText(text, ours, ACCOUNT).text ?? '', next, ACCOUNT).text));
  OURS.forEach((ours, index) => {
    const straight = mergeIntoText(text, ours, ACCOUNT).text;
    for (const row of results) expect(row[index]).toBe(straight);
    expect(straight).toContain('3.6e3');
  });
});

test.each(MERGED_CASES.map((one) => [one.name, one] as const))('merges %s as the module does', (_name, one) => {
  const merged = mergeIntoText(one.text, ourStatements(one), KEY_ACCOUNT);
  if (merged.text === undefined) throw new Error(merged.problems.join('\n'));
  const flat = (policy: JsonObject): JsonObject => ({ ...policy, Statement: statementsOf(policy) });
  expect(flat(merged.policy)).toEqual(flat(mergedByTypeScript(one)));
});

/** Cases that are refused for what the module is given beside the policy are none of the policy's. */
const REFUSED = REFUSED_CASES.filter((one) => keyStatements(one.inputs, 'aws', (name) => name).problems.length === 0);

test.each(REFUSED.map((one) => [one.name, one] as const))('refuses %s as the module does', (_name, one) => {
  const { text, problems } = mergeIntoText(one.text, ourStatements(one), KEY_ACCOUNT);
  expect(text).toBeUndefined();
  expect(problems.length).toBeGreaterThan(0);
});

test('most cases that the module refuses are refused for their policy', () => {
  expect(REFUSED.length).toBeGreaterThan(25);
});

const [DOCUMENTED = []] = OURS;

test.each<[name: string, text: string, said: RegExp]>([
  ['no JSON', '{"Statement": [', /no JSON/],
  ['a list', '[]', /no JSON object/],
  ['no statement', '{"Version":"2012-10-17"}', /no Statement/],
  [
    'a key twice',
    JSON.stringify({ Statement: [ROOT] }).replace('"Resource":"*"', '"Resource":"*","Resource":"*"'),
    /Statement\[0\]\.Resource stands twice/,
  ],
  [
    'a condition twice, in one block',
    JSON.stringify({ Statement: [ROOT, { ...ROOT, Condition: { StringEquals: { a: 'b' } } }] }).replace('"a":"b"', '"a":"b","a":"c"'),
    /Condition\.StringEquals\.a stands twice/,
  ],
  ['another version', JSON.stringify({ Version: '2020-01-01', Statement: [ROOT] }), /Version is "2020-01-01"/],
  [
    'a statement without an effect',
    JSON.stringify({ Statement: [ROOT, { Principal: '*', Action: 'kms:*' }] }),
    /Statement\[1\] is no statement/,
  ],
  ['nobody who may change it', JSON.stringify({ Statement: [{ ...ROOT, Action: 'kms:Decrypt' }] }), /leaves nobody/],
  [
    'a foreign statement under a Sid of ours',
    JSON.stringify({ Statement: [ROOT, { ...ROOT, Sid: 'CadoResponseEbsUse' }] }),
    /CadoResponseEbsUse that no release/,
  ],
])('refuses %s, and says why', (_name, text, said) => {
  const { problems } = mergeIntoText(text, DOCUMENTED, ACCOUNT);
  expect(problems.join('\n')).toMatch(said);
});

test('refuses more than KMS takes, by one byte', () => {
  const filled = (length: number): string => JSON.stringify({ Id: 'x'.repeat(length), Statement: [ROOT] });
  const room = KEY_POLICY_MAX_BYTES - Buffer.byteLength(mergeIntoText(filled(0), DOCUMENTED, ACCOUNT).text ?? '');
  expect(mergeIntoText(filled(room), DOCUMENTED, ACCOUNT).problems).toEqual([]);
  expect(mergeIntoText(filled(room + 1), DOCUMENTED, ACCOUNT).problems.join()).toContain(`${KEY_POLICY_MAX_BYTES + 1} bytes`);
  const spaced = JSON.stringify(JSON.parse(filled(room - 10)), null, 2);
  expect(mergeIntoText(spaced, DOCUMENTED, ACCOUNT).problems.join()).toContain('Without whitespace it is');
});

test('one statement in place of a list becomes a list, indented as the policy is', () => {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: ROOT }, null, 4);
  const merged = mergeIntoText(text, DOCUMENTED, ACCOUNT);
  if (merged.text === undefined) throw new Error(merged.problems.join('\n'));
  expect(statementsOf(merged.policy)).toHaveLength(4);
  expect(merged.text).toBe(JSON.stringify(merged.policy, null, 4));
  expect(JSON.parse(unmergeText(merged.text, ACCOUNT).text ?? '') as Json).toEqual({ Version: '2012-10-17', Statement: [ROOT] });
});

test('the account of a key is told by its root, if by one alone', () => {
  expect(keyAccountIn({ Statement: [ROOT] })).toBe(ACCOUNT);
  expect(keyAccountIn({ Statement: [ROOT, { ...ROOT, Principal: { AWS: '111122223333' } }] })).toBeUndefined();
  expect(keyAccountIn({ Statement: [{ ...ROOT, Condition: { Bool: {} } }] })).toBeUndefined();
});
