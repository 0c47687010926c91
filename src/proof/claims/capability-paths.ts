import { NAMED, on, OWN } from './calls';
import type { Call } from './call';
import type { ImportPath } from './import-path';
import { ec2Service, roleArn, type RoleSide, type World } from './world';

type Calls = (world: World, by: RoleSide) => readonly Call[];

const SIDES: readonly RoleSide[] = ['platform', 'target'];
const TAGGED = { 'ssm:resourceTag/CadoResponseSSMEnabled': 'true' } as const;

const ofBoth =
  (calls: Calls): ImportPath['calls'] =>
  (world) =>
    SIDES.flatMap((by) => calls(world, by));
const ofPlatform =
  (calls: Calls): ImportPath['calls'] =>
  (world) =>
    calls(world, 'platform');

const account = ({ accounts }: World, by: RoleSide): string => accounts[by];
/** An ARN in the caller's account and Region. */
const arn = (world: World, by: RoleSide, service: string, rest: string): string =>
  `arn:${world.partition}:${service}:${by === 'target' ? world.regions.evidence : world.regions.platform}:${account(world, by)}:${rest}`;
const document = ({ partition, regions }: World, name: string): string => `arn:${partition}:ssm:${regions.evidence}::document/${name}`;
const whole = (world: World, by: RoleSide, ...actions: readonly string[]): readonly Call[] =>
  actions.flatMap((action) => on(world, by, action, ['*']));

const commands: Calls = (world, by) => [
  ...whole(world, by, 'ssm:DescribeInstanceInformation', 'ssm:GetCommandInvocation'),
  ...on(world, by, 'ssm:SendCommand', ['instance/i-1'], TAGGED),
  ...['AWS-RunShellScript', 'AWS-RunPowerShellScript'].flatMap((name) => on(world, by, 'ssm:SendCommand', [document(world, name)])),
];

const session: Calls = (world, by) => [
  ...on(world, by, 'ssm:StartSession', ['instance/i-1'], { ...TAGGED, 'ssm:SessionDocumentAccessCheck': 'true' }),
  ...on(world, by, 'ssm:StartSession', [document(world, 'AWS-StartPortForwardingSession')]),
  ...on(world, by, 'ssm:TerminateSession', [arn(world, by, 'ssm', 'session/me-1')], {
    'aws:userid': 'AROAEXAMPLE:me',
    'ssm:resourceTag/aws:ssmmessages:session-id': 'AROAEXAMPLE:me',
  }),
];

const DESCRIBED = [
  'AccountAttributes',
  'AvailabilityZones',
  'FlowLogs',
  'Images',
  'InstanceStatus',
  'InstanceTypes',
  'Instances',
  'Regions',
  'RouteTables',
  'SecurityGroups',
  'Snapshots',
  'Subnets',
  'Tags',
  'Volumes',
  'VolumesModifications',
];

const looking: Calls = (world, by) => [
  ...whole(world, by, ...DESCRIBED.map((name) => `ec2:Describe${name}`)),
  ...on(world, by, 'ec2:DescribeInstanceAttribute', ['instance/i-1']),
  ...on(world, by, 'iam:GetInstanceProfile', [`arn:${world.partition}:iam::${account(world, by)}:instance-profile/web`]),
  ...on(world, by, 'ec2:CreateSnapshots', ['instance/i-1', 'volume/vol-1', 'snapshot/*']),
  ...on(world, by, 'ec2:CreateTags', ['snapshot/*'], { 'ec2:CreateAction': 'CreateSnapshots', ...NAMED }),
];

const images: Calls = (world, by) => [
  ...on(world, by, 'ec2:CopyImage', ['image/ami-1', 'snapshot/snap-1']),
  ...on(world, by, 'ec2:CreateTags', ['image/ami-2', 'snapshot/*'], { 'ec2:CreateAction': 'CopyImage', ...NAMED }),
  ...on(world, by, 'ec2:DeregisterImage', ['image/ami-2'], OWN),
];

