import type { KMS_KEY_POLICY_GUARDS } from './guards';

/** Named guards of the key policy in words, where their composition would read badly. */
export const KMS_KEY_POLICY_GUARD_WORDS: Partial<Record<keyof typeof KMS_KEY_POLICY_GUARDS, string>> = {
  create_grant: '`protects` has `ebs` and `create_grant_for` leaves a role',
  s3_decrypt:
    '`protects` has `s3`, unless `evidence_source_bucket_arns` is `[]`; below `via_service` only without `ebs`, whose statement allows it already',
  enforce: '`enforce` is true, from `via_service` on',
};
