import type { JsonObject } from '../../../src/policy/policy-json';
import {
  ACCOUNT,
  checked,
  edited,
  FOREIGN,
  found,
  GRANT,
  inline,
  key,
  KEY_ARN,
  NEED,
  PLATFORM,
  PLATFORM_ACCOUNT,
  role,
  ROOT,
  TRUST,
  USE,
} from '../base-plan';
import { allow, change, policy } from '../plan-json';

const KEY_PLACE = 'aws_kms_key.volumes.policy';
const TRUST_PLACE = 'aws_iam_role.target.assume_role_policy';
const NEED_PLACE = 'aws_iam_role_policy.need.policy';
const EVIL = { AWS: `arn:aws:iam::${FOREIGN}:root` };
const [OURS, THEIRS] = ['o-ours000001', 'o-evil000001'];

type Statements = readonly JsonObject[];
const keyFrom = (before: Statements, after: Statements) =>
  checked(
    edited(
      change('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT, USE, GRANT, ...before)), key(KEY_ARN, policy(ROOT, USE, GRANT, ...after))),
    ),
  );
const trustFrom = (before: Statements, after: Statements) =>
  checked(edited(change('aws_iam_role.target', role('CadoResponseRole', policy(...before)), role('CadoResponseRole', policy(...after)))));
const decrypt = (Principal: JsonObject | string, Condition?: JsonObject, Action: string = 'kms:Decrypt'): JsonObject =>
  allow({ Sid: 'S', Principal, Action, Resource: '*', ...(Condition !== undefined && { Condition }) });
const deny = (Condition: JsonObject, Principal: JsonObject | string = '*'): JsonObject => ({
  ...decrypt(Principal, Condition, 'kms:*'),
  Sid: 'D',
  Effect: 'Deny',
});
const trusts = (Principal: JsonObject | string, Condition?: JsonObject): JsonObject =>
  allow({ Principal, Action: 'sts:AssumeRole', ...(Condition !== undefined && { Condition }) });

test('whoever may show more than what is named is let in by any of several values', () => {
  const only = (quantifier: string): Statements => [
    decrypt(EVIL, { [`${quantifier}:StringEquals`]: { 'kms:EncryptionContextKeys': ['aws:ebs:id'] } }),
  ];
  expect(found(keyFrom(only('ForAllValues'), only('ForAnyValue')))).toEqual([`new-hole ${KEY_PLACE}`]);
  expect(found(keyFrom(only('ForAnyValue'), only('ForAnyValue')))).toEqual([]);
});

describe('values of a condition, one more', () => {
  const listOf =
    (operator: string, name: string, statement: (condition: JsonObject) => Statements) =>
    (...values: readonly string[]): Statements =>
      statement({ [operator]: { [name]: values } });
  const everybody = (condition: JsonObject): Statements => [decrypt('*', condition)];
  const foreign = (condition: JsonObject): Statements => [decrypt(EVIL, condition)];
  const perimeter = (condition: JsonObject): Statements => [decrypt('*'), deny(condition)];

  test.each<[name: string, statements: (...values: readonly string[]) => Statements, old: string, more: string]>([
    ['organisations', listOf('StringEquals', 'aws:PrincipalOrgID', everybody), OURS, THEIRS],
    ['addresses', listOf('IpAddress', 'aws:SourceIp', everybody), '203.0.113.0/24', '0.0.0.0/0'],
    ['a range that begins alike', listOf('IpAddress', 'aws:SourceIp', everybody), '10.0.0.0/24', '10.0.0.0/8'],
    ['endpoints', listOf('StringEquals', 'aws:SourceVpce', everybody), 'vpce-1', 'vpce-2'],
    ['accounts', listOf('StringEquals', 'aws:PrincipalAccount', everybody), ACCOUNT, FOREIGN],
    ['roles', listOf('ArnLike', 'aws:PrincipalArn', everybody), PLATFORM, `arn:aws:iam::${FOREIGN}:role/*`],
    [
      'services of a foreign account',
      listOf('StringEquals', 'kms:ViaService', foreign),
      'ec2.eu-west-1.amazonaws.com',
      's3.eu-west-1.amazonaws.com',
    ],
    ['organisations that a Deny spares', listOf('StringNotEquals', 'aws:PrincipalOrgID', perimeter), OURS, THEIRS],
    ['accounts that a Deny spares', listOf('StringNotEqualsIfExists', 'aws:PrincipalAccount', perimeter), ACCOUNT, FOREIGN],
    ['roles that a Deny spares', listOf('ArnNotLike', 'aws:PrincipalArn', perimeter), PLATFORM, `arn:aws:iam::${FOREIGN}:role/Evil`],
  ])('%s: whom it lets in is told, and not whom it lets in no more', (_name, statements, old, more) => {
    expect(found(keyFrom(statements(old), statements(old, more)))).toEqual([`new-hole ${KEY_PLACE}`]);
    expect(found(keyFrom(statements(old), statements(more, old)))).toEqual([`new-hole ${KEY_PLACE}`]);
    expect(found(keyFrom(statements(old, more), statements(old)))).toEqual([]);
    expect(found(keyFrom(statements(old, more), statements(more, old)))).toEqual([]);
  });

  test.each<[name: string, before: Statements, after: Statements]>([
    ['what a Deny speaks of', [decrypt('*'), deny({}, EVIL)], [decrypt('*')]],
    ['an exception of an Allow', [decrypt(EVIL, { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } })], [decrypt(EVIL)]],
    [
      'two values that were each for one statement',
      [
        decrypt(EVIL, { StringEquals: { 'aws:SourceVpce': 'vpce-1', 'aws:PrincipalOrgID': OURS } }),
        decrypt(EVIL, { StringEquals: { 'aws:SourceVpce': 'vpce-2', 'aws:PrincipalOrgID': THEIRS } }),
      ],
      [decrypt(EVIL, { StringEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'], 'aws:PrincipalOrgID': [OURS, THEIRS] } })],
    ],
  ])('%s that goes is told', (_name, before, after) => {
    expect(found(keyFrom(before, after))).toEqual([`new-hole ${KEY_PLACE}`]);
    expect(found(keyFrom(after, before))).toEqual([]);
  });

  test('a Deny without TLS that goes lets in nobody else', () => {
    expect(found(keyFrom([decrypt(EVIL), deny({ Bool: { 'aws:SecureTransport': 'false' } })], [decrypt(EVIL)]))).toEqual([]);
  });

  test('a trust policy is no other', () => {
    const organisations = (...ids: readonly string[]): Statements => [
      TRUST,
      trusts('*', { StringEquals: { 'aws:PrincipalOrgID': ids, 'sts:ExternalId': 'e-1' } }),
    ];
    expect(found(trustFrom(organisations(OURS), organisations(OURS, THEIRS)))).toEqual([`new-hole ${TRUST_PLACE}`]);
    expect(found(trustFrom(organisations(OURS, THEIRS), organisations(THEIRS)))).toEqual([]);
  });
});

describe('a value that is no text', () => {
  const ours = (value: string | boolean, ...more: readonly string[]): JsonObject =>
    allow({
      Sid: 'S',
      Principal: { AWS: PLATFORM_ACCOUNT },
      Action: ['kms:CreateGrant', ...more],
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalArn': PLATFORM }, Bool: { 'kms:GrantIsForAWSResource': value } },
    });
  const young = (age: string | number, ...accounts: readonly string[]): JsonObject =>
    decrypt('*', { NumericLessThan: { 'aws:MultiFactorAuthAge': age }, StringEquals: { 'aws:PrincipalAccount': accounts } });
  const notify = (account: string | number): JsonObject =>
    decrypt({ Service: 'sns.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': account } });

  test.each<[name: string, before: Statements, after: Statements]>([
    ['a boolean for its text', [ours('true')], [ours(true)]],
    ['a boolean beside one more action', [ours(true)], [ours(true, 'kms:DescribeKey')]],
    ['a boolean that is new', [], [ours(true)]],
    ['a number for its text', [young('300', FOREIGN)], [young(300, FOREIGN)]],
    ['an account that is a number', [], [notify(Number(ACCOUNT))]],
  ])('%s lets in nobody', (_name, before, after) => {
    expect(found(keyFrom(before, after))).toEqual([]);
  });

  test.each<[name: string, before: Statements, after: Statements]>([
    ['a boolean', [], [decrypt(EVIL, { Bool: { 'kms:GrantIsForAWSResource': true } })]],
    ['a number', [young(300, ACCOUNT)], [young(300, ACCOUNT, FOREIGN)]],
    ['a foreign account that is a number', [notify(Number(ACCOUNT))], [notify(Number(FOREIGN))]],
  ])('%s hides nobody whom it lets in', (_name, before, after) => {
    expect(found(keyFrom(before, after))).toEqual([`new-hole ${KEY_PLACE}`]);
  });

  test('of a trust policy is no other', () => {
    const tls = (value: string | boolean): Statements => [
      trusts({ AWS: PLATFORM_ACCOUNT }, { ArnEquals: { 'aws:PrincipalArn': PLATFORM }, Bool: { 'aws:SecureTransport': value } }),
    ];
    expect(found(trustFrom(tls('true'), tls(true)))).toEqual([]);
  });
});

describe('strangers by patterns', () => {
  test.each<[name: string, statement: JsonObject, words: string]>([
    ['any role of a foreign account', decrypt(EVIL, { StringLike: { 'aws:PrincipalArn': '*' } }), `the account ${FOREIGN}`],
    ['its administrators', decrypt(EVIL, { StringLike: { 'aws:PrincipalArn': '*role/Admin*' } }), '*role/Admin*'],
    ['accounts that begin alike', decrypt('*', { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::6666*:role/*' } }), '6666*'],
    ['users', decrypt('*', { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${FOREIGN}:user/*` } }), ':user/*'],
    ['every service', decrypt('*', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }), 'every service of AWS'],
    ['sessions of a role by its id', decrypt('*', { StringLike: { 'aws:userId': 'AROAEVILEVILEVILEVIL0:*' } }), 'aws:userId AROA'],
    [
      'what a variable says',
      decrypt('*', { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }),
      'aws:PrincipalOrgID ${aws:ResourceOrgID}',
    ],
  ])('%s are told', (_name, statement, words) => {
    const check = keyFrom([], [statement]);
    expect(found(check)).toEqual([`new-hole ${KEY_PLACE}`]);
    expect(check.findings[0]?.details.map(({ message }) => message).join('\n')).toContain(words);
    expect(found(keyFrom([statement], [{ ...statement, Sid: 'Other' }]))).toEqual([]);
  });

  test.each<[name: string, statement: JsonObject]>([
    ['roles of the key’s own account', decrypt('*', { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } })],
    [
      'services that act for it',
      decrypt('*', { Bool: { 'aws:PrincipalIsAWSService': 'true' }, StringEquals: { 'aws:SourceAccount': ACCOUNT } }),
    ],
    [
      'what a variable says of its own account',
      decrypt({ AWS: ACCOUNT }, { StringEquals: { 'aws:PrincipalTag/a': '${aws:ResourceTag/a}' } }),
    ],
  ])('%s are not', (_name, statement) => {
    expect(found(keyFrom([], [statement]))).toEqual([]);
  });
});

describe('a unique id', () => {
  const [ROLE_ID, OTHER_ID] = ['AROAEVILEVILEVILEVIL0', 'AIDAEVILEVILEVILEVIL0'];
  const byId = (...ids: readonly string[]): JsonObject => decrypt({ AWS: ids });

  test('that a key newly names is told, however little it says of whose it is', () => {
    const check = keyFrom([], [byId(ROLE_ID)]);
    expect(found(check)).toEqual([`new-hole ${KEY_PLACE}`]);
    expect(check.findings[0]?.message).toContain(`whoever has the id ${ROLE_ID} may`);
    expect(found(keyFrom([byId(ROLE_ID)], [byId(ROLE_ID, OTHER_ID)]))).toEqual([`new-hole ${KEY_PLACE}`]);
    expect(found(keyFrom([], [decrypt({ AWS: ROLE_ID }, undefined, 'kms:Encrypt')]))).toEqual([`new-hole ${KEY_PLACE}`]);
    const ofAccount = decrypt({ AWS: ROLE_ID }, { StringEquals: { 'aws:PrincipalAccount': FOREIGN } });
    expect(found(keyFrom([], [ofAccount]))).toEqual([`new-hole ${KEY_PLACE}`]);
  });

  test('that was there may stay, and go', () => {
    expect(found(keyFrom([byId(ROLE_ID)], [{ ...byId(ROLE_ID), Sid: 'Other' }]))).toEqual([]);
    expect(found(keyFrom([byId(ROLE_ID, OTHER_ID)], [byId(OTHER_ID)]))).toEqual([]);
  });

  test('that a trust policy newly names is told', () => {
    expect(found(trustFrom([TRUST], [TRUST, trusts({ AWS: OTHER_ID })]))).toEqual([`new-hole ${TRUST_PLACE}`]);
    expect(found(trustFrom([TRUST, trusts({ AWS: OTHER_ID })], [TRUST, trusts({ AWS: OTHER_ID })]))).toEqual([]);
  });
});

describe('services', () => {
  const forAccounts = (operator: string, ...accounts: readonly string[]): JsonObject =>
    decrypt({ Service: 's3.amazonaws.com' }, { [operator]: { 'aws:SourceAccount': accounts } });
  test.each<[name: string, statement: JsonObject, expected: readonly string[]]>([
    ['its own account and another', forAccounts('StringEquals', ACCOUNT, FOREIGN), ['new-hole']],
    ['all but its own account', forAccounts('StringNotEquals', ACCOUNT), ['new-hole']],
    ['its own account', forAccounts('StringEquals', ACCOUNT), []],
    [
      'what lies in its own account',
      decrypt({ Service: 's3.amazonaws.com' }, { ArnLike: { 'aws:SourceArn': `arn:aws:logs:*:${ACCOUNT}:*` } }),
      [],
    ],
  ])('that act for %s', (_name, statement, expected) => {
    expect(found(keyFrom([], [statement]))).toEqual(expected.map((rule) => `${rule} ${KEY_PLACE}`));
  });
});

describe('actions on a key', () => {
  test.each([
    'RevokeGrant',
    'DeleteImportedKeyMaterial',
    'ImportKeyMaterial',
    'UpdatePrimaryRegion',
    'DisableKeyRotation',
    'CancelKeyDeletion',
    'PutKeyPolicy',
    'TagResource',
    'DeriveSharedSecret',
    'GenerateDataKeyPair',
    'GenerateMac',
    'Sign',
  ])('%s alone is told of a foreign account, and not of its own', (action) => {
    expect(found(keyFrom([], [decrypt(EVIL, undefined, `kms:${action}`)]))).toEqual([`new-hole ${KEY_PLACE}`]);
    expect(found(keyFrom([], [decrypt({ AWS: `arn:aws:iam::${ACCOUNT}:role/App` }, undefined, `kms:${action}`)]))).toEqual([]);
  });

  test.each(['GetKeyRotationStatus', 'GetPublicKey', 'ListGrants', 'ListResourceTags'])('%s is only a look', (action) => {
    expect(found(keyFrom([], [decrypt(EVIL, undefined, `kms:${action}`)]))).toEqual([]);
  });
});

describe('sharing snapshots', () => {
  const sharing = (Condition: JsonObject): JsonObject =>
    allow({ Action: 'ec2:ModifySnapshotAttribute', Resource: 'arn:aws:ec2:*::snapshot/*', Condition });
  const needFrom = (before: Statements, after: Statements) =>
    checked(edited(change('aws_iam_role_policy.need', inline('need', ...before), inline('need', ...after))));
  const others = NEED.filter(({ Action }) => Action !== 'ec2:ModifySnapshotAttribute');
  const both = [...others, sharing({ StringEquals: { 'ec2:Add/userId': [PLATFORM_ACCOUNT, FOREIGN] } })];

  test.each<[name: string, after: Statements]>([
    ['one more account', both],
    ['one more statement', [...NEED, sharing({ StringEquals: { 'ec2:Add/userId': FOREIGN } })]],
    ['a pattern', [...NEED, sharing({ StringLike: { 'ec2:Add/userId': '6*' } })]],
  ])('with %s is told, and not when it goes', (_name, after) => {
    expect(found(needFrom(NEED, after))).toEqual([`new-hole ${NEED_PLACE}`]);
    expect(found(needFrom(after, NEED))).toEqual([]);
  });

  test('with the platform, written once more, is not', () => {
    expect(found(needFrom(NEED, [...NEED, sharing({ StringLike: { 'ec2:Add/userId': PLATFORM_ACCOUNT } })]))).toEqual([]);
  });
});

describe('a role that was none of ours by whom it trusted', () => {
  const [OWN, LAMBDA] = [trusts({ AWS: `arn:aws:iam::${ACCOUNT}:root` }), trusts({ Service: 'lambda.amazonaws.com' })];
  test.each<[name: string, before: JsonObject, after: Statements, expected: readonly string[]]>([
    ['its own account', OWN, [trusts('*'), trusts({ AWS: PLATFORM })], ['new-hole']],
    ['its own account, and then a foreign one', OWN, [trusts('*'), trusts(EVIL)], ['new-hole']],
    ['a service', LAMBDA, [trusts('*'), trusts({ AWS: PLATFORM })], ['new-hole']],
    ['a service, and then a foreign account', LAMBDA, [trusts('*'), trusts(EVIL)], ['new-hole']],
    ['its own account, and then the platform', OWN, [TRUST], []],
    ['a service, and then the platform', LAMBDA, [TRUST], []],
    ['a service, and then nobody new', LAMBDA, [{ ...LAMBDA, Sid: 'L' }], []],
  ])('%s', (_name, before, after, expected) => {
    const check = trustFrom([before], after);
    expect(found(check)).toEqual(expected.map((rule) => `${rule} ${TRUST_PLACE}`));
    expect(check.findings.flatMap(({ details }) => details.map(({ what }) => what)).join('\n')).not.toContain(PLATFORM);
  });
});

describe('identities of a provider', () => {
  const KEY = 'token.actions.githubusercontent.com:sub';
  const [MAIN, OTHER] = ['repo:acme/infra:ref:refs/heads/main', 'repo:evil/infra:ref:refs/heads/main'];
  const federated = (Condition: JsonObject, Action: string = 'sts:AssumeRoleWithWebIdentity'): JsonObject =>
    allow({
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
      Action,
      ...(Object.keys(Condition).length > 0 && { Condition }),
    });
  const [ONE, ALL] = [federated({ StringEquals: { [KEY]: MAIN } }), federated({ StringLike: { [KEY]: '*' } })];

  test.each<[name: string, before: Statements, after: Statements]>([
    ['any instead of one', [ONE], [ALL]],
    ['one more', [ONE], [federated({ StringEquals: { [KEY]: [MAIN, OTHER] } })]],
    ['a whole repository', [ONE], [federated({ StringLike: { [KEY]: 'repo:acme/infra:*' } })]],
    ['those that show no subject', [ONE], [federated({ StringEqualsIfExists: { [KEY]: MAIN } })]],
    ['some of an audience less', [federated({ StringEquals: { [KEY]: MAIN, 'token.actions.githubusercontent.com:aud': 'a' } })], [ONE]],
  ])('%s are told, and not the other way round', (_name, before, after) => {
    expect(found(trustFrom([TRUST, ...before], [TRUST, ...after]))).toEqual([`new-hole ${TRUST_PLACE}`]);
    expect(found(trustFrom([TRUST, ...after], [TRUST, ...before]))).toEqual([]);
  });

  test('another repository is told', () => {
    expect(found(trustFrom([TRUST, ONE], [TRUST, federated({ StringEquals: { [KEY]: OTHER } })]))).toEqual([`new-hole ${TRUST_PLACE}`]);
  });

  test.each<[name: string, after: JsonObject]>([
    ['the same as a pattern', federated({ StringLike: { [KEY]: MAIN } })],
    ['the same and what nobody acts by', federated({}, 'sts:TagSession')],
  ])('%s are not', (_name, after) => {
    expect(found(trustFrom([TRUST, ONE], [TRUST, ONE, after]))).toEqual([]);
  });
});
