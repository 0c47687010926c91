import type { JsonObject } from '../../src/policy/policy-json';
import { TIGHTENING_LEVELS } from '../../src/policy/guard';
import { EMULATOR_ACCOUNT } from './test-bed/emulator';

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const PLATFORM = { platform_role_arn: 'arn:aws:iam::111122223333:role/CadoResponseRole' } as const;
const TARGET = { target_role_arn: `arn:aws:iam::${EMULATOR_ACCOUNT}:role/forensics/CadoResponseRole` } as const;
const REGIONS = { platform_region: 'eu-west-1', evidence_regions: ['us-east-1', 'ap-southeast-2'] } as const;
const EVERYTHING = {
  ...PLATFORM,
  ...TARGET,
  ...REGIONS,
  additional_platform_role_arns: ['arn:aws:iam::111122223333:role/CadoResponseInstanceRole'],
  protects: ['ebs', 's3'],
  evidence_source_bucket_arns: ['arn:aws:s3:::example-evidence', 'arn:aws:s3:::example.logs'],
  ebs_resource_ids: ['vol-0123456789abcdef0', 'snap-*'],
  enforce: true,
} as const;

/** Text that must reach both syntaxes unharmed: what is special in HCL, in JSON and in a template. */
const EXISTING_POLICY = {
  Version: '2008-10-17',
  Id: 'quotes " and \\ and ü 🔑',
  Statement: [
    { Sid: 'Root', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${EMULATOR_ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
    { Sid: 'CadoResponseS3Decrypt', Effect: 'Allow', Principal: { AWS: PLATFORM.platform_role_arn }, Action: 'kms:Decrypt', Resource: '*' },
    {
      Sid: 'Others',
      Effect: 'Deny',
      NotPrincipal: { Service: ['backup.amazonaws.com'] },
      NotAction: 'kms:Describe*',
      Resource: '*',
      Condition: {
        NumericGreaterThan: { 'aws:MultiFactorAuthAge': 3600 },
        StringEquals: { 'aws:username': ['$${aws:username}', '%%{if}'] },
      },
    },
  ],
} as const;

/** Calls of the module by name: every level in both forms of principals, a merge, and grants at the levels that allow them. */
export const CALLS: Readonly<Record<string, JsonObject>> = {
  defaults: PLATFORM,
  target_only: TARGET,
  ...Object.fromEntries(
    TIGHTENING_LEVELS.flatMap((level) =>
      ['principal_arn', 'role_arn'].map((match) => [
        `${level}_${match}`,
        { ...EVERYTHING, kms_tightening: level, principal_match: match, create_grant_for: match === 'role_arn' ? ['target'] : null },
      ]),
    ),
  ),
  ebs_direct: { ...EVERYTHING, acquisition_methods: ['ebs_direct'], kms_tightening: 'encryption_context' },
  no_buckets: { ...EVERYTHING, protects: ['s3'], evidence_source_bucket_arns: [], kms_tightening: 'via_service' },
  merged: { ...EVERYTHING, kms_tightening: 'pinned', existing_policy_json: JSON.stringify(EXISTING_POLICY) },
  grants: {
    ...PLATFORM,
    ...TARGET,
    grants: {
      reads: { key_id: KEY_ID, grantee: 'target' },
      'of/one-volume': {
        key_id: `arn:aws:kms:eu-west-1:${EMULATOR_ACCOUNT}:key/${KEY_ID}`,
        grantee: 'platform',
        operations: ['Decrypt', 'ReEncryptFrom'],
        encryption_context_equals: { 'aws:ebs:id': 'vol-0123456789abcdef0', purpose: 'a "quoted" one' },
      },
    },
  },
  grants_that_grant: {
    ...TARGET,
    kms_tightening: 'documented',
    grants: { passes_on: { key_id: KEY_ID, grantee: 'target', operations: ['CreateGrant', 'Decrypt'] } },
  },
};
