import { keepsPolicyWriter, policyWriters } from '../../src/policy/lockout';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { KEY_ACCOUNT, MERGED_CASES, REFUSED_CASES } from '../cases/key-policy-cases';
import { existingPolicy, mergedByTypeScript, REFUSALS } from '../support/merge-readers';

const ROOT = `arn:aws:iam::${KEY_ACCOUNT}:root`;
const ADMIN = `arn:aws:iam::${KEY_ACCOUNT}:role/KeyAdmin`;
const OTHER_ACCOUNT = '111122223333';
const LOCKOUTS = REFUSED_CASES.filter(({ reason }) => reason === REFUSALS.lockout);

const statement = (Effect: 'Allow' | 'Deny', AWS: Json, Action: Json): JsonObject => ({
  Effect,
  Principal: { AWS },
  Action,
  Resource: '*',
});
const keeps = (...Statement: readonly JsonObject[]): boolean => keepsPolicyWriter({ Statement }, KEY_ACCOUNT);

const COVERING = ['*', 'kms:*', 'kms:Put*', 'kms:P?tKeyPolicy', 'KMS:PUTKEYPOLICY', 'kms:*KeyPolicy', 'kms:?*', 'k*y', 'kms:PutKeyPolicy*'];
const NOT_COVERING = [
  'kms:PutKeyPolicies',
  'kms:P?KeyPolicy',
  'kms:Get*',
  'kms:PutKeyPolicy?',
  'kms',
  's3:*',
  'kms:',
  '',
  'kms:(Put|Get)KeyPolicy',
  'kms.PutKeyPolicy',
  'kms.*',
  // A sign for kelvin, of which k is the lower case.
  '\u{212A}ms:*',
];
const OF_THE_ACCOUNT = [
  ROOT,
  ADMIN,
  KEY_ACCOUNT,
  '*',
  `arn:aws-us-gov:iam::${KEY_ACCOUNT}:user/alice`,
  `arn:aws:sts::${KEY_ACCOUNT}:assumed-role/KeyAdmin/x`,
];
const NOT_OF_THE_ACCOUNT = [
  `arn:aws:iam::${OTHER_ACCOUNT}:root`,
  OTHER_ACCOUNT,
  'AROAEXAMPLEEXAMPLE123',
  `arn:aws:s3:::${KEY_ACCOUNT}`,
  `${KEY_ACCOUNT}0`,
];

