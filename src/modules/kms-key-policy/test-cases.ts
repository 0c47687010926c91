import { KMS_KEY_POLICY_INPUTS } from '../../catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE, ROOT_DELEGATION } from '../../catalogue/kms-key-policy/statements';
import type { ModuleTestCase, ModuleTestFile, TestPartition } from '../../module-document';
import { withDefaults } from '../../policy/input-spec';
import type { JsonObject } from '../../policy/policy-json';
import { resolve } from '../../policy/resolve';
import {
  ALL_BUT_STRANGERS,
  DENY_OF_EVERY_USE,
  FOREIGN,
  OURS_OF_AN_OLDER_RELEASE,
  PLATFORM,
  policyWithSidOf,
  ROOT,
  TARGET,
  TEST_ACCOUNT,
} from './test-policies';

const INSTANCE = 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole';
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

const statements = (name: string, variables: JsonObject, partition: TestPartition = 'aws'): ModuleTestCase => ({
  name,
  variables,
  partition,
  expect: { kind: 'statements', statements: resolve(KMS_KEY_POLICY_TEMPLATE, withDefaults(KMS_KEY_POLICY_INPUTS, variables), { partition }) },
});

const refused = (name: string, by: string, variables: JsonObject): ModuleTestCase => ({
  name,
  variables,
  expect: { kind: 'refused', by: [by] },
});

const STATEMENTS_DATA = 'data.aws_iam_policy_document.statements';
const PINNED = { kms_tightening: 'pinned', platform_region: 'eu-west-1', evidence_regions: ['us-east-1'] } as const;

const STATEMENT_CASES: readonly ModuleTestCase[] = [
  statements('defaults', { platform_role_arn: PLATFORM }),
  statements('documented_by_role_arn', {
    platform_role_arn: PLATFORM,
    target_role_arn: TARGET,
    additional_platform_role_arns: [INSTANCE],
    kms_tightening: 'documented',
    principal_match: 'role_arn',
    protects: ['ebs', 's3'],
  }),
  statements('grants_withheld', { target_role_arn: TARGET, create_grant_for: [] }),
  statements('via_service_enforced', {
    platform_role_arn: PLATFORM,
    target_role_arn: TARGET,
    kms_tightening: 'via_service',
    platform_region: 'eu-west-1',
    protects: ['ebs', 's3'],
    enforce: true,
  }),
  statements('encryption_context_for_ebs_direct', {
    platform_role_arn: PLATFORM,
    target_role_arn: TARGET,
    kms_tightening: 'encryption_context',
    evidence_regions: ['eu-west-1', 'us-east-1'],
    acquisition_methods: ['ebs_direct'],
    create_grant_for: ['target'],
    protects: ['ebs', 's3'],
    evidence_source_bucket_arns: ['arn:aws:s3:::example-evidence'],
    ebs_resource_ids: ['vol-0123456789abcdef0', 'snap-*'],
  }),
  statements('s3_alone', { target_role_arn: TARGET, protects: ['s3'], kms_tightening: 'documented' }),
  statements('no_source_buckets', { target_role_arn: TARGET, protects: ['s3'], evidence_source_bucket_arns: [] }),
  statements('pinned', { platform_role_arn: PLATFORM, target_role_arn: TARGET, protects: ['ebs', 's3'], enforce: true, ...PINNED }),
  statements('pinned_by_role_arn', {
    platform_role_arn: PLATFORM,
    target_role_arn: TARGET,
    create_grant_for: ['platform'],
    principal_match: 'role_arn',
    protects: ['ebs', 's3'],
    enforce: true,
    ...PINNED,
  }),
  statements(
    'govcloud',
    {
      platform_role_arn: 'arn:aws-us-gov:iam::111122223333:role/CadoResponseRole',
      kms_tightening: 'encryption_context',
      platform_region: 'us-gov-west-1',
      protects: ['ebs', 's3'],
    },
    'aws-us-gov',
  ),
];

const existing = (policy: JsonObject): JsonObject => ({ target_role_arn: TARGET, existing_policy_json: JSON.stringify(policy) });
const ours = resolve(KMS_KEY_POLICY_TEMPLATE, withDefaults(KMS_KEY_POLICY_INPUTS, { target_role_arn: TARGET }), { partition: 'aws' });

