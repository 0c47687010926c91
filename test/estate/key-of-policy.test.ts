import { toldByPolicy } from '../../src/estate/key-of-policy';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { keyArn, OTHER, PLATFORM, policy, roleArn, TARGET } from './aws/aws-cli-outputs';

const root = (account: string): string => `arn:aws:iam::${account}:root`;
const allow = (principal: Json, more: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action: 'kms:*',
  Resource: '*',
  ...more,
});
const MFA: JsonObject = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

test.each<[name: string, statements: readonly JsonObject[], accounts: readonly string[]]>([
  ['the root', [allow(root(TARGET))], [TARGET]],
  ['the root by its number', [allow(TARGET)], [TARGET]],
  ['an administrator', [allow(roleArn(TARGET, 'KeyAdmin'))], [TARGET]],
  [
    'a strange root that may only use it, before the owner',
    [allow(root(PLATFORM), { Action: 'kms:DescribeKey' }), allow(root(TARGET))],
    [TARGET],
  ],
  ['whoever may put the policy, by a pattern', [allow(root(TARGET), { Action: ['kms:Decrypt', 'kms:Put*'] })], [TARGET]],
  ['whoever may do all but something', [{ ...allow(root(TARGET)), Action: [], NotAction: 'kms:Decrypt' }, allow(root(TARGET))], [TARGET]],
  ['two roots that may both change it', [allow([root(TARGET), root(OTHER)])], [TARGET, OTHER]],
  ['an administrator under a condition', [allow(root(TARGET), { Condition: MFA })], [TARGET]],
  ['one without a condition, before one under one', [allow(root(OTHER), { Condition: MFA }), allow(root(TARGET))], [TARGET]],
  [
    'a condition for its account, beside a role of another',
    [allow('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': TARGET } } }), allow(roleArn(OTHER, 'KeyAdmin'))],
    [OTHER, TARGET],
  ],
  ['a condition for its account alone', [allow('*', { Condition: { StringLike: { 'kms:CallerAccount': TARGET } } })], [TARGET]],
  [
    'a condition on roles of it',
    [allow('*', { Condition: { ArnLikeIfExists: { 'aws:principalarn': [`arn:aws:iam::${TARGET}:role/*`, 'arn:aws:iam::*:role/x'] } } })],
    [TARGET],
  ],
  [
    'its root, before a condition',
    [allow('*', { Condition: { StringEquals: { 'kms:CallerAccount': OTHER } } }), allow(root(TARGET))],
    [TARGET],
  ],
  [
    'no condition that keeps an account out, or asks for something else',
    [
      allow('*', { Condition: { StringNotEquals: { 'aws:PrincipalAccount': TARGET } } }),
      allow('*', { Condition: { StringEquals: { 'aws:SourceAccount': TARGET } } }),
      allow('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': TARGET } }, Action: 'kms:Decrypt' }),
    ],
    [],
  ],
  ['a condition that is empty', [allow(root(OTHER), { Condition: MFA }), allow(root(TARGET), { Condition: {} })], [TARGET]],
  ['one under a condition, beside everybody', [allow('*'), allow(root(TARGET), { Condition: MFA })], [TARGET]],
  ['nobody that is named', [allow('*')], []],
  ['nobody who may change it', [allow(root(TARGET), { Action: 'kms:Decrypt' })], []],
  ['whom a Deny names', [{ ...allow(root(TARGET)), Effect: 'Deny' }], []],
  ['the key as its own resource', [allow('*', { Resource: keyArn(TARGET) })], [TARGET]],
  ['a resource that says which of two it is', [allow([root(TARGET), root(OTHER)], { Resource: keyArn(OTHER) })], [OTHER]],
  ['a resource of somebody else than the owner', [allow(root(TARGET), { Resource: keyArn(OTHER) })], [OTHER, TARGET]],
])('the account of the key is told by %s', (_name, statements, accounts) => {
  expect(toldByPolicy(policy(...statements)).accounts).toEqual(accounts);
});

test.each<[resources: Json, told: object]>([
  ['*', {}],
  [keyArn(TARGET), { arn: keyArn(TARGET), region: 'us-east-1' }],
  [['*', keyArn(TARGET)], { arn: keyArn(TARGET), region: 'us-east-1' }],
  [`arn:aws:kms:eu-west-1:${TARGET}:key/*`, { region: 'eu-west-1' }],
  [[keyArn(TARGET), keyArn(TARGET, 'mrk-0123456789abcdef0123456789abcdef')], { region: 'us-east-1' }],
  [[keyArn(TARGET), keyArn(TARGET, undefined, 'eu-west-1')], {}],
  [`arn:aws:kms:us-east-1:${TARGET}:alias/x`, {}],
  [['arn:aws:s3:::bucket', 7], {}],
])('resources %j tell %j', (resources, told) => {
  const { accounts: _accounts, partitions: _partitions, ...rest } = toldByPolicy(policy(allow(root(TARGET), { Resource: resources })));
  expect(rest).toEqual(told);
});

test('partitions are those of whom the policy names', () => {
  expect(toldByPolicy(policy(allow(['arn:aws-us-gov:iam::444455556666:root', PLATFORM, '*'])))).toMatchObject({
    partitions: ['aws-us-gov'],
  });
});
