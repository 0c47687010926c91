import type { InputValues } from '../../policy/guard';
import { capabilitiesOf } from '../capabilities';
import { LONGEST_ROLE_NAME, longestRoleArn, roleSizes, type RoleSize } from '../roles/worst-case';
import { CADO_ROLE } from './definition';

const KEY = 'arn:aws-us-gov:kms:us-gov-west-1:300000000000:key/mrk-1234567890abcdef1234567890abcdef';

const LARGEST: InputValues = {
  capabilities: capabilitiesOf('platform').map(({ name }) => name),
  trusted_role_arns: [longestRoleArn(0)],
  target_role_arns: [longestRoleArn(1)],
  target_role_name: LONGEST_ROLE_NAME,
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
  temporary_key: { alias_prefix: 'p'.repeat(200), delete_alias: true },
  evidence_bucket_name: 'b'.repeat(63),
  evidence_bucket_kms_key_arn: KEY,
  worker_role_arn: longestRoleArn(2),
  evidence_source_bucket_arns: [`arn:aws-us-gov:s3:::${'s'.repeat(63)}`],
};

/**
 * The largest policies of `cado-role`: everything chosen, the longest names and paths, GovCloud with both its Regions, one
 * target, one bucket.
 *
 * @throws Error when one would not fit.
 */
export function cadoRoleSizes(): readonly RoleSize[] {
  return roleSizes(
    CADO_ROLE,
    [null, [KEY]].map((kms_key_arns) => ({ ...LARGEST, kms_key_arns })),
  );
}
