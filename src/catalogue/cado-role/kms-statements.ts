import { all, given, named } from '../../policy/guard';
import type { ConditionTemplate, StatementTemplate } from '../../policy/template';
import { createGrantStatement, describeStatement, READ_KEY_STATEMENTS, READS_KEY_TYPES, useStatement } from '../roles/kms-statements';

const inOrganization: ConditionTemplate = { test: 'StringEquals', variable: 'aws:ResourceOrgID', values: { derived: 'organization' } };
const organizationKeys = { derived: 'organization_key_arns' } as const;

/** The keys that the platform's role uses, in its own account and in those of its targets. */
export const CADO_ROLE_KMS_STATEMENTS: readonly StatementTemplate[] = [
  useStatement({
    sid: 'KmsUse',
    purpose: 'EBS decrypts and re-encrypts for the role when it reads, copies or attaches an encrypted volume, its temporary key included.',
    when: named('use_keys'),
    keys: { derived: 'use_key_arns' },
  }),
  createGrantStatement({
    sid: 'KmsCreateGrant',
    purpose:
      'EC2 takes a grant to decrypt a volume while it is attached or copied. A statement of its own: kms:GrantIsForAWSResource is absent from every other call and would deny it.',
    when: named('grant_keys'),
    keys: { derived: 'use_key_arns' },
  }),
  useStatement({
    sid: 'KmsUseInOrganization',
    purpose: 'The same, on keys of whichever account of the organisation has the role target_role_name.',
    when: named('organization_keys'),
    keys: organizationKeys,
    conditions: [inOrganization],
  }),
  createGrantStatement({
    sid: 'KmsCreateGrantInOrganization',
    purpose: 'The same for grants.',
    when: all(named('organization_keys'), named('create_grant')),
    keys: organizationKeys,
    conditions: [inOrganization],
  }),
  describeStatement({
    sid: 'KmsDescribeInOrganization',
    purpose: 'The same for reading the type of a key.',
    when: named('organization_keys'),
    keys: organizationKeys,
    conditions: [inOrganization],
  }),
  describeStatement({
    sid: 'KmsDescribe',
    purpose: "The platform reads a key's type before an import and EBS reads it during one, the AWS managed key's included.",
    when: READS_KEY_TYPES,
    keys: { derived: 'described_key_arns' },
  }),
  ...READ_KEY_STATEMENTS,
  {
    sid: 'EvidenceBucketKey',
    effect: 'Allow',
    purpose: 'S3 encrypts and decrypts what the platform keeps in its own bucket.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    when: given('evidence_bucket_kms_key_arn'),
    actions: [{ actions: ['kms:Decrypt', 'kms:GenerateDataKey'] }],
    resources: { derived: 'evidence_key_arns' },
    conditions: [
      {
        test: 'StringEquals',
        variable: 'kms:ViaService',
        values: { derived: 'platform_s3_services' },
        when: named('at_least_via_service'),
      },
      {
        test: 'StringLike',
        variable: 'kms:EncryptionContext:aws:s3:arn',
        values: { derived: 'evidence_context_arns' },
        when: named('at_least_encryption_context'),
      },
    ],
  },
];
