import fc from 'fast-check';
import type { LintedPolicy, PolicyKind } from '../../../src/proof/linter/finding';
import { lintPolicy } from '../../../src/proof/linter/lint-policy';
import { repeatedKeys } from '../../../src/proof/linter/repeated-keys';

const SEED = Number(process.env['LINT_SEED'] ?? 20261124);
const RUNS = 10_000;
const KINDS: readonly PolicyKind[] = ['identity', 'key', 'trust', 'bucket', 'boundary', 'service control'];

const WORDS: readonly string[] = [
  'Statement',
  'Version',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'Principal',
  'NotPrincipal',
  'Condition',
  'Sid',
  'AWS',
  'Service',
  'Allow',
  'Deny',
  '2012-10-17',
  'StringEquals',
  'ForAllValues:StringLike',
  'Null',
  'Bool',
  'IfExists',
  'ForAnyValue:',
  'kms:GrantOperations',
  'kms:*',
  'kms:DescribeKey',
  'sts:AssumeRole',
  'aws:PrincipalOrgID',
  'aws:ResourceTag/Name',
  'ec2:CreateTags',
  '*',
  '',
  '${aws:',
  '${*}',
  'arn:aws:iam::111122223333:root',
  'arn:::::',
  '__proto__',
  'constructor',
  'toString',
  '\uD800',
  '1'.repeat(13),
];

const word = fc.oneof(fc.constantFrom(...WORDS), fc.string());
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(word, fc.constant(null), fc.boolean(), fc.integer(), fc.double()),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(word, tie('value')), { maxLength: 6 }).map(Object.fromEntries),
  ),
}));

/** Policies that are nearly right, so that the rules are reached. */
const statement = fc.record(
  {
    Sid: fc.oneof(word, value),
    Effect: fc.oneof(fc.constantFrom('Allow', 'Deny'), value),
    Principal: fc.oneof(
      word,
      fc.dictionary(fc.constantFrom('AWS', 'Service', 'Federated', 'X'), fc.oneof(word, fc.array(word), value)),
      value,
    ),
    Action: fc.oneof(word, fc.array(word), value),
    Resource: fc.oneof(word, fc.array(word), value),
    Condition: fc.oneof(fc.dictionary(word, fc.dictionary(word, fc.oneof(word, fc.array(word), value))), value),
  },
  { requiredKeys: [] },
);
const json = fc.oneof(
  value,
  fc.record({ Version: word, Statement: fc.oneof(statement, fc.array(fc.oneof(statement, value))) }, { requiredKeys: [] }),
);
const text = fc.option(
  fc.oneof(
    fc.string({ unit: 'binary' }),
    json.map((some) => JSON.stringify([some])),
  ),
  { nil: undefined },
);

test(`no JSON throws, ${RUNS} policies of seed ${SEED}`, () => {
  fc.assert(
    fc.property(
      json,
      text,
      fc.constantFrom(...KINDS),
      fc.option(fc.constantFrom('aws', 'aws-cn', ''), { nil: undefined }),
      (some, written, kind, partition) => {
        const policy: LintedPolicy = {
          name: 'any',
          kind,
          json: some,
          ...(written !== undefined && { text: written }),
          ...(partition !== undefined && { partition }),
        };
        const findings = lintPolicy(policy);
        expect(findings.every(({ path, problem }) => typeof path === 'string' && problem.length > 0)).toBe(true);
        expect(lintPolicy(policy)).toEqual(findings);
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
});

test('no depth and no length throws', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const nested: unknown = JSON.parse(deep);
  const patterns = '*a'.repeat(2_000);
  const condition = { StringLike: { 'aws:PrincipalArn': patterns, [patterns]: nested } };
  const statements = {
    Sid: nested,
    Effect: 'Allow',
    Action: [patterns, nested],
    Resource: [patterns],
    Condition: condition,
    Principal: nested,
  };
  for (const kind of KINDS) {
    expect(lintPolicy({ name: 'deep', kind, json: nested, text: deep })).not.toEqual([]);
    expect(lintPolicy({ name: 'deep', kind, json: { Version: nested, Statement: [statements, statements] } })).not.toEqual([]);
    expect(lintPolicy({ name: 'none', kind, json: undefined })).not.toEqual([]);
  }
});

test('repeated keys are found in exactly the texts that lose them', () => {
  const plain = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(plain, fc.constantFrom(0, 2), (some, indent) => {
      expect(repeatedKeys(JSON.stringify(some, null, indent))).toEqual([]);
    }),
    { seed: SEED, numRuns: 1_000 },
  );
  fc.assert(
    fc.property(fc.string(), plain, plain, (key, one, other) => {
      const name = JSON.stringify(key);
      const [written] = repeatedKeys(`{"list": [0, {${name}: ${JSON.stringify(one)}, ${name} : ${JSON.stringify(other)}}]}`);
      expect(written?.startsWith('list[1]')).toBe(true);
    }),
    { seed: SEED, numRuns: 1_000 },
  );
});
