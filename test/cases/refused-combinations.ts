import type { JsonObject } from '../../src/policy/policy-json';
import { LONGEST_POLICY } from './refused-policies';

/** Inputs that do not go together, though each is right by itself. */
export interface RefusedCombination {
  readonly name: string;
  /** All that is given, the roles included. */
  readonly inputs: JsonObject;
  /** Where the module refuses it. */
  readonly checked: string;
  /** Parts of the message: the inputs, the refused value and what is accepted. */
  readonly message: readonly string[];
  /** Whether it can be told without Terraform, which alone knows the partition and the account. */
  readonly knownBeforehand: boolean;
}

const STATEMENTS = 'data.aws_iam_policy_document.statements';
const GRANT = 'aws_kms_grant.this["incident"]';
const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const TARGET = 'arn:aws:iam::123456789012:role/CadoResponseRole';
const CHINA = 'arn:aws-cn:iam::111122223333:role/CadoResponseRole';
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

const refused = (checked: string, name: string, inputs: JsonObject, ...message: readonly string[]): RefusedCombination => ({
  name,
  inputs,
  checked,
  message,
  knownBeforehand: true,
});
const refusedLater = (...row: Parameters<typeof refused>): RefusedCombination => ({ ...refused(...row), knownBeforehand: false });
const grant = (attributes: JsonObject, inputs: JsonObject = { target_role_arn: TARGET }): JsonObject => ({
  ...inputs,
  grants: { incident: { key_id: KEY_ID, grantee: 'target', ...attributes } },
});

/** Every rule across inputs is broken at least once, alone. */
export const REFUSED_COMBINATIONS: readonly RefusedCombination[] = [
  refused(STATEMENTS, 'no-role', {}, 'platform_role_arn and target_role_arn', 'null', PLATFORM),
  refused(
    STATEMENTS,
    'additional-roles-alone',
    { additional_platform_role_arns: [PLATFORM] },
    'platform_role_arn and target_role_arn',
    'null',
    PLATFORM,
  ),
  ...['via_service', 'encryption_context', 'pinned'].map((level) =>
    refused(
      STATEMENTS,
      `${level}-without-regions`,
      { platform_role_arn: PLATFORM, kms_tightening: level },
      `kms_tightening "${level}"`,
      'platform_region is null and evidence_regions is empty',
      'platform_region = eu-west-1',
    ),
  ),
  refused(
    STATEMENTS,
    'grants-for-a-platform-that-is-absent',
    { target_role_arn: TARGET, create_grant_for: ['platform'] },
    'create_grant_for is ["platform"]',
    'create_grant_for = ["target"]',
  ),
  refused(
    STATEMENTS,
    'grants-for-a-target-that-is-absent',
    { platform_role_arn: PLATFORM, create_grant_for: ['platform', 'target'] },
    'create_grant_for is ["platform","target"]',
    'create_grant_for = ["target"]',
  ),
  ...['platform_role_arn', 'target_role_arn'].map((input) =>
    refusedLater(STATEMENTS, `${input}-of-another-partition`, { [input]: CHINA }, input, `not ["${CHINA}"]`, `Accepted: ${PLATFORM}`),
  ),
  refused(
    STATEMENTS,
    'additional-role-of-another-partition',
    { platform_role_arn: PLATFORM, additional_platform_role_arns: [CHINA] },
    'additional_platform_role_arns',
    `not ["${CHINA}"]`,
    `Accepted: ${PLATFORM}`,
  ),
  refused(
    STATEMENTS,
    'bucket-of-another-partition',
    { platform_role_arn: PLATFORM, protects: ['s3'], evidence_source_bucket_arns: ['arn:aws-us-gov:s3:::example-evidence'] },
    'evidence_source_bucket_arns',
    'not ["arn:aws-us-gov:s3:::example-evidence"]',
    `Accepted: ${PLATFORM}`,
  ),
  ...['us-gov-west-1', 'cn-north-1', 'us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1', 'eusc-de-east-1'].map(
    (region) =>
      refusedLater(
        STATEMENTS,
        `platform-region-${region}`,
        { platform_role_arn: PLATFORM, platform_region: region },
        'platform_region',
        `not ["${region}"]`,
        'Accepted: eu-west-1 in aws',
      ),
  ),
  refusedLater(
    STATEMENTS,
    'evidence-region-of-another-partition',
    { platform_role_arn: PLATFORM, evidence_regions: ['eu-west-1', 'us-gov-east-1'] },
    'evidence_regions',
    'not ["us-gov-east-1"]',
    'Accepted: eu-west-1 in aws',
  ),
  ...['via_service', 'encryption_context', 'pinned'].map((level) =>
    refused(
      GRANT,
      `grant-at-${level}`,
      grant({}, { target_role_arn: TARGET, platform_region: 'eu-west-1', kms_tightening: level }),
      'grants["incident"]',
      `kms_tightening "${level}"`,
      'use kms_tightening = aws_resources',
    ),
  ),
  refused(
    GRANT,
    'create-grant-in-a-grant-at-the-default-level',
    grant({ operations: ['Decrypt', 'CreateGrant'] }),
    'grants["incident"] passes on CreateGrant',
    'kms_tightening "aws_resources"',
    'Use operations = ["Decrypt", "DescribeKey"], or kms_tightening = documented',
  ),
  refused(
    GRANT,
    'create-grant-in-a-grant-at-via_service',
    grant({ operations: ['CreateGrant'] }, { target_role_arn: TARGET, platform_region: 'eu-west-1', kms_tightening: 'via_service' }),
    'grants["incident"] passes on CreateGrant',
    'kms_tightening "via_service"',
    'kms_tightening = documented',
  ),
  refused(
    GRANT,
    'grant-for-a-platform-that-is-absent',
    grant({ grantee: 'platform' }),
    'grants["incident"] has the grantee "platform"',
    'Give platform_role_arn',
    PLATFORM,
  ),
  refused(
    GRANT,
    'grant-for-a-target-that-is-absent',
    grant({}, { platform_role_arn: PLATFORM }),
    'grants["incident"] has the grantee "target"',
    'Give target_role_arn',
    PLATFORM,
  ),
  refusedLater(
    GRANT,
    'grant-on-a-key-of-another-partition',
    grant({ key_id: `arn:aws-cn:kms:cn-north-1:123456789012:key/${KEY_ID}` }),
    `grants["incident"].key_id is "arn:aws-cn:kms:cn-north-1:123456789012:key/${KEY_ID}"`,
    'Accepted: arn:aws:kms:REGION:ACCOUNT:key/KEY-ID',
  ),
  refusedLater(
    'output.policy_json',
    'longest-policy-and-ours',
    { target_role_arn: TARGET, existing_policy_json: LONGEST_POLICY },
    'policy_json has',
    'bytes of UTF-8 and KMS takes',
    'existing_policy_json',
  ),
];
