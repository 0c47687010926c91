import type { RoleDefinition } from '../../../src/catalogue/roles/role-definition';
import { expectedRoleResources } from './expected-role-resources';
import type { ComparedModule } from './matrix-module';
import { roleDifferences, type RenderedRole } from './role-differences';

/** How the module of a role is compared. */
export function comparedRole(definition: RoleDefinition, moreOutputs: readonly string[] = []): ComparedModule {
  return {
    outputs: ['trust_policy_json', 'policy_json', ...moreOutputs],
    differences: (instance, inputs, partition, rendered) =>
      roleDifferences(instance, definition, inputs, partition, rendered as RenderedRole),
    resources: (address, inputs, partition) => expectedRoleResources(definition, address, inputs, partition),
  };
}
