import type { TighteningLevel } from '../../src/policy/guard';

/** An action that no claim needs, and why it is there all the same. */
export interface NeedlessAction {
  /** As `nameOf` names the mutant without it. */
  readonly mutant: string;
  /** From this level on it is there. @default 'documented' */
  readonly from?: TighteningLevel;
  /** From this level on it is gone. @default - it stays */
  readonly goneFrom?: TighteningLevel;
  readonly because: string;
  readonly source: string;
}

const VENDOR_LIST = {
  goneFrom: 'encryption_context',
  because: "the vendor's list for custom keys has it, and the loose levels keep to that list",
  source: 'https://github.com/cado-security/product-help',
} as const;

const EBS_LIST = {
  from: 'encryption_context',
  because: "AWS's list of what EBS needs has it; which of it a shared or copied snapshot takes is not documented",
  source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html',
} as const;

/** Every action that could go without breaking a claim. */
export const NEEDLESS_ACTIONS: readonly NeedlessAction[] = [
  { mutant: 'cado-role kms, KmsUse: Action without kms:Encrypt', ...VENDOR_LIST },
  { mutant: 'cado-cross-account-trust kms, KmsUse: Action without kms:Encrypt', ...VENDOR_LIST },
  { mutant: 'cado-cross-account-trust kms, TempKeyUse: Action without kms:Encrypt', ...VENDOR_LIST },
  { mutant: 'cado-cross-account-trust kms, TempKeyUse: Action without kms:Decrypt', ...VENDOR_LIST },
  { mutant: 'cado-kms-key-policy, CadoResponseEbsUse: Action without kms:Encrypt', ...VENDOR_LIST },
  { mutant: 'cado-kms-key-policy, CadoResponseEbsUse: Action without kms:GenerateDataKey*', ...VENDOR_LIST },
  { mutant: 'cado-cross-account-trust kms, KmsUse: Action without kms:GenerateDataKey*', from: 'via_service', ...VENDOR_LIST },
  { mutant: 'cado-cross-account-trust kms, KmsUse: Action without kms:GenerateDataKeyWithoutPlaintext', ...EBS_LIST },
  { mutant: 'cado-kms-key-policy, CadoResponseEbsUse: Action without kms:GenerateDataKeyWithoutPlaintext', ...EBS_LIST },
  { mutant: 'cado-kms-key-policy, CadoResponseEbsUse: Action without kms:ReEncryptTo', ...EBS_LIST },
];
