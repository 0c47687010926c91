import { everySideOf, sidesOf } from '../../../src/doctor/subject/sides';
import type { EstateRole } from '../../../src/estate/estate';
import type { JsonObject } from '../../../src/policy/policy-json';

const arn = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
const [P, T] = ['111122223333', '444455556666'];
const [INSTANCE, PLATFORM, TARGET] = [arn(P, 'CadoResponseInstanceRole'), arn(P, 'CadoResponseRole'), arn(T, 'CadoResponseRole')];

/** A role that trusts somebody, and may do something. */
function role(name: string, trusts: object | undefined, action = 'ec2:DescribeInstances', named?: string, resource = '*'): EstateRole {
  const policy = (statement: object) => ({
    name: 'policy',
    json: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] },
  });
  return {
    arn: name,
    ...(trusts !== undefined && {
      trust: policy({
        Principal: trusts,
        Action: 'sts:AssumeRole',
        ...(named !== undefined && { Condition: { ArnLike: { 'aws:PrincipalArn': named } } }),
      }),
    }),
    identity: { given: [policy({ Action: action, Resource: resource })], missing: [] },
  };
}

test.each<[name: string, roles: readonly EstateRole[], platform: string | undefined, targets: readonly string[]]>([
  [
    "a platform account with the instance's role, and a target",
    [
      role(INSTANCE, { Service: 'ec2.amazonaws.com' }),
      role(PLATFORM, { AWS: INSTANCE }, 'sts:AssumeRole'),
      role(TARGET, { AWS: PLATFORM }),
    ],
    PLATFORM,
    [TARGET],
  ],
  ['a role that trusts EC2 itself, as older installations have it', [role(PLATFORM, { Service: 'ec2.amazonaws.com' })], PLATFORM, []],
  ['a target alone', [role(TARGET, { AWS: PLATFORM })], undefined, [TARGET]],
  ['a target that trusts a whole account', [role(TARGET, { AWS: `arn:aws:iam::${P}:root` })], undefined, [TARGET]],
  ['trust that is unknown until apply', [role(PLATFORM, { AWS: INSTANCE }, 'sts:AssumeRole'), role(TARGET, undefined)], PLATFORM, [TARGET]],
  ['no trust known at all', [role(TARGET, undefined), role(PLATFORM, undefined, 'sts:AssumeRole')], PLATFORM, [TARGET]],
  [
    'a target in the account of the platform',
    [role(PLATFORM, { AWS: INSTANCE }, 'sts:AssumeRole'), role(arn(P, 'DarktraceForensicsRole'), { AWS: PLATFORM })],
    PLATFORM,
    [arn(P, 'DarktraceForensicsRole')],
  ],
  [
    'a target that trusts a pattern of roles of the platform’s account',
    [
      role(PLATFORM, { Service: 'ec2.amazonaws.com' }),
      role(TARGET, { AWS: `arn:aws:iam::${P}:root` }, undefined, `arn:aws:iam::${P}:role/CadoResponse*`),
    ],
    PLATFORM,
    [TARGET],
  ],
  [
    'a target that trusts any role of the platform’s account',
    [role(PLATFORM, { AWS: INSTANCE }), role(TARGET, { AWS: P }, undefined, '*')],
    PLATFORM,
    [TARGET],
  ],
  [
    'a target that trusts nobody but a service',
    [role(PLATFORM, { AWS: INSTANCE }, 'sts:AssumeRole'), role(TARGET, { Service: 'ec2.amazonaws.com' })],
    PLATFORM,
    [TARGET],
  ],
  [
    'a target that trusts its own account alone',
    [role(PLATFORM, { AWS: INSTANCE }, 'sts:AssumeRole'), role(TARGET, { AWS: arn(T, 'Jenkins') })],
    PLATFORM,
    [TARGET],
  ],
  [
    "a target, and an instance's role in its account",
    [
      role(PLATFORM, { AWS: INSTANCE }, 'sts:AssumeRole'),
      role(TARGET, { AWS: PLATFORM }),
      role(arn(T, 'CadoResponseInstanceRole'), { Service: 'ec2.amazonaws.com' }),
    ],
    PLATFORM,
    [TARGET],
  ],
  [
    "an instance's role alone in another account",
    [role(PLATFORM, { AWS: INSTANCE }, 'sts:AssumeRole'), role(arn(T, 'CadoResponseInstanceRole'), { Service: 'ec2.amazonaws.com' })],
    PLATFORM,
    [],
  ],
  [
    'a target that trusts its own account, and a platform that may assume it',
    [
      role(PLATFORM, { Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole', undefined, TARGET),
      role(TARGET, { AWS: `arn:aws:iam::${T}:root` }),
    ],
    PLATFORM,
    [TARGET],
  ],
  [
    'a target that trusts its own account, and a platform that may assume any role',
    [role(PLATFORM, { Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole'), role(TARGET, { AWS: `arn:aws:iam::${T}:root` })],
    PLATFORM,
    [TARGET],
  ],
  [
    "a target that trusts the platform's account, an instance's role there, and the platform's",
    [
      role(INSTANCE, { Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole'),
      role(PLATFORM, { AWS: INSTANCE }, 'sts:AssumeRole'),
      role(TARGET, { AWS: P }),
    ],
    PLATFORM,
    [TARGET],
  ],
  ['roles of nobody here', [role(arn(P, 'Developer'), { AWS: INSTANCE })], undefined, []],
])('%s', (_name, roles, platform, targets) => {
  for (const order of [roles, roles.toReversed()])
    expect(sidesOf(order, undefined, undefined)).toEqual({
      ...(platform !== undefined && { platform }),
      targets: targets.toSorted((one, other) => order.findIndex((r) => r.arn === one) - order.findIndex((r) => r.arn === other)),
    });
});

const ROOT_OF_P = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${P}:root` }, Action: 'sts:AssumeRole' };
const deny = (operator: string, names: string): object => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'sts:AssumeRole',
  Condition: { [operator]: { 'aws:PrincipalArn': names } },
});
test.each<[what: string, statements: readonly object[], isTrusted: boolean]>([
  ['the account', [ROOT_OF_P], true],
  ['the account, under an external id', [{ ...ROOT_OF_P, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }], true],
  ['the account but for test roles', [{ ...ROOT_OF_P, Condition: { ArnNotLike: { 'aws:PrincipalArn': '*role/Test*' } } }], true],
  ['the account, with a Deny for test roles', [ROOT_OF_P, deny('ArnLike', '*role/Test*')], true],
  ['the account, with a Deny for all but ours', [ROOT_OF_P, deny('ArnNotLike', `arn:aws:iam::${P}:role/CadoResponse*`)], true],
  ['the account, with a Deny for ours', [ROOT_OF_P, deny('StringLike', '*CadoResponse*')], false],
  ['other roles of the account', [{ ...ROOT_OF_P, Condition: { ArnLike: { 'aws:PrincipalArn': '*role/Test*' } } }], false],
])('a target that trusts %s', (_what, statements, isTrusted) => {
  const trust = { name: 'trust', json: { Version: '2012-10-17', Statement: statements as JsonObject[] } };
  const roles = [role(PLATFORM, { Service: 'ec2.amazonaws.com' }), { ...role(TARGET, undefined), trust }];
  for (const order of [roles, roles.toReversed()]) {
    const sides = everySideOf(order, undefined, undefined);
    expect([sides.isSure, sides.targets]).toEqual([isTrusted, [TARGET]]);
    if (isTrusted) expect(sides.platforms).toEqual([PLATFORM]);
  }
});

const LEAVER = arn(P, 'CadoResponseRoleOld');
test.each<[how: string, statements: readonly object[]]>([
  ['denies', [{ Effect: 'Deny', Principal: { AWS: LEAVER }, Action: 'sts:AssumeRole' }, ROOT_OF_P]],
  ['denies by a condition', [deny('ArnEquals', LEAVER), ROOT_OF_P]],
  ['leaves out', [{ ...ROOT_OF_P, Condition: { ArnNotEquals: { 'aws:PrincipalArn': LEAVER } } }]],
])('a role that a target %s is not the platform', (_how, statements) => {
  const trust = { name: 'trust', json: { Version: '2012-10-17', Statement: statements as JsonObject[] } };
  const roles = [
    role(LEAVER, { AWS: INSTANCE }, 'sts:AssumeRole'),
    role(PLATFORM, { AWS: INSTANCE }, 'sts:AssumeRole'),
    { ...role(TARGET, undefined), trust },
  ];
  for (const order of [roles, roles.toReversed()])
    expect(sidesOf(order, undefined, undefined)).toEqual({ platform: PLATFORM, targets: [TARGET] });
});

test('who is named is not looked for', () => {
  const roles = [role(PLATFORM, { AWS: INSTANCE }), role(TARGET, { AWS: PLATFORM })];
  expect(sidesOf(roles, PLATFORM, undefined)).toEqual({ platform: PLATFORM, targets: [TARGET] });
  expect(sidesOf(roles, undefined, TARGET)).toEqual({ platform: PLATFORM, targets: [] });
});
