import { all, given, has, named } from '../../policy/guard';
import type { StatementTemplate } from '../../policy/template';
import { allow, INSTANCES, OWN_NAME, OWN_NAME_REQUESTED, SNAPSHOTS, VOLUMES } from '../roles/allow-statement';

const EC2_ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html';
const IAM_ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html';
const S3_ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html';
const SECRETS_ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html';
const ELB_ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html';
const ORGANIZATION_CONDITION = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';

const ELASTIC_ADDRESSES = 'arn:{partition}:ec2:*:{account}:elastic-ip/*';
const NETWORK_INTERFACES = 'arn:{partition}:ec2:*:{account}:network-interface/*';
const SECRETS = { arns: ['arn:{partition}:secretsmanager:*:{account}:secret:*'] } as const;

const healthChecks = has('capabilities', 'health_checks');
const updates = has('capabilities', 'platform_updates');
const core = named('core_platform');

/** Volumes that the platform makes of evidence, in its own account. */
export const PLATFORM_VOLUME_STATEMENTS: readonly StatementTemplate[] = [
  allow(
    'VolumeCreate',
    named('copied_volumes'),
    ['ec2:CreateVolume'],
    { arns: [VOLUMES] },
    { purpose: 'The platform makes a volume of a snapshot, and names it as its own.', source: EC2_ACTIONS },
    [OWN_NAME_REQUESTED],
  ),
  allow(
    'VolumeCreateFrom',
    named('copied_volumes'),
    ['ec2:CreateVolume'],
    { arns: [SNAPSHOTS] },
    {
      purpose: 'The snapshots that volumes are made of; the name asked for is no part of their context.',
      source: EC2_ACTIONS,
    },
  ),
  allow(
    'VolumeAttach',
    named('copied_volumes'),
    ['ec2:AttachVolume', 'ec2:DetachVolume'],
    { arns: [INSTANCES, VOLUMES] },
    { purpose: 'The platform attaches its own volumes to its own instances.', source: EC2_ACTIONS },
    [OWN_NAME],
  ),
  allow(
    'VolumeDelete',
    named('copied_volumes'),
    ['ec2:DeleteVolume'],
    { arns: [VOLUMES] },
    { purpose: 'The platform removes its own volumes after an import.', source: EC2_ACTIONS },
    [OWN_NAME],
  ),
];

/** Roles in other accounts. */
export const TARGET_STATEMENTS: readonly StatementTemplate[] = [
  allow(
    'AssumeTargets',
    named('targets'),
    ['sts:AssumeRole'],
    { derived: 'assumed_role_arns' },
    {
      purpose: 'The platform acts in other accounts as the roles given, and no others.',
      source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html',
    },
  ),
  allow(
    'AssumeTargetsInOrganization',
    given('target_role_name'),
    ['sts:AssumeRole'],
    { derived: 'organization_role_arns' },
    {
      purpose: 'The platform acts as the role of that name in every account of the organisation, and outside of it in none.',
      source: ORGANIZATION_CONDITION,
    },
    [{ test: 'StringEquals', variable: 'aws:ResourceOrgID', values: { derived: 'organization' } }],
  ),
];

/** The platform's own bucket. */
export const EVIDENCE_BUCKET_STATEMENTS: readonly StatementTemplate[] = [
  allow(
    'EvidenceBucketObjects',
    named('evidence_bucket'),
    ['s3:GetObject', 's3:PutObject', 's3:RestoreObject'],
    { derived: 'evidence_object_arns' },
    { purpose: 'The platform keeps evidence in its own bucket.', source: S3_ACTIONS },
  ),
  allow(
    'EvidenceBucket',
    named('evidence_bucket'),
    ['s3:GetBucketLocation', 's3:ListBucket'],
    { derived: 'evidence_bucket_arns' },
    {
      purpose: 'The platform lists its own bucket.',
      source: S3_ACTIONS,
    },
  ),
];

/** The role itself, as the platform's own account check reads it. */
export const PLATFORM_CHECK_STATEMENTS: readonly StatementTemplate[] = [
  allow(
    'PolicyCheckPlatformRole',
    has('capabilities', 'policy_check'),
    ['iam:GetRole', 'iam:ListInstanceProfilesForRole'],
    { derived: 'own_role_arn' },
    { purpose: 'The account check reads where the role is used.', source: IAM_ACTIONS },
  ),
];

