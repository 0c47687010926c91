import type { JsonObject } from '../../src/policy/policy-json';
import {
  ACCOUNT,
  checked,
  edited,
  FOREIGN,
  found,
  GRANT,
  grant,
  GRANTED_ARN,
  key,
  KEY_ARN,
  letters,
  PLATFORM,
  PLATFORM_ACCOUNT,
  ROOT,
  TARGET,
  USE,
} from './base-plan';
import { allow, change, policy, same } from './plan-json';

const BEFORE = policy(ROOT, USE, GRANT);
const withStatements = (...statements: readonly JsonObject[]) =>
  checked(edited(change('aws_kms_key.volumes', key(KEY_ARN, BEFORE), key(KEY_ARN, policy(...statements)))));
const added = (statement: JsonObject) => withStatements(ROOT, USE, GRANT, statement);
const to = (Principal: JsonObject | string, Action: string | readonly string[] = 'kms:Decrypt', Condition?: JsonObject): JsonObject =>
  allow({ Sid: 'S', Principal, Action, Resource: '*', ...(Condition !== undefined && { Condition }) });
const PLACE = 'aws_kms_key.volumes.policy';

test('of keys that share an id, as a replica and its primary do, each has its own policy', () => {
  const id = 'mrk-11111111111141118111111111111111';
  const arnIn = (region: string): string => `arn:aws:kms:${region}:${ACCOUNT}:key/${id}`;
  const place = (region: string): JsonObject => ({ key_id: id, arn: arnIn(region) });
  const regions = { root_module: { resources: [] as JsonObject[] }, provider_config: {} as Record<string, JsonObject> };
  const of = (address: string, provider: string): void => {
    const [type = '', name = ''] = address.split('.');
    regions.root_module.resources.push({ address, mode: 'managed', type, name, provider_config_key: provider, expressions: {} });
  };
  for (const [provider, region, key_, policy_] of [
    ['aws', 'eu-west-1', 'aws_kms_key.m', 'aws_kms_key_policy.one'],
    ['aws.us', 'us-east-1', 'aws_kms_replica_key.m', 'aws_kms_key_policy.two'],
  ] as const) {
    regions.provider_config[provider] = { name: 'aws', expressions: { region: { constant_value: region } } };
    of(key_, provider);
    of(policy_, provider);
  }
  const own = (...more: readonly JsonObject[]): JsonObject => ({ key_id: id, policy: policy(ROOT, USE, GRANT, ...more) });
  const open = to({ AWS: `arn:aws:iam::${FOREIGN}:root` }, 'kms:*');
  const opened = (one: boolean) => [
    ...edited(),
    same('aws_kms_key.m', place('eu-west-1')),
    same('aws_kms_replica_key.m', place('us-east-1')),
    change('aws_kms_key_policy.one', own(), one ? own(open) : own()),
    change('aws_kms_key_policy.two', own(), one ? own() : own(open)),
  ];
  const rules = (one: boolean) => found(checked(opened(one), {}, { configuration: regions }));
  expect([rules(true), rules(false)]).toEqual([['new-hole aws_kms_key_policy.one.policy'], ['new-hole aws_kms_key_policy.two.policy']]);
});

