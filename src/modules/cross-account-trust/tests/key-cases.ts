import type { ModuleTestCase } from '../../../module-document';
import { refused } from '../../role/test-cases';
import { PLATFORM, renders, TEST_ACCOUNT } from './roles';

const KMS_DATA = 'data.aws_iam_policy_document.kms';
const KEY = `arn:aws:kms:eu-west-1:${TEST_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const REGIONS = { platform_region: 'eu-west-1', evidence_regions: ['us-east-1'] } as const;
const REQUIRED = { platform_role_arn: PLATFORM } as const;

/** Statements on keys, level by level and method by method. */
export const KEY_CASES: readonly ModuleTestCase[] = [
  renders('documented', { kms_tightening: 'documented' }),
  renders('aws_resources_in_regions', REGIONS),
  renders('via_service', { kms_tightening: 'via_service', ...REGIONS }),
  renders('encryption_context', {
    kms_tightening: 'encryption_context',
    ...REGIONS,
    ebs_resource_ids: ['vol-0123456789abcdef0', 'snap-*'],
    evidence_source_bucket_arns: ['arn:aws:s3:::example-evidence'],
  }),
  renders('pinned', { kms_tightening: 'pinned', ...REGIONS }),
  renders('pinned_in_one_region', { kms_tightening: 'pinned', evidence_regions: ['us-east-1'] }),
  renders('create_volume_alone', { acquisition_methods: ['create_volume'] }),
  renders('create_volume_without_grants', { acquisition_methods: ['create_volume'], create_grant: false }),
  renders('ebs_direct_alone', { acquisition_methods: ['ebs_direct'], kms_tightening: 'pinned', ...REGIONS }),
  renders('ebs_direct_with_grants', { acquisition_methods: ['ebs_direct'], create_grant: true }),
  renders('no_keys', { kms_key_arns: [], kms_tightening: 'via_service', ...REGIONS }),
  renders('no_keys_and_no_temporary_keys', { kms_key_arns: [], platform_temporary_keys: false }),
  renders('some_keys', { kms_key_arns: [KEY], kms_tightening: 'via_service', ...REGIONS }),
  renders('s3_and_lambda_alone', { capabilities: ['s3', 'lambda'], kms_tightening: 'documented' }),
  renders('lambda_alone', { capabilities: ['lambda'], kms_tightening: 'via_service', evidence_regions: ['us-east-1'] }),
  refused('a_level_without_regions', KMS_DATA, { ...REQUIRED, kms_tightening: 'via_service' }),
  refused('a_key_of_another_partition', KMS_DATA, { ...REQUIRED, kms_key_arns: [KEY.replace('arn:aws:', 'arn:aws-cn:')] }),
  refused('a_region_of_another_partition', KMS_DATA, { ...REQUIRED, evidence_regions: ['us-gov-east-1'] }),
];
