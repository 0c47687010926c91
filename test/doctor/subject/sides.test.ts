import { sidesOf } from '../../../src/doctor/subject/sides';
import type { EstateRole } from '../../../src/estate/estate';

const arn = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
const [P, T] = ['111122223333', '444455556666'];
const [INSTANCE, PLATFORM, TARGET] = [arn(P, 'CadoResponseInstanceRole'), arn(P, 'CadoResponseRole'), arn(T, 'CadoResponseRole')];

/** A role that trusts somebody, and may do something. */
function role(name: string, trusts: object | undefined, action = 'ec2:DescribeInstances', named?: string): EstateRole {
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
    identity: { given: [policy({ Action: action, Resource: '*' })], missing: [] },
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
  ['roles of nobody here', [role(arn(P, 'Developer'), { AWS: INSTANCE })], undefined, []],
])('%s', (_name, roles, platform, targets) => {
  for (const order of [roles, roles.toReversed()])
    expect(sidesOf(order, undefined, undefined)).toEqual({
      ...(platform !== undefined && { platform }),
      targets: targets.toSorted((one, other) => order.findIndex((r) => r.arn === one) - order.findIndex((r) => r.arn === other)),
    });
});

test('who is named is not looked for', () => {
  const roles = [role(PLATFORM, { AWS: INSTANCE }), role(TARGET, { AWS: PLATFORM })];
  expect(sidesOf(roles, PLATFORM, undefined)).toEqual({ platform: PLATFORM, targets: [TARGET] });
  expect(sidesOf(roles, undefined, TARGET)).toEqual({ platform: PLATFORM, targets: [] });
});
