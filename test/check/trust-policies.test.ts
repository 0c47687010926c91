import type { JsonObject } from '../../src/policy/policy-json';
import { ACCOUNT, checked, edited, FOREIGN, found, letters, PLATFORM, PLATFORM_ACCOUNT, role, TRUST } from './base-plan';
import { allow, change, policy } from './plan-json';

const PLACE = 'aws_iam_role.target.assume_role_policy';
const trusts = (Principal: JsonObject | string, more: JsonObject = {}): JsonObject =>
  allow({ Principal, Action: 'sts:AssumeRole', ...more });
const asking = (Condition: JsonObject): JsonObject => trusts({ AWS: PLATFORM }, { Condition });
const from = (before: readonly JsonObject[], after: readonly JsonObject[]) =>
  checked(edited(change('aws_iam_role.target', role('CadoResponseRole', policy(...before)), role('CadoResponseRole', policy(...after)))));
const OIDC = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const federated = (Condition?: JsonObject): JsonObject =>
  allow({ Principal: { Federated: OIDC }, Action: 'sts:AssumeRoleWithWebIdentity', ...(Condition !== undefined && { Condition }) });
const ONE_REPOSITORY = { StringEquals: { 'token.actions.githubusercontent.com:sub': 'repo:acme/infra:ref:refs/heads/main' } };

