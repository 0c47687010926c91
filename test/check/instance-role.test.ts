import type { JsonObject } from '../../src/policy/policy-json';
import { BASE, checked, FOREIGN, found, PLATFORM, PLATFORM_ACCOUNT, role } from './base-plan';
import { allow, change, policy, same, type Change } from './plan-json';

const own = (name: string): string => `arn:aws:iam::${PLATFORM_ACCOUNT}:role/${name}`;
const INSTANCE = own('CadoResponseInstanceRole');
const [ROLE, TRUST, POLICY] = ['aws_iam_role.inst', 'aws_iam_role.inst.assume_role_policy', 'aws_iam_role_policy.inst.policy'];
const trusts = (Principal: JsonObject): JsonObject => allow({ Principal, Action: 'sts:AssumeRole' });
const EC2 = trusts({ Service: 'ec2.amazonaws.com' });
const ASSUMES = allow({ Action: 'sts:AssumeRole', Resource: PLATFORM });
const LOGS = allow({ Action: 'logs:*', Resource: '*' });
const denies = (elements: JsonObject = {}): JsonObject => ({ Effect: 'Deny', Action: 'sts:*', Resource: '*', ...elements });
const of = (name: string, trust: JsonObject): JsonObject => ({ ...role(name, policy(trust)), arn: own(name) });
const held = (name: string, ...statements: readonly JsonObject[]): JsonObject => ({
  role: name,
  name: 'own',
  policy: policy(...statements),
});

/** The platform's role, which the roles of some principals may act as, and the base. */
const platform = (...principals: readonly string[]): readonly Change[] => [
  ...BASE,
  same('aws_iam_role.platform', of('CadoResponseRole', trusts({ AWS: principals }))),
];
const ACCOUNT_ROOT = `arn:aws:iam::${PLATFORM_ACCOUNT}:root`;

/** The role of the instance, with its trust and a policy. */
interface Instance {
  readonly trust: JsonObject;
  readonly statements: readonly JsonObject[];
}
const USUAL: Instance = { trust: EC2, statements: [ASSUMES] };
const instance = (after: Partial<Instance> | null): readonly Change[] => {
  const now = after && { ...USUAL, ...after };
  const name = 'CadoResponseInstanceRole';
  return [
    change(ROLE, of(name, USUAL.trust), now && of(name, now.trust)),
    change('aws_iam_role_policy.inst', held(name, ...USUAL.statements), now && held(name, ...now.statements)),
  ];
};

