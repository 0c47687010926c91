import { EMULATOR_ACCOUNT } from '../test-bed/emulator';
import { existingPolicy } from '../plan-matrix/existing-policy';
import { PARTITION, type ArgumentShapes } from './shapes';

const PLATFORM = 'arn:aws:iam::111122223333:role/forensics/CadoResponseRole';
const FURTHER = 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole';
const TARGET = 'arn:aws:iam::444455556666:role/CadoResponseRole';

/**
 * Arguments of `cado-kms-key-policy` that between them reach every string input and every statement. Grants exclude the tight levels, and a
 * role that is missing takes another way than one that is given, so one set of arguments is not enough.
 */
export function keyPolicyShapes(keyId: string): ArgumentShapes {
  return {
    tightest: {
      platform_role_arn: PLATFORM,
      target_role_arn: TARGET,
      additional_platform_role_arns: [FURTHER],
      create_grant_for: ['platform', 'target'],
      protects: ['ebs', 's3'],
      acquisition_methods: ['create_volume', 'ebs_direct'],
      kms_tightening: 'pinned',
      platform_region: 'eu-west-1',
      evidence_regions: ['eu-west-1', 'us-east-1'],
      ebs_resource_ids: ['vol-0123456789abcdef0', 'snap-*'],
      evidence_source_bucket_arns: ['arn:aws:s3:::evidence-one', 'arn:aws:s3:::evidence-two'],
      principal_match: 'principal_arn',
      enforce: true,
      existing_policy_json: JSON.stringify(existingPolicy(PARTITION, EMULATOR_ACCOUNT)),
    },
    granting: {
      platform_role_arn: null,
      create_grant_for: null,
      evidence_source_bucket_arns: null,
      existing_policy_json: null,
      platform_region: null,
      target_role_arn: TARGET,
      protects: ['s3'],
      acquisition_methods: ['ebs_direct'],
      kms_tightening: 'documented',
      principal_match: 'role_arn',
      grants: {
        defaults: { key_id: keyId, grantee: 'target' },
        context: {
          key_id: keyId,
          grantee: 'target',
          operations: ['Decrypt', 'ReEncryptFrom'],
          encryption_context_equals: { 'aws:ebs:id': 'vol-0123456789abcdef0' },
        },
      },
    },
  };
}