describe('whom the target’s role trusts newly', () => {
  test.each<[who: string, statement: JsonObject, words: string]>([
    ['a foreign account', trusts({ AWS: `arn:aws:iam::${FOREIGN}:root` }), `the account ${FOREIGN}`],
    ['a foreign role', trusts({ AWS: `arn:aws:iam::${FOREIGN}:role/Evil` }), 'role/Evil'],
    [
      'a foreign user who shows the external id',
      trusts({ AWS: `arn:aws:iam::${FOREIGN}:user/evil` }, { Condition: { StringEquals: { 'sts:ExternalId': 'e-1' } } }),
      'user/evil',
    ],
    ['another role of its own account', trusts({ AWS: `arn:aws:iam::${ACCOUNT}:role/Intern` }), 'role/Intern'],
    ['its own account', trusts({ AWS: `arn:aws:iam::${ACCOUNT}:root` }), `the account ${ACCOUNT}`],
    ['another role of the platform’s account', trusts({ AWS: `arn:aws:iam::${PLATFORM_ACCOUNT}:role/Intern` }), 'role/Intern'],
    ['the platform’s whole account', trusts({ AWS: `arn:aws:iam::${PLATFORM_ACCOUNT}:root` }), `the account ${PLATFORM_ACCOUNT}`],
    ['everybody', trusts('*'), 'everybody'],
    ['Lambda', trusts({ Service: 'lambda.amazonaws.com' }), 'lambda.amazonaws.com'],
    ['EC2', trusts({ Service: 'ec2.amazonaws.com' }), 'through EC2'],
    ['any workflow of anybody', federated(), `any identity of ${OIDC}`],
    ['workflows of one repository', federated(ONE_REPOSITORY), `identities of ${OIDC}`],
  ])('%s is told', (_who, statement, words) => {
    const result = from([TRUST], [TRUST, statement]);
    expect(found(result)).toEqual([`new-hole ${PLACE}`]);
    expect(result.findings[0]?.details.map(({ message }) => message).join('\n')).toContain(words);
  });

  test.each<[name: string, before: readonly JsonObject[], after: readonly JsonObject[]]>([
    [
      'the same in another form',
      [TRUST],
      [
        trusts(
          { AWS: `arn:aws:iam::${PLATFORM_ACCOUNT}:root` },
          { Condition: { ArnEquals: { 'aws:PrincipalArn': PLATFORM }, StringEquals: { 'sts:ExternalId': 'e-1' } } },
        ),
      ],
    ],
    [
      'a Deny for everybody else',
      [TRUST],
      [TRUST, { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: { ArnNotEquals: { 'aws:PrincipalArn': PLATFORM } } }],
    ],
    ['one repository instead of all', [TRUST, federated()], [TRUST, federated(ONE_REPOSITORY)]],
    ['a foreign account less', [TRUST, trusts({ AWS: FOREIGN })], [TRUST]],
    ['nothing new', [TRUST, trusts({ AWS: FOREIGN })], [trusts({ AWS: FOREIGN }), TRUST]],
  ])('%s is none of it', (_name, before, after) => {
    expect(found(from(before, after))).toEqual([]);
  });

  const [OLD, ARN] = [`arn:aws:iam::${PLATFORM_ACCOUNT}:role/OldCadoResponseRole`, 'aws:PrincipalArn'];
  const EVERY = trusts({ AWS: `arn:aws:iam::${PLATFORM_ACCOUNT}:root` });
  const denies = (elements: JsonObject): JsonObject => ({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', ...elements });
  test.each<[how: string, before: readonly JsonObject[], after: readonly JsonObject[]]>([
    ['by its ARN', [EVERY, denies({ Condition: { ArnEquals: { [ARN]: OLD } } })], [EVERY]],
    ['as a principal', [TRUST, denies({ Principal: { AWS: OLD } })], [TRUST, trusts({ AWS: OLD })]],
    ['by an exception', [trusts({ AWS: PLATFORM_ACCOUNT }, { Condition: { ArnNotEquals: { [ARN]: OLD } } })], [EVERY]],
  ])('a role of ours by its name that was kept out %s is told', (_how, before, after) => {
    const result = from(before, after);
    expect(found(result)).toEqual([`new-hole ${PLACE}`]);
    expect(result.findings[0]?.details.map(({ message }) => message).join('\n')).toContain(OLD);
  });

  test('a provider that is no longer limited is told', () => {
    expect(found(from([TRUST, federated(ONE_REPOSITORY)], [TRUST, federated()]))).toEqual([`new-hole ${PLACE}`]);
  });
});

describe('what the target’s role asks of the platform', () => {
  const ID = (id: string): JsonObject => asking({ StringEquals: { 'sts:ExternalId': id } });
  const ORGANISATION = (id: string): JsonObject => asking({ StringEquals: { 'sts:ExternalId': 'e-1', 'aws:PrincipalOrgID': id } });
  test.each<[name: string, before: JsonObject, after: JsonObject, expected: readonly string[]]>([
    ['another external id', ID('e-1'), ID('e-2'), ['lost-path']],
    ['no external id any more', ID('e-1'), trusts({ AWS: PLATFORM }), ['new-hole']],
    ['an external id for the first time', trusts({ AWS: PLATFORM }), ID('e-1'), ['possible-loss']],
    ['another organisation', ORGANISATION('o-aaaaaaaaaa'), ORGANISATION('o-bbbbbbbbbb'), ['lost-path']],
    ['no organisation any more', ORGANISATION('o-aaaaaaaaaa'), ID('e-1'), ['new-hole']],
    ['an organisation for the first time', ID('e-1'), ORGANISATION('o-aaaaaaaaaa'), ['possible-loss']],
    [
      'an address of its own',
      ID('e-1'),
      asking({ StringEquals: { 'sts:ExternalId': 'e-1' }, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
      ['possible-loss'],
    ],
    [
      'MFA',
      ID('e-1'),
      asking({ StringEquals: { 'sts:ExternalId': 'e-1' }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      ['lost-path'],
    ],
    ['one more external id', ID('e-1'), asking({ StringEquals: { 'sts:ExternalId': ['e-1', 'e-2'] } }), ['new-hole']],
    ['ids by a pattern', ID('e-1'), asking({ StringLike: { 'sts:ExternalId': 'e-*' } }), ['new-hole']],
    ['one of two external ids', asking({ StringEquals: { 'sts:ExternalId': ['e-1', 'e-2'] } }), ID('e-1'), []],
    ['the same id as a list', ID('e-1'), asking({ StringEquals: { 'sts:ExternalId': ['e-1'] } }), []],
  ])('%s', (_name, before, after, expected) => {
    expect(found(from([before], [after]))).toEqual(expected.map((rule) => `${rule} ${PLACE}`));
  });

  test('what was said of the import decides', () => {
    const changes = edited(
      change(
        'aws_iam_role.target',
        role('CadoResponseRole', policy(trusts({ AWS: PLATFORM }))),
        role('CadoResponseRole', policy(ID('e-1'))),
      ),
    );
    expect(found(checked(changes, { externalId: 'e-1' }))).toEqual([]);
    expect(found(checked(changes, { externalId: 'e-9' }))).toEqual([`lost-path ${PLACE}`]);
  });

  test('another platform is a loss and a hole', () => {
    const result = from([TRUST], [trusts({ AWS: `${PLATFORM}New` })]);
    expect(found(result)).toEqual([`lost-path ${PLACE}`, `new-hole ${PLACE}`]);
    expect(result.findings.map(letters)[0]).toContain('B');
  });
});

describe('whom the platform’s role trusts', () => {
  const own = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
  const INSTANCE = trusts({ AWS: own('CadoResponseInstanceRole') });
  const ASSUMES = {
    role: 'CadoResponseRole',
    name: 'own',
    policy: policy(allow({ Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${FOREIGN}:role/CadoResponseRole` })),
  };
  const platform = (before: JsonObject | null, after: JsonObject) =>
    checked([
      change('aws_iam_role.platform', before && role('CadoResponseRole', policy(before)), role('CadoResponseRole', policy(after))),
      change('aws_iam_role_policy.own', before && ASSUMES, ASSUMES),
    ]);

  test.each<[name: string, before: JsonObject | null, after: JsonObject, expected: readonly string[]]>([
    ['another instance’s role', INSTANCE, trusts({ AWS: own('Other') }), ['new-hole']],
    ['one more', INSTANCE, trusts({ AWS: [own('CadoResponseInstanceRole'), own('Other')] }), ['new-hole']],
    ['a foreign account', INSTANCE, trusts({ AWS: [own('CadoResponseInstanceRole'), `arn:aws:iam::${FOREIGN}:root`] }), ['new-hole']],
    ['the same', INSTANCE, { ...INSTANCE, Sid: 'Again' }, []],
    ['its instance, when it is created', null, INSTANCE, []],
    [
      'a foreign role besides, when it is created',
      null,
      trusts({ AWS: [own('CadoResponseInstanceRole'), `arn:aws:iam::${FOREIGN}:role/Evil`] }),
      ['new-hole'],
    ],
  ])('%s', (_name, before, after, expected) => {
    expect(found(platform(before, after))).toEqual(expected.map((rule) => `${rule} aws_iam_role.platform.assume_role_policy`));
  });
});

describe('the platform’s role, which EC2 gives to its instance', () => {
  const [EC2, SSM] = ['ec2', 'ssm'].map((name) => trusts({ Service: `${name}.amazonaws.com` }));
  const platform = (...statements: readonly (JsonObject | undefined)[]): JsonObject =>
    role('CadoResponseRole', policy(...statements.filter((one) => one !== undefined)), { arn: PLATFORM });
  const changed = (after: readonly (JsonObject | undefined)[]) =>
    found(checked(edited(change('aws_iam_role.platform', platform(EC2, SSM), platform(...after)))));
  const LOST = ['lost-path aws_iam_role.platform.assume_role_policy'];
  const deny = { Effect: 'Deny', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };

  test.each<[what: string, after: readonly (JsonObject | undefined)[], expected: readonly string[]]>([
    ['trusts another service alone', [SSM], LOST],
    ['is denied to EC2', [EC2, SSM, deny], LOST],
    ['trusts EC2 for something else', [SSM, allow({ Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:TagSession' })], LOST],
    ['trusts EC2 as before', [EC2], []],
  ])('%s', (_what, after, expected) => {
    expect(changed(after)).toEqual(expected);
  });

  test('may trust the instance’s own role instead', () => {
    const own = trusts({ AWS: `arn:aws:iam::${PLATFORM_ACCOUNT}:role/CadoResponseInstanceRole` });
    expect(changed([own]).filter((one) => one.startsWith('lost-path'))).toEqual([]);
  });
});
