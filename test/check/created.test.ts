import { importOf } from '../../src/doctor/subject/options';
import { roleStatements } from '../../src/doctor/patch/role-additions';
import type { JsonObject } from '../../src/policy/policy-json';
import {
  ACCOUNT,
  BASE,
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
  TARGET,
  TRUST,
  USE,
} from './base-plan';
import { keyStatements } from './module-policies';
import { allow, block, change, policy, same } from './plan-json';

const { arn: _arn, key_id: _id, ...NEW_KEY } = key(KEY_ARN, '');
const created = (...statements: readonly JsonObject[]) =>
  change('aws_kms_key.new', null, { ...NEW_KEY, policy: policy(...statements) }, { unknown: { arn: true, key_id: true } });

describe('a key that is created', () => {
  test.each<[name: string, statements: readonly JsonObject[], expected: readonly string[]]>([
    ['for its account', [ROOT], []],
    ['for an administrator', [allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/KeyAdmin` }, Action: 'kms:*', Resource: '*' })], []],
    ['by hand for the platform', [ROOT, USE, GRANT], []],
    ['for everybody', [ROOT, allow({ Sid: 'S', Principal: '*', Action: 'kms:*', Resource: '*' })], ['new-hole aws_kms_key.new.policy']],
    [
      'for a foreign account',
      [ROOT, allow({ Sid: 'S', Principal: { AWS: `arn:aws:iam::${FOREIGN}:root` }, Action: 'kms:*', Resource: '*' })],
      ['new-hole aws_kms_key.new.policy'],
    ],
  ])('%s', (_name, statements, expected) => {
    expect(found(checked([...BASE, created(...statements)]))).toEqual(expected);
  });

  test('without a policy has AWS’s default', () => {
    const configuration = { root_module: { resources: [block('aws_kms_key.new', {})] } };
    const bare = change('aws_kms_key.new', null, NEW_KEY, { unknown: { arn: true, key_id: true, policy: true } });
    expect(found(checked([...BASE, bare], {}, { configuration }))).toEqual([]);
  });
});

describe('an existing key that gets our statements', () => {
  const levels = ['documented', 'aws_resources', 'via_service', 'encryption_context', 'pinned'] as const;
  test.each(levels)('at %s is held to that level, as a new one is', (level) => {
    const after = policy(ROOT, ...keyStatements(level));
    expect(found(checked(edited(change('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT)), key(KEY_ARN, after)))))).toEqual([]);
  });

  test.each(levels.slice(1).map((level, index) => [level, levels[index]] as const))('and falls from %s to %s is told', (from, to) => {
    const [before, after] = [from, to].map((level) => policy(ROOT, ...keyStatements(level ?? 'documented')));
    expect(found(checked(edited(change('aws_kms_key.volumes', key(KEY_ARN, before ?? ''), key(KEY_ARN, after ?? '')))))).toEqual([
      'new-hole aws_kms_key.volumes.policy',
    ]);
    expect(found(checked(edited(change('aws_kms_key.volumes', key(KEY_ARN, after ?? ''), key(KEY_ARN, before ?? '')))))).toEqual([]);
  });

  test('and others of somebody’s is held to what was there', () => {
    const after = policy(
      ROOT,
      ...keyStatements('via_service'),
      allow({ Sid: 'Mine', Principal: { AWS: PLATFORM }, Action: 'kms:Decrypt', Resource: '*' }),
    );
    expect(found(checked(edited(change('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT)), key(KEY_ARN, after)))))).toEqual([
      'new-hole aws_kms_key.volumes.policy',
    ]);
  });

  test('protects what they say: enforce loses nothing that the key is not for', () => {
    const [before, after] = [false, true].map((enforce) =>
      key(KEY_ARN, policy(ROOT, ...keyStatements('via_service', { enforce, protects: ['ebs'] }))),
    );
    const changes = edited(
      change('aws_kms_key.volumes', before ?? null, after ?? null),
      same('aws_iam_role_policy.objects', inline('objects', ...OBJECTS)),
    );
    expect(found(checked(changes))).toEqual([]);
    expect(found(checked(changes, { ...importOf({ protects: ['ebs', 's3'] }), isProtectsSaid: true }))).toEqual([
      'lost-path aws_kms_key.volumes.policy',
    ]);
  });
});

describe('an existing role that gets more of our statements', () => {
  const ofLevel = (level: string) =>
    JSON.parse(
      JSON.stringify(
        roleStatements(
          'target',
          { platform_role_arn: PLATFORM, external_id: 'e-1', platform_region: 'eu-west-1', regions: ['eu-west-1'], kms_tightening: level },
          { partition: 'aws', accountId: ACCOUNT },
        ).identity,
      ),
    ) as readonly JsonObject[];
  const isOfKeys = (statement: JsonObject): boolean => JSON.stringify(statement['Action']).includes('"kms:');
  const others = (level: string): readonly JsonObject[] => ofLevel(level).filter((statement) => !isOfKeys(statement));
  const given = (before: readonly JsonObject[], after: readonly JsonObject[]) =>
    found(checked(edited(change('aws_iam_role_policy.need', inline('need', ...before), inline('need', ...after)))));

  test.each(['documented', 'aws_resources', 'via_service', 'pinned'])('at %s is held to that level', (level) => {
    expect(given(others(level), ofLevel(level))).toEqual([]);
  });

  test('and falls to a lower one is told', () => {
    expect(given(ofLevel('pinned'), ofLevel('aws_resources'))).toEqual(['new-hole aws_iam_role_policy.need.policy']);
    expect(given(ofLevel('aws_resources'), ofLevel('pinned'))).toEqual([]);
  });

  test('and others of somebody’s is held to what was there', () => {
    const wide = allow({ Sid: 'Mine', Action: 'ec2:DeleteSnapshot', Resource: '*' });
    expect(given(others('via_service'), [...ofLevel('via_service'), wide])).toEqual(['new-hole aws_iam_role_policy.need.policy']);
  });
});

const OBJECTS = [
  allow({ Action: 's3:ListAllMyBuckets', Resource: '*' }),
  allow({
    Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:GetObject', 's3:RestoreObject'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:ResourceAccount': ACCOUNT } },
  }),
];

describe('narrowing to what is named', () => {
  const narrowed = (resources: readonly string[]) =>
    edited(
      change(
        'aws_iam_role_policy.objects',
        inline('objects', ...OBJECTS),
        inline('objects', OBJECTS[0]!, { ...OBJECTS[1]!, Resource: resources }),
      ),
    );
  const BUCKET = 'arn:aws:s3:::acme-evidence';

  test('is a loss only if what is named is not the evidence', () => {
    const changes = narrowed([BUCKET, `${BUCKET}/*`]);
    expect(found(checked(changes))).toEqual(['possible-loss aws_iam_role_policy.objects.policy']);
    expect(found(checked(changes, { sourceBucketArns: [BUCKET] }))).toEqual([]);
    expect(found(checked(changes, { sourceBucketArns: ['arn:aws:s3:::acme-other'] }))).toEqual([
      'lost-path aws_iam_role_policy.objects.policy',
    ]);
  });
});

describe('who is who', () => {
  const service = (name: string) =>
    change(
      `aws_iam_role.${name}`,
      null,
      role(name, policy(allow({ Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }))),
    );

  test.each(['CadoResponseInstanceRole', 'CadoResponse-cleanup-lambda'])('%s beside targets is not the platform', (name) => {
    const result = checked([...BASE, service(name)]);
    expect(found(result)).toEqual([]);
    expect(result.platforms).toEqual([PLATFORM]);
  });

  test('a policy of a role that Terraform does not manage here is looked at', () => {
    const foreign = (statement: JsonObject) =>
      change('aws_iam_role_policy.x', null, { role: 'CadoResponseElsewhere', name: 'x', policy: policy(statement) });
    expect(found(checked([...BASE, foreign(allow({ Action: '*', Resource: '*' }))]))).toEqual(['new-hole aws_iam_role_policy.x.policy']);
    expect(found(checked([...BASE, foreign(allow({ Action: 'ec2:DescribeVpcs', Resource: '*' }))]))).toEqual([]);
  });

  test('each platform that a key names is looked at, and each target', () => {
    const use = (...AWS: readonly string[]): JsonObject => ({ ...USE, Principal: { AWS } });
    const second = 'arn:aws:iam::222233334444:role/CadoResponseRole';
    for (const left of [PLATFORM, second])
      expect(
        found(checked([change('aws_kms_key.k', key(KEY_ARN, policy(ROOT, use(PLATFORM, second))), key(KEY_ARN, policy(ROOT, use(left))))])),
      ).toEqual(['lost-path aws_kms_key.k.policy']);
    const targets = [TARGET, `arn:aws:iam::${ACCOUNT}:role/DarktraceForensicsRole`];
    const owner = { ...ROOT, Action: 'kms:Put*' };
    for (const left of targets)
      expect(
        found(checked([change('aws_kms_key.k', key(KEY_ARN, policy(owner, use(...targets))), key(KEY_ARN, policy(owner, use(left))))])),
      ).toEqual(['lost-path aws_kms_key.k.policy']);
  });

  test('each platform of the plan is looked at', () => {
    const platform = (name: string, statement: JsonObject | undefined) => {
      const arn = `arn:aws:iam::${PLATFORM_ACCOUNT}:role/${name}`;
      const own = (...statements: readonly JsonObject[]): JsonObject => ({
        role: name,
        name: 'own',
        policy: policy(allow({ Action: 'sts:AssumeRole', Resource: TARGET }), ...statements),
      });
      return [
        same(`aws_iam_role.${name}`, {
          ...role(name, policy(allow({ Principal: { AWS: `arn:aws:iam::${PLATFORM_ACCOUNT}:role/Instance` }, Action: 'sts:AssumeRole' }))),
          arn,
        }),
        change(`aws_iam_role_policy.${name}`, own(), own(...(statement === undefined ? [] : [statement]))),
      ];
    };
    for (const name of ['CadoResponseRole-eu', 'CadoResponseRole-us']) {
      const others = ['CadoResponseRole-eu', 'CadoResponseRole-us'].filter((other) => other !== name);
      const result = checked([
        ...others.flatMap((other) => platform(other, undefined)),
        ...platform(name, allow({ Action: 'iam:PassRole', Resource: '*' })),
      ]);
      expect(found(result)).toEqual([`new-hole aws_iam_role_policy.${name}.policy`]);
      expect(result.platforms).toHaveLength(2);
    }
  });

  test('a further target opens nothing by what the platform may do already', () => {
    const wide = {
      role: 'CadoResponseRole',
      name: 'own',
      policy: policy(allow({ Action: ['sts:AssumeRole', 'kms:Decrypt'], Resource: '*' })),
    };
    const platform = [
      same('module.p.aws_iam_role.this', {
        ...role(
          'CadoResponseRole',
          policy(allow({ Principal: { AWS: `arn:aws:iam::${PLATFORM_ACCOUNT}:role/Instance` }, Action: 'sts:AssumeRole' })),
        ),
        arn: PLATFORM,
      }),
      same('module.p.aws_iam_role_policy.own', wide),
    ];
    const target = change('module.t.aws_iam_role.this', null, role('CadoResponseRole', policy(TRUST)));
    const result = checked([...platform, target, change('module.t.aws_iam_role_policy.need', null, inline('need', ...NEED.slice(0, 5)))]);
    expect(found(result)).toEqual([]);
  });
});

describe('accounts', () => {
  const configuration = (alias: JsonObject) => ({
    provider_config: { 'aws.other': { name: 'aws', alias: 'other', expressions: alias } },
    root_module: { resources: [block('aws_kms_key.other', { policy: ['local.p'] }, 'aws.other')] },
  });
  const OTHER = '777788889999';
  const other = (account: string) =>
    change(
      'aws_kms_key.other',
      null,
      { ...NEW_KEY, policy: policy({ ...ROOT, Principal: { AWS: `arn:aws:iam::${account}:root` } }, USE, GRANT) },
      { unknown: { arn: true, key_id: true } },
    );

  test.each<[name: string, expressions: JsonObject]>([
    ['its provider assumes a role there', { assume_role: [{ role_arn: { constant_value: `arn:aws:iam::${OTHER}:role/Deploy` } }] }],
    ['its provider is for that account alone', { allowed_account_ids: { constant_value: [OTHER] } }],
    ['nothing but its own policy tells', {}],
  ])('a new key in another account is there where %s', (_name, expressions) => {
    expect(found(checked([...BASE, other(OTHER)], {}, { configuration: configuration(expressions) }))).toEqual([]);
  });
});
