import type { ModuleTestCase } from '../../../module-document';
import type { JsonObject } from '../../../policy/policy-json';
import { refused } from '../../role/test-cases';
import { INSTANCE, renders, TARGETS, TEST_ACCOUNT } from './roles';

const KMS_DATA = 'data.aws_iam_policy_document.kms';
const KEY = 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const BUCKET_KEY = `arn:aws:kms:eu-west-1:${TEST_ACCOUNT}:key/mrk-1234567890abcdef1234567890abcdef`;

const REGIONS = { platform_region: 'eu-west-1', evidence_regions: ['us-east-1'] } as const;
const BUCKET = { evidence_bucket_name: 'example-cado-evidence', evidence_bucket_kms_key_arn: BUCKET_KEY } as const;
const ORGANIZATION = { target_role_name: 'CadoResponseRole', organization_id: 'o-a1b2c3d4e5' } as const;
const given = (variables: JsonObject): JsonObject => ({ trusted_role_arns: [INSTANCE], ...variables });

const LEVELS: readonly ModuleTestCase[] = [
  renders('documented', { kms_tightening: 'documented', ...BUCKET, ...ORGANIZATION, temporary_key: { replica_regions: ['eu-central-1'] } }),
  renders('aws_resources_in_regions', { ...REGIONS, ...BUCKET, ...ORGANIZATION, target_role_arns: TARGETS }),
  renders('via_service', { kms_tightening: 'via_service', ...REGIONS, ...BUCKET, ...ORGANIZATION, target_role_arns: TARGETS }),
  renders('encryption_context', {
    kms_tightening: 'encryption_context',
    ...REGIONS,
    ...BUCKET,
    ...ORGANIZATION,
    ebs_resource_ids: ['vol-0123456789abcdef0', 'snap-*'],
    evidence_source_bucket_arns: ['arn:aws:s3:::example-evidence'],
    temporary_key: { alias_prefix: 'forensics/', replica_regions: ['eu-central-1'], delete_alias: true },
  }),
  renders('pinned', { kms_tightening: 'pinned', ...REGIONS, ...BUCKET, ...ORGANIZATION, target_role_arns: TARGETS }),
  renders('pinned_in_one_region', { kms_tightening: 'pinned', platform_region: 'eu-west-1' }),
];

const METHODS: readonly ModuleTestCase[] = [
  renders('create_volume_alone', { acquisition_methods: ['create_volume'], ...ORGANIZATION }),
  renders('create_volume_without_grants', { acquisition_methods: ['create_volume'], create_grant: false, ...ORGANIZATION }),
  renders('ebs_direct_alone', { acquisition_methods: ['ebs_direct'], kms_tightening: 'pinned', ...REGIONS, ...BUCKET }),
  renders('ebs_direct_with_grants', { acquisition_methods: ['ebs_direct'], create_grant: true, target_role_arns: TARGETS }),
];

const KEYS: readonly ModuleTestCase[] = [
  renders('no_keys', { kms_key_arns: [], target_role_arns: TARGETS, ...ORGANIZATION }),
  renders('no_keys_and_no_temporary_key', {
    kms_key_arns: [],
    temporary_key: { enabled: false },
    kms_tightening: 'via_service',
    ...REGIONS,
  }),
  renders('some_keys', { kms_key_arns: [KEY, BUCKET_KEY], target_role_arns: TARGETS, kms_tightening: 'via_service', ...REGIONS }),
  renders('without_the_service_role', { temporary_key: { service_linked_role: false, replica_regions: ['us-east-1'] } }),
  renders('s3_and_lambda_alone', { capabilities: ['s3', 'lambda'], kms_tightening: 'documented' }),
  renders('lambda_alone', { capabilities: ['lambda'], kms_tightening: 'via_service', evidence_regions: ['us-east-1'] }),
  renders('a_bucket_without_key', { evidence_bucket_name: 'example-cado-evidence', kms_tightening: 'encryption_context', ...REGIONS }),
];

const REFUSED: readonly ModuleTestCase[] = [
  refused('a_level_without_regions', KMS_DATA, given({ kms_tightening: 'via_service' })),
  refused('a_role_name_in_no_organization', KMS_DATA, given({ target_role_name: 'CadoResponseRole' })),
  refused('an_organization_without_a_role_name', KMS_DATA, given({ organization_id: 'o-a1b2c3d4e5' })),
  refused('a_bucket_key_without_bucket', KMS_DATA, given({ evidence_bucket_kms_key_arn: BUCKET_KEY })),
  refused('a_bucket_key_without_platform_region', KMS_DATA, given({ ...BUCKET, kms_tightening: 'pinned', evidence_regions: ['us-east-1'] })),
  refused('a_target_of_another_partition', KMS_DATA, given({ target_role_arns: ['arn:aws-cn:iam::444455556666:role/CadoResponseRole'] })),
  refused('a_region_of_another_partition', KMS_DATA, given({ temporary_key: { replica_regions: ['us-gov-east-1'] } })),
  {
    ...refused('error_reports_from_govcloud', KMS_DATA, {
      trusted_role_arns: [INSTANCE.replace('arn:aws:', 'arn:aws-us-gov:')],
      capabilities: ['error_reporting'],
    }),
    partition: 'aws-us-gov',
  },
];

/** Statements on keys, level by level and method by method. */
export const KEY_CASES: readonly ModuleTestCase[] = [...LEVELS, ...METHODS, ...KEYS, ...REFUSED];
