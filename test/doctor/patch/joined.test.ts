import { joined } from '../../../src/doctor/patch/joined';
import type { ConditionBlock, PolicyStatement } from '../../../src/policy/policy-json';

const ROLE = (account: string): string => `arn:aws:iam::${account}:role/CadoResponseRole`;
const ROOT = (account: string): string => `arn:aws:iam::${account}:root`;

const use = (keys: readonly string[], actions: readonly string[], ids: readonly string[] = ['vol-*']): PolicyStatement => ({
  Sid: 'KmsUse',
  Effect: 'Allow',
  Action: actions,
  Resource: keys,
  Condition: { StringLike: { 'kms:EncryptionContext:aws:ebs:id': ids } },
});

const key = (accounts: readonly string[], actions: readonly string[], more: ConditionBlock[string] = {}): PolicyStatement => ({
  Sid: 'CadoResponseEbsUse',
  Effect: 'Allow',
  Principal: { AWS: accounts.map(ROOT) },
  Action: actions,
  Resource: ['*'],
  Condition: {
    ArnEquals: { 'aws:PrincipalArn': accounts.map(ROLE) },
    StringEquals: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com', ...more },
  },
});

test.each<[what: string, before: PolicyStatement, now: PolicyStatement, expected: Partial<PolicyStatement> | undefined]>([
  ['another key with the same actions', use(['a'], ['Decrypt']), use(['b'], ['Decrypt']), { Resource: ['a', 'b'] }],
  ['further actions on the same key', use(['a'], ['Decrypt']), use(['a'], ['ReEncryptTo']), { Action: ['Decrypt', 'ReEncryptTo'] }],
  [
    'another key with other actions, which the first must not get',
    use(['a'], ['Decrypt']),
    use(['b'], ['Decrypt', 'ReEncryptTo']),
    undefined,
  ],
  [
    'another key with fewer actions, which must not get the rest',
    use(['a'], ['Decrypt', 'ReEncryptTo']),
    use(['b'], ['Decrypt']),
    undefined,
  ],
  ['what holds all of the other', use(['a'], ['Decrypt']), use(['a', 'b'], ['Decrypt', 'ReEncryptTo']), { Resource: ['a', 'b'] }],
  ['another volume of the same key', use(['a'], ['Decrypt'], ['vol-1']), use(['a'], ['Decrypt'], ['vol-2']), {}],
  ['a statement that denies', use(['a'], ['Decrypt']), { ...use(['a'], ['Decrypt']), Effect: 'Deny' }, undefined],
])('statements of a role: %s', (_what, before, now, expected) => {
  const found = joined(before, now, false);
  if (expected === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(expected);
});

test.each<[what: string, before: PolicyStatement, now: PolicyStatement, expected: Partial<PolicyStatement> | undefined]>([
  [
    'another role gets what our roles have',
    key(['1'.repeat(12)], ['kms:Decrypt', 'kms:ReEncryptTo']),
    key(['2'.repeat(12)], ['kms:Decrypt']),
    { Principal: { AWS: [ROOT('1'.repeat(12)), ROOT('2'.repeat(12))] }, Action: ['kms:Decrypt', 'kms:ReEncryptTo'] },
  ],
  [
    'a new role would widen what a third one may do',
    key(['1'.repeat(12)], ['kms:Decrypt']),
    key(['2'.repeat(12)], ['kms:Decrypt', 'kms:ReEncryptTo']),
    undefined,
  ],
  [
    'the accounts of all callers are asked for, not only of the new one',
    key(['1'.repeat(12)], ['kms:Decrypt']),
    key(['2'.repeat(12)], ['kms:Decrypt'], { 'kms:CallerAccount': '2'.repeat(12) }),
    {
      Condition: {
        ArnEquals: { 'aws:PrincipalArn': [ROLE('1'.repeat(12)), ROLE('2'.repeat(12))] },
        StringEquals: { 'kms:ViaService': ['ec2.us-east-1.amazonaws.com'], 'kms:CallerAccount': ['1'.repeat(12), '2'.repeat(12)] },
      },
    },
  ],
  [
    'a tighter condition would keep the old role out',
    key(['1'.repeat(12)], ['kms:Decrypt']),
    key(['2'.repeat(12)], ['kms:Decrypt'], { 'kms:KeySpec': 'SYMMETRIC_DEFAULT' }),
    undefined,
  ],
  [
    'whose account nobody can tell is not asked for it',
    { ...key(['1'.repeat(12)], ['kms:Decrypt']), Principal: { AWS: ['AROAEXAMPLEEXAMPLE123'] } },
    key(['2'.repeat(12)], ['kms:Decrypt'], { 'kms:CallerAccount': '2'.repeat(12) }),
    undefined,
  ],
])('statements of a key: %s', (_what, before, now, expected) => {
  const found = joined(before, now, true);
  if (expected === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(expected);
});
