import type { Attack } from '../attack';
import { EVIDENCE_BUCKET, SOURCE_BUCKET } from '../buckets';
import type { RoleSide, World } from '../world';
import { attackOf } from './simple-attack';

const READ = ['s3:GetObject', 's3:RestoreObject'] as const;
const object =
  (bucket: string) =>
  ({ partition }: World): readonly string[] => [`arn:${partition}:s3:::${bucket}/disk.e01`];
const bucketItself =
  (bucket: string) =>
  ({ partition }: World): readonly string[] => [`arn:${partition}:s3:::${bucket}`];
const own = ({ accounts }: World, by: RoleSide): Readonly<Record<string, string>> => ({ 'aws:ResourceAccount': accounts[by] });
const foreign = ({ accounts }: World): Readonly<Record<string, string>> => ({ 'aws:ResourceAccount': accounts.stranger });

/** Evidence is read from its sources and kept in one place. */
export const BUCKETS: readonly Attack[] = [
  attackOf({
    title: 'reading objects of a bucket that is no source',
    where: 'sources are named',
    allowedBy: "the vendor's roles",
    actions: READ,
    resources: object('example-payroll'),
    context: own,
  }),
  attackOf({
    title: 'listing a bucket that is no source',
    where: 'sources are named',
    allowedBy: "the vendor's roles",
    actions: ['s3:ListBucket', 's3:GetBucketLocation'],
    resources: bucketItself('example-payroll'),
    context: own,
  }),
  attackOf({
    title: "reading objects of a stranger's bucket that is open to us",
    allowedBy: "the vendor's roles",
    actions: READ,
    resources: object('example-strange'),
    context: foreign,
  }),
  attackOf({
    title: "listing a stranger's bucket that is open to us",
    allowedBy: "the vendor's roles",
    actions: ['s3:ListBucket', 's3:GetBucketLocation'],
    resources: bucketItself('example-strange'),
    context: foreign,
  }),
  attackOf({
    title: 'writing objects where evidence is read',
    allowedBy: 'leftover administrator',
    actions: ['s3:PutObject'],
    resources: object(SOURCE_BUCKET),
    context: own,
  }),
  attackOf({
    title: 'deleting objects where evidence is read',
    allowedBy: 'leftover administrator',
    actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    resources: object(SOURCE_BUCKET),
    context: own,
  }),
  attackOf({
    title: 'deleting evidence',
    allowedBy: 'leftover administrator',
    by: 'platform',
    actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    resources: object(EVIDENCE_BUCKET),
    context: own,
  }),
  attackOf({
    title: "reading the platform's bucket as the target's role",
    where: 'the platform has an account of its own',
    allowedBy: 'our policies on every resource',
    by: 'target',
    actions: ['s3:GetObject'],
    resources: object(EVIDENCE_BUCKET),
    context: ({ accounts }) => ({ 'aws:ResourceAccount': accounts.platform }),
  }),
  attackOf({
    title: "carrying objects out into a stranger's bucket",
    allowedBy: 'our policies on every resource',
    by: 'platform',
    actions: ['s3:PutObject'],
    resources: object('example-strange'),
    context: foreign,
  }),
  attackOf({
    title: "changing a bucket's policy",
    allowedBy: 'leftover administrator',
    actions: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketPublicAccessBlock'],
    resources: bucketItself(SOURCE_BUCKET),
    context: own,
  }),
];
