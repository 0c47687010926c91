import type { RoleDefinition } from '../../catalogue/roles/role-definition';
import type { ModuleTestCase, TestPartition } from '../../module-document';
import { withDefaults } from '../../policy/input-spec';
import type { JsonObject } from '../../policy/policy-json';
import { resolve, statementResolver } from '../../policy/resolve';

/** A test case that a role's policies are exactly those that the templates give for these inputs. */
export function rendered(
  { inputs, trust, permissions }: RoleDefinition,
  accountId: string,
  name: string,
  variables: JsonObject,
  partition: TestPartition = 'aws',
): ModuleTestCase {
  const values = withDefaults(inputs, variables);
  const context = { partition, accountId };
  const resolved = statementResolver(permissions, values, context);
  return {
    name,
    variables,
    partition,
    expect: {
      kind: 'policies',
      trust: resolve(trust, values, context),
      policies: Object.fromEntries(permissions.policies.map(({ key, statements }) => [key, resolved(statements)])),
    },
  };
}

/** A test case that these inputs are refused, by the object of that address. */
export function refused(name: string, by: string, variables: JsonObject): ModuleTestCase {
  return { name, variables, expect: { kind: 'refused', by: [by] } };
}
