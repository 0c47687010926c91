import type { Attack } from '../attack';
import type { SimpleAttack } from './simple-attack';
import { attackOf, only } from './simple-attack';

const THEIRS = { 'aws:ResourceTag/Name': 'web' } as const;
const VENDOR = "the vendor's roles";
const DROPPED = 'our policies without conditions';

const rows: readonly SimpleAttack[] = [
  {
    title: "terminating a customer's instance",
    allowedBy: DROPPED,
    by: 'platform',
    actions: ['ec2:TerminateInstances'],
    resources: only('instance/i-1'),
    context: THEIRS,
  },
  {
    title: "stopping and starting a customer's instance",
    allowedBy: DROPPED,
    by: 'platform',
    actions: ['ec2:StopInstances', 'ec2:StartInstances'],
    resources: only('instance/i-1'),
    context: THEIRS,
  },
  {
    title: 'stopping instances of the target account',
    allowedBy: 'leftover administrator',
    by: 'target',
    actions: ['ec2:StopInstances', 'ec2:TerminateInstances', 'ec2:RebootInstances'],
    resources: only('instance/i-1'),
    context: THEIRS,
  },
  { title: 'deleting a snapshot without a name', allowedBy: DROPPED, actions: ['ec2:DeleteSnapshot'], resources: only('snapshot/snap-1') },
  {
    title: "deleting a customer's snapshot",
    allowedBy: DROPPED,
    actions: ['ec2:DeleteSnapshot'],
    resources: only('snapshot/snap-1'),
    context: { 'aws:ResourceTag/Name': 'backup' },
  },
  {
    title: 'deleting a snapshot that is only called alike',
    allowedBy: DROPPED,
    actions: ['ec2:DeleteSnapshot'],
    resources: only('snapshot/snap-1'),
    context: { 'aws:ResourceTag/Name': 'NotCadoResponse-1' },
  },
  {
    title: "deregistering a customer's image",
    allowedBy: DROPPED,
    actions: ['ec2:DeregisterImage'],
    resources: only('image/ami-1'),
    context: { 'aws:ResourceTag/Name': 'golden' },
  },
  {
    title: "deleting a customer's volume",
    allowedBy: DROPPED,
    by: 'platform',
    actions: ['ec2:DeleteVolume'],
    resources: only('volume/vol-1'),
    context: { 'aws:ResourceTag/Name': 'data' },
  },
  {
    title: "attaching a volume to a customer's instance",
    allowedBy: VENDOR,
    by: 'platform',
    actions: ['ec2:AttachVolume'],
    resources: only('instance/i-1'),
    context: THEIRS,
  },
  {
    title: "detaching a customer's volume",
    allowedBy: VENDOR,
    by: 'platform',
    actions: ['ec2:DetachVolume'],
    resources: only('volume/vol-1', 'instance/i-1'),
    context: THEIRS,
  },
  {
    title: 'making a volume without a name',
    allowedBy: VENDOR,
    by: 'platform',
    actions: ['ec2:CreateVolume'],
    resources: only('volume/*'),
  },
  {
    title: 'starting an instance without a name',
    allowedBy: VENDOR,
    by: 'platform',
    actions: ['ec2:RunInstances'],
    resources: only('instance/*'),
  },
  {
    title: "changing an instance's start script",
    allowedBy: DROPPED,
    actions: ['ec2:ModifyInstanceAttribute'],
    resources: only('instance/i-1'),
    context: { 'ec2:Attribute': 'UserData' },
  },
  {
    title: "deleting the account's trails",
    allowedBy: 'leftover administrator',
    actions: ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail'],
    resources: ({ partition, regions, accounts }, by) => [`arn:${partition}:cloudtrail:${regions.platform}:${accounts[by]}:trail/main`],
  },
  {
    title: 'switching GuardDuty off',
    allowedBy: 'leftover administrator',
    actions: ['guardduty:DeleteDetector', 'guardduty:UpdateDetector'],
    resources: ({ partition, regions, accounts }, by) => [`arn:${partition}:guardduty:${regions.platform}:${accounts[by]}:detector/1`],
  },
];

/** Stopping, changing and deleting what is not the platform's. */
export const STOPPING_AND_DELETING: readonly Attack[] = rows.map(attackOf);
