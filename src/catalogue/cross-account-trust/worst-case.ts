import type { InputValues } from '../../policy/guard';
import { capabilitiesOf } from '../capabilities';
import { longestRoleArn, roleSizes, type RoleSize } from '../roles/worst-case';
import { CROSS_ACCOUNT_TRUST } from './definition';

const LARGEST: InputValues = {
  capabilities: capabilitiesOf('target').map(({ name }) => name),
  platform_role_arn: longestRoleArn(0),
  external_id: 'x'.repeat(64),
  organization_id: `o-${'x'.repeat(32)}`,
  create_grant: true,
  kms_tightening: 'pinned',
  principal_match: 'principal_arn',
  platform_region: 'us-gov-west-1',
  evidence_regions: ['us-gov-east-1'],
  ebs_resource_ids: ['vol-0123456789abcdef0', 'snap-0123456789abcdef0'],
  ssm_instance_tags: { CadoResponseSSMEnabled: 'true' },
  tag_after_create: true,
  import_image: true,
  evidence_source_bucket_arns: [`arn:aws-us-gov:s3:::${'s'.repeat(63)}`],
};

/**
 * The largest policies of `cado-cross-account-trust`: everything chosen, the longest names and paths, GovCloud with both
 * its Regions, one platform role, one bucket.
 *
 * @throws Error when one would not fit.
 */
export function crossAccountTrustSizes(): readonly RoleSize[] {
  return roleSizes(CROSS_ACCOUNT_TRUST, [LARGEST]);
}
