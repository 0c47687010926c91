import type { RequestContext } from '../../evaluator/access-request';
import { EVIDENCE_BUCKET, SOURCE_BUCKET } from '../buckets';
import type { Attack } from '../attack';
import { GRANT, onKey, through, throughEc2 } from '../calls';
import { ALIASED } from '../import-steps';
import type { KeyName } from '../keys';
import type { RoleSide, World } from '../world';

type Row = readonly [by: RoleSide, key: KeyName, context: (world: World, key: KeyName) => RequestContext];

const ec2 = (world: World, key: KeyName): RequestContext => ({
  ...throughEc2(world, key),
  ...GRANT,
  'aws:ResourceOrgID': world.organizationId,
});
const s3 =
  (bucket: string): Row[2] =>
  (world, key) => ({ ...through(world, 's3', key), 'kms:EncryptionContext:aws:s3:arn': `arn:${world.partition}:s3:::${bucket}/disk.e01` });
const lambda: Row[2] = (world, key) => through(world, 'lambda', key);
const ofOurMake = ({ regions }: World): RequestContext => ({
  ...ALIASED,
  'kms:MultiRegion': 'true',
  'kms:KeySpec': 'SYMMETRIC_DEFAULT',
  'kms:KeyUsage': 'ENCRYPT_DECRYPT',
  'kms:KeyOrigin': 'AWS_KMS',
  'kms:ReplicaRegion': regions.platform,
  'aws:RequestedRegion': regions.platform,
});

/** Everything that our statements ask for, on every key that they speak of. */
const ROWS: readonly Row[] = [
  ['platform', 'evidence', ec2],
  ['target', 'evidence', ec2],
  ['platform', 'platform', ec2],
  ['platform', 'member', ec2],
  ['target', 'temporary', ec2],
  ['target', 'evidence', s3(SOURCE_BUCKET)],
  ['platform', 'platform', s3(SOURCE_BUCKET)],
  ['platform', 'evidence bucket', s3(EVIDENCE_BUCKET)],
  ['target', 'evidence', lambda],
  ['platform', 'platform', lambda],
  ['platform', 'temporary', ofOurMake],
  ['platform', 'multi-Region of the platform', ofOurMake],
];

/**
 * Rights that come with `kms:*`, with all that conditions ask for, so that only the action is wrong. RevokeGrant and ListGrants
 * carry kms:GrantIsForAWSResource as CreateGrant does.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export const OTHER_KEY_ACTIONS: readonly Attack[] = ['RevokeGrant', 'ListGrants'].map((action) => ({
  title: `kms:${action} with all that conditions ask for`,
  allowedBy: 'a key policy for everybody',
  calls: (world) => ROWS.map(([by, key, context]) => onKey(world, by, action, key, context(world, key))),
}));