const MERGE_CASES: readonly ModuleTestCase[] = [
  {
    name: 'a_new_key_keeps_root_delegation',
    variables: { target_role_arn: TARGET },
    expect: {
      kind: 'policy',
      rest: { Version: '2012-10-17' },
      foreign: [{ ...ROOT, Sid: ROOT_DELEGATION.sid }],
      ours,
    },
  },
  {
    name: 'foreign_statements_survive_and_old_ones_of_ours_go',
    variables: existing({ Version: '2008-10-17', Id: 'kept', Statement: [OURS_OF_AN_OLDER_RELEASE, ...FOREIGN] }),
    expect: { kind: 'policy', rest: { Version: '2008-10-17', Id: 'kept' }, foreign: FOREIGN, ours },
  },
  {
    name: 'one_statement_without_a_list',
    variables: existing({ Statement: ROOT }),
    expect: { kind: 'policy', rest: {}, foreign: [ROOT], ours },
  },
  refused('a_foreign_statement_under_our_sid', 'output.policy_json', existing({ Statement: [ROOT, { ...ROOT, Sid: 'CadoResponseEbsUse' }] })),
  refused('a_deny_under_our_sid_that_nothing_narrows', 'output.policy_json', existing({ Statement: [ROOT, DENY_OF_EVERY_USE] })),
  refused('nobody_left_to_change_the_policy', 'output.policy_json', existing({ Statement: [{ ...ROOT, Action: 'kms:Decrypt' }] })),
  refused('nobody_of_the_account_spared', 'output.policy_json', existing({ Statement: [ROOT, ALL_BUT_STRANGERS] })),
  { ...refused('too_many_bytes_together', 'output.policy_json', { target_role_arn: TARGET }), expressions: policyWithSidOf(32500) },
  {
    name: 'bytes_are_counted_as_utf_8',
    variables: existing({ Statement: [{ ...ROOT, Sid: 'für Schlüssel' }] }),
    expect: {
      kind: 'holds',
      conditions: [
        {
          condition: 'output.policy_bytes == length(output.policy_json) + 2',
          message: 'Each ü is one character and two bytes.',
        },
      ],
    },
  },
];

const GRANT = { key_id: KEY_ID, grantee: 'target' } as const;
const grants = (grant: JsonObject, variables: JsonObject = {}): JsonObject => ({
  target_role_arn: TARGET,
  grants: { incident: grant },
  ...variables,
});

const GRANT_CASES: readonly ModuleTestCase[] = [
  {
    name: 'a_grant_reads_and_no_more',
    variables: grants({ ...GRANT, encryption_context_equals: { 'aws:ebs:id': 'vol-0123456789abcdef0' } }),
    expect: {
      kind: 'holds',
      conditions: [
        {
          condition: `aws_kms_grant.this["incident"].grantee_principal == "${TARGET}" && aws_kms_grant.this["incident"].key_id == "${KEY_ID}"`,
          message: 'The grant must go to the target role, on the key that was named.',
        },
        {
          condition: 'toset(aws_kms_grant.this["incident"].operations) == toset(["Decrypt", "DescribeKey"])',
          message: 'A grant that names no operations must only read.',
        },
        {
          condition:
            'one(aws_kms_grant.this["incident"].constraints).encryption_context_equals == tomap({ "aws:ebs:id" = "vol-0123456789abcdef0" })',
          message: 'The grant must be tied to the volume.',
        },
      ],
    },
  },
  refused('no_grant_above_aws_resources', 'aws_kms_grant.this', grants(GRANT, { kms_tightening: 'via_service', platform_region: 'eu-west-1' })),
  refused('no_create_grant_in_a_grant', 'aws_kms_grant.this', grants({ ...GRANT, operations: ['Decrypt', 'CreateGrant'] })),
  refused('no_grant_for_a_role_that_is_not_given', 'aws_kms_grant.this', grants({ ...GRANT, grantee: 'platform' })),
  refused('no_grant_on_a_key_of_another_partition', 'aws_kms_grant.this', grants({ ...GRANT, key_id: `arn:aws-cn:kms:cn-north-1:${TEST_ACCOUNT}:key/${KEY_ID}` })),
];

const role = { platform_role_arn: PLATFORM } as const;

