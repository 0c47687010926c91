/**
 * Which resources actions know, for the actions of this project and the vendor's.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */

/** Actions that know no resource: a policy must say `*`, and a condition on the resource never holds. */
export const WITHOUT_RESOURCE: ReadonlySet<string> = new Set([
  'cloudtrail:ListTrails',
  'cloudtrail:LookupEvents',
  'cloudwatch:GetMetricData',
  'ec2:DescribeAccountAttributes',
  'ec2:DescribeAddresses',
  'ec2:DescribeAvailabilityZones',
  'ec2:DescribeFlowLogs',
  'ec2:DescribeImages',
  'ec2:DescribeInstances',
  'ec2:DescribeInstanceStatus',
  'ec2:DescribeInstanceTypes',
  'ec2:DescribeRegions',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSnapshots',
  'ec2:DescribeSubnets',
  'ec2:DescribeTags',
  'ec2:DescribeVolumes',
  'ec2:DescribeVolumesModifications',
  'ecr:GetAuthorizationToken',
  'ecs:ListClusters',
  'eks:ListClusters',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:DescribeTargetHealth',
  'guardduty:ListDetectors',
  'kms:CreateKey',
  'kms:ListAliases',
  'lambda:ListFunctions',
  'organizations:ListAccounts',
  's3:ListAllMyBuckets',
  'servicequotas:GetServiceQuota',
  'ssm:DescribeInstanceInformation',
  'ssm:GetCommandInvocation',
  'sts:GetCallerIdentity',
  'sts:GetSessionToken',
]);

/** Actions that know resources, on which listing would still say nothing narrower than everything. */
export const LEFT_WIDE: ReadonlySet<string> = new Set([
  'ecs:ListServices',
  'ecs:ListTasks',
  'guardduty:GetFindings',
  'guardduty:ListFindings',
  'organizations:ListTagsForResource',
]);

/** Kinds of resource, and how their ARNs are told. */
export const TYPE_OF_ARN = {
  accessories: /:ec2:[^:]*:[^:]*:(subnet|security-group|key-pair|launch-template)\//,
  alias: /:kms:.*:alias\//,
  bucket: /:s3:::[^/]+$/,
  cluster: /:(ecs|eks):.*:cluster\//,
  document: /:ssm:[^:]*::document\//,
  'elastic-ip': /:elastic-ip\//,
  function: /:function:/,
  image: /:ec2:[^:]*::image\//,
  'import-image-task': /:import-image-task\//,
  instance: /:ec2:[^:]*:[^:]*:instance\//,
  'instance-profile': /:instance-profile\//,
  key: /:kms:.*:key\//,
  'log-group': /:log-group:/,
  'network-interface': /:network-interface\//,
  object: /:s3:::[^/]+\/\*$/,
  policy: /:policy\//,
  repository: /:repository\//,
  role: /:iam:.*:role\//,
  secret: /:secret:/,
  'security-group': /:security-group\//,
  service: /:service\//,
  session: /:session\//,
  snapshot: /:ec2:[^:]*::snapshot\//,
  targetgroup: /:targetgroup\//,
  task: /:task\//,
  trail: /:trail\//,
  volume: /:volume\//,
} as const;

/** A kind of resource. */
export type ResourceType = keyof typeof TYPE_OF_ARN;

interface Known {
  /** Each must be allowed, or the call is refused. */
  readonly all: readonly ResourceType[];
  /** Known besides. @default - none */
  readonly also?: readonly ResourceType[];
}

const each = (names: string, ...all: readonly ResourceType[]): Readonly<Record<string, Known>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, { all }]));

/** Actions that know resources. */
export const RESOURCES: Readonly<Record<string, Known>> = {
  ...each('cloudtrail:GetTrailStatus', 'trail'),
  ...each('ebs:GetSnapshotBlock ebs:ListChangedBlocks ebs:ListSnapshotBlocks', 'snapshot'),
  ...each('ec2:CopySnapshot ec2:DeleteSnapshot ec2:ModifySnapshotAttribute', 'snapshot'),
  ...each('ec2:CreateSnapshot', 'snapshot', 'volume'),
  ...each('ec2:CreateSnapshots', 'instance', 'snapshot', 'volume'),
  ...each('ec2:AttachVolume ec2:DetachVolume', 'instance', 'volume'),
  ...each('ec2:DeleteVolume', 'volume'),
  ...each('ec2:DeregisterImage', 'image'),
  ...each('ec2:DescribeInstanceAttribute ec2:StartInstances ec2:StopInstances ec2:TerminateInstances', 'instance'),
  'ec2:AssociateAddress': { all: ['elastic-ip'], also: ['instance', 'network-interface'] },
  'ec2:CopyImage': { all: ['image'], also: ['snapshot'] },
  'ec2:CreateTags': { all: [], also: ['image', 'instance', 'network-interface', 'snapshot', 'volume'] },
  'ec2:CreateVolume': { all: ['volume'], also: ['snapshot'] },
  'ec2:ImportImage': { all: ['image', 'import-image-task'], also: ['snapshot'] },
  'ec2:ModifyInstanceAttribute': { all: ['instance'], also: ['security-group', 'volume'] },
  'ec2:RunInstances': { all: ['accessories', 'image', 'instance', 'network-interface', 'volume'], also: ['snapshot'] },
  ...each('ecr:BatchGetImage ecr:GetDownloadUrlForLayer', 'repository'),
  ...each('ecs:DescribeClusters eks:DescribeCluster', 'cluster'),
  ...each('ecs:DescribeServices', 'service'),
  ...each('ecs:DescribeTasks', 'task'),
  ...each('ecs:ExecuteCommand', 'cluster', 'task'),
  ...each('elasticloadbalancing:DeregisterTargets elasticloadbalancing:RegisterTargets', 'targetgroup'),
  ...each('iam:GetInstanceProfile', 'instance-profile'),
  ...each('iam:GetPolicy iam:GetPolicyVersion', 'policy'),
  ...each('iam:GetRole iam:GetRolePolicy iam:ListAttachedRolePolicies iam:ListInstanceProfilesForRole iam:ListRolePolicies', 'role'),
  ...each('iam:CreateServiceLinkedRole iam:PassRole iam:SimulatePrincipalPolicy sts:AssumeRole', 'role'),
  ...each('kms:CreateAlias kms:DeleteAlias', 'alias', 'key'),
  ...each('kms:CreateGrant kms:Decrypt kms:DescribeKey kms:Encrypt kms:ReplicateKey kms:ScheduleKeyDeletion', 'key'),
  ...each('kms:GenerateDataKey kms:GenerateDataKey* kms:GenerateDataKeyWithoutPlaintext', 'key'),
  ...each('kms:ReEncrypt* kms:ReEncryptFrom kms:ReEncryptTo', 'key'),
  ...each('lambda:GetFunction', 'function'),
  ...each('logs:FilterLogEvents', 'log-group'),
  ...each('s3:GetBucketLocation s3:ListBucket', 'bucket'),
  ...each('s3:GetObject s3:PutObject s3:RestoreObject', 'object'),
  ...each('secretsmanager:CreateSecret secretsmanager:GetSecretValue secretsmanager:PutSecretValue secretsmanager:TagResource', 'secret'),
  'ssm:SendCommand': { all: ['document'], also: ['instance'] },
  'ssm:StartSession': { all: ['document', 'instance'] },
  ...each('ssm:TerminateSession', 'session'),
};
