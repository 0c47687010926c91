import type { TighteningLevel } from '../../src/policy/guard';
import { callsOf, COPY, GRANT, NAMED, OWN, VOLUME, type Calls } from '../support/import-calls';
import { keyArn, type KeyName, type Step } from '../support/installation';
import type { RequestContext } from '../../src/proof/evaluator/access-request';
import { ACCOUNTS, PARTITIONS, STRANGE_ACCOUNT, type Partition, type RoleSide } from '../support/role-cases';

/** A call that nobody needs for an import. */
export interface RefusedCall {
  readonly title: string;
  /** Refused from this level on and allowed below. @default - refused at every level */
  readonly from?: TighteningLevel;
  /** Each step by itself must be refused. */
  readonly steps: (partition: Partition) => readonly Step[];
}

const both = (steps: (calls: Calls, partition: Partition, by: RoleSide) => readonly Step[]): RefusedCall['steps'] => {
  return (partition) => (['platform', 'target'] as const).flatMap((by) => steps(callsOf(by, partition), partition, by));
};

/** On the evidence key, both roles, through EC2 unless a context says otherwise. */
const onEvidence = (action: string, context: (partition: Partition) => RequestContext): RefusedCall['steps'] =>
  both((calls, partition) => calls.direct(action, 'evidence', context(partition)));

const ec2 = (partition: Partition): RequestContext => ({ 'kms:ViaService': `ec2.${PARTITIONS[partition][1]}.amazonaws.com` });
const volume = { 'kms:EncryptionContext:aws:ebs:id': VOLUME } as const;
const s3 = (partition: Partition): RequestContext => ({ 'kms:ViaService': `s3.${PARTITIONS[partition][1]}.amazonaws.com` });

/** What the ladder takes away, level by level: each is allowed below the level that takes it. */
export const TIGHTENED_CALLS: readonly RefusedCall[] = [
  {
    title: 'a grant that no AWS service asked for',
    from: 'aws_resources',
    steps: onEvidence('CreateGrant', (at) => ({ ...ec2(at), ...volume, ...GRANT, 'kms:GrantIsForAWSResource': 'false' })),
  },
  { title: 'a grant by a direct call', from: 'aws_resources', steps: onEvidence('CreateGrant', () => ({})) },
  { title: 'a direct Decrypt', from: 'via_service', steps: onEvidence('Decrypt', () => volume) },
  {
    title: 'Decrypt through a service that no import uses',
    from: 'via_service',
    steps: onEvidence('Decrypt', (at) => ({ ...volume, 'kms:ViaService': `rds.${PARTITIONS[at][1]}.amazonaws.com` })),
  },
  {
    title: 'Decrypt through EC2 in a Region that nobody named',
    from: 'via_service',
    steps: onEvidence('Decrypt', (at) => ({ ...volume, 'kms:ViaService': `ec2.${PARTITIONS[at][2]}.amazonaws.com` })),
  },
  {
    title: 'a grant through S3',
    from: 'via_service',
    steps: onEvidence('CreateGrant', (at) => ({ ...s3(at), ...volume, ...GRANT })),
  },
  { title: 'Decrypt through EC2 without an encryption context', from: 'encryption_context', steps: onEvidence('Decrypt', ec2) },
  {
    title: 'Decrypt through EC2 for something that is no volume',
    from: 'encryption_context',
    steps: onEvidence('Decrypt', (at) => ({ ...ec2(at), 'kms:EncryptionContext:aws:ebs:id': 'ami-1' })),
  },
  { title: 'Encrypt through EC2', from: 'encryption_context', steps: onEvidence('Encrypt', (at) => ({ ...ec2(at), ...volume })) },
  {
    title: 'a plaintext data key through EC2',
    from: 'encryption_context',
    steps: onEvidence('GenerateDataKey', (at) => ({ ...ec2(at), ...volume })),
  },
  {
    title: 'Decrypt through S3 without an encryption context',
    from: 'encryption_context',
    steps: (at) => callsOf('target', at).direct('Decrypt', 'evidence', s3(at)),
  },
  {
    title: 'Decrypt through S3 for a volume',
    from: 'encryption_context',
    steps: (at) => callsOf('target', at).direct('Decrypt', 'evidence', { ...s3(at), ...volume }),
  },
  {
    title: 'a grant that passes on Encrypt',
    from: 'pinned',
    steps: onEvidence('CreateGrant', (at) => ({ ...ec2(at), ...volume, ...GRANT, 'kms:GrantOperations': ['Decrypt', 'Encrypt'] })),
  },
  {
    title: 'a grant without operations',
    from: 'pinned',
    steps: onEvidence('CreateGrant', (at) => ({ ...ec2(at), ...volume, ...GRANT, 'kms:GrantOperations': [] })),
  },
  {
    title: 'a grant without a constraint',
    from: 'pinned',
    steps: onEvidence('CreateGrant', (at) => ({
      ...ec2(at),
      ...volume,
      'kms:GrantIsForAWSResource': 'true',
      'kms:GrantOperations': ['Decrypt'],
    })),
  },
  {
    title: "Decrypt of the platform's temporary key by the target's role, which only copies to it",
    from: 'encryption_context',
    steps: (at) => callsOf('target', at).throughEc2('temporary', COPY, 'Decrypt'),
  },
];

