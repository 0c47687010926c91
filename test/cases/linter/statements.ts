import {
  ACCOUNT,
  allow,
  identity,
  KEY,
  KEYS,
  keyAllow,
  keyPolicy,
  policy,
  ROLE,
  SNAPSHOTS,
  trust,
  VOLUMES,
  type LintCase,
  type Statement,
} from './case';

const BUCKET = 'arn:aws:s3:::example-evidence';
const INSTANCES = `arn:aws:ec2:*:${ACCOUNT}:instance/*`;

const dead = (action: string, resource: string, mended: string): LintCase => ({
  title: `${action} on ${resource}`,
  rule: 'resource-not-of-action',
  path: 'Statement[0].Action',
  broken: identity(allow(action, resource)),
  mended: identity(allow(action, mended)),
});

const own = { StringLike: { 'aws:ResourceTag/Name': 'Forensics*' } };
const making = { StringEquals: { 'ec2:CreateAction': 'CreateSnapshot' } };
const deny = (Action: unknown, Resource: unknown, Condition?: unknown): Statement => ({
  ...allow(Action, Resource, Condition),
  Effect: 'Deny',
});
const named = (...sids: readonly string[]): readonly Statement[] =>
  sids.map((Sid, index) => ({ Sid, ...allow('s3:GetObject', `${BUCKET}/${index}`) }));

const CALLS: readonly LintCase[] = [
  dead('s3:ListAllMyBuckets', BUCKET, '*'),
  dead('ssm:DescribeInstanceInformation', INSTANCES, '*'),
  dead('sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:user/Scanner`, ROLE),
  dead('iam:GetInstanceProfile', ROLE, `arn:aws:iam::${ACCOUNT}:instance-profile/*`),
  dead('kms:CreateKey', KEY, '*'),
  dead('kms:ListAliases', KEYS, '*'),
  dead('kms:Decrypt', `arn:aws:kms:*:${ACCOUNT}:alias/Forensics`, KEY),
  dead('s3:GetObject', BUCKET, `${BUCKET}/*`),
  dead('s3:ListBucket', `${BUCKET}/*`, BUCKET),
  dead('ec2:DeleteSnapshot', `arn:aws:ec2:*:${ACCOUNT}:snapshot/*`, SNAPSHOTS),
  dead('iam:CreateServiceLinkedRole', ROLE.replace('role/', 'instance-profile/'), `arn:aws:iam::${ACCOUNT}:role/aws-service-role/*`),
  {
    title: 'a service-linked role by a word in any name',
    rule: 'service-linked-role-path',
    path: 'Statement[0].Resource',
    broken: identity(allow('iam:CreateServiceLinkedRole', 'arn:aws:iam::*:role/*Forensics*')),
    mended: identity(allow('iam:CreateServiceLinkedRole', 'arn:aws:iam::*:role/aws-service-role/mrk.kms.amazonaws.com/*')),
  },
  ...['sts:GetCallerIdentity', 'sts:GetSessionToken'].map((action) => ({
    title: `${action} allowed`,
    rule: 'needless-allow',
    path: 'Statement[0].Action',
    broken: identity(allow(action, '*')),
    mended: identity(deny(action, '*')),
  })),
  {
    title: 'an action without its service',
    rule: 'action-form',
    path: 'Statement[0].Action[1]',
    broken: identity(allow(['ec2:DeleteVolume', 'DetachVolume'], VOLUMES)),
    mended: identity(allow(['ec2:DeleteVolume', 'ec2:DetachVolume'], VOLUMES)),
  },
  {
    title: 'the name of a call that is no action',
    rule: 'action-form',
    path: 'Statement[0].Action',
    broken: identity(allow('kms:ReEncrypt', KEY)),
    mended: identity(allow(['kms:ReEncrypt*', 'kms:DescribeKey'], KEY)),
  },
  {
    title: 'a key that EBS may use and not read (the vendor leaves it out)',
    rule: 'describe-key-left-out',
    path: 'Statement[0]',
    broken: keyPolicy(keyAllow(['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:CreateGrant'])),
    mended: keyPolicy(
      keyAllow(['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:CreateGrant', 'kms:DescribeKey']),
    ),
  },
];

const SCOPES: readonly LintCase[] = [
  {
    title: 'a scope by tag beside the same action without one',
    rule: 'scope-void',
    path: 'Statement[0].Action',
    broken: identity(allow('ec2:AttachVolume', VOLUMES, own), allow(['ec2:AttachVolume', 'ec2:CreateSnapshot'], '*')),
    mended: identity(allow('ec2:AttachVolume', VOLUMES, own), allow('ec2:AttachVolume', INSTANCES)),
  },
  {
    title: 'a condition more, given away by a pattern of actions',
    rule: 'scope-void',
    path: 'Statement[1].Action[0]',
    broken: identity(
      allow('kms:*', KEYS),
      allow(['kms:Decrypt'], KEY, { StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } }),
    ),
    mended: identity(
      allow('kms:Describe*', KEYS),
      allow(['kms:Decrypt'], KEY, { StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } }),
    ),
  },
  {
    title: 'a role narrowed beside its account, which the key leaves to IAM',
    rule: 'scope-void',
    path: 'Statement[1].Action',
    broken: keyPolicy(
      keyAllow('kms:*', undefined, { AWS: `arn:aws:iam::${ACCOUNT}:root` }),
      keyAllow('kms:Decrypt', { ArnEquals: { 'aws:PrincipalArn': ROLE } }, { AWS: `arn:aws:iam::${ACCOUNT}:root` }),
    ),
    mended: keyPolicy(keyAllow('kms:*', undefined, { AWS: `arn:aws:iam::${ACCOUNT}:root` }), keyAllow('kms:Decrypt')),
  },
  {
    title: 'the same twice',
    rule: 'allowed-twice',
    path: 'Statement[1].Action[1]',
    broken: identity(allow(['iam:GetRole', 'iam:ListRolePolicies'], ROLE), allow(['iam:GetRolePolicy', 'iam:GetRole'], ROLE)),
    mended: identity(allow(['iam:GetRole', 'iam:ListRolePolicies'], ROLE), allow(['iam:GetRolePolicy'], ROLE)),
  },
  {
    title: 'a tag that decides, and that the role sets on anything',
    rule: 'tag-set-freely',
    path: 'Statement[0].Condition.StringLike["aws:ResourceTag/Name"]',
    broken: identity(allow('ec2:DeleteVolume', VOLUMES, own), allow('ec2:CreateTags', '*')),
    mended: identity(allow('ec2:DeleteVolume', VOLUMES, own), allow('ec2:CreateTags', '*', making)),
  },
  {
    title: 'a tag that the role may set to the very value that decides',
    rule: 'tag-set-freely',
    path: 'Statement[0].Condition.StringLike["aws:ResourceTag/Name"]',
    broken: identity(
      allow('ec2:DeleteVolume', VOLUMES, own),
      allow('ec2:CreateTags', VOLUMES, { StringEquals: { 'aws:RequestTag/Name': 'Forensics-1' } }),
    ),
    mended: identity(
      allow('ec2:DeleteVolume', VOLUMES, own),
      allow('ec2:CreateTags', VOLUMES, { StringEquals: { 'aws:RequestTag/Name': 'Other' } }),
    ),
  },
  {
    title: 'an Allow under a Deny of everything it allows',
    rule: 'allow-under-deny',
    path: 'Statement[0].Action',
    broken: identity(allow('kms:Decrypt', KEY), deny('kms:*', '*')),
    mended: identity(allow('kms:Decrypt', KEY), deny('kms:*', '*', { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } })),
  },
];

