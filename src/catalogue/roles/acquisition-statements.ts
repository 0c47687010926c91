import { all, empty, enabled, has, named, not, type Guard } from '../../policy/guard';
import type { ConditionTemplate, StatementTemplate, Values } from '../../policy/template';

const EC2_ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html';
const EC2_TAGGING = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html';

/** Snapshots have no account in their ARN, whoever owns them. */
export const SNAPSHOTS = 'arn:{partition}:ec2:*::snapshot/*';
const IMAGES = 'arn:{partition}:ec2:*::image/*';
/** Volumes of the account. */
export const VOLUMES = 'arn:{partition}:ec2:*:{account}:volume/*';
/** Instances of the account. */
export const INSTANCES = 'arn:{partition}:ec2:*:{account}:instance/*';

/** Only what carries the platform's own name. */
export const OWN_NAME: ConditionTemplate = { test: 'StringLike', variable: 'aws:ResourceTag/Name', values: ['CadoResponse*'] };
/** Only what is named as the platform's own while it is made. */
export const OWN_NAME_REQUESTED: ConditionTemplate = { test: 'StringLike', variable: 'aws:RequestTag/Name', values: ['CadoResponse*'] };

/** An Allow of actions on resources for some inputs. */
export function allow(
  sid: string,
  when: Guard,
  actions: readonly string[],
  resources: Values,
  text: { readonly purpose: string; readonly source: string },
  conditions: StatementTemplate['conditions'] = [],
): StatementTemplate {
  return { sid, effect: 'Allow', ...text, when, actions: [{ actions }], resources, conditions };
}

const ec2 = has('capabilities', 'ec2');
const lambda = has('capabilities', 'lambda');
const ecs = has('capabilities', 'ecs');
const eks = has('capabilities', 'eks');

/** Volumes, snapshots and images, for both roles. */
export const VOLUME_STATEMENTS: readonly StatementTemplate[] = [
  allow(
    'Ec2Describe',
    named('volumes'),
    [
      'ec2:DescribeAccountAttributes',
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
    ],
    ['*'],
    { purpose: 'The platform finds what can be acquired; describing has no resource.', source: EC2_ACTIONS },
  ),
  allow(
    'Ec2DescribeInstanceAttribute',
    ec2,
    ['ec2:DescribeInstanceAttribute'],
    { arns: [INSTANCES] },
    {
      purpose: "The platform reads an instance's attributes, its user data included, as part of the evidence.",
      source: EC2_ACTIONS,
    },
  ),
  allow(
    'InstanceProfileRead',
    ec2,
    ['iam:GetInstanceProfile'],
    { arns: ['arn:{partition}:iam::{account}:instance-profile/*'] },
    {
      purpose: 'The platform shows which role an instance ran with.',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
    },
  ),
  allow(
    'SnapshotCreate',
    ec2,
    ['ec2:CreateSnapshot'],
    { arns: [VOLUMES, SNAPSHOTS] },
    {
      purpose: 'The platform snapshots a volume.',
      source: EC2_ACTIONS,
    },
  ),
  allow(
    'SnapshotCreateOfInstance',
    ec2,
    ['ec2:CreateSnapshots'],
    { arns: [INSTANCES, VOLUMES, SNAPSHOTS] },
    {
      purpose: 'The platform snapshots all volumes of an instance at one moment.',
      source: EC2_ACTIONS,
    },
  ),
  allow(
    'TagWhileCreating',
    named('volumes'),
    ['ec2:CreateTags'],
    { derived: 'tagged_arns' },
    {
      purpose:
        "The platform names what it makes, while it makes it. Tagging anything else would let the role name a customer's snapshot as its own, and then delete it.",
      source: EC2_TAGGING,
    },
    [{ test: 'StringEquals', variable: 'ec2:CreateAction', values: { derived: 'create_actions' } }],
  ),
  allow(
    'TagAfterCreating',
    all(named('volumes'), enabled('tag_after_create')),
    ['ec2:CreateTags'],
    { arns: [SNAPSHOTS, IMAGES] },
    {
      purpose: "tag_after_create was asked for: any snapshot or image can be named as the platform's own, and be deleted then.",
      source: EC2_TAGGING,
    },
  ),
  allow(
    'SnapshotDelete',
    named('volumes'),
    ['ec2:DeleteSnapshot'],
    { arns: [SNAPSHOTS] },
    { purpose: 'The platform removes its own snapshots after an import.', source: EC2_ACTIONS },
    [OWN_NAME],
  ),
  allow(
    'SnapshotReadBlocks',
    all(named('volumes'), named('ebs_direct')),
    ['ebs:GetSnapshotBlock', 'ebs:ListChangedBlocks', 'ebs:ListSnapshotBlocks'],
    { arns: [SNAPSHOTS] },
    {
      purpose: 'The platform reads snapshots block by block. Not tied to a name: snapshots made by hand are imported too.',
      source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-permissions.html',
    },
  ),
  allow(
    'SnapshotCopy',
    named('copied_volumes'),
    ['ec2:CopySnapshot'],
    { arns: [SNAPSHOTS] },
    {
      purpose: 'The platform copies a snapshot into another Region or under another key.',
      source: EC2_ACTIONS,
    },
  ),
  allow(
    'ImageCopy',
    named('copied_images'),
    ['ec2:CopyImage'],
    { arns: [IMAGES, SNAPSHOTS] },
    {
      purpose: 'The platform copies an image and the snapshots behind it.',
      source: EC2_ACTIONS,
    },
  ),
  allow(
    'ImageDeregister',
    named('copied_images'),
    ['ec2:DeregisterImage'],
    { arns: [IMAGES] },
    { purpose: 'The platform removes its own copies of images.', source: EC2_ACTIONS },
    [OWN_NAME],
  ),
  allow(
    'ImageImport',
    all(named('copied_images'), enabled('import_image')),
    ['ec2:ImportImage'],
    { arns: [IMAGES, SNAPSHOTS, 'arn:{partition}:ec2:*:{account}:import-image-task/*'] },
    { purpose: 'import_image was asked for: disk images are imported with the service role vmimport.', source: EC2_ACTIONS },
  ),
];

