import type { JsonObject } from '../../src/policy/policy-json';
import {
  ACCOUNT,
  BASE,
  check,
  checked,
  edited,
  found,
  GRANT,
  grant,
  inline,
  key,
  KEY_ARN,
  NEED,
  OPERATIONS,
  PLATFORM,
  role,
  ROLE,
  ROOT,
  TRUST,
  USE,
  VOLUMES,
} from './base-plan';
import { allow, block, change, planText, policy, same, type Change } from './plan-json';

const without = (values: JsonObject, attribute: string): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name !== attribute));
const unknown = (address: string, before: JsonObject | null, after: JsonObject, ...attributes: readonly string[]) =>
  change(address, before, attributes.reduce(without, after), { unknown: Object.fromEntries(attributes.map((name) => [name, true])) });
const configured = (...blocks: readonly JsonObject[]): JsonObject => ({ configuration: { root_module: { resources: blocks } } });

test.each<[what: string, plan: string, place: string]>([
  [
    'a key policy',
    planText(
      edited(unknown('aws_kms_key.volumes', VOLUMES, VOLUMES, 'policy')),
      configured(block('aws_kms_key.volumes', { policy: ['local.p'] })),
    ),
    'aws_kms_key.volumes.policy',
  ],
  [
    'a policy of a role',
    planText(edited(unknown('aws_iam_role_policy.need', inline('need', ...NEED), inline('need', ...NEED), 'policy'))),
    'aws_iam_role_policy.need.policy',
  ],
  [
    'a trust policy',
    planText(edited(unknown('aws_iam_role.target', ROLE, ROLE, 'assume_role_policy'))),
    'aws_iam_role.target.assume_role_policy',
  ],
  [
    'a boundary',
    planText(
      edited(unknown('aws_iam_role.target', ROLE, { ...ROLE, permissions_boundary: '' }, 'permissions_boundary')),
      configured(block('aws_iam_role.target', { permissions_boundary: ['local.b'] })),
    ),
    'aws_iam_role.target.permissions_boundary',
  ],
  [
    'policies of a role by ARN',
    planText(
      edited(unknown('aws_iam_role.target', ROLE, { ...ROLE, managed_policy_arns: [] }, 'managed_policy_arns')),
      configured(block('aws_iam_role.target', { managed_policy_arns: ['aws_iam_policy.x.arn'] })),
    ),
    'aws_iam_role.target.managed_policy_arns',
  ],
  [
    'what is attached',
    planText(edited(unknown('aws_iam_role_policy_attachment.x', null, { role: 'CadoResponseRole', policy_arn: '' }, 'policy_arn'))),
    'aws_iam_role_policy_attachment.x.policy_arn',
  ],
  [
    'whether a key is enabled',
    planText(
      edited(unknown('aws_kms_key.volumes', VOLUMES, VOLUMES, 'is_enabled')),
      configured(block('aws_kms_key.volumes', { is_enabled: ['var.enabled'] })),
    ),
    'aws_kms_key.volumes.is_enabled',
  ],
  ...['replica_key', 'external_key', 'replica_external_key'].map((type): [what: string, plan: string, place: string] => {
    const { is_enabled: enabled = true, ...others } = VOLUMES;
    const values = { ...others, enabled };
    const address = `aws_kms_${type}.volumes`;
    const rest = BASE.filter((one) => one.address !== 'aws_kms_key.volumes');
    return [
      `whether a ${type.replaceAll('_', ' ')} is enabled`,
      planText([...rest, unknown(address, values, values, 'enabled')], configured(block(address, { enabled: ['var.enabled'] }))),
      `${address}.enabled`,
    ];
  }),
  ['the key of a grant', planText(edited(unknown('aws_kms_grant.x', null, grant(KEY_ARN, PLATFORM), 'key_id'))), 'aws_kms_grant.x.key_id'],
  [
    'whom a grant is for',
    planText(edited(unknown('aws_kms_grant.x', null, grant(KEY_ARN, PLATFORM), 'grantee_principal'))),
    'aws_kms_grant.x.grantee_principal',
  ],
  [
    'the key of a policy',
    planText(edited(unknown('aws_kms_key_policy.x', null, { key_id: 'x', policy: policy(ROOT) }, 'key_id'))),
    'aws_kms_key_policy.x.key_id',
  ],
])('%s that is unknown is told, and nothing that follows from it', (_what, plan, place) => {
  expect(found(check(plan))).toEqual([`unknown-until-apply ${place}`]);
});

