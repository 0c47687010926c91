import type { RoleDefinition } from '../../../src/catalogue/roles/role-definition';
import type { InputValues } from '../../../src/policy/guard';
import type { Json, JsonObject, PolicyStatement } from '../../../src/policy/policy-json';
import { canonicalPolicy } from './canonical';
import { expectedRole } from './expected-role';
import type { Resources } from './planned-resources';

/** The role of a call, its policies and their attachments: one of each for every key, whatever is chosen. */
export function expectedRoleResources(definition: RoleDefinition, address: string, inputs: InputValues, partition: string): Resources {
  const { trust, policies } = expectedRole(definition, inputs, partition);
  const name = inputs['role_name'] as string;
  const eachKey = Object.entries(policies).flatMap(([key, statements]) => [
    [
      `${address}.aws_iam_policy.this["${key}"]`,
      { name: `${name}-${key}`, ...given(inputs, ['path', 'role_path'], ['tags', 'tags']), policy: document(statements) },
    ] as const,
    [`${address}.aws_iam_role_policy_attachment.this["${key}"]`, { role: name }] as const,
  ]);
  return { [`${address}.aws_iam_role.this`]: roleOf(inputs, trust), ...Object.fromEntries(eachKey) };
}

function roleOf(inputs: InputValues, trust: readonly PolicyStatement[]): JsonObject {
  return {
    ...given(
      inputs,
      ['name', 'role_name'],
      ['path', 'role_path'],
      ['description', 'role_description'],
      ['permissions_boundary', 'permissions_boundary_arn'],
      ['max_session_duration', 'max_session_duration'],
      ['tags', 'tags'],
    ),
    policy: document(trust),
  };
}

/** Attributes that hold an input as it is. */
function given(inputs: InputValues, ...attributes: readonly (readonly [attribute: string, input: string])[]): JsonObject {
  return Object.fromEntries(attributes.map(([attribute, input]) => [attribute, inputs[input] as Json]));
}

function document(statements: readonly PolicyStatement[]): JsonObject {
  return canonicalPolicy({ Version: '2012-10-17', Statement: statements as unknown as Json });
}
