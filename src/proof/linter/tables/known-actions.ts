/**
 * What AWS says of the actions that this project and the vendor's templates speak of; names in lower case.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */

const words = (text: string): readonly string[] => text.trim().toLowerCase().split(/\s+/);

/** Actions that know no resource: a policy must say `*`, and no condition on the resource ever holds. */
export const WITHOUT_RESOURCE: ReadonlySet<string> = new Set(
  words(`
    cloudtrail:ListTrails cloudtrail:LookupEvents
    ec2:DescribeAccountAttributes ec2:DescribeAddresses ec2:DescribeAvailabilityZones ec2:DescribeFlowLogs ec2:DescribeImages
    ec2:DescribeInstances ec2:DescribeInstanceStatus ec2:DescribeInstanceTypes ec2:DescribeRegions ec2:DescribeRouteTables
    ec2:DescribeSecurityGroups ec2:DescribeSnapshots ec2:DescribeSubnets ec2:DescribeTags ec2:DescribeVolumes
    ec2:DescribeVolumesModifications ec2:DescribeVpcs
    ecr:GetAuthorizationToken ecs:ListClusters eks:ListClusters
    elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeTargetHealth
    kms:CreateKey kms:GenerateRandom kms:ListAliases kms:ListKeys kms:ListRetirableGrants
    lambda:ListFunctions organizations:ListAccounts s3:ListAllMyBuckets
    ssm:DescribeInstanceInformation ssm:GetCommandInvocation sts:GetCallerIdentity sts:GetSessionToken
  `),
);

/** How ARNs of a type look, part by part. */
export const ARN_SHAPES = {
  alias: 'arn:*:kms:*:*:alias/*',
  'access-point': 'arn:*:s3:*:*:accesspoint/*',
  bucket: 'arn:*:s3:::*',
  cluster: 'arn:*:*:*:*:cluster/*',
  'container-instance': 'arn:*:ecs:*:*:container-instance/*',
  document: 'arn:*:ssm:*:*:document/*',
  function: 'arn:*:lambda:*:*:function:*',
  image: 'arn:*:ec2:*::image/*',
  instance: 'arn:*:ec2:*:*:instance/*',
  'instance-profile': 'arn:*:iam::*:instance-profile/*',
  key: 'arn:*:kms:*:*:key/*',
  'log-group': 'arn:*:logs:*:*:log-group:*',
  'managed-instance': 'arn:*:ssm:*:*:managed-instance/*',
  'network-interface': 'arn:*:ec2:*:*:network-interface/*',
  object: 'arn:*:s3:::*/*',
  policy: 'arn:*:iam::*:policy/*',
  repository: 'arn:*:ecr:*:*:repository/*',
  role: 'arn:*:iam::*:role/*',
  secret: 'arn:*:secretsmanager:*:*:secret:*',
  'security-group': 'arn:*:ec2:*:*:security-group/*',
  service: 'arn:*:ecs:*:*:service/*',
  'service-linked role': 'arn:*:iam::*:role/aws-service-role/*',
  session: 'arn:*:ssm:*:*:session/*',
  'elastic-ip': 'arn:*:ec2:*:*:elastic-ip/*',
  snapshot: 'arn:*:ec2:*::snapshot/*',
  targetgroup: 'arn:*:elasticloadbalancing:*:*:targetgroup/*',
  task: 'arn:*:ecs:*:*:task/*',
  'ssm-task': 'arn:*:ecs:*:*:task/*',
  trail: 'arn:*:cloudtrail:*:*:trail/*',
  volume: 'arn:*:ec2:*:*:volume/*',
} as const satisfies Readonly<Record<string, string>>;

/** A type of resource. */
export type ResourceType = keyof typeof ARN_SHAPES;

const each = (names: string, ...types: readonly ResourceType[]): readonly (readonly [string, readonly ResourceType[]])[] =>
  words(names).map((name) => [name, types]);

