import type { RequestFacts } from './request-facts';

/**
 * What decides over a resource. An `open` one takes whom its own policy or the caller's lets in; a key or a role nobody whom its
 * own policy does not let in; an alias is for its account's policies; and whether a grant ends, for the grant.
 */
export type ResourceKind = 'open' | 'key' | 'role' | 'alias' | 'grant';

/**
 * The kind of what a request is about.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function resourceKindOf({ action, arn }: RequestFacts): ResourceKind {
  if (action.startsWith('sts:') && arn?.resource.startsWith('role/') === true) return 'role';
  if (!action.startsWith('kms:') || arn === undefined) return 'open';
  if (arn.resource.startsWith('alias/')) return 'alias';
  if (!arn.resource.startsWith('key/')) return 'open';
  return action === 'kms:retiregrant' ? 'grant' : 'key';
}

/**
 * What may be done with a key of another account.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
const ACROSS_ACCOUNTS: readonly string[] = [
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DeriveSharedSecret',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyPair',
  'kms:GenerateDataKeyPairWithoutPlaintext',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:GenerateMac',
  'kms:GetKeyRotationStatus',
  'kms:GetPublicKey',
  'kms:ListGrants',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:RetireGrant',
  'kms:RevokeGrant',
  'kms:Sign',
  'kms:Verify',
  'kms:VerifyMac',
];

const LOWER_CASE: ReadonlySet<string> = new Set(ACROSS_ACCOUNTS.map((action) => action.toLowerCase()));

/** Whether the action works on a key of another account. */
export const worksAcrossAccounts = (action: string): boolean => LOWER_CASE.has(action);
