import type { AnyStatement } from '../../support/policy-evaluator';

/** What the vendor's own templates grant where this project differs: facts, in the shape in which IAM reads them. */

const allow = (
  Action: readonly string[],
  Resource: readonly string[] = ['*'],
  Condition: AnyStatement['Condition'] = {},
): AnyStatement => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});

const OWN_ALIASES = { 'kms:ResourceAliases': ['alias/CadoResponse-KMS-Alias*'] };
const OWN_NAME = { StringLike: { 'aws:ResourceTag/Name': ['CadoResponse*'] } };

/** The key of its own, in the platform's role. */
export const TEMPORARY_KEY: readonly AnyStatement[] = [
  allow(['kms:CreateKey', 'kms:CreateAlias']),
  allow(['kms:DeleteAlias', 'kms:ReplicateKey', 'kms:ScheduleKeyDeletion'], ['*'], {
    'ForAllValues:StringLike': OWN_ALIASES,
    'ForAnyValue:StringLike': OWN_ALIASES,
  }),
];

/** Use of keys, in both roles. */
export const KEY_USE: readonly AnyStatement[] = [
  allow(['kms:CreateGrant', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*']),
];

/** The newer role for target accounts: snapshots. */
export const SNAPSHOTS: readonly AnyStatement[] = [
  allow(['ec2:CreateSnapshot', 'ec2:DescribeSnapshots', 'ebs:GetSnapshotBlock', 'ebs:ListSnapshotBlocks', 'ebs:ListChangedBlocks']),
  allow(['ec2:CreateTags'], ['*'], { StringEquals: { 'ec2:CreateAction': ['CreateSnapshot'] } }),
];

/** The newer role for target accounts: objects and snapshots have a statement on keys each. */
export const KEYS_BY_SERVICE: readonly AnyStatement[] = [
  allow(['kms:Decrypt', 'kms:GenerateDataKey']),
  allow(['kms:Decrypt', 'kms:DescribeKey']),
  allow(['kms:CreateGrant'], ['*'], { Bool: { 'kms:GrantIsForAWSResource': ['true'] } }),
];

/** Other roles, in the platform's role. */
export const OTHER_ROLES: readonly AnyStatement[] = [
  allow(
    [
      'iam:CreateServiceLinkedRole',
      'iam:GetInstanceProfile',
      'iam:PassRole',
      'sts:AssumeRole',
      'sts:GetCallerIdentity',
      'sts:GetSessionToken',
    ],
    ['arn:aws:iam::*:role/*CadoResponse*'],
  ),
];

/** Actions on resources that they do not know. */
export const WRONG_RESOURCES: readonly AnyStatement[] = [
  allow(['s3:GetBucketLocation', 's3:ListAllMyBuckets', 's3:ListBucket'], ['arn:aws:s3:::example-evidence']),
  allow(
    ['ssm:DescribeInstanceInformation', 'ssm:SendCommand'],
    ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ssm:*::document/AWS-RunShellScript'],
  ),
  allow(['ec2:DescribeAddresses'], ['*'], OWN_NAME),
];

/** Volumes, once tied to a name and once not. */
export const TWICE: readonly AnyStatement[] = [
  allow(['ec2:AssociateAddress', 'ec2:AttachVolume', 'ec2:DetachVolume'], ['*'], OWN_NAME),
  allow(['ec2:AssociateAddress', 'ec2:AttachVolume', 'ec2:CreateVolume', 'ec2:DetachVolume']),
];

/** Who may assume the platform's role. */
export const TRUST: readonly AnyStatement[] = [
  { Effect: 'Allow', Principal: { Service: ['ec2.amazonaws.com'] }, Action: ['sts:AssumeRole'] },
  { Effect: 'Allow', Principal: { AWS: ['arn:aws:iam::111122223333:role/CadoResponseInstanceRole'] }, Action: ['sts:AssumeRole'] },
];

/** A policy as the templates write it: without a version. */
export const POLICY = { Statement: KEY_USE } as const;
