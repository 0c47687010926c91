import { checkPlan, type CheckQuestion } from '../../src/check/check-plan';
import type { CheckFinding, PlanCheck } from '../../src/check/findings/findings';
import { planEstates } from '../../src/check/plan-estates';
import { importOf } from '../../src/doctor/subject/options';
import type { JsonObject } from '../../src/policy/policy-json';
import { allow, change, planText, policy, same, type Change } from './plan-json';

export const [ACCOUNT, PLATFORM_ACCOUNT, FOREIGN] = ['444455556666', '111122223333', '666666666666'];
export const PLATFORM = `arn:aws:iam::${PLATFORM_ACCOUNT}:role/CadoResponseRole`;
export const TARGET = `arn:aws:iam::${ACCOUNT}:role/CadoResponseRole`;
export const KEY_ARN = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-1111-4111-8111-111111111111`;
export const GRANTED_ARN = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/22222222-2222-4222-8222-222222222222`;

export const ROOT = allow({ Sid: 'Root', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' });
export const USE = allow({
  Sid: 'Use',
  Principal: { AWS: PLATFORM },
  Action: ['kms:DescribeKey', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
  Resource: '*',
});
export const GRANT = allow({
  Sid: 'Grant',
  Principal: { AWS: PLATFORM },
  Action: 'kms:CreateGrant',
  Resource: '*',
  Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
});
export const TRUST = allow({
  Principal: { AWS: PLATFORM },
  Action: 'sts:AssumeRole',
  Condition: { StringEquals: { 'sts:ExternalId': 'e-1' } },
});

const SNAPSHOTS = 'arn:aws:ec2:*::snapshot/*';
const KEYS = [ACCOUNT, PLATFORM_ACCOUNT].map((account) => `arn:aws:kms:*:${account}:key/*`);

/** What a target needs, by hand. */
export const NEED: readonly JsonObject[] = [
  allow({ Action: ['ec2:DescribeInstances', 'ec2:DescribeSnapshots'], Resource: '*' }),
  allow({ Action: 'ec2:CreateSnapshot', Resource: [`arn:aws:ec2:*:${ACCOUNT}:volume/*`, SNAPSHOTS] }),
  allow({ Action: 'ec2:CopySnapshot', Resource: SNAPSHOTS }),
  allow({
    Action: 'ec2:CreateTags',
    Resource: SNAPSHOTS,
    Condition: { StringEquals: { 'ec2:CreateAction': ['CreateSnapshot', 'CopySnapshot'] } },
  }),
  allow({ Action: 'ec2:DeleteSnapshot', Resource: SNAPSHOTS, Condition: { StringLike: { 'aws:ResourceTag/Name': 'CadoResponse*' } } }),
  allow({
    Action: 'ec2:ModifySnapshotAttribute',
    Resource: SNAPSHOTS,
    Condition: { StringEquals: { 'ec2:Add/userId': PLATFORM_ACCOUNT } },
  }),
  allow({ Action: ['ebs:ListSnapshotBlocks', 'ebs:ListChangedBlocks', 'ebs:GetSnapshotBlock'], Resource: SNAPSHOTS }),
  allow({ Action: 'kms:ListAliases', Resource: '*' }),
  allow({ Action: ['kms:DescribeKey', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'], Resource: KEYS }),
  allow({ Action: 'kms:CreateGrant', Resource: KEYS, Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }),
];

export const key = (arn: string, text: string, more: JsonObject = {}): JsonObject => ({
  arn,
  key_id: arn.slice(arn.indexOf('/') + 1),
  policy: text,
  is_enabled: true,
  key_usage: 'ENCRYPT_DECRYPT',
  ...more,
});
export const role = (name: string, trust: string, more: JsonObject = {}): JsonObject => ({
  name,
  path: '/',
  arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
  assume_role_policy: trust,
  ...more,
});

/** The key and the role of the plans, as they are before any edit. */
export const VOLUMES = key(KEY_ARN, policy(ROOT, USE, GRANT));
export const ROLE = role('CadoResponseRole', policy(TRUST));
export const inline = (name: string, ...statements: readonly JsonObject[]): JsonObject => ({
  role: 'CadoResponseRole',
  name,
  policy: policy(...statements),
});
export const OPERATIONS = ['Decrypt', 'DescribeKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo', 'CreateGrant'];
export const grant = (arn: string, grantee: string, operations: readonly string[] = OPERATIONS): JsonObject => ({
  key_id: arn,
  grantee_principal: grantee,
  operations,
});

/** A target account, whose platform lies in another configuration. */
export const BASE: readonly Change[] = [
  same('aws_iam_role.target', ROLE),
  same('aws_iam_role_policy.need', inline('need', ...NEED)),
  same('aws_kms_key.volumes', VOLUMES),
  same('aws_kms_key.granted', key(GRANTED_ARN, policy(ROOT))),
  same('aws_kms_grant.ours', grant(GRANTED_ARN, PLATFORM)),
];

/** The base with some resources changed, or more of them. */
export const edited = (...changes: readonly Change[]): readonly Change[] => [
  ...BASE.map((one) => changes.find(({ address }) => address === one.address) ?? one),
  ...changes.filter(({ address }) => !BASE.some((one) => one.address === address)),
];

/** What the target needs, without what holds some texts. */
export const policyOfNeed = (without: readonly string[]): Change =>
  change(
    'aws_iam_role_policy.need',
    inline('need', ...NEED),
    inline('need', ...NEED.filter((statement) => !without.some((text) => JSON.stringify(statement).includes(text)))),
  );

/** Checks a plan. @throws Error where the text is none */
export function check(text: string, question: Partial<CheckQuestion> = {}): PlanCheck {
  const plan = planEstates(text, 'plan.json', { partition: 'aws', account: '000000000000', region: 'us-east-1' });
  if (typeof plan === 'string') throw new Error(plan);
  return checkPlan(plan, { ...importOf({ protects: ['ebs', 's3'] }), ...question });
}

/** Checks changes by themselves. */
export const checked = (changes: readonly Change[], question: Partial<CheckQuestion> = {}, more: JsonObject = {}): PlanCheck =>
  check(planText(changes, more), question);

/** Rules and places, each once, as `rule place`. */
export const found = ({ findings }: PlanCheck): readonly string[] => findings.map(({ rule, place }) => `${rule} ${place}`.trimEnd());

/** Letters of the paths that a finding tells of. */
export const letters = ({ details }: CheckFinding): string =>
  [...new Set(details.flatMap(({ what }) => /^(\w+):/.exec(what)?.[1] ?? []))].toSorted().join(' ');
