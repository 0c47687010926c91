import type { KMS_KEY_POLICY_GUARDS } from './guards';

/** Named guards of the key policy in words, where their composition would read badly. */
export const KMS_KEY_POLICY_GUARD_WORDS: Partial<Record<keyof typeof KMS_KEY_POLICY_GUARDS, string>> = {
  create_grant: '`protects` has `ebs` and `create_grant_for` leaves a role',
  s3_decrypt:
    '`protects` has `s3`, unless `evidence_source_bucket_arns` is `[]`; below `via_service` only without `ebs`, whose statement allows it already',
  enforce: '`enforce` is true, from `via_service` on',
};

const REGIONS_WORDS = 'in `platform_region` and `evidence_regions`';

/** Derived values of the key policy in words, by the name under which statements refer to them. */
export const KMS_KEY_POLICY_VALUE_WORDS: Readonly<Record<string, string>> = {
  'principals.every': 'every role given',
  'principals.ebs':
    "every role given; when `acquisition_methods` lacks `create_volume` only the target role, or the platform's where there is none",
  'principals.create_grant': 'the roles of `create_grant_for` that the statement above serves',
  'principals.s3': "the target role, or the platform's where there is none",
  'caller_accounts.every': 'the accounts of these roles',
  'caller_accounts.ebs': 'the accounts of these roles',
  'caller_accounts.create_grant': 'the accounts of these roles',
  'caller_accounts.s3': 'the accounts of these roles',
  ec2_services: `EC2 ${REGIONS_WORDS}`,
  s3_services: `S3 ${REGIONS_WORDS}`,
  services: `EC2 or S3, by \`protects\`, ${REGIONS_WORDS}`,
  s3_context_arns: '`evidence_source_bucket_arns` and their objects, or any bucket',
};
