import { KMS_KEY_POLICY_INPUTS } from '../../../src/catalogue/kms-key-policy/inputs';
import { parametersOf } from './choices';
import { NEEDS_REGION, tiedToRegions } from './constraints';
import { expectedGrants } from './expected-grants';
import { KEY_POLICY_CHOICES } from './key-policy-choices';
import { keyPolicyDifferences, type RenderedKeyPolicy } from './key-policy-differences';
import type { MatrixModule } from './matrix-module';
import type { Constraint } from './pairwise';
import type { Row } from './tuples';

const givesPlatform = (row: Row): boolean => row['platform_role_arn'] !== 'null';
const givesTarget = (row: Row): boolean => row['target_role_arn'] !== 'null';

/** The combinations that the module refuses by design. */
const CONSTRAINTS: readonly Constraint[] = [
  {
    reads: ['platform_role_arn', 'target_role_arn'],
    allows: (row) => givesPlatform(row) || givesTarget(row),
  },
  NEEDS_REGION,
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

/** `cado-kms-key-policy` in the matrix. */
export const KEY_POLICY_MODULE: MatrixModule = {
  name: 'cado-kms-key-policy',
  prefix: 'key_policy',
  inputs: KMS_KEY_POLICY_INPUTS,
  choices: KEY_POLICY_CHOICES,
  goal: { parameters: parametersOf(KEY_POLICY_CHOICES), constraints: CONSTRAINTS, strength: 3, seed: 20240501 },
  refusedPairs: [
    'create_grant_for=both, target_role_arn=null',
    'create_grant_for=target, target_role_arn=null',
    'grants=platform with defaults, kms_tightening=encryption_context',
    'grants=platform with defaults, kms_tightening=pinned',
    'grants=platform with defaults, kms_tightening=via_service',
    'grants=platform with defaults, platform_role_arn=null',
    'grants=target with context, kms_tightening=encryption_context',
    'grants=target with context, kms_tightening=pinned',
    'grants=target with context, kms_tightening=via_service',
    'grants=target with context, target_role_arn=null',
    'platform_role_arn=null, target_role_arn=null',
  ],
  outputs: ['statements_json', 'policy_json', 'policy_bytes'],
  differences: (instance, inputs, partition, rendered) => keyPolicyDifferences(instance, inputs, partition, rendered as RenderedKeyPolicy),
  resources: expectedGrants,
};