test.each<[what: string, changes: ReturnType<typeof edited>, configuration: JsonObject]>([
  ['a policy of another role', [...BASE, unknown('aws_iam_role_policy.app', null, { role: 'App', name: 'x', policy: '' }, 'policy')], {}],
  ['the trust of another role', [...BASE, unknown('aws_iam_role.app', null, role('App', ''), 'assume_role_policy', 'arn')], {}],
  [
    'a policy that nobody of ours has',
    [...BASE, unknown('aws_iam_policy.app', null, { name: 'app', path: '/', policy: '' }, 'policy', 'arn')],
    {},
  ],
  [
    'whether a key is enabled that is so by default',
    edited(unknown('aws_kms_external_key.app', null, key(KEY_ARN.replace('1111', '7777'), policy(ROOT, USE, GRANT)), 'enabled')),
    configured(block('aws_kms_external_key.app', { policy: ['local.p'] })),
  ],
  [
    'what is a default of AWS',
    edited(change('aws_iam_role.target', ROLE, ROLE, { unknown: { inline_policy: true, managed_policy_arns: true } })),
    configured(block('aws_iam_role.target', { assume_role_policy: ['local.t'] })),
  ],
])('%s is nobody’s business', (_what, changes, more) => {
  expect(found(checked(changes, {}, more))).toEqual([]);
});

describe('what the configuration tells', () => {
  const SELF = block('aws_kms_grant.x', {
    key_id: ['module.k["a"].id', 'module.k["a"]', 'module.k'],
    grantee_principal: ['aws_iam_role.p.arn', 'aws_iam_role.p'],
  });
  const output = (name: string) => ({ expression: { references: [`aws_kms_key.this.${name}`, 'aws_kms_key.this'] } });
  const configuration = {
    root_module: {
      resources: [SELF],
      module_calls: { k: { module: { resources: [block('aws_kms_key.this', { policy: ['var.p'] })], outputs: { id: output('key_id') } } } },
    },
  };
  const made = (policyText: string) => {
    const { arn: _arn, key_id: _id, ...values } = key(KEY_ARN, policyText);
    return ['a', 'b'].map((name) => change(`module.k["${name}"].aws_kms_key.this`, null, values, { unknown: { arn: true, key_id: true } }));
  };
  const granted = change('aws_kms_grant.x', null, { grantee_principal: PLATFORM, operations: OPERATIONS }, { unknown: { key_id: true } });

  test('is the key of a grant, in a module, instance by instance', () => {
    expect(found(checked([...BASE, ...made(policy(ROOT)), granted], {}, { configuration }))).toEqual([]);
    const open = made(policy(ROOT)).map((one) => (one.address.includes('"a"') ? one : one));
    const result = checked(
      [
        ...BASE,
        ...open,
        change(
          'aws_kms_grant.x',
          null,
          { grantee_principal: 'arn:aws:iam::666666666666:role/Evil', operations: ['Decrypt'] },
          { unknown: { key_id: true } },
        ),
      ],
      {},
      { configuration },
    );
    expect(found(result)).toEqual(['new-hole aws_kms_grant.x']);
    expect(result.findings[0]?.details).toHaveLength(1);
  });
});