/** A role's call that is about no key. */
const on = (action: string, resource: string, context: RequestContext = {}): RefusedCall['steps'] =>
  both((calls) => calls.on(action, [resource], context));

/** Keys that their owners made. */
const KEYS_OF_OWNERS: readonly KeyName[] = ['evidence', 'platform'];
const strangeKey = (at: Partition): string => keyArn(at, 'evidence').replace(ACCOUNTS.target, STRANGE_ACCOUNT);
const keyElsewhere = (at: Partition): string => keyArn(at, 'evidence').replace(PARTITIONS[at][1], PARTITIONS[at][2]);
const throughEc2 = (at: Partition): RequestContext => ({ ...ec2(at), ...volume, ...GRANT });
const USES = ['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];
const ADMINISTRATION = [
  'DisableKey',
  'EnableKey',
  'PutKeyPolicy',
  'RetireGrant',
  'RevokeGrant',
  'ScheduleKeyDeletion',
  'TagResource',
  'UpdateAlias',
];

/** What no level allows, with every capability chosen. */
export const NEVER_ALLOWED: readonly RefusedCall[] = [
  {
    title: 'a key of an account that nobody named',
    steps: (at) => both((calls) => USES.flatMap((use) => calls.on(use, [strangeKey(at)], throughEc2(at))))(at),
  },
  {
    title: 'a key in a Region that nobody named',
    steps: (at) => both((calls) => USES.flatMap((use) => calls.on(use, [keyElsewhere(at)], throughEc2(at))))(at),
  },
  {
    title: "a key of the platform that is not its temporary one, by the target's role",
    steps: (at) => USES.flatMap((use) => callsOf('target', at).on(use, [keyArn(at, 'temporary').replace('mrk-', 'a')], throughEc2(at))),
  },
  { title: 'administering a key', steps: both((calls) => ADMINISTRATION.flatMap((name) => calls.direct(name, 'evidence'))) },
  {
    title: "naming a customer's multi-Region key that has a name",
    steps: both((calls) => calls.direct('CreateAlias', 'temporary', { 'kms:ResourceAliases': ['alias/payroll'] })),
  },
  {
    title: "naming a customer's key",
    steps: both((calls) => KEYS_OF_OWNERS.flatMap((key) => calls.direct('CreateAlias', key, { 'kms:ResourceAliases': [] }))),
  },
  {
    title: "deleting the platform's key, by the target's role",
    steps: (at) =>
      callsOf('target', at).direct('ScheduleKeyDeletion', 'temporary', { 'kms:ResourceAliases': ['alias/CadoResponse-KMS-Alias-1'] }),
  },
  {
    title: 'sharing a snapshot with a foreign account',
    steps: on('ec2:ModifySnapshotAttribute', 'snapshot/snap-1', { 'ec2:Add/userId': STRANGE_ACCOUNT }),
  },
  { title: 'sharing a snapshot with everybody', steps: on('ec2:ModifySnapshotAttribute', 'snapshot/snap-1', { 'ec2:Add/group': 'all' }) },
  {
    title: 'sharing a snapshot with the platform and everybody at once',
    steps: on('ec2:ModifySnapshotAttribute', 'snapshot/snap-1', { 'ec2:Add/userId': ACCOUNTS.platform, 'ec2:Add/group': 'all' }),
  },
  { title: "naming a customer's snapshot as the platform's own", steps: on('ec2:CreateTags', 'snapshot/snap-1', NAMED) },
  { title: "naming a customer's instance as the platform's own", steps: on('ec2:CreateTags', 'instance/i-1', NAMED) },
  { title: "naming a customer's volume as the platform's own", steps: on('ec2:CreateTags', 'volume/vol-1', NAMED) },
  { title: 'taking a name away', steps: on('ec2:DeleteTags', 'snapshot/snap-1', OWN) },
  { title: 'deleting a snapshot without a name', steps: on('ec2:DeleteSnapshot', 'snapshot/snap-1') },
  {
    title: 'deleting a snapshot of somebody else',
    steps: on('ec2:DeleteSnapshot', 'snapshot/snap-1', { 'aws:ResourceTag/Name': 'backup' }),
  },
  {
    title: 'deregistering an image of somebody else',
    steps: on('ec2:DeregisterImage', 'image/ami-1', { 'aws:ResourceTag/Name': 'golden' }),
  },
  {
    title: "attaching something to a customer's instance",
    steps: on('ec2:AttachVolume', 'instance/i-1', { 'aws:ResourceTag/Name': 'web' }),
  },
  { title: 'making a volume without a name', steps: on('ec2:CreateVolume', 'volume/*') },
  { title: 'deleting a volume of somebody else', steps: on('ec2:DeleteVolume', 'volume/vol-1', { 'aws:ResourceTag/Name': 'data' }) },
  { title: "terminating a customer's instance", steps: on('ec2:TerminateInstances', 'instance/i-1', { 'aws:ResourceTag/Name': 'web' }) },
  { title: 'starting an instance without a name', steps: on('ec2:RunInstances', 'instance/*') },
  { title: "changing an instance's user data", steps: on('ec2:ModifyInstanceAttribute', 'instance/i-1', { 'ec2:Attribute': 'UserData' }) },
  {
    title: 'assuming another role',
    steps: (at) => both((calls) => calls.on('sts:AssumeRole', [`arn:${at}:iam::${ACCOUNTS.target}:role/AnotherCadoResponseRole`]))(at),
  },
  {
    title: 'a session without a check of its document',
    steps: on('ssm:StartSession', 'instance/i-1', { 'ssm:resourceTag/CadoResponseSSMEnabled': 'true' }),
  },
  {
    title: 'a session on an instance without the tag',
    steps: on('ssm:StartSession', 'instance/i-1', { 'ssm:SessionDocumentAccessCheck': 'true' }),
  },
  {
    title: 'an interactive shell',
    steps: (at) => on('ssm:StartSession', `arn:${at}:ssm:eu-west-1::document/SSM-SessionManagerRunShell`)(at),
  },
  { title: 'a command on an instance without the tag', steps: on('ssm:SendCommand', 'instance/i-1') },
  {
    title: 'a command by another document',
    steps: (at) => on('ssm:SendCommand', `arn:${at}:ssm:eu-west-1::document/AWS-RunRemoteScript`)(at),
  },
  {
    title: 'ending the session of somebody else',
    steps: both((calls, at, by) =>
      calls.on('ssm:TerminateSession', [`arn:${at}:ssm:eu-west-1:${ACCOUNTS[by]}:session/you-1`], {
        'aws:userid': 'AROA:me',
        'ssm:resourceTag/aws:ssmmessages:session-id': 'AROA:you',
      }),
    ),
  },
  {
    title: "reading objects in somebody else's bucket",
    steps: (at) =>
      both((calls) => calls.on('s3:GetObject', [`arn:${at}:s3:::example-strange/object`], { 'aws:ResourceAccount': STRANGE_ACCOUNT }))(at),
  },
  {
    title: 'writing objects',
    steps: (at) =>
      both((calls, _at, by) => calls.on('s3:PutObject', [`arn:${at}:s3:::example-source/object`], { 'aws:ResourceAccount': ACCOUNTS[by] }))(
        at,
      ),
  },
  {
    title: 'handing a role to another service',
    steps: (at) =>
      on('iam:PassRole', `arn:${at}:iam::${ACCOUNTS.platform}:role/CadoResponseWorker`, { 'iam:PassedToService': 'lambda.amazonaws.com' })(
        at,
      ),
  },
  {
    title: 'reading secrets of somebody else',
    steps: (at) =>
      on('secretsmanager:GetSecretValue', `arn:${at}:secretsmanager:eu-west-1:${ACCOUNTS.platform}:secret:db`, {
        'aws:ResourceTag/Name': 'db',
      })(at),
  },
  { title: 'reading another role', steps: (at) => on('iam:GetRolePolicy', `arn:${at}:iam::${ACCOUNTS.platform}:role/Admin`)(at) },
];
