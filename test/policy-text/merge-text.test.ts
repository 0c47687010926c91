import fc from 'fast-check';
import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../../src/catalogue/kms-key-policy/own-statements';
import { statementsOf } from '../../src/policy/key-policy';
import { foreignStatements } from '../../src/policy/merge-key-policy';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { KEY_POLICY_MAX_BYTES } from '../../src/policy/policy-size';
import { editStatements } from '../../src/policy-text/edit-statements';
import { compactText } from '../../src/policy-text/compact-text';
import { readKeyPolicy } from '../../src/policy-text/key-policy-text';
import { keyStatements } from '../../src/policy-text/key-statements';
import { mergeIntoText, unmergeText, type EditOptions } from '../../src/policy-text/merge-text';
import { KEY_ACCOUNT, MERGED_CASES, REFUSED_CASES } from '../cases/key-policy-cases';
import { mergedByTypeScript, ourStatements, withoutOrder } from '../support/merge-readers';

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
  .tuple(policies, fc.constantFrom(undefined, 2, 4, '\t'), fc.boolean(), fc.constantFrom('', '\n', '  \n', '\n\n'))
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
      // One line stays one line, whatever stands behind it.
      expect(merged.text.trim().includes('\n')).toBe(text.trim().includes('\n'));
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
  expect(withoutOrder(flat(merged.policy))).toEqual(withoutOrder(flat(mergedByTypeScript(one))));
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
    /Statement\[1\] stands under CadoResponseEbsUse that no release/,
  ],
  ['a comment', '{\n  // ours\n  "Statement": []\n}', /no JSON: JSON takes no comments \(line 2, column 3\)/],
  ['a comma too many', '{"Statement": [1,]}', /a comma stands behind the last element \(line 1, column 18\)/],
  ['whitespace that JSON does not have', `\f${JSON.stringify({ Statement: [ROOT] })}`, /no JSON: .*\(line 1, column 1\)/],
  [
    'an answer that has two policies',
    `{"Policy":${JSON.stringify(JSON.stringify({ Statement: [ROOT] }))},"Policy":"{}"}`,
    /^Policy stands twice/m,
  ],
  ['an answer whose policy is neither text nor object', '{"Policy":1}', /no JSON object/],
  ['a version that is very long', JSON.stringify({ Version: 'x'.repeat(9999), Statement: [ROOT] }), /^Version is "x{99}\. Accepted/m],
])('refuses %s, and says why', (_name, text, said) => {
  const { problems } = mergeIntoText(text, DOCUMENTED, ACCOUNT);
  expect(problems.join('\n')).toMatch(said);
});

test('says every reason at once, with its place', () => {
  const { problems } = mergeIntoText(
    JSON.stringify({
      Id: 'x'.repeat(KEY_POLICY_MAX_BYTES),
      Statement: [
        { ...ROOT, Action: 'kms:Decrypt' },
        { ...ROOT, Sid: 'CadoResponseEbsUse', Action: 'kms:List*' },
      ],
    }),
    DOCUMENTED,
    ACCOUNT,
  );
  expect(problems.map((problem) => /Statement\[1\]|leaves nobody|bytes of UTF-8/.exec(problem)?.[0])).toEqual([
    'Statement[1]',
    'leaves nobody',
    'bytes of UTF-8',
  ]);
  const many = readKeyPolicy(JSON.stringify({ Version: '1', Statement: Array.from({ length: 5_000 }, () => 1) })).problems;
  expect(many).toHaveLength(12);
  expect(many).toEqual(expect.arrayContaining(['… and 4990 more like it', expect.stringMatching(/^Version is/)]));
});

test('a lockout is told with what mends it, in the partition of the key, and with a doubt about an account that was guessed', () => {
  const nobody = JSON.stringify({ Statement: [{ ...ROOT, Action: 'kms:Decrypt' }] });
  const said = (text: string, options: EditOptions): string => unmergeText(text, ACCOUNT, options).problems.join('\n');
  expect(said(nobody, { partition: 'aws-cn' })).toContain(`"AWS":"arn:aws-cn:iam::${ACCOUNT}:root"`);
  expect(said(nobody, {})).not.toContain('--account');
  expect(said(nobody, { isAccountInferred: true })).toContain(`If ${ACCOUNT} is not the key's account, give --account`);
  const denied = JSON.stringify({ Statement: [ROOT, { ...ROOT, Effect: 'Deny', Action: 'kms:Put*' }] });
  expect(said(denied, {})).toContain('A Deny without Condition takes it from everybody there');
  expect(said(denied, {})).not.toContain('Add the root delegation');
});