/** Everything else that is read, for both roles. */
export const SOURCE_STATEMENTS: readonly StatementTemplate[] = [
  allow('CloudTrailLookup', has('capabilities', 'cloudtrail'), ['cloudtrail:LookupEvents'], ['*'], {
    purpose: "The platform reads the account's event history; looking up has no resource.",
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html',
  }),
  allow(
    'S3ReadObjects',
    named('objects'),
    ['s3:GetObject', 's3:RestoreObject'],
    { derived: 's3_object_arns' },
    {
      purpose: 'The platform reads objects, and restores those in an archive class first, which costs and writes a copy.',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    },
    [inOwnAccount()],
  ),
  allow(
    'S3ReadBuckets',
    named('objects'),
    ['s3:GetBucketLocation', 's3:ListBucket'],
    { derived: 's3_bucket_arns' },
    {
      purpose: 'The platform lists the objects of a bucket.',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    },
    [inOwnAccount()],
  ),
  allow('S3ListBuckets', named('objects'), ['s3:ListAllMyBuckets'], ['*'], {
    purpose: 'The platform lists buckets; listing has no resource.',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
  }),
  allow('LambdaList', lambda, ['ecr:GetAuthorizationToken', 'lambda:ListFunctions'], ['*'], {
    purpose: 'The platform lists functions and signs in to ECR; neither has a resource.',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html',
  }),
  allow(
    'LambdaReadCode',
    lambda,
    ['lambda:GetFunction'],
    { arns: ['arn:{partition}:lambda:*:{account}:function:*'] },
    {
      purpose: 'The platform reads the code of a function.',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html',
    },
  ),
  allow(
    'LambdaReadImage',
    lambda,
    ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    { arns: ['arn:{partition}:ecr:*:{account}:repository/*'] },
    {
      purpose: 'The platform reads the container image of a function.',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html',
    },
  ),
  allow(
    'LambdaReadLogs',
    all(lambda, not(empty('lambda_log_group_names'))),
    ['logs:FilterLogEvents'],
    { derived: 'lambda_log_group_arns' },
    {
      purpose: 'The platform reads the logs of a function.',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html',
    },
  ),
  allow('EksList', eks, ['eks:ListClusters'], ['*'], {
    purpose: 'The platform lists clusters; listing has no resource.',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html',
  }),
  allow(
    'EksDescribe',
    eks,
    ['eks:DescribeCluster'],
    { arns: ['arn:{partition}:eks:*:{account}:cluster/*'] },
    {
      purpose: 'The platform finds the endpoint of a cluster; what it may do inside is granted there.',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html',
    },
  ),
  allow('EcsList', ecs, ['ecs:ListClusters', 'ecs:ListServices', 'ecs:ListTasks'], ['*'], {
    purpose: 'The platform lists clusters, services and tasks.',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  }),
  allow(
    'EcsDescribe',
    ecs,
    ['ecs:DescribeClusters', 'ecs:DescribeServices', 'ecs:DescribeTasks'],
    {
      arns: [
        'arn:{partition}:ecs:*:{account}:cluster/*',
        'arn:{partition}:ecs:*:{account}:service/*',
        'arn:{partition}:ecs:*:{account}:task/*',
      ],
    },
    {
      purpose: 'The platform finds the containers of a task.',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
    },
  ),
  allow(
    'EcsExec',
    ecs,
    ['ecs:ExecuteCommand'],
    { arns: ['arn:{partition}:ecs:*:{account}:cluster/*', 'arn:{partition}:ecs:*:{account}:task/*'] },
    {
      purpose: 'The platform runs commands in containers, to acquire them.',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    },
  ),
];

/** With a list the buckets are named; without one they are told by their owner. */
function inOwnAccount(): ConditionTemplate {
  return { test: 'StringEquals', variable: 'aws:ResourceAccount', values: { derived: 'own_account' }, when: named('any_own_bucket') };
}
