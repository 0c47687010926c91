/** Findings in our own policies that are meant, and why. */
export const KNOWN_FINDINGS: readonly {
  readonly of: 'roles' | 'keys';
  readonly rule: string;
  readonly sid: string;
  readonly reason: string;
}[] = [
  {
    of: 'roles',
    rule: 'for-all-values-of-nothing',
    sid: 'TempKeyAliasTarget',
    reason: 'The first alias of a temporary key is put on a key that has none yet.',
  },
  {
    of: 'roles',
    rule: 'allowed-twice',
    sid: 'EvidenceBucketKey',
    reason: 'Below via_service the keys of the account include the one of the bucket; where kms_key_arns leaves it out they do not.',
  },
  ...['CadoResponseEbsUse', 'CadoResponseS3Decrypt'].map((sid) => ({
    of: 'keys' as const,
    rule: 'scope-void',
    sid,
    reason:
      'With principal_match = principal_arn the principal is the account, to whose IAM policies AWS leaves the key; enforce denies the rest.',
  })),
];
