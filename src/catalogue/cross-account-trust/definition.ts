import { SOURCE_STATEMENTS } from '../roles/source-statements';
import { VOLUME_STATEMENTS } from '../roles/volume-statements';
import { OPERATIONS_STATEMENTS, POLICY_CHECK_STATEMENTS } from '../roles/operations-statements';
import { rolePermissions, type RoleDefinition } from '../roles/role-definition';
import { partitionRule, regionPartitionRule, REGIONS_RULE } from '../roles/rules';
import { trustTemplate } from '../roles/trust';
import { TARGET_ROLE_DERIVATIONS } from './derivations';
import { TARGET_ROLE_GUARDS } from './guards';
import { TARGET_ROLE_INPUTS, TARGET_ROLE_TRUST_INPUTS } from './inputs';
import { ORGANIZATION_STATEMENTS, SHARE_STATEMENTS, TARGET_ROLE_KMS_STATEMENTS } from './statements';

/** `cado-cross-account-trust`: the role in a target account, which the platform assumes. */
export const CROSS_ACCOUNT_TRUST: RoleDefinition = {
  moduleName: 'cado-cross-account-trust',
  inputs: TARGET_ROLE_INPUTS,
  trustInputs: TARGET_ROLE_TRUST_INPUTS,
  trust: trustTemplate({
    roles: ['platform_role_arn'],
    roleLists: ['additional_platform_role_arns'],
    purpose: "The platform's roles act as this role. No account, user or service is trusted.",
    shown: { 'sts:ExternalId': 'external_id', 'aws:PrincipalOrgID': 'organization_id' },
  }),
  trustRules: [partitionRule('trust_foreign_arns', ['platform_role_arn', 'additional_platform_role_arns', 'permissions_boundary_arn'])],
  permissions: rolePermissions(
    [
      { key: 'kms', purpose: 'Keys that evidence is encrypted with', statements: TARGET_ROLE_KMS_STATEMENTS },
      {
        key: 'acquisition',
        purpose: 'Reading and copying evidence',
        statements: [...VOLUME_STATEMENTS, ...SHARE_STATEMENTS, ...SOURCE_STATEMENTS],
      },
      {
        key: 'operations',
        purpose: 'Checks, commands and responses',
        statements: [...POLICY_CHECK_STATEMENTS, ...OPERATIONS_STATEMENTS, ...ORGANIZATION_STATEMENTS],
      },
    ],
    TARGET_ROLE_GUARDS,
    TARGET_ROLE_DERIVATIONS,
  ),
  permissionRules: [
    REGIONS_RULE,
    partitionRule('foreign_arns', ['kms_key_arns', 'evidence_source_bucket_arns']),
    regionPartitionRule(['platform_region', 'evidence_regions']),
  ],
};
