import type { Attack } from '../attack';
import type { RequestContext } from '../../evaluator/access-request';
import { on, OWN } from '../calls';
import { ec2Service, type RoleSide, type World } from '../world';
import { MULTI_REGION_ROLE } from './temporary-key';

type Resource = (world: World, by: RoleSide) => string;

const at =
  (service: string, rest: string): Resource =>
  ({ partition, regions, accounts }, by) =>
    `arn:${partition}:${service}:${by === 'target' ? regions.evidence : regions.platform}:${accounts[by]}:${rest}`;
const iam =
  (rest: string): Resource =>
  ({ partition, accounts }, by) =>
    `arn:${partition}:iam::${accounts[by]}:${rest}`;

/** An action of each service that is no part of any path, on the resources that paths are about. */
const OTHERS: readonly (readonly [action: string, resource: string | Resource])[] = [
  ['ec2:LockSnapshot', 'snapshot/snap-1'],
  ['ec2:ModifyInstanceMetadataOptions', 'instance/i-1'],
  ['ec2:ModifyImageAttribute', 'image/ami-1'],
  ['ec2:ModifyVolume', 'volume/vol-1'],
  ['ec2:ModifyNetworkInterfaceAttribute', 'network-interface/eni-1'],
  ['ec2:AuthorizeSecurityGroupIngress', 'security-group/sg-1'],
  ['ebs:PutSnapshotBlock', 'snapshot/snap-1'],
  ['iam:AddRoleToInstanceProfile', iam('instance-profile/web')],
  ['iam:DeletePolicy', iam('policy/CadoResponseRole-kms')],
  ['iam:DeleteRole', iam('role/CadoResponseRole')],
  ['iam:DeleteRole', iam('role/CadoResponseWorker')],
  ['iam:DeleteServiceLinkedRole', iam(`role/${MULTI_REGION_ROLE}`)],
  ['ecr:GetRegistryPolicy', '*'],
  ['ecr:DeleteRepository', at('ecr', 'repository/web')],
  ['lambda:CreateEventSourceMapping', '*'],
  ['logs:DeleteLogGroup', at('logs', 'log-group:/aws/lambda/web')],
  ['eks:CreateCluster', '*'],
  ['eks:DeleteCluster', at('eks', 'cluster/web')],
  ['ecs:CreateCluster', '*'],
  ['ecs:DeleteCluster', at('ecs', 'cluster/web')],
  ['ecs:DeleteService', at('ecs', 'service/web/web')],
  ['ecs:StopTask', at('ecs', 'task/web/1')],
  ['ssm:CreateDocument', '*'],
  ['ssm:CreateAssociation', 'instance/i-1'],
  ['ec2:ResetSnapshotAttribute', 'snapshot/snap-1'],
  ['ssm:ModifyDocumentPermission', ({ partition, regions }) => `arn:${partition}:ssm:${regions.evidence}::document/AWS-RunShellScript`],
  [
    'ssm:ModifyDocumentPermission',
    ({ partition, regions }) => `arn:${partition}:ssm:${regions.evidence}::document/AWS-StartPortForwardingSession`,
  ],
  ['ssm:ResumeSession', at('ssm', 'session/you-1')],
  ['guardduty:CreateDetector', '*'],
  ['cloudtrail:CreateTrail', '*'],
  ['cloudtrail:StopLogging', at('cloudtrail', 'trail/main')],
  ['cloudwatch:DisableAlarmActions', '*'],
  ['servicequotas:AssociateServiceQuotaTemplate', '*'],
  ['elasticloadbalancing:CreateLoadBalancer', '*'],
  ['elasticloadbalancing:DeleteTargetGroup', at('elasticloadbalancing', 'targetgroup/cado/1')],
  ['organizations:LeaveOrganization', '*'],
  ['s3:CreateBucket', '*'],
  ['s3:DeleteBucket', ({ partition }) => `arn:${partition}:s3:::example-evidence`],
  ['s3:DeleteBucket', ({ partition }) => `arn:${partition}:s3:::example-source`],
  ['s3:PutObjectAcl', ({ partition }) => `arn:${partition}:s3:::cadologsupload/report`],
  ['sts:GetFederationToken', iam('user/backdoor')],
  ['secretsmanager:DeleteSecret', at('secretsmanager', 'secret:cado-1')],
];

/** Whatever our statements ask for, so that only the action is wrong. */
function contexts(world: World, by: RoleSide): readonly RequestContext[] {
  const common = {
    ...OWN,
    'aws:RequestTag/Name': 'CadoResponse-1',
    'ssm:resourceTag/CadoResponseSSMEnabled': 'true',
    'aws:ResourceAccount': world.accounts[by],
    'aws:userid': 'AROAEXAMPLE:me',
    'ssm:resourceTag/aws:ssmmessages:session-id': 'AROAEXAMPLE:me',
    'ssm:SessionDocumentAccessCheck': 'true',
    'iam:PassedToService': ec2Service(world),
    'iam:AWSServiceName': 'mrk.kms.amazonaws.com',
  };
  return [
    { ...common, 'ec2:Add/userId': world.accounts.stranger, 'ec2:Attribute': 'UserData' },
    { ...common, 'ec2:Add/userId': world.accounts.platform, 'ec2:Attribute': 'GroupId', 'ec2:CreateAction': 'CreateSnapshot' },
    { ...common, 'ec2:CreateAction': 'RunInstances' },
  ];
}

/** Rights that come with `service:*`, with the platform's name on everything, so that a name lets nobody through. */
export const OTHER_ACTIONS: readonly Attack[] = OTHERS.map(([action, resource]) => ({
  title: `${action}${typeof resource === 'string' && resource === '*' ? '' : ` on ${kindOf(resource)}`}`,
  allowedBy: 'leftover administrator',
  calls: (world) =>
    (['platform', 'target'] as const).flatMap((by) =>
      contexts(world, by).flatMap((context) =>
        on(world, by, action, [typeof resource === 'string' ? resource : resource(world, by)], context),
      ),
    ),
}));

/** What kind of thing a resource is, for a title. */
function kindOf(resource: string | Resource): string {
  if (typeof resource === 'string') return resource.split('/')[0]?.replaceAll('-', ' ') ?? resource;
  const example = resource(
    {
      partition: 'aws',
      accounts: { platform: '', target: '', member: '', stranger: '' },
      regions: { platform: '', evidence: '', elsewhere: '' },
      organizationId: '',
    },
    'platform',
  );
  return example.split(':').slice(5).join(':');
}
