import { atLeast, holds } from '../../policy/guard';
import type { CrossInputRule } from '../../policy/input-spec';
import { SOURCE_STATEMENTS } from '../roles/source-statements';
import { VOLUME_STATEMENTS } from '../roles/volume-statements';
import { OPERATIONS_STATEMENTS, POLICY_CHECK_STATEMENTS } from '../roles/operations-statements';
import { rolePermissions, type RoleDefinition } from '../roles/role-definition';
import { needsRule, partitionRule, regionPartitionRule, REGIONS_RULE } from '../roles/rules';
import { trustTemplate } from '../roles/trust';
import { CADO_ROLE_DERIVATIONS } from './derivations';
import { CADO_ROLE_GUARDS } from './guards';
import { CADO_ROLE_INPUTS, CADO_ROLE_TRUST_INPUTS } from './inputs';
import { CADO_ROLE_KMS_STATEMENTS } from './kms-statements';
import {
  EVIDENCE_BUCKET_STATEMENTS,
  PLATFORM_CHECK_STATEMENTS,
  PLATFORM_STATEMENTS,
  PLATFORM_VOLUME_STATEMENTS,
  TARGET_STATEMENTS,
} from './platform-statements';
import { TEMPORARY_KEY_STATEMENTS } from './temporary-key-statements';

const evidenceKeyRegionRule: CrossInputRule = {
  inputs: ['kms_tightening'],
  terraform: (ref) => ({
    condition: `!${ref.guard('at_least_via_service')} || ${ref.input('evidence_bucket_kms_key_arn')} == null || ${ref.input('platform_region')} != null`,
    errorMessage: `evidence_bucket_kms_key_arn needs platform_region at kms_tightening \${jsonencode(${ref.input('kms_tightening')})}, since the key is used through S3 there. Give it, e.g. platform_region = eu-west-1`,
  }),
  problem: (inputs) =>
    holds(atLeast('via_service'), inputs, {}) && inputs['evidence_bucket_kms_key_arn'] !== null && inputs['platform_region'] === null
      ? `evidence_bucket_kms_key_arn needs platform_region at kms_tightening ${JSON.stringify(inputs['kms_tightening'])}, since the key is used through S3 there. Give it, e.g. eu-west-1`
      : undefined,
};

const errorReportingRule: CrossInputRule = {
  inputs: [],
  terraform: (ref) => ({
    condition: `!contains(${ref.input('capabilities')}, "error_reporting") || ${ref.partition} == "aws"`,
    errorMessage: `capabilities has error_reporting, whose bucket exists in the partition aws only, not in \${${ref.partition}}. Take it out, e.g. capabilities = ["ec2"]`,
  }),
  problem: () => undefined,
};

/** `cado-role`: the role in the platform account, which acquires. */
export const CADO_ROLE: RoleDefinition = {
  moduleName: 'cado-role',
  inputs: CADO_ROLE_INPUTS,
  trustInputs: CADO_ROLE_TRUST_INPUTS,
  trust: trustTemplate({
    roles: [],
    roleLists: ['trusted_role_arns'],
    purpose: "The platform's instance role acts as this role. No account, user or service is trusted.",
  }),
  trustRules: [partitionRule('trust_foreign_arns', ['trusted_role_arns', 'permissions_boundary_arn'])],
  permissions: rolePermissions(
    [
      { key: 'kms', purpose: 'Keys that evidence is encrypted with', statements: CADO_ROLE_KMS_STATEMENTS },
      { key: 'temporary_key', purpose: 'The key through which volumes move between accounts', statements: TEMPORARY_KEY_STATEMENTS },
      {
        key: 'acquisition',
        purpose: 'Reading and copying evidence',
        statements: [...VOLUME_STATEMENTS, ...PLATFORM_VOLUME_STATEMENTS, ...SOURCE_STATEMENTS],
      },
      {
        key: 'operations',
        purpose: 'Checks, commands and responses',
        statements: [...POLICY_CHECK_STATEMENTS, ...PLATFORM_CHECK_STATEMENTS, ...EVIDENCE_BUCKET_STATEMENTS, ...OPERATIONS_STATEMENTS],
      },
      {
        key: 'platform',
        purpose: 'Roles in other accounts, and running the platform itself',
        statements: [...TARGET_STATEMENTS, ...PLATFORM_STATEMENTS],
      },
    ],
    CADO_ROLE_GUARDS,
    CADO_ROLE_DERIVATIONS,
  ),
  permissionRules: [
    REGIONS_RULE,
    needsRule('target_role_name', 'organization_id', 'the role of that name would be assumed in any account of the world', 'o-a1b2c3d4e5'),
    needsRule('organization_id', 'target_role_name', 'it says in which organisation that role lies', 'CadoResponseRole'),
    needsRule('evidence_bucket_kms_key_arn', 'evidence_bucket_name', 'it is the key of that bucket', 'example-evidence'),
    evidenceKeyRegionRule,
    partitionRule('foreign_arns', [
      'target_role_arns',
      'kms_key_arns',
      'evidence_source_bucket_arns',
      'evidence_bucket_kms_key_arn',
      'worker_role_arn',
    ]),
    regionPartitionRule(['platform_region', 'evidence_regions', 'temporary_key.replica_regions']),
    errorReportingRule,
  ],
};