test('administrators under a condition are no lockout by word, and an Allow without one mends it', () => {
  const arn = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_KeyAdmin_*`;
  const conditional = { ...ROOT, Condition: { ArnLike: { 'aws:PrincipalArn': arn } } };
  const { problems } = unmergeText(JSON.stringify({ Statement: [conditional] }), ACCOUNT);
  expect(problems).toEqual([expect.stringMatching(/only under a condition, as the policy does now; .*Add an Allow without Condition/)]);
  expect(problems.join()).not.toMatch(/nobody|root/);
  const [, mend = ''] = /e\.g\. (\{.*\})/.exec(problems.join()) ?? [];
  const mended = JSON.stringify({ Statement: [conditional, JSON.parse(mend) as Json] });
  expect(unmergeText(mended, ACCOUNT)).toMatchObject({ text: mended, problems: [] });
  const never = unmergeText(JSON.stringify({ Statement: [conditional] }), ACCOUNT, { mayBeChanged: () => false });
  expect(never.problems.join()).toMatch(/leaves nobody .*Add the root delegation/);
  const china = unmergeText(JSON.stringify({ Statement: [conditional] }), ACCOUNT, { partition: 'aws-cn', isAccountInferred: true });
  expect(china.problems.join()).toMatch(/"AWS":"arn:aws-cn:iam::444455556666:role\/KeyAdmin".*give --account$/);
});

test('a text far longer than any key policy is refused unread', () => {
  const long = JSON.stringify({ Statement: [ROOT, ...Array.from({ length: 100_000 }, () => ({ Sid: 'CadoResponseEbsUse' }))] });
  expect(readKeyPolicy(long).problems).toEqual([expect.stringMatching(/^It has \d{7} bytes and KMS takes 32768: this is no key policy$/)]);
});

test('thousands of statements are edited alike', () => {
  const count = 20_000;
  const statements = Array.from({ length: count }, (_unused, index) => ({ Sid: index % 2 === 0 ? 'theirs' : 'ours', index }));
  const text = JSON.stringify({ Statement: statements });
  const seen: number[] = [];
  const edited = editStatements(text, {
    removes: (statement, index) => {
      seen.push(index);
      return (statement as JsonObject)['Sid'] === 'ours';
    },
    appended: [{ Sid: 'new' }],
  });
  expect(seen).toEqual(statements.map(({ index }) => index));
  expect(JSON.parse(edited)).toEqual({ Statement: [...statements.filter(({ Sid }) => Sid === 'theirs'), { Sid: 'new' }] });
});

test.each<[what: string, text: string, wanted: string | RegExp]>([
  [
    'in the answer of the CLI, as a text',
    JSON.stringify({ Policy: JSON.stringify({ Statement: [ROOT] }), PolicyName: 'default' }),
    /^\{"S/,
  ],
  [
    'in an answer, as an object',
    `{"Policy": {"Statement": [${JSON.stringify(ROOT)}], "Id": 1.0}, "PolicyName": "default"}`,
    /"Id": 1\.0\}$/,
  ],
  ['beside an element Policy of its own', JSON.stringify({ Policy: 'see wiki', Statement: [ROOT] }), /"Policy":"see wiki"/],
  ['URL-encoded', encodeURIComponent(JSON.stringify({ Statement: [ROOT] })), /^\{"S/],
  ['URL-encoded twice', encodeURIComponent(encodeURIComponent(JSON.stringify({ Statement: [ROOT] }))), /^\{"S/],
  ['as a form', encodeURIComponent(JSON.stringify({ Id: 'a b+c', Statement: [ROOT] })).replaceAll('%20', '+'), /^\{"Id":"a b\+c"/],
  ['URL-encoded with its plus signs', encodeURI(JSON.stringify({ Id: 'a b+c', Statement: [ROOT] })), /^\{"Id":"a b\+c"/],
  ['behind byte order marks', `\uFEFF\uFEFF${JSON.stringify({ Statement: [ROOT] })}`, /^\{"S/],
])('a policy is read %s', (_what, text, wanted) => {
  const merged = mergeIntoText(text, DOCUMENTED, ACCOUNT);
  expect(merged.problems).toEqual([]);
  expect(unmergeText(merged.text ?? '', ACCOUNT).text).toMatch(wanted);
});

test('refuses more than KMS takes, by one byte', () => {
  const filled = (length: number): string => JSON.stringify({ Id: 'x'.repeat(length), Statement: [ROOT] });
  const room = KEY_POLICY_MAX_BYTES - Buffer.byteLength(mergeIntoText(filled(0), DOCUMENTED, ACCOUNT).text ?? '');
  expect(mergeIntoText(filled(room), DOCUMENTED, ACCOUNT).problems).toEqual([]);
  expect(mergeIntoText(filled(room + 1), DOCUMENTED, ACCOUNT).problems.join()).toContain(`${KEY_POLICY_MAX_BYTES + 1} bytes`);
  const spaced = JSON.stringify(JSON.parse(filled(room - 10)), null, 2);
  expect(mergeIntoText(spaced, DOCUMENTED, ACCOUNT).problems.join()).toContain(
    `Without whitespace it is ${KEY_POLICY_MAX_BYTES - 10}: give --compact`,
  );
  expect(mergeIntoText(spaced, DOCUMENTED, ACCOUNT, { isCompact: true }).text).toBe(
    mergeIntoText(filled(room - 10), DOCUMENTED, ACCOUNT).text,
  );
  expect(mergeIntoText(filled(room + 1), DOCUMENTED, ACCOUNT).problems.join()).not.toContain('--compact');
});

test('whitespace goes between tokens alone', () => {
  expect(compactText('{ "a b" :\t[ 1.0 ,\r\n"\\" , \\\\", "\\\\" , -0 ] }\n')).toBe('{"a b":[1.0,"\\" , \\\\","\\\\",-0]}');
  fc.assert(
    fc.property(texts, (text) => compactText(text) === JSON.stringify(JSON.parse(text))),
    { seed: SEED, numRuns: 500 },
  );
});

test('one statement in place of a list becomes a list, indented as the policy is', () => {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: ROOT }, null, 4);
  const merged = mergeIntoText(text, DOCUMENTED, ACCOUNT);
  if (merged.text === undefined) throw new Error(merged.problems.join('\n'));
  expect(statementsOf(merged.policy)).toHaveLength(4);
  expect(merged.text).toBe(JSON.stringify(merged.policy, null, 4));
  expect(JSON.parse(unmergeText(merged.text, ACCOUNT).text ?? '') as Json).toEqual({ Version: '2012-10-17', Statement: [ROOT] });
});