const ELEMENTS: readonly LintCase[] = [
  ...(
    [
      ['no statement', [], 'Statement'],
      ['a statement that is a text', ['Allow'], 'Statement[0]'],
      ['no action', [{ Effect: 'Allow', Resource: '*' }], 'Statement[0]'],
      ['no resource', [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets' }], 'Statement[0]'],
      ['an effect in lower case', [{ ...allow('s3:ListAllMyBuckets', '*'), Effect: 'allow' }], 'Statement[0].Effect'],
      ['a principal', [{ ...allow('s3:ListAllMyBuckets', '*'), Principal: { AWS: ROLE } }], 'Statement[0]'],
    ] as const
  ).map(([title, statements, path]) => ({
    title: `a policy of a role with ${title}`,
    rule: 'statement-elements',
    path,
    broken: policy('identity', statements),
    mended: identity(allow('s3:ListAllMyBuckets', '*')),
  })),
  {
    title: 'a trust policy with a resource',
    rule: 'statement-elements',
    path: 'Statement',
    broken: trust({ AWS: ROLE }, undefined, { Resource: '*' }),
    mended: trust({ AWS: ROLE }),
  },
  {
    title: 'a statement of a key policy without a resource',
    rule: 'key-statement-without-resource',
    path: 'Statement[0]',
    broken: keyPolicy({ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'kms:Decrypt' }),
    mended: keyPolicy(keyAllow('kms:Decrypt')),
  },
  {
    title: 'a Sid with a space, which only keys know',
    rule: 'sid',
    path: 'Statement[0].Sid',
    broken: identity({ Sid: 'Read keys', ...allow('kms:DescribeKey', KEY) }),
    mended: keyPolicy({ Sid: 'Read keys of service-linked roles', ...keyAllow('kms:DescribeKey') }),
  },
  {
    title: 'a Sid twice',
    rule: 'sid',
    path: 'Statement[1].Sid',
    broken: identity(...named('A', 'A')),
    mended: identity(...named('A', 'B')),
  },
];

/** Statements that say nothing, too much, or what AWS rejects. */
export const STATEMENT_CASES: readonly LintCase[] = [...CALLS, ...SCOPES, ...ELEMENTS];