const functions: Calls = (world, by) => [
  ...whole(world, by, 'lambda:ListFunctions', 'ecr:GetAuthorizationToken'),
  ...on(world, by, 'lambda:GetFunction', [arn(world, by, 'lambda', 'function:web')]),
  ...['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'].flatMap((action) =>
    on(world, by, action, [arn(world, by, 'ecr', 'repository/web')]),
  ),
  ...on(
    world,
    by,
    'logs:FilterLogEvents',
    ['', ':log-stream:1'].map((end) => arn(world, by, 'logs', `log-group:/aws/lambda/web${end}`)),
  ),
];

const containers: Calls = (world, by) => [
  ...whole(world, by, 'ecs:ListClusters', 'ecs:ListServices', 'ecs:ListTasks'),
  ...on(world, by, 'ecs:DescribeClusters', [arn(world, by, 'ecs', 'cluster/web')]),
  ...on(world, by, 'ecs:DescribeServices', [arn(world, by, 'ecs', 'service/web/web')]),
  ...on(world, by, 'ecs:DescribeTasks', [arn(world, by, 'ecs', 'task/web/1')]),
  ...on(
    world,
    by,
    'ecs:ExecuteCommand',
    ['cluster/web', 'task/web/1'].map((rest) => arn(world, by, 'ecs', rest)),
  ),
];

const itself: Calls = (world, by) => [
  ...['GetRolePolicy', 'ListAttachedRolePolicies', 'ListRolePolicies', 'SimulatePrincipalPolicy'].flatMap((name) =>
    on(world, by, `iam:${name}`, [roleArn(world, by)]),
  ),
  ...['GetPolicy', 'GetPolicyVersion'].flatMap((name) =>
    on(world, by, `iam:${name}`, [
      `arn:${world.partition}:iam::${account(world, by)}:policy/CadoResponseRole-kms`,
      `arn:${world.partition}:iam::aws:policy/ReadOnlyAccess`,
    ]),
  ),
  ...(by === 'target'
    ? []
    : ['GetRole', 'ListInstanceProfilesForRole'].flatMap((name) => on(world, by, `iam:${name}`, [roleArn(world, by)]))),
];

const workers: Calls = (world, by) => [
  ...whole(world, by, 'ec2:DescribeAddresses'),
  ...on(world, by, 'ec2:RunInstances', ['instance/*', 'volume/*', 'network-interface/*'], NAMED),
  ...on(world, by, 'ec2:RunInstances', [
    'image/ami-1',
    'subnet/subnet-1',
    'security-group/sg-1',
    'key-pair/k',
    'snapshot/snap-1',
    'launch-template/lt-1',
  ]),
  ...on(world, by, 'ec2:CreateTags', ['instance/*', 'volume/*', 'network-interface/*'], { 'ec2:CreateAction': 'RunInstances', ...NAMED }),
  ...on(world, by, 'iam:PassRole', [`arn:${world.partition}:iam::${account(world, by)}:role/CadoResponseWorker`], {
    'iam:PassedToService': ec2Service(world),
  }),
  ...['StartInstances', 'StopInstances', 'TerminateInstances', 'AssociateAddress'].flatMap((name) =>
    on(world, by, `ec2:${name}`, ['instance/i-1'], OWN),
  ),
  ...on(world, by, 'ec2:AssociateAddress', ['elastic-ip/eipalloc-1', 'network-interface/eni-1'], OWN),
];

const secrets: Calls = (world, by) => {
  const secret = [arn(world, by, 'secretsmanager', 'secret:cado-1')];
  return [
    ...on(world, by, 'secretsmanager:CreateSecret', secret, NAMED),
    ...['GetSecretValue', 'PutSecretValue', 'TagResource'].flatMap((name) => on(world, by, `secretsmanager:${name}`, secret, OWN)),
  ];
};

const health: Calls = (world, by) => [
  ...whole(world, by, 'cloudtrail:ListTrails', 'cloudwatch:GetMetricData', 'servicequotas:GetServiceQuota'),
  ...on(world, by, 'cloudtrail:GetTrailStatus', [arn(world, by, 'cloudtrail', 'trail/main')]),
];

