/** A kind of call that pairs are made of. */
export interface CallKind {
  /** Actions on the same kind of resource, which may be exchanged. */
  readonly actions: readonly string[];
  /** The resource of an account. */
  readonly resource: (account: string, name: string) => string;
  /** Names that the last part of the resource may have. */
  readonly names: readonly string[];
  /** Whether the resource has a policy: never, maybe, or always. */
  readonly policy: 'never' | 'maybe' | 'always';
  /** Whether an allow of the account in that policy is needed for the caller's own policies to count. */
  readonly closed: boolean;
  /** Keys of several values that every action here knows, beside the global ones. */
  readonly listKeys?: readonly string[];
  /** Keys of one text that every action here knows, beside the global ones. */
  readonly textKeys?: readonly string[];
}

const KEY_IDS = ['0a1b2c3d-1111-2222-3333-444455556666', 'mrk-0123456789abcdef0123456789abcdef', '9f8e7d6c-0000-1111-2222-333344445555'];
const key = (account: string, name: string): string => `arn:aws:kms:eu-west-1:${account}:key/${name}`;

/** Every kind of call; those on keys are there twice, since most of the rules are about them. */
export const CALLS: readonly CallKind[] = [
  {
    actions: ['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:Encrypt', 'kms:GenerateDataKey'],
    resource: key,
    names: KEY_IDS,
    policy: 'always',
    closed: true,
    listKeys: ['kms:EncryptionContextKeys', 'kms:ResourceAliases'],
    textKeys: ['kms:ViaService'],
  },
  {
    actions: ['kms:CreateGrant'],
    resource: key,
    names: KEY_IDS,
    policy: 'always',
    closed: true,
    listKeys: ['kms:GrantOperations', 'kms:EncryptionContextKeys'],
    textKeys: ['kms:ViaService', 'kms:GrantConstraintType'],
  },
  {
    actions: ['kms:DescribeKey', 'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy', 'kms:ListGrants'],
    resource: key,
    names: KEY_IDS,
    policy: 'always',
    closed: true,
    textKeys: ['kms:ViaService'],
  },
  {
    actions: ['sts:AssumeRole'],
    resource: (account, name) => `arn:aws:iam::${account}:role/${name}`,
    names: ['CadoResponse', 'team/DarktraceForensics', 'Reader', 'team/green-Role'],
    policy: 'always',
    closed: true,
    textKeys: ['sts:ExternalId'],
  },
  {
    actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    resource: (_account, name) => `arn:aws:s3:::evidence-${name}`,
    names: ['eu/case-1/disk.img', 'us/memory.dmp', 'red/case-2/a.gz', 'eu/green/b.gz'],
    policy: 'maybe',
    closed: false,
  },
  {
    actions: ['s3:ListBucket', 's3:GetBucketLocation'],
    resource: (_account, name) => `arn:aws:s3:::evidence-${name}`,
    names: ['eu', 'us-east', 'archive'],
    policy: 'maybe',
    closed: false,
  },
  {
    actions: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'],
    resource: (account, name) => `arn:aws:sqs:eu-west-1:${account}:${name}`,
    names: ['imports', 'imports-dead', 'events'],
    policy: 'maybe',
    closed: false,
  },
  {
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
    resource: (account, name) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}`,
    names: ['cado/api-AbCdEf', 'cado/db-GhIjKl', 'cado/red-MnOpQr'],
    policy: 'maybe',
    closed: false,
  },
  {
    actions: ['ec2:StopInstances', 'ec2:StartInstances', 'ec2:TerminateInstances'],
    resource: (account, name) => `arn:aws:ec2:eu-west-1:${account}:instance/${name}`,
    names: ['i-0123456789abcdef0', 'i-0fedcba9876543210'],
    policy: 'never',
    closed: false,
  },
  {
    actions: ['ec2:DescribeSnapshots', 'ec2:DescribeInstances', 'ec2:DescribeVolumes'],
    resource: () => '*',
    names: [''],
    policy: 'never',
    closed: false,
  },
];

/** Accounts of callers and resources. */
export const ACCOUNTS = ['111111111111', '222222222222', '333333333333'] as const;