/** Reporting, and running the platform itself. */
export const PLATFORM_STATEMENTS: readonly StatementTemplate[] = [
  allow('ErrorReporting', has('capabilities', 'error_reporting'), ['s3:PutObject'], ['arn:aws:s3:::cadologsupload/*'], {
    purpose: "The platform sends error reports to the vendor's own bucket, which exists in the partition aws only.",
    source: 'https://github.com/cado-security/Deployment-Templates',
  }),
  allow('HealthChecks', healthChecks, ['cloudtrail:ListTrails', 'cloudwatch:GetMetricData', 'servicequotas:GetServiceQuota'], ['*'], {
    purpose: 'The health page shows metrics, trails and quotas; none of these calls has a resource here.',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html',
  }),
  allow(
    'HealthChecksTrails',
    healthChecks,
    ['cloudtrail:GetTrailStatus'],
    { arns: ['arn:{partition}:cloudtrail:*:{account}:trail/*'] },
    {
      purpose: 'The health page shows whether trails log.',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html',
    },
  ),
  allow('UpdatesDescribe', updates, ['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetHealth'], ['*'], {
    purpose: 'An update looks at the target groups of the load balancer; describing has no resource.',
    source: ELB_ACTIONS,
  }),
  allow(
    'UpdatesTargets',
    updates,
    ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
    { arns: ['arn:{partition}:elasticloadbalancing:*:{account}:targetgroup/*'] },
    { purpose: 'An update moves the load balancer over to the new instance.', source: ELB_ACTIONS },
  ),
  allow('CoreDescribe', core, ['ec2:DescribeAddresses'], ['*'], {
    purpose: 'The platform finds its address; describing has no resource.',
    source: EC2_ACTIONS,
  }),
  allow(
    'CoreRunInstances',
    core,
    ['ec2:RunInstances'],
    { arns: [INSTANCES, VOLUMES, NETWORK_INTERFACES] },
    { purpose: 'The platform starts workers, and names them as its own.', source: EC2_ACTIONS },
    [OWN_NAME_REQUESTED],
  ),
  allow(
    'CoreRunInstancesFrom',
    core,
    ['ec2:RunInstances'],
    {
      arns: [
        'arn:{partition}:ec2:*::image/*',
        SNAPSHOTS,
        'arn:{partition}:ec2:*:*:subnet/*',
        'arn:{partition}:ec2:*:*:security-group/*',
        'arn:{partition}:ec2:*:{account}:key-pair/*',
        'arn:{partition}:ec2:*:{account}:launch-template/*',
      ],
    },
    { purpose: 'What workers are started from; the name asked for is no part of their context.', source: EC2_ACTIONS },
  ),
  allow(
    'CoreTagWhileRunning',
    core,
    ['ec2:CreateTags'],
    { arns: [INSTANCES, VOLUMES, NETWORK_INTERFACES] },
    { purpose: 'The platform names workers while it starts them.', source: EC2_ACTIONS },
    [{ test: 'StringEquals', variable: 'ec2:CreateAction', values: ['RunInstances'] }],
  ),
  allow(
    'CoreInstances',
    core,
    ['ec2:AssociateAddress', 'ec2:StartInstances', 'ec2:StopInstances', 'ec2:TerminateInstances'],
    { arns: [INSTANCES, ELASTIC_ADDRESSES, NETWORK_INTERFACES] },
    { purpose: 'The platform starts, stops, addresses and removes its own instances.', source: EC2_ACTIONS },
    [OWN_NAME],
  ),
  allow(
    'CorePassRole',
    all(core, given('worker_role_arn')),
    ['iam:PassRole'],
    { derived: 'worker_role_arns' },
    {
      purpose: 'The platform hands its workers the one role given, and only to EC2.',
      source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    },
    [{ test: 'StringEquals', variable: 'iam:PassedToService', values: { derived: 'ec2_principals' } }],
  ),
  allow(
    'CoreSecretsCreate',
    core,
    ['secretsmanager:CreateSecret'],
    SECRETS,
    { purpose: 'The platform makes secrets, and names them as its own.', source: SECRETS_ACTIONS },
    [OWN_NAME_REQUESTED],
  ),
  allow(
    'CoreSecrets',
    core,
    ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue', 'secretsmanager:TagResource'],
    SECRETS,
    { purpose: 'The platform reads and writes its own secrets.', source: SECRETS_ACTIONS },
    [OWN_NAME],
  ),
];
