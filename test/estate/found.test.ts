import { policyIn } from '../../src/estate/found';
import type { Json, JsonObject } from '../../src/policy/policy-json';

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject' } as const;
const OF_ROLE = /^p: Statement(\[0\])?: a statement without Principal is of a role's policy, and has Resource or NotResource/;

function problemsOf(Statement: Json): readonly string[] {
  const problems: string[] = [];
  const json: JsonObject = { Version: '2012-10-17', Statement };
  const policy = policyIn(json, 'p', { file: 'f', report: ({ problem }) => problems.push(problem) });
  expect(policy === undefined).toBe(problems.length > 0);
  return problems;
}

test.each<[what: string, statement: JsonObject, problem: RegExp]>([
  ['no resource', ALLOW, OF_ROLE],
  ['a list of no resource', { ...ALLOW, Resource: [] }, OF_ROLE],
  ['all but nothing', { ...ALLOW, NotResource: [] }, OF_ROLE],
  ['a list of no action', { ...ALLOW, Action: [], Resource: '*' }, /^p: Statement(\[0\])?: a statement has at least one action$/],
])('a policy with %s is none that IAM takes', (_what, statement, problem) => {
  for (const statements of [statement, [statement]]) expect(problemsOf(statements)).toEqual([expect.stringMatching(problem)]);
});

test.each<[what: string, statement: JsonObject]>([
  ['a resource', { ...ALLOW, Resource: ['*'] }],
  ['all but a resource', { ...ALLOW, NotResource: 'arn:aws:s3:::secret/*' }],
  ['a principal, as a trust policy has', { ...ALLOW, Principal: '*', Action: 'sts:AssumeRole' }],
  [
    'a principal and no resource, as a key policy may',
    { Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, Action: 'kms:*', Resource: [] },
  ],
])('a policy with %s is one', (_what, statement) => {
  expect(problemsOf([statement])).toEqual([]);
});