test.each<[what: string, after: Partial<Instance> | null, expected: readonly string[], byAccount: readonly string[]]>([
  ['is destroyed', null, [`lost-path ${ROLE}`], [`lost-path ${ROLE}`]],
  ['is denied to act as another', { statements: [ASSUMES, denies()] }, [`lost-path ${POLICY}`], [`lost-path ${POLICY}`]],
  [
    'cannot be given by EC2',
    { trust: { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' } },
    [`lost-path ${TRUST}`],
    [`lost-path ${TRUST}`],
  ],
  ['may not act as it by its own policy', { statements: [LOGS] }, [], [`lost-path ${POLICY}`]],
  ['is denied something else', { statements: [ASSUMES, denies({ Action: 'sts:TagSession' })] }, [], []],
  ['is denied elsewhere', { statements: [ASSUMES, denies({ Resource: own('Other') })] }, [], []],
  ['may do more', { statements: [ASSUMES, LOGS] }, [], []],
  ['stays', {}, [], []],
])('the role of the instance %s', (_what, after, expected, byAccount) => {
  for (const instanceArn of [undefined, INSTANCE]) {
    const question = instanceArn === undefined ? {} : { instanceArn };
    expect(found(checked([...platform(INSTANCE), ...instance(after)], question))).toEqual(expected);
    expect(found(checked([...platform(ACCOUNT_ROOT), ...instance(after)], question))).toEqual(byAccount);
  }
});

describe('a Deny with a condition', () => {
  const denied = (Condition: JsonObject): readonly string[] =>
    found(checked([...platform(INSTANCE), ...instance({ statements: [ASSUMES, denies({ Condition })] })]));

  test('that nobody knows may lose the role', () => {
    expect(denied({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })).toEqual([`possible-loss ${POLICY}`]);
  });

  test('that holds loses it, and one that does not loses nothing', () => {
    expect(denied({ StringEquals: { 'aws:PrincipalAccount': PLATFORM_ACCOUNT } })).toEqual([`lost-path ${POLICY}`]);
    expect(denied({ Bool: { 'aws:SecureTransport': 'false' } })).toEqual([]);
  });
});

describe('another role of the instance', () => {
  const other = (name: string, before: boolean, after: boolean): readonly Change[] => {
    const values = of(name, EC2);
    return [
      change('aws_iam_role.other', before ? values : null, after ? values : null),
      change('aws_iam_role_policy.other', before ? held(name, ASSUMES) : null, after ? held(name, ASSUMES) : null),
    ];
  };

  test('that stays is enough, and where both go both are told', () => {
    const both = platform(INSTANCE, own('CadoResponseOther'));
    expect(found(checked([...both, ...instance(null), ...other('CadoResponseOther', true, true)]))).toEqual([]);
    expect(found(checked([...both, ...instance(null), ...other('CadoResponseOther', true, false)]))).toEqual([
      `lost-path ${ROLE}`,
      'lost-path aws_iam_role.other',
    ]);
  });

  test('that lies in another configuration may be enough', () => {
    expect(found(checked([...platform(INSTANCE, own('CadoResponseOther')), ...instance(null)]))).toEqual([]);
  });

  test('that takes its place is enough where the account is trusted, and is not the one that was named', () => {
    const plan = [...platform(ACCOUNT_ROOT), ...instance(null), ...other('CadoResponseOther', false, true)];
    expect(found(checked(plan))).toEqual([]);
    expect(found(checked(plan, { instanceArn: INSTANCE }))).toEqual([`lost-path ${ROLE}`]);
  });

  test('that is called otherwise is none', () => {
    expect(found(checked([...platform(ACCOUNT_ROOT), ...instance(null), ...other('App', true, true)]))).toEqual([`lost-path ${ROLE}`]);
    expect(found(checked([...platform(ACCOUNT_ROOT), ...instance({}), ...other('App', true, false)]))).toEqual([]);
  });
});

test('a role of the platform that EC2 gives itself needs none', () => {
  const given = same('aws_iam_role.platform', of('CadoResponseRole', trusts({ Service: 'ec2.amazonaws.com', AWS: INSTANCE })));
  expect(found(checked([...BASE, given, ...instance(null)]))).toEqual([]);
});

test.each<[how: string, statements: readonly JsonObject[]]>([
  ['denied', [trusts({ AWS: FOREIGN }), { Effect: 'Deny', Principal: { AWS: own('App') }, Action: 'sts:AssumeRole' }]],
  [
    'left out',
    [
      allow({
        Principal: { AWS: ACCOUNT_ROOT },
        Action: 'sts:AssumeRole',
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': own('App') } },
      }),
    ],
  ],
  [
    'spared by a Deny alone',
    [
      trusts({ AWS: FOREIGN }),
      { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: { ArnNotEquals: { 'aws:PrincipalArn': own('App') } } },
    ],
  ],
])('the instance cannot go through a role of its account that is %s, once EC2 is trusted no more', (_how, statements) => {
  const after = { ...role('CadoResponseRole', policy(...statements)), arn: own('CadoResponseRole') };
  const result = found(checked([...BASE, change('aws_iam_role.platform', of('CadoResponseRole', EC2), after)]));
  expect(result).toContain('lost-path aws_iam_role.platform.assume_role_policy');
});

test('what the platform’s role trusts no more is told of the paths alone', () => {
  const [before, after] = [INSTANCE, own('Other')].map((arn) => of('CadoResponseRole', trusts({ AWS: arn })));
  const [roleOfIt] = instance({});
  if (before === undefined || after === undefined || roleOfIt === undefined) throw new Error('There are two of them');
  const lost = found(checked([...BASE, change('aws_iam_role.platform', before, after), ...instance(null)]));
  expect(lost.filter((one) => one.includes('inst'))).toEqual([]);
});

test('a policy of the instance’s role that is unknown is told, and nothing that depends on it', () => {
  const [unchanged] = instance({});
  if (unchanged === undefined) throw new Error('There is a role');
  const { policy: _policy, ...rest } = held('CadoResponseInstanceRole', ASSUMES);
  const unknown = change('aws_iam_role_policy.inst', held('CadoResponseInstanceRole', ASSUMES), rest, { unknown: { policy: true } });
  expect(found(checked([...platform(INSTANCE), unchanged, unknown]))).toEqual([`unknown-until-apply ${POLICY}`]);
  expect(found(checked([...platform(ACCOUNT_ROOT), unchanged, unknown], { instanceArn: INSTANCE }))).toEqual([
    `unknown-until-apply ${POLICY}`,
  ]);
});
