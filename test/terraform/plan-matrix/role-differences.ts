import type { RoleDefinition } from '../../../src/catalogue/roles/role-definition';
import type { InputValues } from '../../../src/policy/guard';
import type { Json, JsonObject, PolicyStatement } from '../../../src/policy/policy-json';
import { policyCharacters } from '../../../src/policy/policy-size';
import { canonicalPolicy } from './canonical';
import { differing, type Compared, type Difference } from './difference';
import { expectedRole } from './expected-role';

/** What the outputs of a role's module hold for one instance. */
export interface RenderedRole {
  readonly trust_policy_json: string;
  readonly policy_json: Readonly<Record<string, string>>;
  readonly platform_assume_role_policy_json?: string;
}

/** Every difference of one instance of a role's module; empty when both readers agree. */
export function roleDifferences(
  instance: string,
  definition: RoleDefinition,
  inputs: InputValues,
  partition: string,
  rendered: RenderedRole,
): readonly Difference[] {
  const { trust, policies, platformSide } = expectedRole(definition, inputs, partition);
  const platformSideJson = rendered.platform_assume_role_policy_json;
  return differing(instance, [
    ...policyParts('trust', rendered.trust_policy_json, trust),
    { of: 'keys', terraform: Object.keys(rendered.policy_json).toSorted(), resolved: Object.keys(policies).toSorted() },
    ...Object.entries(policies).flatMap(([key, statements]) => policyParts(key, rendered.policy_json[key] ?? '{}', statements)),
    ...(platformSideJson === undefined ? [] : policyParts('the platform side', platformSideJson, platformSide)),
  ]);
}

/** A policy statement by statement, and its size as IAM counts it. */
function policyParts(name: string, json: string, statements: readonly PolicyStatement[]): readonly Compared[] {
  const policy = JSON.parse(json) as JsonObject;
  const expected = { Version: '2012-10-17', Statement: statements as unknown as Json };
  return [
    { of: name, terraform: canonicalPolicy(policy), resolved: canonicalPolicy(expected) },
    { of: `characters of ${name}`, terraform: Array.from(JSON.stringify(policy)).length, resolved: policyCharacters(statements) },
  ];
}
