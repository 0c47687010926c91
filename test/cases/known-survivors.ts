import type { TighteningLevel } from '../../src/policy/guard';

/** A mutant that no claim notices, and why what it changes is there all the same. */
export interface KnownSurvivor {
  /** As `nameOf` names the mutant. */
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

const GRANT_STATEMENTS = [
  'cado-role kms, KmsCreateGrant',
  'cado-role kms, KmsCreateGrantInOrganization',
  'cado-cross-account-trust kms, KmsCreateGrant',
  'cado-cross-account-trust kms, TempKeyCreateGrant',
  'cado-kms-key-policy, CadoResponseEbsCreateGrant',
] as const;

/** Ids of the keys in other places than that of the role's first one. */
const OWN_KEYS = [
  ['cado-role', '111122223333:key/33333333-3333-3333-3333-333333333333', 'eu-west-1'],
  ['cado-role', '111122223333:key/3b3b3b3b-3333-3333-3333-333333333333', 'eu-west-1'],
  ['cado-role', '111122223333:key/3b3b3b3b-3333-3333-3333-333333333333', 'us-east-1'],
  ['cado-cross-account-trust', '444455556666:key/22222222-2222-2222-2222-222222222222', 'eu-west-1'],
  ['cado-cross-account-trust', '444455556666:key/22222222-2222-2222-2222-222222222222', 'us-east-1'],
  ['cado-cross-account-trust', '444455556666:key/2a2a2a2a-2222-2222-2222-222222222222', 'eu-west-1'],
] as const;

/** Every mutant that survives at some level. */
export const KNOWN_SURVIVORS: readonly KnownSurvivor[] = [
  ...[
    'cado-role kms, KmsUse: Action without kms:Encrypt',
    'cado-role kms, KmsUseInOrganization: Action without kms:Encrypt',
    'cado-role kms, KmsUseInOrganization: Action without kms:GenerateDataKey*',
    'cado-cross-account-trust kms, KmsUse: Action without kms:Encrypt',
    'cado-cross-account-trust kms, TempKeyUse: Action without kms:Encrypt',
    'cado-cross-account-trust kms, TempKeyUse: Action without kms:Decrypt',
    'cado-kms-key-policy, CadoResponseEbsUse: Action without kms:Encrypt',
  ].map((mutant) => ({ mutant, ...VENDOR_LIST })),
  { mutant: 'cado-cross-account-trust kms, KmsUse: Action without kms:GenerateDataKey*', from: 'via_service', ...VENDOR_LIST },
  ...[
    'cado-cross-account-trust kms, KmsUse: Action without kms:GenerateDataKeyWithoutPlaintext',
    'cado-role kms, KmsUseInOrganization: Action without kms:GenerateDataKeyWithoutPlaintext',
    'cado-role kms, KmsUseInOrganization: Action without kms:ReEncryptTo',
  ].map((mutant) => ({ mutant, ...EBS_LIST })),
  ...['TempKeyUse', 'TempKeyCreateGrant'].map((sid) => ({
    mutant: `cado-cross-account-trust kms, ${sid}: kms:EncryptionContext:aws:ebs:id without vol-*`,
    from: 'encryption_context' as const,
    because: 'a copy carries an id of its own, but AWS documents the ids of volumes and snapshots alike for a copy under another key',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html',
  })),
  ...OWN_KEYS.map(([module, key, region]) => ({
    mutant: `${module} kms, KmsDescribe: Resource without arn:aws:kms:${region}:${key}`,
    because:
      "a key of the role's own account that the inputs name; every key of that account may be described, the AWS managed one included",
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html',
  })),
  ...(
    [
      ['cado-role', '111122223333'],
      ['cado-cross-account-trust', '444455556666'],
    ] as const
  ).map(([module, account]) => ({
    mutant: `${module} acquisition, LambdaReadLogs: Resource without arn:aws:logs:*:${account}:log-group:/aws/lambda/*:*`,
    because: 'the streams of a log group, which the default name with its wildcard covers, and an exact name does not',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html',
  })),
  ...GRANT_STATEMENTS.flatMap((statement) => [
    ...['DescribeKey', 'CreateGrant', 'RetireGrant'].map((operation) => ({
      mutant: `${statement}: kms:GrantOperations without ${operation}`,
      from: 'pinned' as const,
      because: 'AWS shows EC2 asking for some of these and says that the list may differ by instance type and launch',
      source: 'https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html',
    })),
    {
      mutant: `${statement}: kms:GrantConstraintType without EncryptionContextEquals`,
      from: 'pinned' as const,
      because: 'both kinds of constraint tie the grant to the volume; AWS does not promise which of them EC2 uses',
      source: 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-constraint-type',
    },
  ]),
];
