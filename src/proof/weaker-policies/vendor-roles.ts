import type { JsonObject } from '../../policy/policy-json';
import type { RoleSide, World } from '../claims/world';

/**
 * What the vendor's own roles grant, as facts: actions, the resource and the condition they stand on.
 * Source: https://github.com/cado-security/Deployment-Templates
 */
const UNSCOPED: Readonly<Record<RoleSide | 'both', readonly string[]>> = {
  both: [
    'ec2:AttachVolume',
    'ec2:CopyImage',
    'ec2:CopySnapshot',
    'ec2:CreateSnapshot',
    'ec2:CreateTags',
    'ec2:CreateVolume',
    'ec2:ImportImage',
    'ec2:ModifySnapshotAttribute',
    'ecs:ExecuteCommand',
    'iam:GetRolePolicy',
    'iam:ListRolePolicies',
    'kms:CreateGrant',
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey*',
    'kms:ListAliases',
    'kms:ReEncrypt*',
    's3:GetBucketLocation',
    's3:GetObject',
    's3:ListBucket',
    's3:RestoreObject',
    'ssm:StartSession',
    'ssm:TerminateSession',
  ],
  platform: ['ec2:AssociateAddress', 'ec2:DetachVolume', 'ec2:RunInstances', 'kms:CreateAlias', 'kms:CreateKey'],
  target: [],
};

const BY_NAME: readonly string[] = [
  'ec2:AttachVolume',
  'ec2:DeleteSnapshot',
  'ec2:DeleteTags',
  'ec2:DeregisterImage',
  'ec2:DetachVolume',
  'ec2:StartInstances',
  'ec2:StopInstances',
  'ec2:TerminateInstances',
];

const ALIASES = { 'kms:ResourceAliases': 'alias/CadoResponse-KMS-Alias*' } as const;

/** The role of one side, in the partition of the world; the original knows the partition `aws` only. */
export function vendorRole({ partition }: World, side: RoleSide): JsonObject {
  const commands = {
    Effect: 'Allow',
    Action: 'ssm:SendCommand',
    Resource: [
      `arn:${partition}:ec2:*:*:instance/*`,
      `arn:${partition}:ssm:*::document/AWS-RunShellScript`,
      `arn:${partition}:ssm:*::document/AWS-RunPowerShellScript`,
    ],
  };
  const shared = [
    { Effect: 'Allow', Action: [...UNSCOPED.both, ...UNSCOPED[side]], Resource: '*' },
    { Effect: 'Allow', Action: BY_NAME, Resource: '*', Condition: { StringLike: { 'aws:ResourceTag/Name': 'CadoResponse*' } } },
    commands,
  ];
  return { Version: '2012-10-17', Statement: side === 'target' ? shared : [...shared, ...platformOnly(partition)] };
}

const platformOnly = (partition: string): readonly JsonObject[] => [
  { Effect: 'Allow', Action: ['iam:PassRole', 'sts:AssumeRole'], Resource: `arn:${partition}:iam::*:role/*CadoResponse*` },
  {
    Effect: 'Allow',
    Action: ['kms:ReplicateKey', 'kms:ScheduleKeyDeletion'],
    Resource: '*',
    Condition: { 'ForAllValues:StringLike': ALIASES, 'ForAnyValue:StringLike': ALIASES },
  },
];
