import type { JsonObject } from '../../src/policy/policy-json';
import {
  ACCOUNT,
  BASE,
  checked,
  edited,
  found,
  FOREIGN,
  GRANT,
  grant,
  GRANTED_ARN,
  inline,
  KEY_ARN,
  key,
  NEED,
  PLATFORM,
  role,
  ROOT,
  TARGET,
  TRUST,
  USE,
} from './base-plan';
import { change, policy, same, type Change } from './plan-json';

const NEED_ARN = `arn:aws:iam::${ACCOUNT}:policy/need`;
const EVIL = `arn:aws:iam::${FOREIGN}:role/Evil`;
const OTHER_KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/99999999-9999-4999-8999-999999999999`;

/** A resource that is made again, of which some attributes are unknown then. */
function unknown(address: string, before: JsonObject | null, after: JsonObject, ...attributes: readonly string[]): Change {
  const known = Object.entries(after).filter(([name]) => !attributes.includes(name));
  return change(address, before, Object.fromEntries(known), {
    unknown: Object.fromEntries(attributes.map((name) => [name, true])),
    ...(before !== null && { actions: ['delete', 'create'] }),
  });
}

const managed = same('aws_iam_policy.need', { name: 'need', path: '/', arn: NEED_ARN, policy: policy(...NEED) });
const inlineNeed = inline('need', ...NEED);
const ofRoles = (...roles: readonly string[]): JsonObject => ({ name: 'x', roles, policy_arn: NEED_ARN });
const attached = { role: 'CadoResponseRole', policy_arn: NEED_ARN };
const keyPolicy = { key_id: KEY_ARN, policy: policy(ROOT, USE, GRANT) };
const ours = grant(GRANTED_ARN, PLATFORM);

/** The base, with what the target needs in a managed policy and the policy of the key in a resource of its own. */
const APART = [
  ...BASE.filter(({ address }) => !['aws_iam_role_policy.need', 'aws_kms_key.volumes'].includes(address)),
  managed,
  same('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT, USE, GRANT))),
];
const withAttached = (one: Change): readonly Change[] => [...APART, one];
const withKeyPolicy = (one: Change): readonly Change[] => [...BASE, one];

describe.each<
  [what: string, address: string, plan: (one: Change) => readonly Change[], values: JsonObject, name: string, other: JsonObject]
>([
  ['the role of a policy', 'aws_iam_role_policy.need', edited, inlineNeed, 'role', { role: 'App' }],
  ['the role of an attachment', 'aws_iam_role_policy_attachment.x', withAttached, attached, 'role', { role: 'App' }],
  ['the roles of an attachment', 'aws_iam_policy_attachment.x', withAttached, ofRoles('CadoResponseRole'), 'roles', { roles: ['App'] }],
  ['the key of a key policy', 'aws_kms_key_policy.x', withKeyPolicy, keyPolicy, 'key_id', { key_id: OTHER_KEY }],
  ['the key of a grant', 'aws_kms_grant.ours', edited, ours, 'key_id', { key_id: OTHER_KEY }],
  ['whom a grant is for', 'aws_kms_grant.ours', edited, ours, 'grantee_principal', { grantee_principal: `${PLATFORM}Other` }],
  ['the operations of a grant', 'aws_kms_grant.ours', edited, ours, 'operations', { operations: ['DescribeKey'] }],
])('%s', (_what, address, plan, values, name, other) => {
  test('that is known no more is told, and nothing is lost by it', () => {
    expect(found(checked(plan(unknown(address, values, values, name))))).toEqual([`unknown-until-apply ${address}.${name}`]);
  });

  test('that becomes another one loses what it gave', () => {
    const rules = checked(plan(change(address, values, { ...values, ...other }, { actions: ['delete', 'create'] }))).findings.map(
      ({ rule }) => rule,
    );
    expect(rules).toContain('lost-path');
  });
});

describe('beside a reference that is unknown', () => {
  test('a grant of which less may be done is a loss whatever key it will be on', () => {
    const fewer = grant(GRANTED_ARN, PLATFORM, ['DescribeKey']);
    expect(found(checked(edited(unknown('aws_kms_grant.ours', ours, fewer, 'key_id'))))).toEqual([
      'lost-path aws_kms_grant.ours',
      'unknown-until-apply aws_kms_grant.ours.key_id',
    ]);
  });

  test('a grant that is for somebody else lets them in whatever key it will be on', () => {
    expect(found(checked(edited(unknown('aws_kms_grant.ours', ours, grant(GRANTED_ARN, EVIL), 'key_id'))))).toContain(
      'new-hole aws_kms_grant.ours',
    );
  });

  test('constraints that are unknown let nobody in who had the grant', () => {
    const constrained = { ...grant(GRANTED_ARN, EVIL, ['Decrypt']), constraints: [{ encryption_context_equals: { a: 'b' } }] };
    const check = checked([...BASE, unknown('aws_kms_grant.evil', constrained, constrained, 'constraints')]);
    expect(found(check)).toEqual(['unknown-until-apply aws_kms_grant.evil.constraints']);
    const dropped = checked([...BASE, change('aws_kms_grant.evil', constrained, grant(GRANTED_ARN, EVIL, ['Decrypt']))]);
    expect(found(dropped)).toEqual(['new-hole aws_kms_grant.evil']);
  });

  test('a role that keeps an attachment for sure has nothing unknown', () => {
    const lost = policy(...NEED.slice(1));
    const narrowed = change('aws_iam_policy.need', managed['change'] as JsonObject, null);
    const both = (first: string): Change =>
      change('aws_iam_policy_attachment.x', ofRoles('CadoResponseRole', 'App'), ofRoles(first), { unknown: { roles: [false, true] } });
    const plan = (first: string): readonly Change[] => [
      ...APART.filter(({ address }) => address !== narrowed.address),
      change(
        narrowed.address,
        { name: 'need', path: '/', arn: NEED_ARN, policy: policy(...NEED) },
        { name: 'need', path: '/', arn: NEED_ARN, policy: lost },
      ),
      both(first),
    ];
    expect(found(checked(plan('CadoResponseRole')))).toEqual([
      'lost-path aws_iam_policy.need.policy',
      'unknown-until-apply aws_iam_policy_attachment.x.roles',
    ]);
    expect(found(checked(plan('App')))).toEqual(['unknown-until-apply aws_iam_policy_attachment.x.roles']);
  });

  test('another resource that gives the key its policy is what tells of it', () => {
    const narrow = { key_id: KEY_ARN, policy: policy(ROOT, GRANT) };
    expect(
      found(
        checked([...BASE, unknown('aws_kms_key_policy.x', keyPolicy, keyPolicy, 'key_id'), change('aws_kms_key_policy.y', null, narrow)]),
      ),
    ).toContain('lost-path aws_kms_key_policy.y.policy');
  });

  test('a key that is not managed here stays, and is lost where its policy goes', () => {
    const others = BASE.filter(({ address }) => address !== 'aws_kms_key.volumes');
    expect(found(checked([...others, unknown('aws_kms_key_policy.x', keyPolicy, keyPolicy, 'key_id')]))).toEqual([
      'unknown-until-apply aws_kms_key_policy.x.key_id',
    ]);
    expect(found(checked([...others, change('aws_kms_key_policy.x', keyPolicy, null)]))).toContain('lost-path aws_kms_key_policy.x.policy');
  });

  test('a role and a key that are destroyed are lost', () => {
    const trusting = role('CadoResponseRole', policy(TRUST));
    const gone = [
      change('aws_iam_role.target', trusting, null),
      change('aws_kms_key.granted', key(GRANTED_ARN, policy(ROOT)), null),
      unknown('aws_iam_role_policy.need', inlineNeed, inlineNeed, 'role'),
      unknown('aws_kms_grant.ours', ours, ours, 'key_id'),
    ];
    expect(found(checked(edited(...gone)))).toEqual(
      expect.arrayContaining(['lost-path aws_iam_role.target', 'lost-path aws_kms_key.granted']),
    );
  });
});

test('a grant is not lost with a role that is made again, where whom it will be for is unknown', () => {
  const target = role('CadoResponseRole', policy(TRUST));
  const owned = key(GRANTED_ARN, policy({ ...ROOT, Action: ['kms:Put*', 'kms:Describe*', 'kms:Get*'] }));
  const toTarget = grant(GRANTED_ARN, TARGET);
  const checkedWith = (one: Change): readonly string[] =>
    found(
      checked(
        edited(
          change('aws_iam_role.target', target, target, { actions: ['delete', 'create'] }),
          change('aws_iam_role_policy.need', inlineNeed, inlineNeed, { actions: ['delete', 'create'] }),
          same('aws_kms_key.granted', owned),
          one,
        ),
      ),
    );
  expect(checkedWith(unknown('aws_kms_grant.ours', toTarget, toTarget, 'grantee_principal'))).toEqual([
    'unknown-until-apply aws_kms_grant.ours.grantee_principal',
  ]);
  expect(checkedWith(same('aws_kms_grant.ours', toTarget))).toEqual(['lost-path aws_iam_role.target']);
});
