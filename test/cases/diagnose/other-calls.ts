import type { JsonObject } from '../../../src/policy/policy-json';
import { ec2Said, event, EVIL, INSTANCE, KEY, noIdentity, noResource, P, said, session, SNAPSHOT, T } from '../../diagnose/cloudtrail';
import { ALL, ROLES, type DiagnosisCase } from './case';

const SSO = 'arn:aws:iam::111122223333:role/AWSReservedSSO_CadoResponse_0123456789abcdef';
const SNAPSHOT_ARN = `arn:aws:ec2:us-east-1::snapshot/${SNAPSHOT}`;
const ec2 = (
  role: string,
  name: string,
  action: string,
  resource: string,
  more: JsonObject = {},
  because = noIdentity(action),
): JsonObject => event(role, 'ec2', name, ec2Said(role, action, resource, because), more);
const ENCODED = 'You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abc_';
const shared = (...items: readonly JsonObject[]): JsonObject =>
  ec2(T, 'ModifySnapshotAttribute', 'ec2:ModifySnapshotAttribute', SNAPSHOT_ARN, {
    requestParameters: { snapshotId: SNAPSHOT, createVolumePermission: { add: { items } }, attributeType: 'CREATE_VOLUME_PERMISSION' },
  });
const assume = (by: string, role: string, more: JsonObject = {}, because = ''): JsonObject =>
  event(by, 'sts', 'AssumeRole', said(by, 'sts:AssumeRole', role, because), {
    requestParameters: { roleArn: role, roleSessionName: 'x', ...more },
  });
const s3 = (
  role: string,
  name: string,
  action: string,
  resource: string,
  more: JsonObject = {},
  because = noIdentity(action),
): JsonObject => event(role, 's3', name, said(role, action, `"${resource}"`, because), more);
const plain = (role: string, service: string, name: string, action: string, resource: string): JsonObject =>
  event(role, service, name, said(role, action, resource, noIdentity(action)));