const INPUT_CASES: readonly ModuleTestCase[] = [
  refused('no_role', STATEMENTS_DATA, {}),
  refused('a_level_without_regions', STATEMENTS_DATA, { ...role, kms_tightening: 'via_service' }),
  refused('create_grant_for_nobody', STATEMENTS_DATA, { ...role, create_grant_for: ['target'] }),
  refused('a_role_of_another_partition', STATEMENTS_DATA, { platform_role_arn: 'arn:aws-cn:iam::111122223333:role/CadoResponseRole' }),
  refused('a_region_of_another_partition', STATEMENTS_DATA, { ...role, platform_region: 'us-gov-west-1' }),
  refused('a_user', 'var.platform_role_arn', { platform_role_arn: 'arn:aws:iam::111122223333:user/alice' }),
  refused('a_session', 'var.target_role_arn', { target_role_arn: 'arn:aws:sts::111122223333:assumed-role/CadoResponseRole/x' }),
  refused('an_account_root', 'var.additional_platform_role_arns', { ...role, additional_platform_role_arns: ['arn:aws:iam::111122223333:root'] }),
  refused('an_unknown_grantee', 'var.create_grant_for', { ...role, create_grant_for: ['everyone'] }),
  refused('nothing_protected', 'var.protects', { ...role, protects: [] }),
  refused('an_unknown_service', 'var.protects', { ...role, protects: ['rds'] }),
  refused('no_method', 'var.acquisition_methods', { ...role, acquisition_methods: [] }),
  refused('an_unknown_method', 'var.acquisition_methods', { ...role, acquisition_methods: ['copy'] }),
  refused('an_unknown_level', 'var.kms_tightening', { ...role, kms_tightening: 'tight' }),
  refused('a_region_in_capitals', 'var.platform_region', { ...role, platform_region: 'EU-WEST-1' }),
  refused('an_evidence_region_in_capitals', 'var.evidence_regions', { ...role, evidence_regions: ['US-EAST-1'] }),
  refused('no_volumes', 'var.ebs_resource_ids', { ...role, ebs_resource_ids: [] }),
  refused('every_resource', 'var.ebs_resource_ids', { ...role, ebs_resource_ids: ['*'] }),
  refused('a_bucket_with_a_path', 'var.evidence_source_bucket_arns', { ...role, evidence_source_bucket_arns: ['arn:aws:s3:::bucket/*'] }),
  refused('an_unknown_principal_match', 'var.principal_match', { ...role, principal_match: 'any' }),
  refused('not_json', 'var.existing_policy_json', { ...role, existing_policy_json: 'kms:*' }),
  refused('a_repeated_key', 'var.existing_policy_json', {
    ...role,
    existing_policy_json: `{"Statement": [], "Statement": ${JSON.stringify([ROOT])}}`,
  }),
  refused('not_a_key_policy', 'var.existing_policy_json', { ...role, existing_policy_json: '{"Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}' }),
  refused('an_unknown_version', 'var.existing_policy_json', { ...role, existing_policy_json: JSON.stringify({ Version: '2012-10-18', Statement: [ROOT] }) }),
  { ...refused('too_long', 'var.existing_policy_json', role), expressions: policyWithSidOf(33000) },
  refused('a_grant_name_with_spaces', 'var.grants', { target_role_arn: TARGET, grants: { 'two words': GRANT } }),
  refused('an_alias', 'var.grants', grants({ ...GRANT, key_id: 'alias/volumes' })),
  refused('an_unknown_grant_role', 'var.grants', grants({ ...GRANT, grantee: 'everyone' })),
  refused('an_unknown_operation', 'var.grants', grants({ ...GRANT, operations: ['kms:Decrypt'] })),
  refused('an_empty_context', 'var.grants', grants({ ...GRANT, encryption_context_equals: {} })),
];

/** The module's own tests: what it renders and what it refuses. */
export const KMS_KEY_POLICY_TESTS: readonly ModuleTestFile[] = [
  { name: 'statements', comment: 'Our statements, level by level and method by method', accountId: TEST_ACCOUNT, cases: STATEMENT_CASES },
  { name: 'merge', comment: 'The merged policy: what survives, what goes, what is refused', accountId: TEST_ACCOUNT, cases: MERGE_CASES },
  { name: 'grants', comment: 'Grants, and those that would walk around the level', accountId: TEST_ACCOUNT, cases: GRANT_CASES },
  { name: 'inputs', comment: 'Bad input, refused at plan', accountId: TEST_ACCOUNT, cases: INPUT_CASES },
];
