import { all, empty, has, named, not } from '../../policy/guard';
import type { ConditionTemplate, StatementTemplate } from '../../policy/template';
import { allow } from './allow-statement';

const lambda = has('capabilities', 'lambda');
const ecs = has('capabilities', 'ecs');
const eks = has('capabilities', 'eks');

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
