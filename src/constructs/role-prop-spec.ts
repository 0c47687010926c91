import { policyTemplate, type RoleDefinition } from '../catalogue/roles/role-definition';
import type { PropSpec } from './props';

/** What a role's props are checked against. */
export function rolePropSpec({ inputs, trust, trustRules, permissions, permissionRules }: RoleDefinition): PropSpec {
  return {
    inputs,
    rules: [...trustRules, ...permissionRules],
    templates: [trust, ...permissions.policies.map((policy) => policyTemplate(permissions, policy))],
  };
}