describe('whether somebody may still change a key policy', () => {
  test.each(MERGED_CASES.map((one) => [one.name, one] as const))('%s keeps somebody, before the merge and after it', (_name, one) => {
    expect(keepsPolicyWriter(existingPolicy(one), KEY_ACCOUNT)).toBe(true);
    expect(keepsPolicyWriter(mergedByTypeScript(one), KEY_ACCOUNT)).toBe(true);
  });

  test.each(LOCKOUTS.map((one) => [one.name, one] as const))('%s keeps nobody', (_name, one) => {
    expect(keepsPolicyWriter(mergedByTypeScript(one), KEY_ACCOUNT)).toBe(false);
  });

  test.each(COVERING)('the action %j lets the account in, or keeps it out', (action) => {
    expect(keeps(statement('Allow', ROOT, action))).toBe(true);
    expect(keeps(statement('Allow', ROOT, ['kms:Get*', action]))).toBe(true);
    expect(keeps(statement('Allow', ROOT, 'kms:*'), statement('Deny', ROOT, action))).toBe(false);
  });

  test.each(NOT_COVERING)('the action %j does neither', (action) => {
    expect(keeps(statement('Allow', ROOT, action))).toBe(false);
    expect(keeps(statement('Allow', ROOT, 'kms:*'), statement('Deny', ROOT, action))).toBe(true);
  });

  test.each([...COVERING, ...NOT_COVERING])('NotAction %j means the opposite of Action', (action) => {
    const { Action: _action, ...rest } = statement('Allow', ROOT, action);
    expect(keeps({ ...rest, NotAction: action })).toBe(!keeps(statement('Allow', ROOT, action)));
  });

  test.each(OF_THE_ACCOUNT)('the principal %s is of the account', (principal) => {
    expect(keeps(statement('Allow', principal, 'kms:*'))).toBe(true);
    expect(keeps(statement('Allow', [`arn:aws:iam::${OTHER_ACCOUNT}:root`, principal], 'kms:*'))).toBe(true);
    expect(keeps(statement('Allow', principal, 'kms:*'), statement('Deny', principal, 'kms:Put*'))).toBe(false);
  });

  test.each(NOT_OF_THE_ACCOUNT)('the principal %s is not', (principal) => {
    expect(keeps(statement('Allow', principal, 'kms:*'))).toBe(false);
    expect(keeps(statement('Allow', ROOT, 'kms:*'), statement('Deny', principal, 'kms:*'))).toBe(true);
  });

  test('a denied administrator is out, and the account behind it is not', () => {
    expect(keeps(statement('Allow', ADMIN, 'kms:*'), statement('Deny', ADMIN, 'kms:*'))).toBe(false);
    expect(keeps(statement('Allow', [ADMIN, ROOT], 'kms:*'), statement('Deny', ADMIN, 'kms:*'))).toBe(true);
  });

  test.each([ROOT, KEY_ACCOUNT, '*'])('a Deny for %s is a Deny for everybody in the account', (principal) => {
    expect(keeps(statement('Allow', ADMIN, 'kms:*'), statement('Deny', principal, 'kms:*'))).toBe(false);
  });

  test('neither an Allow nor a Deny with a condition counts, and an empty one is none', () => {
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
    const allow = statement('Allow', ROOT, 'kms:*');
    const deny = statement('Deny', ROOT, 'kms:*');
    expect(keeps({ ...allow, Condition })).toBe(false);
    expect(keeps(allow, { ...deny, Condition })).toBe(true);
    expect(keeps({ ...allow, Condition: {} })).toBe(true);
    expect(keeps(allow, { ...deny, Condition: {} })).toBe(false);
  });

  test.each<[what: string, condition: Json]>([
    ['null', null],
    ['a text', 'none'],
    ['a list', [{ Bool: { 'aws:SecureTransport': 'true' } }]],
    ['an empty list', []],
    ['an empty block', { Bool: {} }],
    ['an empty list of values', { Bool: { 'aws:SecureTransport': [] } }],
  ])('a condition that is %s lets nobody write, and keeps no Deny from holding', (_what, Condition) => {
    expect(keeps({ ...statement('Allow', ROOT, 'kms:*'), Condition })).toBe(false);
    expect(keeps(statement('Allow', ROOT, 'kms:*'), { ...statement('Deny', ROOT, 'kms:*'), Condition })).toBe(false);
  });

  const KEY = `arn:aws:kms:eu-west-1:${KEY_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  test.each<[resource: Json, isKey: boolean]>([
    ['*', true],
    [KEY, true],
    [['arn:aws:s3:::example-evidence', KEY], true],
    [`arn:aws:kms:*:${KEY_ACCOUNT}:key/*`, true],
    ['arn:aws:kms:*', true],
    [[], false],
    [null, false],
    ['arn:aws:s3:::example-evidence', false],
    [`arn:aws:kms:eu-west-1:${KEY_ACCOUNT}:alias/evidence`, false],
    ['kms', false],
    [1, false],
  ])('an Allow on %j is one on the key: %s', (Resource, isKey) => {
    expect(keeps({ ...statement('Allow', ROOT, 'kms:*'), Resource })).toBe(isKey);
  });

  test('a principal is an object, or a text; a list, a number and what is no text name nobody', () => {
    const allow = (Principal: Json): JsonObject => ({ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' });
    expect(keeps(allow('*'))).toBe(true);
    expect(keeps(allow({ AWS: [null, 5, ROOT] }))).toBe(true);
    for (const nobody of [[ROOT], null, 5, { AWS: Number(KEY_ACCOUNT) }, { AWS: null }, { Service: ROOT }]) {
      expect(keeps(allow(nobody))).toBe(false);
    }
  });

  test.each<[spared: Json, writer: string, isSpared: boolean]>([
    [{ AWS: ROOT }, ROOT, true],
    [{ AWS: [ADMIN] }, ROOT, true],
    [{ AWS: [ADMIN] }, ADMIN, true],
    [{ AWS: '*' }, ADMIN, true],
    ['*', ROOT, true],
    [{ AWS: [ADMIN] }, '*', true],
    [{ AWS: KEY_ACCOUNT }, ADMIN, false],
    [{ AWS: [ROOT, `${ADMIN}2`] }, ADMIN, false],
    [{ AWS: [`arn:aws:iam::${OTHER_ACCOUNT}:root`] }, ROOT, false],
    [{ Service: 'backup.amazonaws.com' }, ROOT, false],
    [{}, ROOT, false],
    [null, ROOT, false],
  ])('a Deny for all but %j spares %s: %s', (NotPrincipal, writer, isSpared) => {
    const deny: JsonObject = { Effect: 'Deny', NotPrincipal, Action: 'kms:Put*', Resource: '*' };
    expect(keeps(statement('Allow', writer, 'kms:*'), deny)).toBe(isSpared);
    expect(keeps(statement('Allow', writer, 'kms:*'), { ...deny, Action: 'kms:Get*' })).toBe(true);
    expect(keeps(statement('Allow', writer, 'kms:*'), { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } })).toBe(true);
  });

  test('an action of many stars is decided by looking at it once', () => {
    expect(keeps(statement('Allow', ROOT, 'kms:*'), statement('Deny', ROOT, `kms:${'*p'.repeat(10_000)}`))).toBe(true);
    expect(keeps(statement('Allow', ROOT, `${'*'.repeat(10_000)}y`))).toBe(true);
  });

  test('a policy of one account leaves nobody in another', () => {
    const everyone = ['everyone', 'everyone-as-aws'];
    for (const one of MERGED_CASES.filter(({ name }) => !everyone.includes(name))) {
      expect([one.name, keepsPolicyWriter(existingPolicy(one), '999999999999')]).toStrictEqual([one.name, false]);
    }
  });

  test('what is no statement is passed over', () => {
    expect(keepsPolicyWriter({ Statement: [null, 'x', 1, []] }, KEY_ACCOUNT)).toBe(false);
    expect(keepsPolicyWriter({}, KEY_ACCOUNT)).toBe(false);
  });

  test('who may write under a condition alone is told from nobody', () => {
    const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const allow = { ...statement('Allow', ADMIN, 'kms:*'), Condition };
    const writers = (...Statement: readonly JsonObject[]): string => policyWriters({ Statement }, KEY_ACCOUNT);
    expect(writers(allow)).toBe('somebody under a condition');
    expect(writers(allow, statement('Allow', ROOT, 'kms:*'))).toBe('somebody');
    expect(writers(allow, statement('Deny', ADMIN, 'kms:*'))).toBe('nobody');
    expect(writers(allow, statement('Deny', '*', 'kms:Put*'))).toBe('nobody');
    expect(writers({ ...statement('Allow', ADMIN, 'kms:Get*'), Condition })).toBe('nobody');
    expect(writers({ ...statement('Allow', `arn:aws:iam::${OTHER_ACCOUNT}:root`, 'kms:*'), Condition })).toBe('nobody');
    expect(writers()).toBe('nobody');
  });

  test('no pattern and no account number becomes a regular expression', () => {
    expect(keeps(statement('Allow', ROOT, `kms:${'*a'.repeat(40)}z`))).toBe(false);
    expect(keeps(statement('Allow', ROOT, `kms:${'*'.repeat(40_000)}y`))).toBe(true);
    expect(keepsPolicyWriter({ Statement: [statement('Allow', ROOT, 'kms:*')] }, '((a+)+')).toBe(false);
  });
});
