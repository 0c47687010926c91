import type { JsonObject } from '../../src/policy/policy-json';
import { ACCOUNT, BASE, checked, found, inline, NEED } from './base-plan';
import { change, policy, same, type Change } from './plan-json';

const PLACE = 'aws_iam_role_policy.need.policy';
const LOST = [`lost-path ${PLACE}`];
const MAY_BE_LOST = [`possible-loss ${PLACE}`];
const [ONE, OTHER] = ['eu-west-1', 'us-east-1'];

type Statements = readonly JsonObject[];

/** A target without keys, whose policy changes. */
const roleAlone = BASE.filter(({ address }) => address === 'aws_iam_role.target');
const plan = (before: Statements, after: Statements): readonly Change[] => [
  ...roleAlone,
  change('aws_iam_role_policy.need', inline('need', ...before), inline('need', ...after)),
];
const changed = (before: Statements, after: Statements, ...evidenceRegions: readonly string[]): readonly string[] =>
  found(checked(plan(before, after), { evidenceRegions }));

/** What the target needs, in some Regions. */
const requested = (...regions: readonly string[]): Statements =>
  NEED.map((one) => {
    const condition = one['Condition'] as JsonObject | undefined;
    const equals = condition?.['StringEquals'] as JsonObject | undefined;
    return { ...one, Condition: { ...condition, StringEquals: { ...equals, 'aws:RequestedRegion': regions } } };
  });
const spared = (...regions: readonly string[]): Statements => [
  ...NEED,
  { Effect: 'Deny', NotAction: 'iam:*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': regions } } },
];
const denied = (...regions: readonly string[]): Statements => [
  ...NEED,
  { Effect: 'Deny', Action: 'logs:*', Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': regions } } },
];
/** With volumes of some Regions. */
const resources = (...regions: readonly string[]): Statements =>
  NEED.map((one) =>
    one['Action'] === 'ec2:CreateSnapshot'
      ? {
          ...one,
          Resource: regions.flatMap((region) => [`arn:aws:ec2:${region}:${ACCOUNT}:volume/*`, `arn:aws:ec2:${region}::snapshot/*`]),
        }
      : one,
  );

describe.each<[how: string, named: (...regions: readonly string[]) => Statements]>([
  ['what is asked for', requested],
  ['what a Deny spares', spared],
  ['ARNs of resources', resources],
])('Regions by %s', (_how, named) => {
  test('that go are lost, and those that stay or come are not', () => {
    expect(changed(named(ONE, OTHER), named(ONE))).toEqual(LOST);
    expect(changed(named(ONE, OTHER), named(OTHER))).toEqual(LOST);
    expect(changed(named(ONE, OTHER), named(OTHER, ONE))).toEqual([]);
    expect(changed(named(ONE), named(ONE, OTHER))).toEqual([]);
    expect(changed(named(ONE, OTHER), NEED).filter((one) => !one.startsWith('new-hole'))).toEqual([]);
  });

  test('that are the first to be named may lose others, unless it is said where the evidence is', () => {
    const { findings } = checked(plan(NEED, named(ONE)));
    expect(findings.map(({ rule, place }) => `${rule} ${place}`)).toEqual(MAY_BE_LOST);
    expect(findings[0]?.mend).toContain('--evidence-region');
    expect(changed(NEED, named(ONE), ONE)).toEqual([]);
    expect(changed(NEED, named(ONE), OTHER)).toEqual(LOST);
  });

  test('hide nothing else that is lost', () => {
    expect(changed(NEED, named(ONE).slice(1))).toContain(LOST[0]);
  });
});

test('a Deny of other actions in some Regions names none', () => {
  expect(changed(NEED, denied(ONE))).toEqual([]);
  expect(changed(denied(ONE, OTHER), denied(ONE))).toEqual([]);
});

test('a boundary names Regions too', () => {
  const arn = `arn:aws:iam::${ACCOUNT}:policy/limit`;
  const limit = (...statements: Statements): JsonObject => ({ name: 'limit', path: '/', arn, policy: policy(...statements) });
  const [role] = roleAlone;
  const values = (role?.['change'] as JsonObject | undefined)?.['after'] as JsonObject;
  const limited = (before: Statements, after: Statements): readonly string[] =>
    found(
      checked([
        same('aws_iam_role.target', { ...values, permissions_boundary: arn }),
        same('aws_iam_role_policy.need', inline('need', ...NEED)),
        change('aws_iam_policy.limit', limit(...before), limit(...after)),
      ]),
    );
  expect(limited(spared(ONE, OTHER), spared(ONE))).toEqual(['lost-path aws_iam_policy.limit.policy']);
  expect(limited(NEED, spared(ONE))).toEqual(['possible-loss aws_iam_policy.limit.policy']);
  expect(limited(spared(ONE), spared(ONE, OTHER))).toEqual([]);
});
