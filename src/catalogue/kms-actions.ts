/** KMS actions as this project grants them, by what they serve. Nothing else in the catalogue spells a KMS action. */

/**
 * The vendor's list for custom keys, CreateGrant apart.
 * Source: https://docs.cadosecurity.com/cado/deploy/aws/reduce-kms-permissions
 */
export const DOCUMENTED_USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'] as const;

/**
 * What EBS itself calls to copy, share and attach an encrypted volume.
 * Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
 */
export const EBS_USE = ['kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'] as const;

/**
 * What EBS calls on the key that a copy goes to, and on sharing that copy: it is never decrypted there.
 * Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
 */
export const TEMPORARY_KEY_USE = ['kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'] as const;

/** Reading blocks through the EBS direct APIs, or objects from S3, only decrypts. */
export const READ_USE = ['kms:Decrypt'] as const;

/**
 * Operations that a grant of EBS may pass on (grant names carry no `kms:`). The superset of what AWS-authored policies
 * allow for copies and attachments: neither Encrypt nor GenerateDataKey.
 * Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonGuardDutyMalwareProtectionServiceRolePolicy.html
 */
export const EBS_GRANT_OPERATIONS = [
  'Decrypt',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'DescribeKey',
  'CreateGrant',
  'RetireGrant',
] as const;

/**
 * How EBS constrains its grants.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/ct-ec2two.html
 */
export const EBS_GRANT_CONSTRAINTS = ['EncryptionContextSubset', 'EncryptionContextEquals'] as const;

/**
 * Operations that a grant of this module may hold: what a symmetric encryption key can do.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export const GRANT_OPERATIONS = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'CreateGrant',
  'DescribeKey',
  'RetireGrant',
] as const;

/** Ways in which the platform reads a volume: through a copy of it (legacy), or block by block. */
export const ACQUISITION_METHODS = ['create_volume', 'ebs_direct'] as const;

/** Operations of a grant that names none: what reading blocks through the EBS direct APIs needs. */
export const DEFAULT_GRANT_OPERATIONS = ['Decrypt', 'DescribeKey'] as const;
