import { mayBeChanged, mayBeChangedByAccount } from '../../src/doctor/key-writers';
import type { JsonObject } from '../../src/policy/policy-json';
import { evaluate } from '../../src/proof/evaluator/evaluate';
import { policyOf } from '../../src/proof/evaluator/parse-policy';

const ACCOUNT = '444455556666';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
const arn = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;
const session = (name: string): string => `arn:aws:sts::${ACCOUNT}:assumed-role/${name}`;
const ROOT: JsonObject = { Effect: 'Allow', Principal: { AWS: arn('root') }, Action: 'kms:*', Resource: '*' };
const admin = (role: string): JsonObject => ({ ...ROOT, Principal: { AWS: arn(role) } });
const DENY: JsonObject = { Effect: 'Deny', Principal: '*', Action: 'kms:PutKeyPolicy', Resource: '*' };
const deny = (operator: string, wanted: string | readonly string[], key = 'aws:PrincipalArn'): JsonObject => ({
  ...DENY,
  Condition: { [operator]: { [key]: wanted } },
});
const denyAllBut = (...AWS: readonly string[]): JsonObject => {
  const { Principal: _everybody, ...rest } = DENY;
  return { ...rest, NotPrincipal: { AWS } };
};
const json = (statements: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement: statements });
const NOW = new Date('2025-06-01T00:00:00Z');
const isChangeable = (...statements: readonly JsonObject[]): boolean => {
  const answer = mayBeChanged({ name: 'key policy', json: json(statements) }, KEY, NOW);
  expect(mayBeChangedByAccount(json(statements), { account: ACCOUNT, partition: 'aws', now: NOW })).toBe(answer);
  return answer;
};
const but = (...roles: readonly string[]): JsonObject => deny('ArnNotLike', roles.map(arn));
const READERS: JsonObject = {
  ...ROOT,
  Action: 'kms:DescribeKey',
  Principal: { AWS: '*' },
  Condition: { StringLike: { 'aws:PrincipalArn': '*:role/ReadOnly*' } },
};

test.each<[what: string, statements: readonly JsonObject[]]>([
  ['a Deny that spares another role, beside a pattern for readers', [admin('role/Admin'), but('role/Old'), READERS]],
  ['a Deny for every text', [ROOT, deny('StringLike', '*')]],
  ['a Deny for every ARN', [ROOT, deny('ArnLike', 'arn:*:*:*:*:*')]],
  ['a Deny for every ARN of the account', [ROOT, deny('ArnLike', `arn:aws:*::${ACCOUNT}:*`)]],
  ['a Deny for whoever has an ARN', [ROOT, deny('Null', 'false')]],
  ['a Deny for every kind of caller', [ROOT, deny('StringLike', ['*:root', '*:role/*', '*:user/*', '*:federated-user/*'])]],
  ['a Deny since a date that lies behind', [ROOT, deny('DateGreaterThan', '2020-01-01T00:00:00Z', 'aws:CurrentTime')]],
  ['a Deny since seconds that lie behind', [ROOT, deny('NumericGreaterThan', '1577836800', 'aws:EpochTime')]],
  ['a Deny for keys of the account', [ROOT, deny('StringEquals', ACCOUNT, 'aws:ResourceAccount')]],
  ['Denies that spare nobody together', [ROOT, but('role/Admin*'), but('user/*')]],
  ['Denies of which one takes what the other spares', [ROOT, but('role/Admin*'), deny('ArnLike', arn('role/*min*'))]],
  ['a Deny that spares a role in another case', [ROOT, but('role/Admin'), deny('StringEqualsIgnoreCase', arn('role/ADMIN'))]],
  ['a Deny that spares a session of another role', [admin('role/Admin'), denyAllBut(arn('role/Old'), session('Old/anna'))]],
  ['a Deny that spares a role without a name', [ROOT, but('role/')]],
  ['a lockout beside a Deny for an alias', [admin('role/Admin'), but('role/Old'), { ...DENY, Resource: `${KEY.slice(0, -5)}alias/1` }]],
  ['a lockout beside a statement for all of KMS', [{ ...admin('role/Admin'), Resource: 'arn:aws:kms:*:*:*' }, but('role/Old')]],
])('nobody may change it: %s', (_what, statements) => {
  expect(isChangeable(...statements)).toBe(false);
});