const updates: Calls = (world, by) => [
  ...whole(world, by, 'elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetHealth'),
  ...['RegisterTargets', 'DeregisterTargets'].flatMap((name) =>
    on(world, by, `elasticloadbalancing:${name}`, [arn(world, by, 'elasticloadbalancing', 'targetgroup/cado/1')]),
  ),
];

const isolation: Calls = (world, by) => [
  ...on(world, by, 'ec2:ModifyInstanceAttribute', ['instance/i-1'], { 'ec2:Attribute': 'GroupId' }),
  ...on(world, by, 'ec2:ModifyInstanceAttribute', ['security-group/sg-1']),
];

const imported: Calls = (world, by) => [
  ...on(world, by, 'ec2:ImportImage', ['image/ami-1', 'snapshot/snap-1']),
  ...on(world, by, 'ec2:ImportImage', [arn(world, by, 'ec2', 'import-image-task/import-ami-1')]),
];

const ROLES = ['cado-role', 'cado-cross-account-trust'] as const;
const PLATFORM = ['cado-role'] as const;

const path = (capability: string, what: string, calls: ImportPath['calls'], more: Partial<ImportPath> = {}): ImportPath => ({
  title: `${capability}: ${what}`,
  modules: ROLES,
  capabilities: [capability],
  calls,
  ...more,
});

/** What each capability is for, besides the import paths. */
export const CAPABILITY_PATHS: readonly ImportPath[] = [
  path('ec2', 'finding instances, and all volumes of one at one moment', ofBoth(looking)),
  path('ami', 'copying an image and removing the copy', ofBoth(images), { method: 'create_volume' }),
  path('ami', 'a disk image becomes a machine image, with import_image', ofBoth(imported), {
    method: 'create_volume',
    inputs: { import_image: true },
  }),
  path('lambda', 'functions, their images and logs', ofBoth(functions)),
  path(
    'eks',
    'finding clusters',
    ofBoth((world, by) => [
      ...whole(world, by, 'eks:ListClusters'),
      ...on(world, by, 'eks:DescribeCluster', [arn(world, by, 'eks', 'cluster/web')]),
    ]),
  ),
  path(
    'cloudtrail',
    'event history',
    ofBoth((world, by) => whole(world, by, 'cloudtrail:LookupEvents')),
  ),
  path('policy_check', 'a role looks at itself', ofBoth(itself)),
  path('ecs', 'finding and acquiring containers', ofBoth(containers)),
  path('memory_forensics', 'a command on an instance with the tag', ofBoth(commands)),
  path(
    'triage',
    'commands, a forwarded port and its end',
    ofBoth((world, by) => [...commands(world, by), ...session(world, by)]),
  ),
  path('isolate_ec2', 'an instance moves into another security group', ofBoth(isolation)),
  path(
    'guardduty',
    'findings',
    ofBoth((world, by) => whole(world, by, 'guardduty:GetFindings', 'guardduty:ListDetectors', 'guardduty:ListFindings')),
  ),
  path(
    'error_reporting',
    "a report into the vendor's bucket",
    ofPlatform((world, by) => on(world, by, 's3:PutObject', ['arn:aws:s3:::cadologsupload/1'])),
    {
      modules: PLATFORM,
      partition: 'aws',
    },
  ),
  path('health_checks', 'metrics, quotas and trails', ofPlatform(health), { modules: PLATFORM }),
  path('platform_updates', 'the load balancer moves over', ofPlatform(updates), { modules: PLATFORM }),
  path('core_platform', 'workers', ofPlatform(workers), { modules: PLATFORM }),
  path('core_platform', 'secrets', ofPlatform(secrets), { modules: PLATFORM }),
  path(
    'organizations',
    'accounts of the organisation',
    (world) => whole(world, 'target', 'organizations:ListAccounts', 'organizations:ListTagsForResource'),
    {
      modules: ['cado-cross-account-trust'],
    },
  ),
];
