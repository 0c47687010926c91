import type { Json, JsonObject } from '../../src/policy/policy-json';
import { keyAccountIn, keyPartitionIn } from '../../src/policy-text/key-account';

const ACCOUNT = '444455556666';
const STRANGER = '999900001111';
const root = (account: string, partition = 'aws'): string => `arn:${partition}:iam::${account}:root`;
const allow = (AWS: Json, Action = 'kms:*', more: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
  ...more,
});
const ROOT = allow(root(ACCOUNT));
const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

test.each<[what: string, statements: readonly JsonObject[], account: string | undefined]>([
  ['its root', [ROOT], ACCOUNT],
  ['its number', [allow(ACCOUNT)], ACCOUNT],
  ['its root, with an empty condition', [{ ...ROOT, Condition: {} }], ACCOUNT],
  ['its root beside an administrator of its own', [ROOT, allow(`arn:aws:iam::${ACCOUNT}:role/KeyAdmin`)], ACCOUNT],
  ['its root beside strangers that use the key', [ROOT, allow(root(STRANGER), 'kms:Decrypt')], ACCOUNT],
  ['its root beside strangers that may change it under a condition', [ROOT, allow(root(STRANGER), 'kms:*', MFA)], ACCOUNT],
  ['two roots', [ROOT, allow(STRANGER)], undefined],
  ['its root beside a role of another account that may change it', [ROOT, allow(`arn:aws:iam::${STRANGER}:role/Admin`)], undefined],
  ['a root under a condition', [allow(root(ACCOUNT), 'kms:*', MFA)], undefined],
  ['a root that only uses the key', [allow(root(ACCOUNT), 'kms:Decrypt')], undefined],
  [
    'a root that uses the key and an administrator elsewhere',
    [allow(root(STRANGER), 'kms:Decrypt'), allow(`arn:aws:iam::${ACCOUNT}:role/Admin`)],
    undefined,
  ],
  ['an administrator alone', [allow(`arn:aws:iam::${ACCOUNT}:role/KeyAdmin`)], undefined],
  ['everybody', [allow('*')], undefined],
  ['nobody', [], undefined],
])('of %s the account is %s', (_what, Statement, account) => expect(keyAccountIn({ Statement })).toBe(account));

test.each<[what: string, statements: readonly JsonObject[], partition: string | undefined]>([
  ['its root', [allow(root(ACCOUNT, 'aws-cn'))], 'aws-cn'],
  ['whoever may change it, before others', [allow(root(STRANGER), 'kms:Decrypt'), allow(root(ACCOUNT, 'aws-us-gov'))], 'aws-us-gov'],
  ['any principal', [allow(ACCOUNT), allow([null, `arn:aws-cn:iam::${STRANGER}:role/App`], 'kms:Decrypt')], 'aws-cn'],
  ['an account by its number', [allow(ACCOUNT)], undefined],
])('by %s the partition is told', (_what, Statement, partition) => expect(keyPartitionIn({ Statement })).toBe(partition));
