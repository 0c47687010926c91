import type { JsonObject } from '../../../src/policy/policy-json';
import { ACCOUNT, BASE, checked, FOREIGN, found, letters, PLATFORM_ACCOUNT, TARGET } from '../base-plan';
import { change, type Change } from '../plan-json';
import { attachment, content, deny, kept, PLACE, POLICY } from './plan';

const rcp = (...statements: readonly JsonObject[]): JsonObject =>
  content('RESOURCE_CONTROL_POLICY', ...statements.map((statement) => ({ Principal: '*', ...statement })));
const [LOST, MAY_BE_LOST] = [[`lost-path ${PLACE}`], [`possible-loss ${PLACE}`]];
const given = (before: JsonObject | null, after: JsonObject | null, ...others: readonly Change[]): readonly string[] =>
  found(checked([...BASE, change(POLICY, before, after), ...others]));
const DECRYPT = rcp(deny('kms:Decrypt'));

test.each<[what: string, before: JsonObject | null, others: readonly Change[], expected: readonly string[]]>([
  ['is made in the key’s account', null, attachment(undefined, ACCOUNT), LOST],
  ['is made in the platform’s account, where it makes temporary keys', null, attachment(undefined, PLATFORM_ACCOUNT), LOST],
  ['is made in another account', null, attachment(undefined, FOREIGN), []],
  ['is made nobody knows where', null, [], MAY_BE_LOST],
  ['is made for a unit', null, attachment(undefined, 'ou-abcd-12345678'), MAY_BE_LOST],
  ['is attached later', DECRYPT, attachment(undefined, ACCOUNT), LOST],
  ['goes to the key’s account', DECRYPT, attachment(FOREIGN, ACCOUNT), LOST],
  ['stays', DECRYPT, attachment(ACCOUNT, ACCOUNT), []],
  ['is detached', DECRYPT, attachment(ACCOUNT, undefined), []],
  ['denies it newly', rcp(deny('kms:DeleteAlias')), attachment(ACCOUNT, ACCOUNT), LOST],
])('a resource control policy about keys that %s', (_what, before, others, expected) => {
  expect(given(before, DECRYPT, ...others)).toEqual(expected);
});

test('keys that AWS manages are under no such policy', () => {
  const { findings } = checked([...BASE, kept(DECRYPT), ...attachment(undefined, ACCOUNT)]);
  expect(findings.map(letters)).toEqual(['B F H J']);
});

test('a perimeter of an organisation is told until somebody says which one it is', () => {
  const Condition = {
    StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abcdefghij' },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  };
  const changes = [...BASE, change(POLICY, null, rcp(deny('kms:*', { Condition }))), ...attachment(undefined, ACCOUNT)];
  const { findings } = checked(changes);
  expect(findings.map(({ rule, place }) => `${rule} ${place}`)).toEqual(MAY_BE_LOST);
  expect(findings[0]?.mend).toContain('--organization-id');
  expect(found(checked(changes, { organizationId: 'o-abcdefghij' }))).toEqual([]);
  expect(found(checked(changes, { organizationId: 'o-zzzzzzzzzz' }))).toEqual(LOST);
});

test('one that goes denies nothing any more', () => {
  expect(given(DECRYPT, null, ...attachment(ACCOUNT, undefined))).toEqual([]);
});

test.each<[what: string, account: string, expected: readonly string[]]>([
  ['its account', ACCOUNT, LOST],
  ['the account of the caller', PLATFORM_ACCOUNT, []],
])('a role is under those of %s', (_what, account, expected) => {
  const assume = rcp(deny('sts:AssumeRole', { Resource: TARGET }));
  expect(given(assume, assume, ...attachment(undefined, account))).toEqual(expected);
});

test('a key that one names is told apart from others', () => {
  const named = (id: string): JsonObject => rcp(deny('kms:Decrypt', { Resource: `arn:aws:kms:*:${ACCOUNT}:key/${id}` }));
  const attached = attachment(undefined, ACCOUNT);
  expect(given(null, named('22222222-2222-4222-8222-222222222222'), ...attached)).toEqual(LOST);
  expect(given(null, named('99999999-9999-4999-8999-999999999999'), ...attached)).toEqual([]);
});

test('of one that is sensitive nothing is printed', () => {
  const named = rcp(deny('kms:Decrypt', { Sid: 'OnlyForUs' }));
  const attached = attachment(undefined, ACCOUNT);
  const told = (sensitive: JsonObject): string =>
    JSON.stringify(checked([...BASE, change(POLICY, null, named, { sensitive }), ...attached]));
  expect(told({})).toContain('OnlyForUs');
  expect(told({ content: true })).toContain(PLACE);
  expect(told({ content: true })).not.toContain('OnlyForUs');
});
