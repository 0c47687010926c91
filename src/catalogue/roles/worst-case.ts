import type { InputValues } from '../../policy/guard';
import { withDefaults } from '../../policy/input-spec';
import { MANAGED_POLICY_MAX_CHARACTERS, policyCharacters, TRUST_POLICY_MAX_CHARACTERS } from '../../policy/policy-size';
import { resolve } from '../../policy/resolve';
import { policyTemplate, type RoleDefinition } from './role-definition';

/** The longest partition that the platform runs in, and an account of it. */
const CONTEXT = { partition: 'aws-us-gov', accountId: '100000000000' } as const;

/** The longest path and name that IAM takes. */
export const LONGEST_PATH = `/${'p'.repeat(510)}/`;
/** A role name of 64 characters. */
export const LONGEST_ROLE_NAME = `CadoResponse${'r'.repeat(52)}`;

/** A role ARN with the longest path and name, in an account of its own. */
export function longestRoleArn(index: number): string {
  return `arn:${CONTEXT.partition}:iam::${String(200000000000 + index)}:role${LONGEST_PATH}${LONGEST_ROLE_NAME}`;
}

/** The largest policy under one key, and what IAM takes. */
export interface RoleSize {
  /** Key of the policy, or `trust`. */
  readonly policy: string;
  /** Characters without whitespace. */
  readonly characters: number;
  readonly limit: number;
}

/**
 * How large the policies of a role become, over all the inputs given: the largest under each key.
 *
 * @throws Error when a policy would not fit.
 */
export function roleSizes(definition: RoleDefinition, cases: readonly InputValues[]): readonly RoleSize[] {
  const inputs = cases.map((given) => withDefaults(definition.inputs, { role_path: LONGEST_PATH, role_name: LONGEST_ROLE_NAME, ...given }));
  const largest = (sizes: readonly number[]): number => Math.max(...sizes);
  const sizes = [
    {
      policy: 'trust',
      characters: largest(inputs.map((values) => policyCharacters(resolve(definition.trust, values, CONTEXT)))),
      limit: TRUST_POLICY_MAX_CHARACTERS,
    },
    ...definition.permissions.policies.map((policy) => ({
      policy: policy.key,
      characters: largest(
        inputs.map((values) => policyCharacters(resolve(policyTemplate(definition.permissions, policy), values, CONTEXT))),
      ),
      limit: MANAGED_POLICY_MAX_CHARACTERS,
    })),
  ];
  const over = sizes.filter(({ characters, limit }) => characters > limit);
  if (over.length > 0) {
    const list = over.map(({ policy, characters, limit }) => `${policy} has ${characters} characters and IAM takes ${limit}`).join(', ');
    throw new Error(`The largest policies of ${definition.moduleName} do not fit: ${list}. Shorten their statements or split them`);
  }
  return sizes;
}