test.each<[what: string, statements: readonly JsonObject[]]>([
  ['a Deny that spares the administrator, beside a pattern for readers', [admin('role/Admin'), but('role/Admin'), READERS]],
  ['a Deny for every role', [ROOT, deny('StringLike', '*:role/*')]],
  ['a Deny for every ARN of another partition', [ROOT, deny('ArnLike', 'arn:aws-cn:*:*:*:*')]],
  ['a Deny for whoever has no ARN', [ROOT, deny('Null', 'true')]],
  ['a Deny for roles and users', [ROOT, deny('StringLike', ['*:root', '*:role/*', '*:user/*'])]],
  ['a Deny since a date that lies ahead', [ROOT, deny('DateGreaterThan', '2030-01-01T00:00:00Z', 'aws:CurrentTime')]],
  ['a Deny until a date that lies behind', [ROOT, deny('DateLessThan', '2020-01-01T00:00:00Z', 'aws:CurrentTime')]],
  ['a Deny for keys of other accounts', [ROOT, deny('StringNotEquals', ACCOUNT, 'aws:ResourceAccount')]],
  ['Denies that spare somebody together', [ROOT, but('role/Admin*'), but('role/*-prod')]],
  ['three Denies that do', [ROOT, but('role/Admin*'), but('role/*-prod'), but('role/*-eu-*')]],
  ['Denies of which one takes some of what the other spares', [ROOT, but('role/Admin*'), deny('ArnLike', arn('role/Admin'))]],
  ['a Deny that spares a role in any case', [ROOT, deny('StringNotEqualsIgnoreCase', arn('role/ADMIN')), but('role/a*')]],
  ['a Deny that spares a role in a path and its session', [admin('role/a/Admin'), denyAllBut(arn('role/a/Admin'), session('Admin/anna'))]],
  [
    'a Deny that spares a session of roles by a pattern',
    [{ ...ROOT, Condition: { ArnLike: { 'aws:PrincipalArn': arn('role/sso/*') } } }, denyAllBut(session('Admin/anna'))],
  ],
  ['a Deny that spares whoever is below a path', [ROOT, but('role/sso/*')]],
  ['a Deny that spares by the account of a variable', [ROOT, deny('ArnNotLike', 'arn:aws:iam::${aws:PrincipalAccount}:role/Admin')]],
  ['a Deny that spares by a tag of a variable', [ROOT, deny('ArnNotLike', arn('role/${aws:PrincipalTag/team}'))]],
  ['a Deny that spares a text that is no ARN', [ROOT, deny('ArnNotLike', ['arn:aws:*Admin', arn('user/anna')])]],
  ['a Deny for a text that is no ARN', [ROOT, deny('ArnLike', 'arn:aws:*')]],
  ['an Allow for a text that is no ARN', [{ ...ROOT, Condition: { ArnLike: { 'aws:PrincipalArn': '*Admin' } } }]],
  ['a Deny for three names', [ROOT, deny('ArnEquals', [arn('root'), arn('role/Administrator'), arn('user/Administrator')])]],
  [
    'a Deny of more patterns than can be tried',
    [
      ROOT,
      deny('StringLike', '*'),
      deny(
        'StringNotLike',
        Array.from({ length: 200 }, (_, index) => `*a${index}*b?`),
      ),
    ],
  ],
])('somebody may change it: %s', (_what, statements) => {
  expect(isChangeable(...statements)).toBe(true);
});

test('of dates nothing is known without the time', () => {
  const statements = [ROOT, deny('DateGreaterThan', '2020-01-01T00:00:00Z', 'aws:CurrentTime')];
  expect(mayBeChanged({ name: 'key policy', json: json(statements) }, KEY)).toBe(true);
});

describe('policies of random patterns', () => {
  const NAMES = lengths(['a', 'b', 'x'], 5);
  let seed = 7;
  const below = (limit: number): number => (seed = (seed * 48271) % 2147483647) % limit;
  const pattern = (): string => Array.from({ length: 1 + below(4) }, () => 'ab?**'.charAt(below(5))).join('');
  const condition = (): JsonObject => {
    const operator = ['ArnLike', 'ArnNotLike', 'StringLike', 'StringNotLike', 'ArnNotLike'][below(5)] ?? '';
    return { [operator]: { 'aws:PrincipalArn': Array.from({ length: 1 + below(2) }, () => arn(`role/${pattern()}`)) } };
  };

  test('may be changed exactly where somebody of all short names may', () => {
    const answers = Array.from({ length: 400 }, () => {
      const denies = Array.from({ length: 1 + below(3) }, () => ({ ...DENY, Condition: condition() }));
      const statements = [{ ...ROOT, Condition: { ArnLike: { 'aws:PrincipalArn': arn('role/*') } } }, ...denies];
      const policies = {
        identity: [policyOf('all', json([{ Effect: 'Allow', Action: '*', Resource: '*' }]))],
        resource: policyOf('key policy', json(statements)),
      };
      const isSome = NAMES.some(
        (name) => evaluate({ principal: arn(`role/${name}`), action: 'kms:PutKeyPolicy', resource: KEY }, policies).outcome === 'allowed',
      );
      expect({ statements, isChangeable: isChangeable(...statements) }).toEqual({ statements, isChangeable: isSome });
      return isSome;
    });
    const changeable = answers.filter((isSome) => isSome).length;
    expect([changeable > 50, changeable < 350]).toEqual([true, true]);
  });
});

/** Every text of these letters that is not longer. */
function lengths(letters: readonly string[], longest: number): readonly string[] {
  if (longest === 0) return [];
  return letters.flatMap((letter) => [letter, ...lengths(letters, longest - 1).map((rest) => letter + rest)]);
}
