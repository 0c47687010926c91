import type { JsonObject } from '../../src/policy/policy-json';
import { BASE, checked, found, PLATFORM_ACCOUNT, role, TARGET } from './base-plan';
import { allow, change, policy, same, type Change } from './plan-json';

const own = (name: string): string => `arn:aws:iam::${PLATFORM_ACCOUNT}:role/${name}`;
const trusts = (Principal: JsonObject): JsonObject => allow({ Principal, Action: 'sts:AssumeRole' });
const EC2 = trusts({ Service: 'ec2.amazonaws.com' });
const of = (name: string, trust: JsonObject): JsonObject => ({ ...role(name, policy(trust)), arn: own(name) });
const INSTANCE = 'CadoResponseInstanceRole';
const PLAN: readonly Change[] = [
  ...BASE,
  same('aws_iam_role.platform', of('CadoResponseRole', trusts({ AWS: own(INSTANCE) }))),
  same('aws_iam_role.inst', of(INSTANCE, EC2)),
  same('aws_iam_role.other', of('Web', EC2)),
];
const profile = (name: string, its: string): JsonObject => ({
  name,
  role: its,
  arn: `arn:aws:iam::${PLATFORM_ACCOUNT}:instance-profile/${name}`,
});
const PROFILE = profile('p', INSTANCE);
const AT = 'aws_iam_instance_profile.p';

test.each<[what: string, changes: readonly Change[], expected: readonly string[]]>([
  ['goes', [change(AT, PROFILE, null)], [`lost-path ${AT}`]],
  ['has another role', [change(AT, PROFILE, profile('p', 'Web'))], [`lost-path ${AT}`]],
  ['has none any more', [change(AT, PROFILE, { ...PROFILE, role: null })], [`lost-path ${AT}`]],
  ['gets another name', [change(AT, PROFILE, profile('q', INSTANCE), { actions: ['delete', 'create'] })], []],
  ['gives way to another one', [change(AT, PROFILE, null), change('aws_iam_instance_profile.q', null, profile('q', INSTANCE))], []],
  ['has a role that is unknown', [change(AT, PROFILE, { name: 'p' }, { unknown: { role: true } })], []],
  ['stays', [same(AT, PROFILE)], []],
  ['is of somebody else', [same(AT, PROFILE), change('aws_iam_instance_profile.w', profile('w', 'Web'), null)], []],
  ['is forgotten', [change(AT, PROFILE, null, { actions: ['forget'] })], []],
])('the instance profile %s', (_what, changes, expected) => {
  expect(found(checked([...PLAN, ...changes]))).toEqual(expected);
});

test('a target that EC2 is trusted with is no role of the instance', () => {
  const target = { ...role('CadoResponseRole', policy(trusts({ AWS: own('CadoResponseRole') }), EC2)), arn: TARGET };
  const plan = BASE.map((one) => (one.address === 'aws_iam_role.target' ? same(one.address, target) : one));
  const its = { name: 't', role: 'CadoResponseRole', arn: TARGET.replace(':role/', ':instance-profile/') };
  expect(found(checked([...plan, change('aws_iam_instance_profile.t', its, null)]))).toEqual([]);
});