/** Types of resource that an action knows; any of them makes a statement live. */
export const RESOURCES_OF_ACTION: ReadonlyMap<string, readonly ResourceType[]> = new Map([
  ...each('cloudtrail:GetTrailStatus', 'trail'),
  ...each('ebs:GetSnapshotBlock ebs:ListChangedBlocks ebs:ListSnapshotBlocks', 'snapshot'),
  ...each('ec2:CopySnapshot ec2:DeleteSnapshot ec2:ModifySnapshotAttribute', 'snapshot'),
  ...each('ec2:CreateSnapshot', 'snapshot', 'volume'),
  ...each('ec2:CreateSnapshots', 'instance', 'snapshot', 'volume'),
  ...each('ec2:AttachVolume ec2:DetachVolume', 'instance', 'volume'),
  ...each('ec2:CreateVolume', 'snapshot', 'volume'),
  ...each('ec2:DeleteVolume', 'volume'),
  ...each('ec2:CopyImage', 'image', 'snapshot'),
  ...each('ec2:DeregisterImage', 'image'),
  ...each('ec2:DescribeInstanceAttribute ec2:StartInstances ec2:StopInstances ec2:TerminateInstances', 'instance'),
  ...each('ec2:ModifyInstanceAttribute', 'instance', 'security-group', 'volume'),
  ...each('ec2:AssociateAddress', 'elastic-ip', 'instance', 'network-interface'),
  ...each('ec2:AssignPrivateIpAddresses ec2:UnassignPrivateIpAddresses', 'network-interface'),
  ...each('ecr:BatchGetImage ecr:GetDownloadUrlForLayer', 'repository'),
  ...each('ecs:DescribeClusters eks:DescribeCluster', 'cluster'),
  ...each('ecs:DescribeServices', 'service'),
  ...each('ecs:DescribeTasks', 'task'),
  ...each('ecs:ExecuteCommand', 'cluster', 'task'),
  ...each('elasticloadbalancing:DeregisterTargets elasticloadbalancing:RegisterTargets', 'targetgroup'),
  ...each('iam:GetInstanceProfile', 'instance-profile'),
  ...each('iam:GetPolicy iam:GetPolicyVersion', 'policy'),
  ...each('iam:GetRole iam:GetRolePolicy iam:ListAttachedRolePolicies iam:ListInstanceProfilesForRole iam:ListRolePolicies', 'role'),
  ...each('iam:PassRole sts:AssumeRole', 'role'),
  ...each('iam:CreateServiceLinkedRole', 'service-linked role'),
  ...each('kms:CreateAlias kms:DeleteAlias kms:UpdateAlias', 'alias', 'key'),
  ...each('kms:CreateGrant kms:Decrypt kms:DescribeKey kms:Encrypt kms:ReplicateKey kms:ScheduleKeyDeletion kms:PutKeyPolicy', 'key'),
  ...each('kms:GenerateDataKey kms:GenerateDataKey* kms:GenerateDataKeyWithoutPlaintext', 'key'),
  ...each('kms:ReEncrypt* kms:ReEncryptFrom kms:ReEncryptTo kms:ListGrants kms:RevokeGrant kms:TagResource', 'key'),
  ...each('lambda:GetFunction', 'function'),
  ...each('logs:FilterLogEvents', 'log-group'),
  ...each('s3:GetBucketLocation s3:ListBucket', 'bucket', 'access-point'),
  ...each('s3:GetObject s3:PutObject s3:RestoreObject', 'object', 'access-point'),
  ...each('secretsmanager:CreateSecret secretsmanager:GetSecretValue secretsmanager:PutSecretValue secretsmanager:TagResource', 'secret'),
  ...each('ssm:SendCommand', 'bucket', 'document', 'instance', 'managed-instance'),
  ...each('ssm:StartSession', 'document', 'instance', 'managed-instance', 'ssm-task'),
  ...each('ssm:TerminateSession', 'session'),
]);

/** Actions above whose requests can hold tags to set. */
export const TAKES_TAGS: ReadonlySet<string> = new Set(
  words(`
    ec2:CopyImage ec2:CopySnapshot ec2:CreateSnapshot ec2:CreateSnapshots ec2:CreateVolume
    kms:CreateKey kms:ReplicateKey kms:TagResource
    secretsmanager:CreateSecret secretsmanager:TagResource sts:AssumeRole
  `),
);

/** Names of API calls, or slips, that are no action; what the action is called. */
export const NO_SUCH_ACTION: ReadonlyMap<string, string> = new Map([
  ['kms:reencrypt', 'kms:ReEncryptFrom and kms:ReEncryptTo'],
  ['ec2:describeinstance', 'ec2:DescribeInstances'],
  ['ec2:describesnapshot', 'ec2:DescribeSnapshots'],
  ['s3:headbucket', 's3:ListBucket'],
  ['s3:headobject', 's3:GetObject'],
  ['s3:listbuckets', 's3:ListAllMyBuckets'],
  ['s3:listobjects', 's3:ListBucket'],
  ['s3:listobjectsv2', 's3:ListBucket'],
]);