describe('a policy that is none', () => {
  const bad = '{"Version": "2012-10-17", "Statement": [{"Effect": "Maybe", "Action": "*", "Resource": "*"}]}';
  const odd = (before: string | null, after: string) =>
    change('aws_iam_role_policy.x', before === null ? null : { role: 'CadoResponseRole', name: 'x', policy: before }, {
      role: 'CadoResponseRole',
      name: 'x',
      policy: after,
    });

  test('fails where the plan makes it so, and is told where it stays', () => {
    const [made, stays] = [checked(edited(odd(null, bad))), checked(edited(odd(bad, bad)))];
    expect([found(made), made.findings[0]?.severity]).toEqual([['not-a-policy aws_iam_role_policy.x.policy'], 'error']);
    expect([found(stays), stays.findings[0]?.severity]).toEqual([['not-a-policy aws_iam_role_policy.x.policy'], 'warning']);
  });

  test.each<[what: string, statements: readonly JsonObject[], problem: RegExp]>([
    ['a principal', [allow({ Principal: '*', Action: 's3:GetObject', Resource: '*' })], /a role's policy has no Principal/],
    [
      'a Sid twice',
      ['s3:GetObject', 's3:ListBucket'].map((Action) => allow({ Sid: 'Read', Action, Resource: '*' })),
      /Sid "Read" stands twice/,
    ],
    ['a Sid with a space', [allow({ Sid: 'To read', Action: 's3:GetObject', Resource: '*' })], /other characters than letters and digits/],
    ['no resource', [allow({ Action: 's3:GetObject' })], /has Resource or NotResource/],
  ])('for IAM: with %s', (_what, statements, problem) => {
    const { findings } = checked(edited(odd(null, policy(...statements))));
    expect(findings.map(({ rule, place }) => `${rule} ${place}`)).toEqual(['not-a-policy aws_iam_role_policy.x.policy']);
    expect(findings[0]?.message).toMatch(problem);
  });

  test('for IAM: a trust policy with a resource', () => {
    const trust = policy({ ...TRUST, Resource: '*' });
    const roleOf = (text: string): JsonObject => role('CadoResponseRole', text);
    expect(found(checked(edited(change('aws_iam_role.target', roleOf(policy(TRUST)), roleOf(trust)))))).toContain(
      'not-a-policy aws_iam_role.target.assume_role_policy',
    );
  });

  test('of somebody else is nobody’s business', () => {
    expect(
      found(checked([...BASE, same('aws_iam_policy.app', { name: 'app', arn: `arn:aws:iam::${ACCOUNT}:policy/app`, policy: bad })])),
    ).toEqual([]);
    expect(found(checked([...BASE, change('aws_iam_role_policy.app', null, { role: 'App', name: 'x', policy: bad })]))).toEqual([]);
  });
});

describe('a perimeter of an organisation', () => {
  const perimeter = (organization: string): JsonObject => ({
    Sid: 'Perimeter',
    Effect: 'Deny',
    Principal: '*',
    Action: 'kms:*',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:PrincipalOrgID': organization } },
  });
  const within = (organization: string, ...statements: readonly JsonObject[]) =>
    key(KEY_ARN, policy(ROOT, ...statements, perimeter(organization)));
  const OURS = 'o-abc1234567';

  test.each<[name: string, before: JsonObject, after: JsonObject, expected: readonly string[]]>([
    ['that comes is asked about', VOLUMES, within(OURS, USE, GRANT), ['possible-loss']],
    ['that goes', within(OURS, USE, GRANT), VOLUMES, []],
    ['that stays', within(OURS, USE, GRANT), within(OURS, GRANT, USE), []],
    ['that stays hides no loss', within(OURS, USE, GRANT), within(OURS, GRANT), ['lost-path']],
    ['of another organisation', within(OURS, USE, GRANT), within('o-zzz1234567', USE, GRANT), ['lost-path']],
  ])('%s', (_name, before, after, expected) => {
    const changes = edited(change('aws_kms_key.volumes', before, after));
    expect(found(checked(changes))).toEqual(expected.map((rule) => `${rule} aws_kms_key.volumes.policy`));
  });

  test('is answered by --organization-id', () => {
    const changes = edited(change('aws_kms_key.volumes', VOLUMES, within(OURS, USE, GRANT)));
    expect(checked(changes).findings[0]?.mend).toContain('--organization-id');
    expect(found(checked(changes, { organizationId: OURS }))).toEqual([]);
    expect(found(checked(changes, { organizationId: 'o-zzz1234567' }))).toEqual(['lost-path aws_kms_key.volumes.policy']);
  });
});

test('nothing that is sensitive is printed', () => {
  const secret = 'acme-7f3c-external-id';
  const trust = (id: string) =>
    policy(allow({ Principal: { AWS: PLATFORM }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': id } } }));
  const changes = (sensitive: JsonObject) =>
    edited(change('aws_iam_role.target', role('CadoResponseRole', trust('e-1')), role('CadoResponseRole', trust(secret)), { sensitive }));
  expect(JSON.stringify(checked(changes({})))).toContain(secret);
  const hidden = checked(changes({ assume_role_policy: true }));
  expect(found(hidden)).toEqual(['lost-path aws_iam_role.target.assume_role_policy']);
  expect(JSON.stringify(hidden)).not.toContain(secret);
  expect(hidden.findings[0]?.message).toContain('(sensitive)');
});

test('an account that an ARN of a sensitive policy names is not printed', () => {
  const opened = policy(
    ROOT,
    USE,
    GRANT,
    allow({ Principal: { AWS: 'arn:aws:iam::666666666666:root' }, Action: 'kms:Decrypt', Resource: '*' }),
  );
  const changes = (sensitive: JsonObject) =>
    edited(change('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT, USE, GRANT)), key(KEY_ARN, opened), { sensitive }));
  expect(JSON.stringify(checked(changes({})))).toContain('666666666666');
  const hidden = checked(changes({ policy: true }));
  expect(found(hidden)).toEqual(['new-hole aws_kms_key.volumes.policy']);
  expect(JSON.stringify(hidden)).not.toContain('666666666666');
});

test('what somebody chose of a condition key of a sensitive policy is not printed', () => {
  const [tag, context] = ['team-of-secrets', 'name-of-context'];
  const opened = policy(
    ROOT,
    USE,
    GRANT,
    allow({ Principal: '*', Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: { [`aws:PrincipalTag/${tag}`]: 'x-1' } } }),
    allow({
      Principal: '*',
      Action: 'kms:Encrypt',
      Resource: '*',
      Condition: { StringEquals: { [`kms:EncryptionContext:${context}`]: 'y-1' } },
    }),
  );
  const changes = (sensitive: JsonObject) =>
    edited(change('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT, USE, GRANT)), key(KEY_ARN, opened), { sensitive }));
  const [told, hidden] = [{}, { policy: true }].map((sensitive) => JSON.stringify(checked(changes(sensitive))));
  for (const name of [tag, context]) {
    expect(told).toContain(name);
    expect(hidden).not.toContain(name);
  }
  expect(hidden).toContain('aws:PrincipalTag/(sensitive)');
});

test('what is sensitive and no policy is not printed, nor what is wrong with a policy that is', () => {
  const bad = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: 'secret-principal' }, Action: 'kms:*' }],
  });
  const oddKey = (sensitive: JsonObject) =>
    edited(change('aws_kms_key.volumes', key(KEY_ARN, policy(ROOT, USE, GRANT)), key(KEY_ARN, bad), { sensitive }));
  const oddGrant = (sensitive: JsonObject) =>
    edited(
      change(
        'aws_kms_grant.x',
        null,
        {
          key_id: KEY_ARN,
          grantee_principal: 'arn:aws:iam::666666666666:role/secret-grantee',
          operations: ['Decrypt'],
          constraints: [{ encryption_context_equals: { 'secret-name': 'secret-value' } }],
        },
        { sensitive },
      ),
    );
  const printed = (changes: readonly Change[]): string => JSON.stringify(checked(changes));
  expect(printed(oddKey({}))).toContain('secret-principal');
  expect(printed(oddKey({ policy: true }))).not.toContain('secret');
  expect(found(checked(oddKey({ policy: true })))).toEqual(['not-a-policy aws_kms_key.volumes.policy']);
  expect(printed(oddGrant({}))).toContain('secret-grantee');
  expect(printed(oddGrant({ grantee_principal: true, constraints: true }))).not.toContain('secret-');
});

test('blocks of which a part is unknown are there, although the configuration of a plan leaves dynamic ones out', () => {
  const withInline = { ...ROLE, inline_policy: [{ name: 'need' }] };
  const plan = (marked: JsonObject) =>
    checked(edited(change('aws_iam_role.target', ROLE, withInline, { unknown: marked })), {}, configured(block('aws_iam_role.target', {})));
  expect(found(plan({ inline_policy: [{ policy: true }] }))).toContain('unknown-until-apply aws_iam_role.target.inline_policy');
  expect(found(plan({ inline_policy: true }))).not.toContain('unknown-until-apply aws_iam_role.target.inline_policy');
});

test('instances of one block that are unknown are told together', () => {
  const late = [0, 1].map((index) => {
    const { policy: _policy, ...values } = key(`${KEY_ARN.slice(0, -1)}${index + 4}`, policy(ROOT, USE, GRANT));
    return change(`aws_kms_key.late[${index}]`, { ...values, policy: policy(ROOT, USE, GRANT) }, values, { unknown: { policy: true } });
  });
  expect(checked([...BASE, ...late]).findings.map(({ rule, place, alike }) => [rule, place, alike])).toEqual([
    ['unknown-until-apply', 'aws_kms_key.late[0].policy', ['aws_kms_key.late[1].policy']],
  ]);
});