describe('a key policy that nobody could change any more', () => {
  const ADMIN = to({ AWS: `arn:aws:iam::${ACCOUNT}:role/KeyAdmin` }, ['kms:Put*', 'kms:Get*']);
  const DENY: JsonObject = { Sid: 'D', Effect: 'Deny', Principal: '*', Action: 'kms:PutKeyPolicy', Resource: '*' };
  const READER = { ...ROOT, Action: ['kms:Describe*', 'kms:Get*'] };
  const ADMIN_ARN = `arn:aws:iam::${ACCOUNT}:role/KeyAdmin`;
  const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/KeyAdmin/anna`;
  const ofAccount = (operator: string): JsonObject => ({ [operator]: { 'aws:PrincipalAccount': ACCOUNT } });
  const but = (role: string, operator = 'ArnNotEquals'): JsonObject => ({
    ...DENY,
    Condition: { [operator]: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/${role}` } },
  });
  const butArn = (arn: string): JsonObject => ({ ...DENY, Condition: { ArnNotLike: { 'aws:PrincipalArn': arn } } });
  const everyArn = (arn: string): JsonObject => ({ ...DENY, Condition: { ArnLike: { 'aws:PrincipalArn': arn } } });
  const butBy = (...AWS: readonly string[]): JsonObject => {
    const { Principal: _everybody, ...deny } = DENY;
    return { ...deny, NotPrincipal: { AWS } };
  };
  test.each<[what: string, before: readonly JsonObject[], after: readonly JsonObject[], expected: readonly string[]]>([
    ['without any administrator', [ROOT], [READER], [`lockout ${PLACE}`]],
    ['with a Deny for everybody', [ROOT], [ROOT, DENY], [`lockout ${PLACE}`]],
    ['with another administrator', [ROOT], [READER, ADMIN], []],
    ['with a Deny for another key', [ROOT], [ROOT, { ...DENY, Resource: KEY_ARN.replace('key/1', 'key/2') }], []],
    ['with a Deny for the account by its number', [ROOT], [ROOT, { ...DENY, Condition: ofAccount('StringEquals') }], [`lockout ${PLACE}`]],
    ['with a Deny for every other account', [ROOT], [ROOT, { ...DENY, Condition: ofAccount('StringNotEquals') }], []],
    ['with a Deny that spares another role than the administrator', [ADMIN], [ADMIN, but('KeyAdm')], [`lockout ${PLACE}`]],
    ['with a Deny that spares the administrator', [ADMIN], [ADMIN, but('KeyAdmin')], []],
    [
      'with a Deny that spares another role, beside a pattern for readers',
      [ADMIN],
      [ADMIN, but('KeyAdm'), { ...READER, Sid: 'R', Condition: { StringLike: { 'aws:PrincipalArn': '*:role/ReadOnly*' } } }],
      [`lockout ${PLACE}`],
    ],
    ['with a Deny for every ARN', [ROOT], [ROOT, everyArn('arn:*:*:*:*:*')], [`lockout ${PLACE}`]],
    ['with a Deny for every ARN of another partition', [ROOT], [ROOT, everyArn('arn:aws-cn:*:*:*:*')], []],
    ['with Denies that spare some together', [ROOT], [ROOT, but('Admin*', 'ArnNotLike'), but('*-prod', 'ArnNotLike')], []],
    ['with a Deny that spares roles by a pattern', [ROOT], [ROOT, but('Admin*', 'ArnNotLike')], []],
    [
      'with a Deny that spares whoever fits a text',
      [ROOT],
      [ROOT, { ...DENY, Condition: { StringNotLike: { 'aws:PrincipalArn': '*Admin' } } }],
      [],
    ],
    [
      'with a Deny that asks for MFA',
      [ROOT],
      [ROOT, { ...DENY, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }],
      [],
    ],
    ['with a Deny that spares a role and none of its sessions', [ROOT], [ROOT, butBy(ADMIN_ARN)], [`lockout ${PLACE}`]],
    ['with a Deny that spares a role by a variable', [ROOT], [ROOT, butArn('arn:aws:iam::${aws:PrincipalAccount}:role/BreakGlass')], []],
    ['with a Deny that spares roles by a pattern across parts', [ADMIN], [ADMIN, butArn('arn:aws:*KeyAdmin')], []],
    ['with a Deny that spares a session', [ROOT], [ROOT, butBy(ADMIN_ARN, SESSION_ARN)], []],
    [
      'with an account under a condition that nobody of it meets',
      [ROOT],
      [{ ...ROOT, Condition: ofAccount('StringNotEquals') }],
      [`lockout ${PLACE}`],
    ],
    [
      'with an account in an organisation',
      [ROOT],
      [{ ...ROOT, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abc1234567' } } }],
      [],
    ],
    ['as it was before', [READER], [READER, { ...USE, Sid: 'Again' }], []],
    ['and that gets an administrator', [READER], [ROOT], []],
  ])('%s', (_what, before, after, expected) => {
    const check = checked(
      edited(change('aws_kms_key.volumes', key(KEY_ARN, policy(...before, USE, GRANT)), key(KEY_ARN, policy(...after, USE, GRANT)))),
    );
    expect(found(check).filter((one) => one.startsWith('lockout'))).toEqual(expected);
    expect(check.findings.find(({ rule }) => rule === 'lockout')?.severity).toBe(expected.length === 0 ? undefined : 'error');
  });

  test('since its administrator is destroyed', () => {
    const volumes = same('aws_kms_key.volumes', key(KEY_ARN, policy(READER, ADMIN, USE, GRANT)));
    const admin = { name: 'KeyAdmin', path: '/', arn: `arn:aws:iam::${ACCOUNT}:role/KeyAdmin`, assume_role_policy: policy(ROOT) };
    expect(found(checked([...edited(volumes), change('aws_iam_role.admin', admin, null)]))).toEqual([`lockout ${PLACE}`]);
    expect(found(checked([...edited(volumes), same('aws_iam_role.admin', admin)]))).toEqual([]);
  });

  test('is told of a key that is created', () => {
    const { arn: _arn, key_id: _id, ...made } = key(KEY_ARN, policy(READER, USE, GRANT));
    const check = checked([...edited(), change('aws_kms_key.new', null, made, { unknown: { arn: true, key_id: true } })]);
    expect(found(check)).toContain('lockout aws_kms_key.new.policy');
    const owned = { ...made, policy: policy(READER, { ...ADMIN, Principal: { AWS: FOREIGN } }, USE, GRANT) };
    const elsewhere = checked([...edited(), change('aws_kms_key.new', null, owned, { unknown: { arn: true, key_id: true } })]);
    expect(found(elsewhere)).not.toContain('lockout aws_kms_key.new.policy');
  });
});

