/** Actions by service, one text each. */
const by = (services: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(services).flatMap(([service, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => `${service}:${name}`),
  );

/**
 * The actions of the vendor's own roles: facts out of its templates, whose place the roles of this project take.
 * Source: https://github.com/cado-security/Deployment-Templates (64e6754)
 */
export const VENDOR_ACTIONS = {
  /** The role in the platform account. */
  platform: by({
    cloudtrail: 'GetTrailStatus ListTrails LookupEvents',
    cloudwatch: 'GetMetricData',
    ebs: 'GetSnapshotBlock ListChangedBlocks ListSnapshotBlocks',
    ec2: `
      AssociateAddress AttachVolume CopyImage CopySnapshot CreateSnapshot CreateSnapshots CreateTags CreateVolume
      DeleteSnapshot DeleteTags DeleteVolume DeregisterImage DescribeAccountAttributes DescribeAddresses
      DescribeAvailabilityZones DescribeFlowLogs DescribeImages DescribeInstanceAttribute DescribeInstanceStatus
      DescribeInstanceTypes DescribeInstances DescribeRegions DescribeRouteTables DescribeSecurityGroups DescribeSnapshots
      DescribeSubnets DescribeTags DescribeVolumes DescribeVolumesModifications DetachVolume ImportImage
      ModifyInstanceAttribute ModifySnapshotAttribute RunInstances StartInstances StopInstances TerminateInstances
    `,
    ecr: 'BatchGetImage GetAuthorizationToken GetDownloadURLForLayer',
    ecs: 'DescribeClusters DescribeServices DescribeTasks ExecuteCommand ListClusters ListServices ListTasks',
    eks: 'DescribeCluster ListClusters',
    elasticloadbalancing: 'DeregisterTargets DescribeTargetGroups DescribeTargetHealth RegisterTargets',
    guardduty: 'GetFindings ListDetectors ListFindings',
    iam: `
      CreateServiceLinkedRole GetInstanceProfile GetPolicy GetPolicyVersion GetRole GetRolePolicy ListAttachedRolePolicies
      ListInstanceProfilesForRole ListRolePolicies PassRole SimulatePrincipalPolicy
    `,
    kms: `
      CreateAlias CreateGrant CreateKey Decrypt DeleteAlias DescribeKey Encrypt GenerateDataKey* ListAliases ReEncrypt*
      ReplicateKey ScheduleKeyDeletion
    `,
    lambda: 'GetFunction ListFunctions',
    logs: 'FilterLogEvents',
    organizations: 'ListAccounts',
    s3: 'GetBucketLocation GetObject ListAllMyBuckets ListBucket PutObject RestoreObject',
    secretsmanager: 'CreateSecret GetSecretValue PutSecretValue TagResource',
    servicequotas: 'GetServiceQuota',
    ssm: 'DescribeInstanceInformation GetCommandInvocation SendCommand StartSession TerminateSession',
    sts: 'AssumeRole GetCallerIdentity GetSessionToken',
  }),
  /** The role in a target account, as the first template has it. */
  target: by({
    cloudtrail: 'LookupEvents',
    ebs: 'GetSnapshotBlock ListChangedBlocks ListSnapshotBlocks',
    ec2: `
      AssociateAddress AttachVolume CopyImage CopySnapshot CreateSnapshot CreateSnapshots CreateTags CreateVolume
      DeleteSnapshot DeleteTags DeregisterImage DescribeAccountAttributes DescribeAddresses DescribeAvailabilityZones
      DescribeFlowLogs DescribeImages DescribeInstanceAttribute DescribeInstanceStatus DescribeInstanceTypes
      DescribeInstances DescribeRegions DescribeRouteTables DescribeSecurityGroups DescribeSnapshots DescribeSubnets
      DescribeTags DescribeVolumes DescribeVolumesModifications ImportImage ModifyInstanceAttribute ModifySnapshotAttribute
      StartInstances StopInstances TerminateInstances
    `,
    ecr: 'BatchGetImage GetAuthorizationToken GetDownloadURLForLayer',
    ecs: 'DescribeClusters DescribeServices DescribeTasks ExecuteCommand ListClusters ListServices ListTasks',
    eks: 'DescribeCluster ListClusters',
    iam: 'GetInstanceProfile GetPolicy GetPolicyVersion GetRolePolicy ListRolePolicies SimulatePrincipalPolicy',
    kms: 'CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey* ListAliases ReEncrypt*',
    lambda: 'GetFunction ListFunctions',
    logs: 'FilterLogEvents',
    s3: 'GetBucketLocation GetObject ListAllMyBuckets ListBucket RestoreObject',
    ssm: 'DescribeInstanceInformation GetCommandInvocation SendCommand StartSession TerminateSession',
  }),
  /** The role in a target account, as the newer template has it: no volume is copied. */
  newTarget: by({
    cloudtrail: 'LookupEvents',
    ebs: 'GetSnapshotBlock ListChangedBlocks ListSnapshotBlocks',
    ec2: `
      CreateSnapshot CreateTags DescribeAccountAttributes DescribeAddresses DescribeAvailabilityZones DescribeFlowLogs
      DescribeImages DescribeInstanceAttribute DescribeInstanceStatus DescribeInstanceTypes DescribeInstances
      DescribeRegions DescribeRouteTables DescribeSecurityGroups DescribeSnapshots DescribeSubnets DescribeTags
      DescribeVolumes DescribeVolumesModifications
    `,
    ecr: 'BatchGetImage GetAuthorizationToken GetDownloadURLForLayer',
    ecs: 'DescribeClusters DescribeServices DescribeTasks ExecuteCommand ListClusters ListServices ListTasks',
    eks: 'DescribeCluster ListClusters',
    guardduty: 'GetFindings ListDetectors ListFindings',
    iam: 'GetInstanceProfile GetPolicy GetPolicyVersion GetRolePolicy ListRolePolicies SimulatePrincipalPolicy',
    kms: 'CreateGrant Decrypt DescribeKey GenerateDataKey',
    lambda: 'GetFunction ListFunctions',
    logs: 'FilterLogEvents',
    s3: 'GetBucketLocation GetObject ListAllMyBuckets ListBucket RestoreObject',
    ssm: 'DescribeInstanceInformation GetCommandInvocation SendCommand StartSession TerminateSession',
  }),
} as const;

/** What is granted to one role and not to the other, or to none, and why. */
export interface Difference {
  readonly action: string;
  readonly reason: string;
}

const UNTAG = { action: 'ec2:DeleteTags', reason: 'no import takes a name off, and without its name a snapshot can no longer be deleted' };

const ofPlatform = (names: string): readonly Difference[] =>
  names.split(' ').map((name) => ({
    action: `ec2:${name}`,
    reason: 'the target role makes and shares snapshots; volumes and instances are made in the platform',
  }));

/** Actions of the vendor that our role lacks with everything chosen. */
export const DROPPED: Readonly<Record<keyof typeof VENDOR_ACTIONS, readonly Difference[]>> = {
  platform: [
    UNTAG,
    { action: 'ec2:ModifySnapshotAttribute', reason: 'a snapshot is shared by the role in the account of the evidence' },
    { action: 'organizations:ListAccounts', reason: 'the role in the management account has it, where it is answered' },
    { action: 'sts:GetCallerIdentity', reason: 'needs no permission' },
    { action: 'sts:GetSessionToken', reason: 'a role can never call it' },
  ],
  target: [
    UNTAG,
    ...ofPlatform('AssociateAddress AttachVolume CreateVolume DescribeAddresses StartInstances StopInstances TerminateInstances'),
  ],
  newTarget: [...ofPlatform('DescribeAddresses'), { action: 'kms:GenerateDataKey', reason: 'only writing objects needs it' }],
};

const CHECK = { action: 'iam:ListAttachedRolePolicies', reason: 'the role has managed policies, which the account check must find' };
const ORGANIZATION: readonly Difference[] = [
  { action: 'organizations:ListAccounts', reason: "the vendor's documents ask it of the role in the management account" },
  { action: 'organizations:ListTagsForResource', reason: "the vendor's documents ask it of the role in the management account" },
];

/** Actions of ours that the vendor's role lacks. */
export const ADDED: Readonly<Record<keyof typeof VENDOR_ACTIONS, readonly Difference[]>> = {
  platform: [],
  target: [
    CHECK,
    ...ORGANIZATION,
    ...['GetFindings', 'ListDetectors', 'ListFindings'].map((name) => ({
      action: `guardduty:${name}`,
      reason: 'the newer template has it: findings lie where the evidence lies',
    })),
  ],
  newTarget: [
    CHECK,
    ...ORGANIZATION,
    { action: 'ec2:CreateSnapshots', reason: 'the older template has it: all volumes of an instance at one moment' },
    { action: 'ec2:DeleteSnapshot', reason: 'the older template has it: what was made is removed' },
    { action: 'ec2:ModifyInstanceAttribute', reason: "cutting off an instance is of no use but in the instance's account" },
    { action: 'kms:ListAliases', reason: 'the older template has it: keys are told apart by their aliases' },
  ],
};
