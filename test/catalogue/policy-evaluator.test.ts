import type { RequestContext } from '../support/policy-conditions';
import { mayUseKey, verdict, type AnyStatement, type Verdict } from '../support/policy-evaluator';

const statement = (changes: Partial<AnyStatement>): AnyStatement => ({
  Effect: 'Allow',
  Action: ['kms:Decrypt'],
  Resource: ['*'],
  ...changes,
});

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1';
const ROLE = 'arn:aws:iam::111122223333:role/a/CadoResponseRole';
const STRANGER = 'arn:aws:iam::444455556666:role/CadoResponseRole';

const MATCHES: readonly (readonly [title: string, statement: Partial<AnyStatement>, action: string, resource: string, verdict: Verdict])[] =
  [
    ['an action by name', {}, 'kms:Decrypt', KEY, 'allow'],
    ['an action in other case', {}, 'KMS:decrypt', KEY, 'allow'],
    ['another action', {}, 'kms:Encrypt', KEY, 'nothing'],
    ['actions by *', { Action: ['kms:ReEncrypt*'] }, 'kms:ReEncryptFrom', KEY, 'allow'],
    ['actions by ?', { Action: ['kms:Decryp?'] }, 'kms:Decrypt', KEY, 'allow'],
    ['a dot is a dot', { Resource: ['arn:aws:s3:::a.b'] }, 'kms:Decrypt', 'arn:aws:s3:::axb', 'nothing'],
    ['resources by *', { Resource: ['arn:aws:kms:*:111122223333:key/mrk-*'] }, 'kms:Decrypt', KEY, 'allow'],
    ['* reaches over colons', { Resource: ['arn:aws:*mrk-1'] }, 'kms:Decrypt', KEY, 'allow'],
    ['a resource of another account', { Resource: ['arn:aws:kms:*:444455556666:key/*'] }, 'kms:Decrypt', KEY, 'nothing'],
    ['a resource in other case', { Resource: [KEY.toUpperCase()] }, 'kms:Decrypt', KEY, 'nothing'],
    ['a deny', { Effect: 'Deny' }, 'kms:Decrypt', KEY, 'deny'],
  ];

test.each(MATCHES)('%s', (_title, changes, action, resource, expected) => {
  expect(verdict([statement(changes)], { action, resource })).toBe(expected);
});

test('a deny wins over an allow', () => {
  expect(verdict([statement({ Effect: 'Deny' }), statement({})], { action: 'kms:Decrypt', resource: KEY })).toBe('deny');
});

const CONDITIONS: readonly (readonly [
  operator: string,
  wanted: readonly string[],
  actual: string | readonly string[] | undefined,
  holds: boolean,
])[] = [
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', ['a'], 'A', false],
  ['StringEquals', ['a*'], 'ab', false],
  ['StringEquals', ['a'], undefined, false],
  ['StringEqualsIfExists', ['a'], undefined, true],
  ['StringEqualsIfExists', ['a'], 'b', false],
  ['StringLike', ['vol-*'], 'vol-1', true],
  ['StringLike', ['vol-*'], 'snap-1', false],
  ['StringLike', ['vol-*'], undefined, false],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringNotEquals', ['a'], undefined, true],
  ['Bool', ['true'], 'true', true],
  ['Bool', ['true'], 'false', false],
  ['Bool', ['true'], undefined, false],
  ['Null', ['true'], undefined, true],
  ['Null', ['false'], undefined, false],
  ['Null', ['false'], [], false],
  ['Null', ['false'], ['a'], true],
  ['ArnEquals', [ROLE], ROLE, true],
  ['ArnEquals', [ROLE], STRANGER, false],
  ['ArnEquals', ['arn:aws:iam::*:role/CadoResponseRole'], STRANGER, true],
  ['ArnEquals', ['arn:aws:*:role/CadoResponseRole'], STRANGER, false],
  ['ArnEquals', [ROLE], undefined, false],
  ['ForAllValues:StringLike', ['a*'], ['ab', 'ac'], true],
  ['ForAllValues:StringLike', ['a*'], ['ab', 'b'], false],
  ['ForAllValues:StringLike', ['a*'], [], true],
  ['ForAllValues:StringLike', ['a*'], undefined, true],
  ['ForAnyValue:StringLike', ['a*'], ['ab', 'b'], true],
  ['ForAnyValue:StringLike', ['a*'], [], false],
  ['ForAnyValue:StringLike', ['a*'], undefined, false],
  ['ForAllValues:StringEquals', ['a'], ['a'], true],
];

test.each(CONDITIONS)('%s %j of %j: %j', (operator, wanted, actual, expected) => {
  const context: RequestContext = actual === undefined ? {} : { 'Kms:Key': actual };
  const allowed = statement({ Condition: { [operator]: { 'kms:key': wanted } } });
  expect(verdict([allowed], { action: 'kms:Decrypt', resource: KEY, context })).toBe(expected ? 'allow' : 'nothing');
});

