import { callsOf, NAMED, OWN, type Calls } from '../support/import-calls';
import { roleIn, type Step } from '../support/installation';
import { ACCOUNTS, type Partition, type RoleSide } from '../support/role-cases';

/** What the platform must be able to do besides importing, told by the capability that it needs. */
export interface NeededCall {
  readonly capability: string;
  readonly title: string;
  /** @default - both roles */
  readonly roles?: readonly RoleSide[];
  readonly steps: (calls: Calls, partition: Partition, by: RoleSide) => readonly Step[];
}

const TAGGED = { 'ssm:resourceTag/CadoResponseSSMEnabled': 'true' } as const;
const PLATFORM = ['platform'] as const;
const document = (partition: Partition, name: string): string => `arn:${partition}:ssm:eu-west-1::document/${name}`;
const commands: NeededCall['steps'] = (calls, at) => [
  ...calls.on('ssm:DescribeInstanceInformation', ['*']),
  ...calls.on('ssm:SendCommand', ['instance/i-1'], TAGGED),
  ...['AWS-RunShellScript', 'AWS-RunPowerShellScript'].flatMap((name) => calls.on('ssm:SendCommand', [document(at, name)])),
  ...calls.on('ssm:GetCommandInvocation', ['*']),
];

/** The calls, each with what it is refused without. */
export const NEEDED_CALLS: readonly NeededCall[] = [
  { capability: 'memory_forensics', title: 'running a command on an instance with the tag', steps: commands },
  { capability: 'triage', title: 'running a command on an instance with the tag', steps: commands },
  {
    capability: 'triage',
    title: 'forwarding a port and ending the session',
    steps: (calls, at, by) => [
      ...calls.on('ssm:StartSession', ['instance/i-1'], { ...TAGGED, 'ssm:SessionDocumentAccessCheck': 'true' }),
      ...calls.on('ssm:StartSession', [document(at, 'AWS-StartPortForwardingSession')]),
      ...calls.on('ssm:TerminateSession', [`arn:${at}:ssm:eu-west-1:${ACCOUNTS[by]}:session/me-1`], {
        'aws:userid': 'AROA:me',
        'ssm:resourceTag/aws:ssmmessages:session-id': 'AROA:me',
      }),
    ],
  },
  {
    capability: 'isolate_ec2',
    title: 'moving an instance into another security group',
    steps: (calls) => [
      ...calls.on('ec2:ModifyInstanceAttribute', ['instance/i-1'], { 'ec2:Attribute': 'GroupId' }),
      ...calls.on('ec2:ModifyInstanceAttribute', ['security-group/sg-1']),
    ],
  },
  {
    capability: 'ecs',
    title: 'running a command in a container',
    steps: (calls, at, by) =>
      ['cluster/forensics', 'task/forensics/1'].flatMap((name) =>
        calls.on('ecs:ExecuteCommand', [`arn:${at}:ecs:eu-west-1:${ACCOUNTS[by]}:${name}`]),
      ),
  },
  {
    capability: 'lambda',
    title: 'reading a function and its logs',
    steps: (calls, at, by) => [
      ...calls.on('lambda:GetFunction', [`arn:${at}:lambda:eu-west-1:${ACCOUNTS[by]}:function:web`]),
      ...['/aws/lambda/web', '/aws/lambda/web:log-stream:1'].flatMap((name) =>
        calls.on('logs:FilterLogEvents', [`arn:${at}:logs:eu-west-1:${ACCOUNTS[by]}:log-group:${name}`]),
      ),
    ],
  },
  {
    capability: 'policy_check',
    title: 'looking at itself',
    steps: (calls, at, by) => [
      ...['GetRolePolicy', 'ListAttachedRolePolicies', 'ListRolePolicies', 'SimulatePrincipalPolicy'].flatMap((name) =>
        calls.on(`iam:${name}`, [roleIn(at, by)]),
      ),
      ...['GetPolicy', 'GetPolicyVersion'].flatMap((name) =>
        calls.on(`iam:${name}`, [`arn:${at}:iam::${ACCOUNTS[by]}:policy/CadoResponseRole-kms`]),
      ),
    ],
  },
  {
    capability: 'core_platform',
    title: 'starting, addressing and stopping a worker',
    roles: PLATFORM,
    steps: (calls, at) => [
      ...calls.on('ec2:RunInstances', ['instance/*', 'volume/*', 'network-interface/*'], NAMED),
      ...calls.on('ec2:RunInstances', ['image/ami-1', 'subnet/subnet-1', 'security-group/sg-1', 'key-pair/k', 'snapshot/snap-1']),
      ...calls.on('ec2:CreateTags', ['instance/*', 'volume/*', 'network-interface/*'], { 'ec2:CreateAction': 'RunInstances', ...NAMED }),
      ...calls.on('iam:PassRole', [`arn:${at}:iam::${ACCOUNTS.platform}:role/CadoResponseWorker`], {
        'iam:PassedToService': at === 'aws-cn' ? 'ec2.amazonaws.com.cn' : 'ec2.amazonaws.com',
      }),
      ...['StartInstances', 'StopInstances', 'TerminateInstances', 'AssociateAddress'].flatMap((name) =>
        calls.on(`ec2:${name}`, ['instance/i-1'], OWN),
      ),
      ...calls.on('ec2:AssociateAddress', ['elastic-ip/eipalloc-1', 'network-interface/eni-1'], OWN),
    ],
  },
  {
    capability: 'core_platform',
    title: 'keeping secrets',
    roles: PLATFORM,
    steps: (calls, at) => {
      const secret = [`arn:${at}:secretsmanager:eu-west-1:${ACCOUNTS.platform}:secret:cado-1`];
      const kept = ['GetSecretValue', 'PutSecretValue', 'TagResource'].flatMap((name) => calls.on(`secretsmanager:${name}`, secret, OWN));
      return [...calls.on('secretsmanager:CreateSecret', secret, NAMED), ...kept];
    },
  },
  {
    capability: 'platform_updates',
    title: 'moving the load balancer over',
    roles: PLATFORM,
    steps: (calls, at) =>
      ['RegisterTargets', 'DeregisterTargets'].flatMap((name) =>
        calls.on(`elasticloadbalancing:${name}`, [`arn:${at}:elasticloadbalancing:eu-west-1:${ACCOUNTS.platform}:targetgroup/cado/1`]),
      ),
  },
  {
    capability: 'health_checks',
    title: 'looking at trails',
    roles: PLATFORM,
    steps: (calls, at) => calls.on('cloudtrail:GetTrailStatus', [`arn:${at}:cloudtrail:eu-west-1:${ACCOUNTS.platform}:trail/main`]),
  },
  {
    capability: 'ami',
    title: 'copying an image and removing the copy',
    steps: (calls) => [
      ...calls.on('ec2:CopyImage', ['image/ami-1', 'snapshot/snap-1']),
      ...calls.on('ec2:CreateTags', ['image/ami-2'], { 'ec2:CreateAction': 'CopyImage', ...NAMED }),
      ...calls.on('ec2:DeregisterImage', ['image/ami-2'], OWN),
    ],
  },
];

/** The steps of a needed call for each role that has it. */
export const neededSteps = ({ roles = ['platform', 'target'], steps }: NeededCall, partition: Partition): readonly Step[] =>
  roles.flatMap((by) => steps(callsOf(by, partition), partition, by));
