import { TIGHTENING_LEVELS, levelsFrom } from '../../../src/policy/guard';
import { PLACES } from './places';
import type { Constraint, Parameters } from './pairwise';
import type { Row } from './tuples';

/** What an instance of the module varies in, by input name; `source` and `provider` are no inputs. */
export const KEY_POLICY_PARAMETERS = {
  source: ['hcl', 'json'],
  provider: Object.keys(PLACES),
  platform_role_arn: ['null', 'with path'],
  target_role_arn: ['null', 'in another account', 'in the account of the platform'],
  additional_platform_role_arns: ['[]', 'one', 'one and the platform again'],
  create_grant_for: ['null', '[]', 'platform', 'target', 'both'],
  protects: ['ebs', 's3', 'both'],
  acquisition_methods: ['create_volume', 'ebs_direct', 'both'],
  kms_tightening: TIGHTENING_LEVELS,
  platform_region: ['null', 'given'],
  evidence_regions: ['[]', 'one', 'two'],
  ebs_resource_ids: ['default', 'named'],
  evidence_source_bucket_arns: ['null', '[]', 'two'],
  principal_match: ['principal_arn', 'role_arn'],
  enforce: ['false', 'true'],
  existing_policy_json: ['null', 'given'],
  grants: ['{}', 'platform with defaults', 'target with context'],
} as const satisfies Parameters;

const givesPlatform = (row: Row): boolean => row['platform_role_arn'] !== 'null';
const givesTarget = (row: Row): boolean => row['target_role_arn'] !== 'null';
const tiedToRegions = (row: Row): boolean => (levelsFrom('via_service') as readonly unknown[]).includes(row['kms_tightening']);

/** The combinations that the module refuses by design. */
export const KEY_POLICY_CONSTRAINTS: readonly Constraint[] = [
  {
    reads: ['platform_role_arn', 'target_role_arn'],
    allows: (row) => givesPlatform(row) || givesTarget(row),
  },
  {
    reads: ['kms_tightening', 'platform_region', 'evidence_regions'],
    allows: (row) => !tiedToRegions(row) || row['platform_region'] !== 'null' || row['evidence_regions'] !== '[]',
  },
  {
    reads: ['create_grant_for', 'platform_role_arn', 'additional_platform_role_arns'],
    allows: (row) =>
      !['platform', 'both'].includes(row['create_grant_for'] ?? '') || givesPlatform(row) || row['additional_platform_role_arns'] !== '[]',
  },
  {
    reads: ['create_grant_for', 'target_role_arn'],
    allows: (row) => !['target', 'both'].includes(row['create_grant_for'] ?? '') || givesTarget(row),
  },
  {
    reads: ['grants', 'kms_tightening'],
    allows: (row) => row['grants'] === '{}' || !tiedToRegions(row),
  },
  {
    reads: ['grants', 'platform_role_arn'],
    allows: (row) => row['grants'] !== 'platform with defaults' || givesPlatform(row),
  },
  {
    reads: ['grants', 'target_role_arn'],
    allows: (row) => row['grants'] !== 'target with context' || givesTarget(row),
  },
];