const named = (name: string): JsonObject => ({
  requestParameters: {
    snapshotId: 'snap-1',
    tagSpecificationSet: { items: [{ resourceType: 'volume', tags: [{ key: 'Name', value: name }] }] },
  },
});
const BUCKET = { accountId: '444455556666', type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::evidence' } as const;

/** Volumes, snapshots and instances. */
export const EC2_CASES: readonly DiagnosisCase[] = [
  {
    what: 'a snapshot is made',
    side: 'target',
    paths: 'A B C F G J',
    changes: ['identity T: SnapshotCreate ec2:CreateSnapshot on arn:aws:ec2:*:444455556666:volume/*'],
    event: ec2(T, 'CreateSnapshot', 'ec2:CreateSnapshot', 'arn:aws:ec2:us-east-1:444455556666:volume/vol-0894f908458cca170'),
    options: ROLES,
    mirror: {
      what: 'of a volume of another account',
      event: ec2(T, 'CreateSnapshot', 'ec2:CreateSnapshot', 'arn:aws:ec2:us-east-1:999988887777:volume/vol-0894f908458cca170'),
      says: /never like this on arn:aws:ec2:us-east-1:999988887777/,
    },
  },
  {
    what: 'a volume with a name is made, and the message says nothing but what is encoded in it',
    side: 'platform',
    paths: 'D E F G J',
    changes: [
      'identity P: VolumeCreate ec2:CreateVolume on arn:aws:ec2:*:111122223333:volume/* if aws:RequestTag/Name=CadoResponse*',
      'identity P: VolumeCreateFrom ec2:CreateVolume on arn:aws:ec2:*::snapshot/*',
    ],
    notes: ['AWS does not say which policy refused it. AWS says more in the'],
    event: event(P, 'ec2', 'CreateVolume', ENCODED, named('CadoResponse-1')),
    options: ROLES,
    mirror: {
      what: 'without a name, of which a statement for the snapshot alone would let nothing through',
      event: event(P, 'ec2', 'CreateVolume', ENCODED, { requestParameters: { size: '8', snapshotId: 'snap-1' } }),
      says: /closest is VolumeCreate of cado-role, whose Condition\.StringLike\.aws:RequestTag\/Name wants CadoResponse\*, and the request has none/,
    },
  },
  {
    what: 'the sharing of a snapshot is taken back',
    side: 'target',
    notes: ['No import takes the sharing of a snapshot back'],
    event: ec2(T, 'ModifySnapshotAttribute', 'ec2:ModifySnapshotAttribute', SNAPSHOT_ARN, {
      requestParameters: { snapshotId: SNAPSHOT, createVolumePermission: { remove: { items: [{ userId: '111122223333' }] } } },
    }),
  },
  {
    what: 'a snapshot is made, and the message says nothing but what is encoded in it',
    side: 'target',
    paths: 'A B C F G J',
    changes: ['identity T: SnapshotCreate ec2:CreateSnapshot on arn:aws:ec2:*:444455556666:volume/* arn:aws:ec2:*::snapshot/*'],
    notes: ['AWS does not say which policy refused it. AWS says more in the'],
    event: event(
      T,
      'ec2',
      'CreateSnapshot',
      'You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abc_',
      {
        requestParameters: { volumeId: 'vol-1' },
      },
    ),
    options: ROLES,
    mirror: {
      what: 'by a service control policy that AWS names',
      event: ec2(
        T,
        'CreateSnapshot',
        'ec2:CreateSnapshot',
        SNAPSHOT_ARN,
        {},
        'with an explicit deny in a service control policy: arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd',
      ),
      says: /service control policy of the role's account \(arn:aws:organizations::987654321098:policy\/o-qv5af4abcd\/service_control_policy\/p-2kgnabcd\)/,
    },
  },
  {
    what: 'a snapshot is named while it is copied',
    side: 'platform',
    paths: 'F G H J K',
    changes: ['identity P: TagWhileCreating ec2:CreateTags on arn:aws:ec2:*::snapshot/* if ec2:CreateAction=CopySnapshot'],
    event: ec2(P, 'CopySnapshot', 'ec2:CreateTags', 'arn:aws:ec2:us-east-1::snapshot/*'),
    options: ROLES,
    mirror: {
      what: 'afterwards',
      event: ec2(P, 'CreateTags', 'ec2:CreateTags', SNAPSHOT_ARN, {
        requestParameters: { resourcesSet: { items: [{ resourceId: SNAPSHOT }] } },
      }),
      says: /whose Condition\.StringEquals\.ec2:CreateAction wants .*Only what is being made is tagged\. tag_after_create/,
    },
  },
  {
    what: 'something that is being made is named, and nothing tells by which call',
    side: 'target',
    paths: 'A B C F G J ec2 ami',
    changes: [
      'identity T: TagWhileCreating ec2:CreateTags on arn:aws:ec2:*::snapshot/* if ec2:CreateAction=CreateSnapshot|CreateSnapshots|CopySnapshot|CopyImage',
    ],
    event: ec2(T, 'CreateTags', 'ec2:CreateTags', 'arn:aws:ec2:us-east-1::snapshot/*'),
    options: ROLES,
    mirror: {
      what: 'an instance that runs',
      event: ec2(T, 'CreateTags', 'ec2:CreateTags', 'arn:aws:ec2:us-east-1:444455556666:instance/i-0prod', {
        requestParameters: { resourcesSet: { items: [{ resourceId: 'i-0prod' }] } },
      }),
      says: /^No import makes this call/,
    },
  },
  {
    what: "a snapshot is shared with the platform's account",
    side: 'target',
    paths: 'F G J',
    changes: [
      'identity T: SnapshotShare ec2:ModifySnapshotAttribute on arn:aws:ec2:*::snapshot/* if ec2:Add/userId=111122223333',
      'identity T: SnapshotNeverPublic DENIES ec2:ModifySnapshotAttribute on arn:aws:ec2:*::snapshot/* if ec2:Add/group=all',
    ],
    event: shared({ userId: '111122223333' }),
    options: ROLES,
    mirror: {
      what: 'with a stranger',
      event: shared({ userId: '999988887777' }),
      says: /No import shares a snapshot with account 999988887777, only with 111122223333.*carry data away/,
    },
  },
  {
    what: 'a snapshot is shared, and only the event says with whom',
    side: 'target',
    paths: 'F G J',
    changes: [
      'identity T: SnapshotShare ec2:ModifySnapshotAttribute on arn:aws:ec2:*::snapshot/* if ec2:Add/userId=111122223333',
      'identity T: SnapshotNeverPublic DENIES ec2:ModifySnapshotAttribute on arn:aws:ec2:*::snapshot/* if ec2:Add/group=all',
    ],
    cautions: ['This lets the role share snapshots with account 111122223333, which'],
    event: shared({ userId: '111122223333' }),
    mirror: { what: 'with everybody', event: shared({ group: 'all' }), says: /No import shares a snapshot with everybody/ },
  },
  {
    what: 'the message of sharing alone does not say with whom, the option does',
    side: 'target',
    paths: 'F G J',
    changes: [
      'identity T: SnapshotShare ec2:ModifySnapshotAttribute on arn:aws:ec2:*::snapshot/* if ec2:Add/userId=111122223333',
      'identity T: SnapshotNeverPublic DENIES ec2:ModifySnapshotAttribute on arn:aws:ec2:*::snapshot/* if ec2:Add/group=all',
    ],
    notes: ['Nothing tells with which account the snapshot was to be shared. The'],
    event: ec2(T, 'ModifySnapshotAttribute', 'ec2:ModifySnapshotAttribute', SNAPSHOT_ARN),
    options: ROLES,
    mirror: {
      what: 'without that option',
      options: { targetRole: T },
      says: /does not tell with which account the snapshot was to be shared\. --platform-role/,
    },
  },
  {
    what: 'with the platform and everybody in one call',
    side: 'target',
    notes: ['No import shares a snapshot with everybody. This may be an attempt to'],
    event: shared({ userId: '111122223333' }, { group: 'all' }),
    options: ROLES,
  },
  {
    what: 'with the platform and a stranger in one call',
    side: 'target',
    notes: ['No import shares a snapshot with account 999988887777, only with'],
    event: shared({ userId: '111122223333' }, { userId: '999988887777' }),
    options: ROLES,
  },
  {
    what: 'the platform makes a volume, without an option',
    side: 'platform',
    paths: 'D E F G J',
    changes: ['identity P: VolumeCreate ec2:CreateVolume on arn:aws:ec2:*:111122223333:volume/* if aws:RequestTag/Name=CadoResponse*'],
    event: ec2(P, 'CreateVolume', 'ec2:CreateVolume', 'arn:aws:ec2:us-east-1:111122223333:volume/*', named('CadoResponse-1')),
    mirror: {
      what: 'under another name',
      event: ec2(P, 'CreateVolume', 'ec2:CreateVolume', 'arn:aws:ec2:us-east-1:111122223333:volume/*', named('mine')),
      says: /VolumeCreate of cado-role, whose Condition\.StringLike\.aws:RequestTag\/Name wants CadoResponse\*, and the request has mine/,
    },
  },
  {
    what: 'a volume is attached',
    side: 'platform',
    paths: 'D E F G J',
    changes: ['identity P: VolumeAttach ec2:AttachVolume on arn:aws:ec2:*:111122223333:instance/* if aws:ResourceTag/Name=CadoResponse*'],
    cautions: ['This holds only for what has a tag Name that begins with'],
    event: ec2(P, 'AttachVolume', 'ec2:AttachVolume', 'arn:aws:ec2:us-east-1:111122223333:instance/i-0c9d812c0cfa2790f'),
    options: ROLES,
    mirror: {
      what: 'by the target role',
      event: ec2(T, 'AttachVolume', 'ec2:AttachVolume', 'arn:aws:ec2:us-east-1:444455556666:instance/i-1'),
      says: /^No import makes this call/,
    },
  },
  {
    what: 'a snapshot is removed, whose tags no event tells',
    side: 'target',
    paths: 'A F G J',
    changes: ['identity T: SnapshotDelete ec2:DeleteSnapshot on arn:aws:ec2:*::snapshot/* if aws:ResourceTag/Name=CadoResponse*'],
    cautions: ['This holds only for what has a tag Name that begins with'],
    event: ec2(T, 'DeleteSnapshot', 'ec2:DeleteSnapshot', SNAPSHOT_ARN, { requestParameters: { snapshotId: SNAPSHOT } }),
    options: ROLES,
    mirror: {
      what: 'an instance is terminated',
      event: ec2(T, 'TerminateInstances', 'ec2:TerminateInstances', 'arn:aws:ec2:us-east-1:444455556666:instance/i-0prod'),
      says: /^No import makes this call/,
    },
  },
  {
    what: "the platform's own instance is terminated, an opt-in capability",
    side: 'platform',
    paths: 'core_platform',
    changes: [
      'identity P: CoreInstances ec2:TerminateInstances on arn:aws:ec2:*:111122223333:instance/* if aws:ResourceTag/Name=CadoResponse*',
    ],
    notes: ['cado-role gives this only with "core_platform"'],
    cautions: ['This holds only for what has a tag Name that begins with'],
    event: ec2(P, 'TerminateInstances', 'ec2:TerminateInstances', 'arn:aws:ec2:us-east-1:111122223333:instance/i-0prod'),
    options: ROLES,
    mirror: {
      what: 'a machine image is made of it',
      event: ec2(P, 'CreateImage', 'ec2:CreateImage', 'arn:aws:ec2:us-east-1:111122223333:instance/i-0prod'),
      says: /^No import makes this call/,
    },
  },
  {
    what: 'a worker is started with the role of workers',
    side: 'platform',
    paths: 'N core_platform',
    changes: [
      'identity P: CorePassRole iam:PassRole on arn:aws:iam::111122223333:role/CadoResponseWorker if iam:PassedToService=ec2.amazonaws.com',
    ],
    notes: ['cado-role gives this only with "core_platform"'],
    cautions: ['Add this only if arn:aws:iam::111122223333:role/CadoResponseWorker is'],
    event: ec2(P, 'RunInstances', 'iam:PassRole', 'arn:aws:iam::111122223333:role/CadoResponseWorker'),
    options: ROLES,
    mirror: {
      what: 'with a role that may do anything',
      event: ec2(P, 'RunInstances', 'iam:PassRole', 'arn:aws:iam::111122223333:role/Admin'),
      says: /never like this on arn:aws:iam::111122223333:role\/Admin\. worker_role_arn/,
    },
  },
  {
    what: 'a disk image is imported, an input that is off',
    side: 'platform',
    paths: 'ami',
    changes: ['identity P: ImageImport ec2:ImportImage on arn:aws:ec2:*:111122223333:import-image-task/*'],
    notes: ['cado-role gives this only with import_image = true (off by default)'],
    event: ec2(P, 'ImportImage', 'ec2:ImportImage', 'arn:aws:ec2:us-east-1:111122223333:import-image-task/*'),
    options: ROLES,
    mirror: { what: 'an instance is', event: ec2(P, 'ImportInstance', 'ec2:ImportInstance', '*'), says: /^No import makes this call/ },
  },
  {
    what: 'an instance is isolated, an opt-in capability',
    side: 'target',
    paths: 'isolate_ec2',
    changes: ['identity T: IsolateInstances ec2:ModifyInstanceAttribute on arn:aws:ec2:*:444455556666:instance/* if ec2:Attribute=GroupId'],
    notes: ['cado-cross-account-trust gives this only with "'],
    event: ec2(T, 'ModifyInstanceAttribute', 'ec2:ModifyInstanceAttribute', 'arn:aws:ec2:us-east-1:444455556666:instance/i-1', {
      requestParameters: { instanceId: 'i-1', groupSet: {} },
    }),
    options: ROLES,
    mirror: {
      what: 'its user data is changed',
      event: ec2(T, 'ModifyInstanceAttribute', 'ec2:ModifyInstanceAttribute', 'arn:aws:ec2:us-east-1:444455556666:instance/i-1', {
        requestParameters: { instanceId: 'i-1', userData: '<sensitiveDataRemoved>' },
      }),
      says: /ec2:Attribute wants GroupId, and the request has UserData/,
    },
  },
  {
    what: 'instances are described, without a resource',
    side: 'target',
    paths: 'A B C F G J ec2',
    changes: ['identity T: Ec2Describe ec2:DescribeInstances on *'],
    event: event(
      T,
      'ec2',
      'DescribeInstances',
      `You are not authorized to perform this operation. ${said(T, 'ec2:DescribeInstances', '', noIdentity('ec2:DescribeInstances'))}`,
    ),
    options: ROLES,
    mirror: {
      what: 'VPC peerings are',
      event: event(T, 'ec2', 'DescribeVpcPeeringConnections', 'You are not authorized to perform this operation.'),
      says: /^No import makes this call/,
    },
  },
  {
    what: 'blocks of a snapshot are read',
    side: 'target',
    paths: 'B C',
    changes: ['identity T: SnapshotReadBlocks ebs:GetSnapshotBlock on arn:aws:ec2:*::snapshot/*'],
    event: event(T, 'ebs', 'GetSnapshotBlock', said(T, 'ebs:GetSnapshotBlock', SNAPSHOT_ARN, noIdentity('ebs:GetSnapshotBlock'))),
    options: ROLES,
    mirror: {
      what: 'are written',
      event: event(T, 'ebs', 'PutSnapshotBlock', said(T, 'ebs:PutSnapshotBlock', SNAPSHOT_ARN, noIdentity('ebs:PutSnapshotBlock'))),
      says: /^No import makes this call/,
    },
  },
];

/** Who assumes which role. */
export const TRUST_CASES: readonly DiagnosisCase[] = [
  {
    what: 'the platform assumes the target role, and AWS does not say which side refused',
    side: 'platform',
    paths: 'B C F G J',
    changes: ['identity P: AssumeTargets sts:AssumeRole on T', 'trust T: AssumeRole sts:AssumeRole for P'],
    notes: ['AWS does not say which policy refused it. Each that could be meant is'],
    cautions: ['The call shows no external id, or the event does not tell it. If the'],
    event: assume(P, T),
    options: ROLES,
    mirror: { what: 'the other way round', event: assume(T, P), says: /^No import makes this call/ },
  },
  {
    what: 'the platform shows an external id',
    side: 'platform',
    paths: 'B C F G J',
    changes: ['trust T: AssumeRole sts:AssumeRole for P if sts:ExternalId=f00d-4711'],
    cautions: ['The call shows the external id f00d-4711. If the trust policy has a'],
    event: assume(P, T, { externalId: 'f00d-4711' }, 'because no resource-based policy allows the sts:AssumeRole action'),
    options: ROLES,
    mirror: { what: 'a stranger shows it', event: assume(EVIL, T, { externalId: 'f00d-4711' }), says: /neither role that you named/ },
  },
  {
    what: 'the trust policy refuses, and only the name speaks for the caller',
    side: 'platform',
    paths: 'B C F G J',
    changes: ['trust T: AssumeRole sts:AssumeRole for P'],
    cautions: [
      "This lets account 111122223333 in, and only the role's name says that",
      'The call shows no external id, or the event does not tell it. If the',
    ],
    event: assume(P, T, {}, 'because no role trust policy allows the sts:AssumeRole action'),
    mirror: {
      what: 'a caller without our name',
      event: assume(EVIL, T),
      says: /--platform-role or --target-role or --instance-role says so/,
    },
  },
  {
    what: 'the policies of the platform refuse',
    side: 'platform',
    paths: 'B C F G J',
    changes: ['identity P: AssumeTargets sts:AssumeRole on T'],
    event: assume(P, T, {}, noIdentity('sts:AssumeRole')),
    options: ROLES,
    mirror: {
      what: 'a role of administrators',
      event: assume(P, 'arn:aws:iam::444455556666:role/OrganizationAccountAccessRole'),
      options: { platformRole: P },
      says: /OrganizationAccountAccessRole is none.*--target-role says so/,
    },
  },
  {
    what: 'an event in which the account of the caller hides it, but for the message',
    side: 'platform',
    paths: 'B C F G J',
    changes: ['trust T: AssumeRole sts:AssumeRole for arn:aws:iam::111122223333:role/forensics/CadoResponseRole'],
    cautions: ['The call shows no external id, or the event does not tell it. If the'],
    event: {
      ...assume(P, T, {}, noResource('sts:AssumeRole')),
      recipientAccountId: '444455556666',
      userIdentity: { type: 'AWSAccount', principalId: 'AROAEXAMPLE:import', accountId: '111122223333' },
    },
    options: { platformRole: P.replace('role/', 'role/forensics/') },
    mirror: { what: 'itself', event: assume(P, P), says: /No import lets a role assume itself/ },
  },
  {
    what: "the platform's instance assumes the platform's role",
    side: 'instance',
    paths: 'B C F G J',
    changes: ['trust P: AssumeRole sts:AssumeRole for INSTANCE'],
    notes: ['AWS does not say which policy refused it. cado-response doctor tells,'],
    event: assume(INSTANCE, P),
    options: { ...ROLES, instanceRole: INSTANCE },
    mirror: {
      what: 'another instance, which no option names',
      event: assume(INSTANCE.replace('InstanceRole', 'OtherRole'), P),
      says: /none of the roles that you named/,
    },
  },
  {
    what: "the platform's instance, without an option",
    side: 'instance',
    paths: 'B C F G J',
    changes: ['trust P: AssumeRole sts:AssumeRole for INSTANCE'],
    event: assume(INSTANCE, P, {}, noResource('sts:AssumeRole')),
    mirror: {
      what: 'a role without our name',
      event: assume('arn:aws:iam::111122223333:role/WebServer', P),
      says: /--instance-role says so/,
    },
  },
  {
    what: 'a role of a partition that is not that of the caller',
    notes: ['The caller lies in the partition aws and the resource in aws-cn, and'],
    event: assume(P, 'arn:aws-cn:iam::444455556666:role/CadoResponseRole'),
  },
  {
    what: 'a target that the option does not name',
    side: 'platform',
    notes: ['--target-role names arn:aws:iam::444455556666:role/CadoResponseRole,'],
    event: assume(P, 'arn:aws:iam::777788889999:role/CadoResponseRole'),
    options: ROLES,
  },
];

/** Objects, functions, containers, commands, and roles that look at themselves. */
export const SERVICE_CASES: readonly DiagnosisCase[] = [
  {
    what: 'an object whose name holds spaces',
    side: 'target',
    paths: 'I',
    changes: ['identity T: S3ReadObjects s3:GetObject on arn:aws:s3:::evidence/*'],
    notes: ['The statement names the bucket of this call alone;'],
    event: s3(T, 'GetObject', 's3:GetObject', 'arn:aws:s3:::evidence/disk one.e01', {
      requestParameters: { bucketName: 'evidence', key: 'disk one.e01' },
      resources: [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::evidence/disk one.e01' }, BUCKET],
    }),
    options: ROLES,
    mirror: {
      what: 'is deleted',
      event: s3(T, 'DeleteObject', 's3:DeleteObject', 'arn:aws:s3:::evidence/disk one.e01'),
      says: /^No import makes this call/,
    },
  },
  {
    what: 'an object whose name speaks of a Deny',
    side: 'target',
    paths: 'I',
    changes: ['identity T: S3ReadObjects s3:GetObject on arn:aws:s3:::evidence/*'],
    notes: ['The statement names the bucket of this call alone;'],
    event: s3(T, 'GetObject', 's3:GetObject', 'arn:aws:s3:::evidence/with an explicit deny in a service control policy.txt'),
    options: ROLES,
    mirror: {
      what: 'with a Deny',
      event: s3(T, 'GetObject', 's3:GetObject', 'arn:aws:s3:::evidence/x', {}, 'with an explicit deny in a service control policy'),
      says: /A Deny refuses it/,
    },
  },
  {
    what: 'S3 says nothing but that it refuses',
    side: 'target',
    paths: 'I',
    changes: ['identity T: S3ReadObjects s3:GetObject on arn:aws:s3:::evidence/*'],
    notes: ['The statement names the bucket of this call alone;', 'AWS does not say which policy refused it. cado-response doctor tells,'],
    event: event(T, 's3', 'HeadObject', 'Forbidden', { requestParameters: { bucketName: 'evidence', key: 'x' } }),
    options: ROLES,
    mirror: {
      what: 'something is written',
      event: event(T, 's3', 'PutObject', 'Access Denied', { requestParameters: { bucketName: 'evidence', key: 'x' } }),
      says: /^No import makes this call/,
    },
  },
  {
    what: 'a bucket is listed',
    side: 'target',
    paths: 'I',
    changes: ['identity T: S3ReadBuckets s3:ListBucket on arn:aws:s3:::evidence'],
    notes: ['The statement names the bucket of this call alone;', 'AWS does not say which policy refused it. cado-response doctor tells,'],
    event: event(T, 's3', 'ListObjects', 'Access Denied', { requestParameters: { bucketName: 'evidence' } }),
    options: ROLES,
    mirror: {
      what: 'its policy is read',
      event: event(T, 's3', 'GetBucketPolicy', 'Access Denied', { requestParameters: { bucketName: 'evidence' } }),
      says: /^No import makes this call/,
    },
  },
  {
    what: 'the bucket of another account refuses',
    side: 'target',
    paths: 'I',
    notes: ['arn:aws:s3:::others is a bucket of account 777788889999 and not of'],
    event: s3(
      T,
      'GetObject',
      's3:GetObject',
      'arn:aws:s3:::others/x',
      {
        resources: [
          { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::others/x' },
          { ...BUCKET, accountId: '777788889999', ARN: 'arn:aws:s3:::others' },
        ],
      },
      noResource('s3:GetObject'),
    ),
    options: ROLES,
  },
  {
    what: 'the platform keeps evidence in its own bucket',
    side: 'platform',
    paths: 'M',
    changes: ['identity P: EvidenceBucketObjects s3:PutObject on arn:aws:s3:::cado-evidence/*'],
    notes: ['cado-role gives this only with evidence_bucket_name = "cado-evidence"'],
    cautions: ["Add this only if arn:aws:s3:::cado-evidence is the platform's own"],
    event: s3(P, 'PutObject', 's3:PutObject', 'arn:aws:s3:::cado-evidence/x'),
    options: ROLES,
    mirror: {
      what: 'the target role writes',
      event: s3(T, 'PutObject', 's3:PutObject', 'arn:aws:s3:::prod/x'),
      says: /^No import makes this call/,
    },
  },
  {
    what: 'an error is reported to the vendor, an opt-in capability',
    side: 'platform',
    paths: 'error_reporting',
    changes: ['identity P: ErrorReporting s3:PutObject on arn:aws:s3:::cadologsupload/*'],
    notes: ['cado-role gives this only with "error_reporting"'],
    event: s3(P, 'PutObject', 's3:PutObject', 'arn:aws:s3:::cadologsupload/1'),
    options: ROLES,
    mirror: {
      what: 'in a partition without that bucket',
      event: event(P.replace('arn:aws:', 'arn:aws-cn:'), 's3', 'PutObject', 'Access Denied'),
      says: /neither role that you named/,
    },
  },
  {
    what: 'Lambda lists functions, under the name that its API has',
    side: 'target',
    paths: 'lambda',
    changes: ['identity T: LambdaList lambda:ListFunctions on *'],
    notes: ['AWS does not say which policy refused it. cado-response doctor tells,'],
    event: event(T, 'lambda', 'ListFunctions20150331', 'User is not authorized', { errorCode: 'AccessDeniedException' }),
    options: ROLES,
    mirror: {
      what: 'a function is invoked',
      event: plain(T, 'lambda', 'Invoke', 'lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:444455556666:function:web'),
      says: /^No import makes this call/,
    },
  },
  {
    what: 'logs of a function',
    side: 'target',
    paths: 'lambda',
    changes: ['identity T: LambdaReadLogs logs:FilterLogEvents on arn:aws:logs:*:444455556666:log-group:/aws/lambda/*:*'],
    event: plain(
      T,
      'logs',
      'FilterLogEvents',
      'logs:FilterLogEvents',
      'arn:aws:logs:us-east-1:444455556666:log-group:/aws/lambda/web:log-stream:',
    ),
    options: ROLES,
    mirror: {
      what: 'other logs',
      event: plain(
        T,
        'logs',
        'FilterLogEvents',
        'logs:FilterLogEvents',
        'arn:aws:logs:us-east-1:444455556666:log-group:/prod/secrets:log-stream:',
      ),
      says: /closest is LambdaReadLogs.*lambda_log_group_names/,
    },
  },
  {
    what: 'a command on an instance, an opt-in capability',
    side: 'target',
    paths: 'memory_forensics triage',
    changes: ['identity T: SsmCommandInstances ssm:SendCommand on arn:aws:ec2:*:444455556666:instance/*'],
    notes: ['cado-cross-account-trust gives this only with "', 'It is for every instance of the account; ssm_instance_tags of the'],
    event: plain(T, 'ssm', 'SendCommand', 'ssm:SendCommand', 'arn:aws:ec2:us-east-1:444455556666:instance/i-0prod'),
    options: ROLES,
    mirror: {
      what: 'by a document of their own',
      event: plain(T, 'ssm', 'SendCommand', 'ssm:SendCommand', 'arn:aws:ssm:us-east-1:444455556666:document/EvilDoc'),
      says: /never like this on .*document\/EvilDoc/,
    },
  },
  {
    what: 'a command in a container, an opt-in capability',
    side: 'target',
    paths: 'ecs',
    changes: ['identity T: EcsExec ecs:ExecuteCommand on arn:aws:ecs:*:444455556666:task/*'],
    notes: ['cado-cross-account-trust gives this only with "ecs"'],
    event: plain(T, 'ecs', 'ExecuteCommand', 'ecs:ExecuteCommand', 'arn:aws:ecs:us-east-1:444455556666:task/web/1'),
    options: ROLES,
    mirror: {
      what: 'a task is started',
      event: plain(T, 'ecs', 'RunTask', 'ecs:RunTask', 'arn:aws:ecs:us-east-1:444455556666:task-definition/web:1'),
      says: /^No import makes this call/,
    },
  },
  {
    what: 'findings of GuardDuty, an opt-in capability',
    side: 'target',
    paths: 'guardduty',
    changes: ['identity T: GuardDutyRead guardduty:ListFindings on *'],
    notes: ['cado-cross-account-trust gives this only with "'],
    event: plain(T, 'guardduty', 'ListFindings', 'guardduty:ListFindings', 'arn:aws:guardduty:us-east-1:444455556666:detector/1'),
    options: ROLES,
    mirror: {
      what: 'are archived',
      event: plain(T, 'guardduty', 'ArchiveFindings', 'guardduty:ArchiveFindings', '*'),
      says: /^No import makes this call/,
    },
  },
  {
    what: 'accounts of the organisation, an opt-in capability',
    side: 'target',
    paths: 'organizations',
    changes: ['identity T: OrganizationRead organizations:ListAccounts on *'],
    notes: ['cado-cross-account-trust gives this only with "'],
    event: plain(T, 'organizations', 'ListAccounts', 'organizations:ListAccounts', '*'),
    options: ROLES,
    mirror: {
      what: 'an account is made',
      event: plain(T, 'organizations', 'CreateAccount', 'organizations:CreateAccount', '*'),
      says: /^No import makes this call/,
    },
  },
  {
    what: 'metrics of the platform, an opt-in capability',
    side: 'platform',
    paths: 'health_checks',
    changes: ['identity P: HealthChecks cloudwatch:GetMetricData on *'],
    notes: ['cado-role gives this only with "health_checks"', 'AWS does not say which policy refused it. cado-response doctor tells,'],
    event: event(P, 'monitoring', 'GetMetricData', 'Access denied'),
    options: ROLES,
    mirror: {
      what: 'an alarm is removed',
      event: event(P, 'monitoring', 'DeleteAlarms', 'Access denied'),
      says: /^No import makes this call/,
    },
  },
  {
    what: 'a role looks at itself, which IAM names in words',
    side: 'platform',
    paths: 'policy_check',
    changes: ['identity P: PolicyCheckRole iam:ListRolePolicies on P'],
    event: plain(P, 'iam', 'ListRolePolicies', 'iam:ListRolePolicies', 'role CadoResponseRole'),
    options: ALL,
    mirror: {
      what: 'at another',
      event: plain(P, 'iam', 'ListRolePolicies', 'iam:ListRolePolicies', 'role Admin'),
      says: /never like this on arn:aws:iam::111122223333:role\/Admin/,
    },
  },
  {
    what: "a secret of the platform's, an opt-in capability",
    side: 'platform',
    paths: 'core_platform',
    changes: [
      'identity P: CoreSecrets secretsmanager:GetSecretValue on arn:aws:secretsmanager:*:111122223333:secret:* if aws:ResourceTag/Name=CadoResponse*',
    ],
    notes: ['cado-role gives this only with "core_platform"'],
    cautions: ['This holds only for what has a tag Name that begins with'],
    event: plain(
      P,
      'secretsmanager',
      'GetSecretValue',
      'secretsmanager:GetSecretValue',
      'arn:aws:secretsmanager:us-east-1:111122223333:secret:cado-abc',
    ),
    options: ROLES,
    mirror: {
      what: 'one of another account',
      event: plain(
        P,
        'secretsmanager',
        'GetSecretValue',
        'secretsmanager:GetSecretValue',
        'arn:aws:secretsmanager:us-east-1:444455556666:secret:prod',
      ),
      says: /never like this on .*secret:prod/,
    },
  },
];

const withCaller = (role: string): JsonObject =>
  event(
    role,
    'kms',
    'DescribeKey',
    said(
      role,
      'kms:DescribeKey',
      'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      noIdentity('kms:DescribeKey'),
    ),
  );
const who = (more: JsonObject): JsonObject => ({ ...withCaller(T), userIdentity: more, errorMessage: 'Access denied' });

/** Callers that are none of ours. */
export const STRANGER_CASES: readonly DiagnosisCase[] = [
  {
    what: 'a person of IAM Identity Center whose session has no path',
    notes: ['This is a role of IAM Identity Center: a person made the call'],
    event: event(SSO, 'kms', 'Decrypt', said(SSO, 'kms:Decrypt', KEY, noResource('kms:Decrypt'))),
  },
  {
    what: 'a person of IAM Identity Center',
    notes: ['This is a role of IAM Identity Center: a person made the call. Add'],
    event: withCaller('arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_CadoResponse_abc123'),
  },
  {
    what: 'a role that AWS made for a service',
    notes: ['AWS made this role for one of its services, and no import is made by'],
    event: withCaller('arn:aws:iam::444455556666:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling'),
  },
  {
    what: 'a user',
    notes: ['No role made this call, and imports are made by roles. Add nothing;'],
    event: who({ type: 'IAMUser', arn: 'arn:aws:iam::444455556666:user/CadoResponse', accountId: '444455556666' }),
  },
  {
    what: 'the root of an account',
    notes: ['No role made this call, and imports are made by roles. Add nothing;'],
    event: who({ type: 'Root', arn: 'arn:aws:iam::444455556666:root', accountId: '444455556666' }),
  },
  {
    what: 'a service',
    event: who({ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }),
    notes: ['No role made this call, and imports are made by roles. Add nothing;'],
  },
  { what: 'nobody who is named', event: who({}), notes: ['No role made this call, and imports are made by roles. Add nothing;'] },
  {
    what: 'a developer of the same account',
    notes: ["The caller's name has neither CadoResponse nor DarktraceForensics in"],
    event: withCaller('arn:aws:iam::444455556666:role/Developer'),
  },
  {
    what: 'a role whose path holds our name',
    notes: ["The caller's name has neither CadoResponse nor DarktraceForensics in"],
    event: withCaller('arn:aws:iam::444455556666:role/CadoResponse/Developer'),
  },
  {
    what: 'a role whose name is a pattern',
    notes: ['No role made this call, and imports are made by roles. Add nothing;'],
    event: withCaller('arn:aws:iam::444455556666:role/CadoResponse*'),
  },
  {
    what: 'a session whose name speaks of another caller',
    notes: ["The caller's name has neither CadoResponse nor DarktraceForensics in"],
    event: { ...withCaller(EVIL), userIdentity: { arn: `${session(EVIL)}:User: ${session(T)}` } },
  },
];