test('every operator and every key of a block must hold', () => {
  const allowed = statement({ Condition: { StringEquals: { a: ['1'], b: '2' }, Bool: { c: ['true'] } } });
  const verdictOf = (context: RequestContext): Verdict => verdict([allowed], { action: 'kms:Decrypt', resource: KEY, context });
  expect(verdictOf({ a: '1', b: '2', c: 'true' })).toBe('allow');
  expect(verdictOf({ a: '1', b: '3', c: 'true' })).toBe('nothing');
  expect(verdictOf({ a: '1', b: '2' })).toBe('nothing');
});

test('a policy variable stands for what the request has, taken literally', () => {
  const allowed = statement({ Condition: { StringLike: { session: ['${aws:userid}-*'] } } });
  const verdictOf = (context: RequestContext): Verdict => verdict([allowed], { action: 'kms:Decrypt', resource: KEY, context });
  expect(verdictOf({ 'aws:userid': 'AROA:me', session: 'AROA:me-1' })).toBe('allow');
  expect(verdictOf({ 'aws:userid': 'AROA:me', session: 'AROA:you-1' })).toBe('nothing');
  expect(verdictOf({ 'aws:userid': '*', session: 'AROA:you-1' })).toBe('nothing');
  expect(verdictOf({ session: 'AROA:me-1' })).toBe('nothing');
});

test.each([
  ['NumericEquals', 'a', 'no condition operator "NumericEquals"'],
  ['StringEquals', ['a'], 'has several values'],
])('%s with %j is refused, not guessed', (operator, actual, message) => {
  const allowed = statement({ Condition: { [operator]: { key: ['a'] } } });
  expect(() => verdict([allowed], { action: 'kms:Decrypt', resource: KEY, context: { key: actual } })).toThrow(message);
});

const ROOT = 'arn:aws:iam::111122223333:root';
const PRINCIPALS: readonly (readonly [title: string, principal: NonNullable<AnyStatement['Principal']>, caller: string, Verdict])[] = [
  ['the role itself', { AWS: [ROLE] }, ROLE, 'allow'],
  ['another role', { AWS: [STRANGER] }, ROLE, 'nothing'],
  ['its account', { AWS: [ROOT] }, ROLE, 'allow'],
  ['another account', { AWS: [ROOT] }, STRANGER, 'nothing'],
  ['everybody', { AWS: ['*'] }, STRANGER, 'allow'],
  ['a service', { Service: ['ec2.amazonaws.com'] }, 'ec2.amazonaws.com', 'allow'],
  ['a role where a service is named', { Service: ['ec2.amazonaws.com'] }, ROLE, 'nothing'],
];

test.each(PRINCIPALS)('principals: %s', (_title, Principal, principal, expected) => {
  expect(verdict([statement({ Principal })], { action: 'kms:Decrypt', resource: KEY, principal })).toBe(expected);
});

test('the caller is known to conditions', () => {
  const allowed = statement({
    Condition: { ArnEquals: { 'aws:PrincipalArn': [ROLE] }, StringEquals: { 'kms:CallerAccount': ['111122223333'] } },
  });
  expect(verdict([allowed], { action: 'kms:Decrypt', resource: KEY, principal: ROLE })).toBe('allow');
  expect(verdict([allowed], { action: 'kms:Decrypt', resource: KEY, principal: STRANGER })).toBe('nothing');
});

const ALLOW = [statement({})];
const DENY = [statement({ Effect: 'Deny' })];
const named = (AWS: string, Effect: 'Allow' | 'Deny' = 'Allow'): readonly AnyStatement[] => [
  statement({ Effect, Principal: { AWS: [AWS] } }),
];
const KEYS: readonly (readonly [
  title: string,
  caller: string,
  identity: readonly AnyStatement[],
  keyPolicy: readonly AnyStatement[],
  boolean,
])[] = [
  ['same account, the key names the role', ROLE, [], named(ROLE), true],
  ['same account, the key names the account', ROLE, [], named(ROOT), false],
  ['same account, the key names the account and the role has a policy', ROLE, ALLOW, named(ROOT), true],
  ['same account, the key names nobody', ROLE, ALLOW, [], false],
  ['same account, the role is denied', ROLE, DENY, named(ROLE), false],
  ['same account, the key denies', ROLE, ALLOW, [...named(ROOT), ...named(ROLE, 'Deny')], false],
  ['other account, the key names the role', STRANGER, [], named(STRANGER), false],
  ['other account, only the role has a policy', STRANGER, ALLOW, named(ROOT), false],
  ['other account, both', STRANGER, ALLOW, named(STRANGER), true],
  ['other account, the key names the account', STRANGER, ALLOW, named('arn:aws:iam::444455556666:root'), true],
];

test.each(KEYS)('keys: %s', (_title, principal, identity, keyPolicy, expected) => {
  expect(mayUseKey({ identity, keyPolicy }, { action: 'kms:Decrypt', resource: KEY, principal })).toBe(expected);
});
