import { KMS_KEY_POLICY_INPUTS } from '../../src/catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE } from '../../src/catalogue/kms-key-policy/statements';
import type { InputValues } from '../../src/policy/guard';
import { withDefaults } from '../../src/policy/input-spec';
import type { JsonObject } from '../../src/policy/policy-json';
import { resolve } from '../../src/policy/resolve';
import { PLATFORM, TARGET } from './base-plan';

/** Statements of `cado-kms-key-policy` at a level. */
export function keyStatements(level: string, more: InputValues = {}): readonly JsonObject[] {
  const inputs = withDefaults(KMS_KEY_POLICY_INPUTS, {
    platform_role_arn: PLATFORM,
    target_role_arn: TARGET,
    platform_region: 'eu-west-1',
    kms_tightening: level,
    principal_match: 'role_arn',
    ...more,
  });
  return JSON.parse(JSON.stringify(resolve(KMS_KEY_POLICY_TEMPLATE, inputs, { partition: 'aws' }))) as readonly JsonObject[];
}
