import { evaluate } from '../../../src/proof/evaluator/evaluate';
import { parsePolicy, parsePolicyText, policyOf } from '../../../src/proof/evaluator/parse-policy';
import { POLICY_ISSUE_ROWS } from '../../cases/evaluator/policy-issue-rows';

test.each(POLICY_ISSUE_ROWS)('%s is told with its place', (_what, json, paths) => {
  const { policy, issues } = parsePolicy('theirs', json);
  expect(policy).toBeUndefined();
  expect(issues.map(({ path }) => path)).toEqual(paths);
  expect(issues.filter(({ problem }) => problem.length < 5)).toEqual([]);
});

const OK = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

test.each([
  ['one statement without a list', { Statement: OK }],
  ['no statements', { Version: '2012-10-17', Statement: [] }],
  ['the old version', { Version: '2008-10-17', Id: 'x', Statement: [OK] }],
  [
    'empty lists',
    { Statement: { ...OK, Action: [], Resource: [], Principal: { AWS: [] }, Condition: { StringEquals: { a: [] }, Bool: {} } } },
  ],
  ['no resource', { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } } }],
  [
    'principals of every kind',
    {
      Statement: {
        ...OK,
        Principal: { AWS: ['*', '111122223333', 'AIDAJQABLZS4A3QDU576Q'], Service: 's', Federated: ['f'], CanonicalUser: 'c' },
      },
    },
  ],
  [
    'numbers and booleans as values',
    { Statement: { ...OK, Condition: { NumericEquals: { a: 1 }, Bool: { b: [true] }, StringEquals: { c: 1.5 } } } },
  ],
  [
    'variables where a value has a type',
    { Version: '2012-10-17', Statement: { ...OK, Condition: { NumericEquals: { a: '${b}' }, IpAddress: { a: '${b}' } } } },
  ],
])('%s is a policy', (_what, json) => {
  const { policy, issues } = parsePolicy('theirs', json);
  expect(issues).toEqual([]);
  expect(policy).toMatchObject({ name: 'theirs' });
});

test('elements that are inherited do not count', () => {
  const { issues } = parsePolicy('theirs', Object.create({ Statement: [OK] }));
  expect(issues).toEqual([{ path: '', problem: 'a policy has Statement' }]);
});

test('a value nested deeper than any stack is told, too', () => {
  let nested: unknown = 'x';
  for (let depth = 0; depth < 50_000; depth += 1) nested = [nested];
  expect(parsePolicy('theirs', { Statement: { ...OK, Action: nested } }).issues).toMatchObject([{ path: 'Statement.Action[0]' }]);
  expect(parsePolicyText('theirs', '['.repeat(200_000)).issues).toMatchObject([{ path: '' }]);
});

test('text is read as JSON', () => {
  expect(parsePolicyText('theirs', JSON.stringify({ Statement: OK })).issues).toEqual([]);
  for (const text of ['', '{', "{'Statement': []}", '{}{}']) {
    const { policy, issues } = parsePolicyText('theirs', text);
    expect(policy).toBeUndefined();
    expect(issues).toMatchObject([{ path: '', problem: expect.stringContaining('this is no JSON: ') as string }]);
  }
});

test('a trusted policy that is none throws, with everything that is wrong', () => {
  expect(() => policyOf('ours', { Version: 1, Statement: [OK, null] })).toThrow(
    /^ours is no policy:\n {2}Version: .*2012-10-17.*\n {2}Statement\[1\]: null is no statement$/,
  );
  expect(policyOf('ours', { Statement: [OK] }).name).toBe('ours');
});

test('a policy is compiled once: what happens to the JSON later does not count', () => {
  const json = { Version: '2012-10-17', Statement: [{ ...OK }] };
  const policy = policyOf('ours', json);
  json.Statement.length = 0;
  const request = { principal: 'arn:aws:iam::111122223333:role/Reader', action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' };
  expect(evaluate(request, { identity: [policy] }).outcome).toBe('allowed');
});
