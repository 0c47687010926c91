import { PLATFORM_SIDE_TEMPLATE } from '../../../src/catalogue/cross-account-trust/statements';
import { policyTemplate, type RoleDefinition } from '../../../src/catalogue/roles/role-definition';
import type { InputValues } from '../../../src/policy/guard';
import type { PolicyStatement } from '../../../src/policy/policy-json';
import { resolve } from '../../../src/policy/resolve';
import { EMULATOR_ACCOUNT } from '../test-bed/emulator';

/** The policies of a role, as reader 1 gives them. */
export interface ExpectedRole {
  readonly trust: readonly PolicyStatement[];
  /** By key. */
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
  /** What the platform's own role needs to assume this one. */
  readonly platformSide: readonly PolicyStatement[];
}

/** The policies of a role in the emulator's account. */
export function expectedRole({ trust, permissions }: RoleDefinition, inputs: InputValues, partition: string): ExpectedRole {
  const context = { partition, accountId: EMULATOR_ACCOUNT };
  const policies = permissions.policies.map((policy) => {
    return [policy.key, resolve(policyTemplate(permissions, policy), inputs, context)] as const;
  });
  return {
    trust: resolve(trust, inputs, context),
    policies: Object.fromEntries(policies),
    platformSide: resolve({ ...PLATFORM_SIDE_TEMPLATE, derivations: permissions.derivations }, inputs, context),
  };
}
