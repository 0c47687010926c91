import type { Attack } from '../attack';
import { attackOf, only } from './simple-attack';

const SHARE = ['ec2:ModifySnapshotAttribute'] as const;
const SNAPSHOT = only('snapshot/snap-1');
const VENDOR = "the vendor's roles";

/** Whom the target's role may let use a snapshot. Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html */
export const SHARING_SNAPSHOTS: readonly Attack[] = [
  attackOf({
    title: 'sharing a snapshot with a foreign account',
    allowedBy: VENDOR,
    actions: SHARE,
    resources: SNAPSHOT,
    context: ({ accounts }) => ({ 'ec2:Add/userId': accounts.stranger }),
  }),
  attackOf({
    title: 'making a snapshot public',
    allowedBy: VENDOR,
    actions: SHARE,
    resources: SNAPSHOT,
    context: { 'ec2:Add/group': 'all' },
  }),
  attackOf({
    title: 'sharing a snapshot with the platform and everybody at once',
    allowedBy: VENDOR,
    actions: SHARE,
    resources: SNAPSHOT,
    context: ({ accounts }) => ({ 'ec2:Add/userId': accounts.platform, 'ec2:Add/group': 'all' }),
  }),
  attackOf({
    title: "sharing a snapshot of the platform's account",
    allowedBy: VENDOR,
    by: 'platform',
    actions: SHARE,
    resources: SNAPSHOT,
    context: ({ accounts }) => ({ 'ec2:Add/userId': accounts.platform }),
  }),
  attackOf({
    title: 'sharing an image',
    allowedBy: 'leftover administrator',
    actions: ['ec2:ModifyImageAttribute'],
    resources: only('image/ami-1'),
    context: ({ accounts }) => ({ 'ec2:Add/userId': accounts.stranger }),
  }),
  attackOf({
    title: 'ending the sharing of others',
    allowedBy: 'leftover administrator',
    actions: ['ec2:ResetSnapshotAttribute'],
    resources: SNAPSHOT,
  }),
];
