/** Right of a service that acts for its customers: whoever only encrypts reads nothing. */
export const ENCRYPT = 'encrypt with it';

/**
 * Rights on a key, by the actions that give them. DescribeKey and its like tell nothing of what is encrypted.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 */
const ACTIONS: Readonly<Record<string, string>> = {
  'decrypt with the key': 'Decrypt ReEncryptFrom DeriveSharedSecret',
  'make grants on it': 'CreateGrant',
  'end its grants': 'RevokeGrant',
  'administer it': `PutKeyPolicy ScheduleKeyDeletion CancelKeyDeletion DisableKey EnableKey ReplicateKey UpdatePrimaryRegion
    SynchronizeMultiRegionKey ImportKeyMaterial DeleteImportedKeyMaterial EnableKeyRotation DisableKeyRotation RotateKeyOnDemand
    TagResource UntagResource CreateAlias UpdateAlias DeleteAlias UpdateKeyDescription`,
  [ENCRYPT]: `GenerateDataKey GenerateDataKeyWithoutPlaintext GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext Encrypt
    ReEncryptTo`,
  'sign with it': 'Sign GenerateMac',
};

/** What each action that uses or changes a key lets do. */
export const KEY_RIGHTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ACTIONS).flatMap(([right, actions]) => actions.split(/\s+/).map((action) => [`kms:${action}`, right])),
);