describe('whom a key policy lets in', () => {
  test.each<[who: string, statement: JsonObject, words: string]>([
    ['the root of a foreign account', to({ AWS: `arn:aws:iam::${FOREIGN}:root` }, 'kms:*'), `the account ${FOREIGN}`],
    ['a foreign account by its number', to({ AWS: FOREIGN }, ['kms:Decrypt', 'kms:CreateGrant']), `the account ${FOREIGN}`],
    ['a foreign role', to({ AWS: `arn:aws:iam::${FOREIGN}:role/Evil` }), `arn:aws:iam::${FOREIGN}:role/Evil`],
    [
      'a foreign role of our name',
      to({ AWS: `arn:aws:iam::${FOREIGN}:role/CadoResponseRole` }),
      `arn:aws:iam::${FOREIGN}:role/CadoResponseRole`,
    ],
    ['a foreign user', to({ AWS: `arn:aws:iam::${FOREIGN}:user/evil` }), `arn:aws:iam::${FOREIGN}:user/evil`],
    ['another role of the platform’s account', to({ AWS: `arn:aws:iam::${PLATFORM_ACCOUNT}:role/Intern` }), 'role/Intern'],
    ['everybody', to('*', 'kms:*'), 'everybody'],
    [
      'everybody from everywhere',
      to('*', 'kms:*', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }),
      'everybody with aws:SourceIp 0.0.0.0/0',
    ],
    [
      'an organisation',
      to({ AWS: '*' }, 'kms:Decrypt', { StringEquals: { 'aws:PrincipalOrgID': 'o-abc1234567' } }),
      'aws:PrincipalOrgID o-abc1234567',
    ],
    ['a unit of it', to('*', 'kms:*', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-abc/*'] } }), 'aws:PrincipalOrgPaths'],
    ['everybody with a tag', to('*', 'kms:*', { StringLike: { 'aws:PrincipalTag/team': '*' } }), 'aws:PrincipalTag/team'],
    ['an account by kms:CallerAccount', to('*', 'kms:*', { StringEquals: { 'kms:CallerAccount': FOREIGN } }), `the account ${FOREIGN}`],
    [
      'roles by a pattern',
      to('*', 'kms:*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin*' } }),
      'arn:aws:iam::*:role/Admin*',
    ],
    ['a service that acts for anybody', to({ Service: 's3.amazonaws.com' }, 'kms:*'), 'the service s3.amazonaws.com'],
  ])('%s is told', (_who, statement, words) => {
    const check = added(statement);
    expect(found(check)).toEqual([`new-hole ${PLACE}`]);
    expect(check.findings[0]?.details[0]?.message).toContain(words);
  });

  test.each<[who: string, statement: JsonObject]>([
    ['a role of the key’s account', to({ AWS: `arn:aws:iam::${ACCOUNT}:role/App` })],
    [
      'a role that AWS made for a service there',
      to({ AWS: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/X` }, 'kms:CreateGrant'),
    ],
    [
      'the key’s account through a service',
      to('*', 'kms:Decrypt', { StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': 'rds.eu-west-1.amazonaws.com' } }),
    ],
    ['a service that only encrypts', to({ Service: 'cloudtrail.amazonaws.com' }, 'kms:GenerateDataKey*')],
    [
      'a service for the key’s account',
      to({ Service: 'logs.eu-west-1.amazonaws.com' }, 'kms:*', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }),
    ],
    ['somebody who only looks', to({ AWS: `arn:aws:iam::${FOREIGN}:root` }, ['kms:DescribeKey', 'kms:GetKeyPolicy'])],
    ['the platform as it is', USE],
  ])('%s is none of it', (_who, statement) => {
    expect(found(added(statement))).toEqual([]);
  });

  test('who was let in before is not let in newly, however it is written', () => {
    const old = to({ AWS: `arn:aws:iam::${FOREIGN}:root` }, 'kms:*');
    const narrower = to({ AWS: [`arn:aws:iam::${FOREIGN}:role/Reader`] });
    expect(
      found(checked(edited(change('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT, old)), key(KEY_ARN, policy(ROOT, narrower)))))),
    ).toEqual([]);
  });

  test('a Deny that goes lets in whom it kept out, at the Deny', () => {
    const everybody = to('*', 'kms:Decrypt');
    const deny = {
      Sid: 'Own',
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } },
    };
    const result = checked(
      edited(change('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT, everybody, deny)), key(KEY_ARN, policy(ROOT, everybody)))),
    );
    expect(found(result)).toEqual([`new-hole ${PLACE}`]);
    expect(
      found(checked(edited(change('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT, everybody, deny)), key(KEY_ARN, policy(ROOT, deny)))))),
    ).toEqual([]);
  });

  test('a condition that goes lets in whoever did not meet it', () => {
    const reader = { AWS: `arn:aws:iam::${FOREIGN}:role/Reader` };
    const bound = to(reader, 'kms:Decrypt', { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } });
    expect(
      found(checked(edited(change('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT, bound)), key(KEY_ARN, policy(ROOT, to(reader))))))),
    ).toEqual([`new-hole ${PLACE}`]);
    expect(
      found(checked(edited(change('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT, to(reader))), key(KEY_ARN, policy(ROOT, bound)))))),
    ).toEqual([]);
  });
});

describe('paths of a key', () => {
  test.each<[change: string, statements: readonly JsonObject[], lost: string]>([
    ['the platform is left out', [ROOT], 'F H'],
    ['Decrypt is left out', [ROOT, { ...USE, Action: ['kms:DescribeKey', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'] }, GRANT], 'F H'],
    ['its own account is left out', [{ ...ROOT, Action: ['kms:Put*', 'kms:Describe*'] }, USE, GRANT], 'B F J'],
    [
      'a Deny for everybody',
      [ROOT, USE, GRANT, { Sid: 'D', Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }],
      'B F H J',
    ],
  ])('are lost where %s, and told once', (_name, statements, lost) => {
    const result = withStatements(...statements);
    expect(found(result)).toEqual([`lost-path ${PLACE}`]);
    expect(result.findings.map(letters)).toEqual([lost]);
  });

  test('what denies is mended by narrowing it', () => {
    const [finding] = withStatements(ROOT, USE, GRANT, {
      Sid: 'D',
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:Decrypt',
      Resource: '*',
    }).findings;
    expect(finding?.message).toContain('denied by D of aws_kms_key.volumes.policy');
    expect(finding?.mend).toMatch(/^Narrow the Deny/);
  });

  test.each<[change: string, statements: readonly JsonObject[]]>([
    ['statements change places', [GRANT, USE, ROOT]],
    ['a list of one is written as one', [{ ...ROOT, Action: ['kms:*'] }, USE, { ...GRANT, Action: ['kms:CreateGrant'] }]],
    [
      'a statement is split',
      [
        ROOT,
        { ...USE, Action: ['kms:DescribeKey', 'kms:Decrypt'] },
        { ...USE, Sid: 'Use2', Action: ['kms:ReEncrypt*', 'kms:GenerateDataKey*'] },
        GRANT,
      ],
    ],
    ['another Sid', [ROOT, { ...USE, Sid: 'Forensics' }, GRANT]],
    [
      'a Deny of what nobody here does',
      [ROOT, USE, GRANT, { Sid: 'D', Effect: 'Deny', Principal: '*', Action: 'kms:ScheduleKeyDeletion', Resource: '*' }],
    ],
    [
      'a Deny without TLS',
      [
        ROOT,
        USE,
        GRANT,
        {
          Sid: 'D',
          Effect: 'Deny',
          Principal: '*',
          Action: 'kms:*',
          Resource: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    ],
  ])('stay where %s', (_name, statements) => {
    expect(found(withStatements(...statements))).toEqual([]);
  });

  test.each<[what: string, statement: JsonObject, rules: readonly string[]]>([
    ['grants to oneself', { ...GRANT, Sid: 'S', Condition: {} }, ['new-hole']],
    ['administration by the target', to({ AWS: TARGET }, 'kms:*'), ['new-hole']],
    ['what the platform cannot do across accounts', to({ AWS: PLATFORM }, 'kms:PutKeyPolicy'), ['beyond-need']],
  ])('that open %s are told', (_what, statement, rules) => {
    const { findings } = added(statement);
    expect(findings.map(({ rule, place }) => [rule, place])).toEqual(rules.map((rule) => [rule, PLACE]));
  });
});

describe('a policy that is a resource of its own', () => {
  const SEPARATE = 'module.k.aws_kms_key.this';
  const bare = key(KEY_ARN, BEFORE);
  /** The key shows what was there, whatever becomes of the resource. It stands behind it. */
  const separate = (before: string | null, after: string | null, actions?: readonly string[]) =>
    checked(
      edited(
        change('aws_kms_key.volumes', null, null, { actions: ['no-op'] }),
        change(
          'aws_kms_key_policy.p',
          before === null ? null : { key_id: bare['key_id'] ?? '', policy: before },
          after === null ? null : { key_id: bare['key_id'] ?? '', policy: after },
          actions === undefined ? {} : { actions },
        ),
        change(SEPARATE, bare, bare),
      ),
    );

  test.each<[name: string, after: string, expected: readonly string[]]>([
    ['loses the platform', policy(ROOT), ['lost-path aws_kms_key_policy.p.policy']],
    ['lets everybody in', policy(ROOT, USE, GRANT, to('*', 'kms:*')), ['new-hole aws_kms_key_policy.p.policy']],
    ['stays', BEFORE, []],
  ])('is believed rather than what the key shows: it %s', (_name, after, expected) => {
    expect(found(separate(BEFORE, after))).toEqual(expected);
  });

  test('that is destroyed leaves AWS’s default policy', () => {
    expect(found(separate(BEFORE, null))).toEqual(['lost-path aws_kms_key_policy.p.policy']);
    expect(found(separate(policy(ROOT), null))).toEqual([]);
  });

  test('that is forgotten stays', () => {
    expect(found(separate(BEFORE, null, ['forget']))).toEqual([]);
  });
});

describe('grants', () => {
  test.each<[name: string, before: JsonObject | null, after: JsonObject | null, expected: readonly string[]]>([
    [
      'one for a stranger',
      null,
      grant(KEY_ARN, `arn:aws:iam::${FOREIGN}:role/Evil`, ['Decrypt', 'CreateGrant']),
      ['new-hole aws_kms_grant.g'],
    ],
    ['one for a foreign account', null, grant(KEY_ARN, `arn:aws:iam::${FOREIGN}:root`, ['Decrypt']), ['new-hole aws_kms_grant.g']],
    [
      'one for another role of the platform’s account',
      null,
      grant(KEY_ARN, `arn:aws:iam::${PLATFORM_ACCOUNT}:role/Intern`, ['Decrypt']),
      ['new-hole aws_kms_grant.g'],
    ],
    ['one that lets a stranger look', null, grant(KEY_ARN, `arn:aws:iam::${FOREIGN}:root`, ['DescribeKey']), []],
    ['one for a role of the key’s account', null, grant(KEY_ARN, `arn:aws:iam::${ACCOUNT}:role/App`, ['Decrypt']), []],
    ['one for the platform that may grant', null, grant(KEY_ARN, PLATFORM, ['Decrypt', 'CreateGrant']), ['new-hole aws_kms_grant.g']],
    ['one for the platform that reads', null, grant(KEY_ARN, PLATFORM, ['Decrypt', 'DescribeKey']), []],
    ['one for a stranger that goes', grant(KEY_ARN, `arn:aws:iam::${FOREIGN}:root`, ['Decrypt']), null, []],
  ])('%s', (_name, before, after, expected) => {
    expect(found(checked(edited(change('aws_kms_grant.g', before, after))))).toEqual(expected);
  });

  test('that are all the platform has are told by themselves', () => {
    expect(found(checked(edited(change('aws_kms_grant.ours', grant(GRANTED_ARN, PLATFORM), null))))).toEqual([
      'lost-path aws_kms_grant.ours',
    ]);
    expect(
      found(
        checked(
          edited(
            change('aws_kms_grant.ours', grant(GRANTED_ARN, PLATFORM), grant(GRANTED_ARN, PLATFORM, ['DescribeKey']), {
              actions: ['delete', 'create'],
            }),
          ),
        ),
      ),
    ).toEqual(['lost-path aws_kms_grant.ours']);
    expect(
      found(
        checked(
          edited(
            change('aws_kms_grant.ours', grant(GRANTED_ARN, PLATFORM), grant(GRANTED_ARN, PLATFORM), { actions: ['create', 'delete'] }),
          ),
        ),
      ),
    ).toEqual([]);
  });
});
