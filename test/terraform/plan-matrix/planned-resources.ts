import type { Json, JsonObject } from '../../../src/policy/policy-json';
import type { Plan } from '../test-bed/terraform-root';
import { canonicalPolicy } from './canonical';

/** What matters of a resource, by address. */
export type Resources = Readonly<Record<string, JsonObject>>;

/** The resources that a plan creates. */
export function plannedResources(plan: Plan): Resources {
  const created = (plan.resource_changes ?? []).filter(({ change }) => change.actions.join() === 'create');
  return Object.fromEntries(created.map(({ address, type, change }) => [address, partOf(type, change.after as JsonObject)]));
}

/** A policy that two texts may spell differently. */
export function canonicalJson(policyJson: Json | undefined): JsonObject {
  return canonicalPolicy(JSON.parse(typeof policyJson === 'string' ? policyJson : '{}') as JsonObject);
}

function partOf(type: string, resource: JsonObject): JsonObject {
  switch (type) {
    case 'aws_kms_grant':
      return grantPart(resource);
    case 'aws_iam_role':
      return rolePart(resource);
    case 'aws_iam_policy':
      return policyPart(resource);
    case 'aws_iam_role_policy_attachment':
      return { role: resource['role'] ?? null };
    default:
      return resource;
  }
}

function grantPart({ name, key_id, grantee_principal, operations, constraints }: JsonObject): JsonObject {
  const [constraint] = (constraints ?? []) as readonly JsonObject[];
  return {
    name: name ?? null,
    key_id: key_id ?? null,
    grantee_principal: grantee_principal ?? null,
    operations: ((operations ?? []) as readonly string[]).toSorted(),
    context: constraint?.['encryption_context_equals'] ?? null,
  };
}

function rolePart({
  name,
  path,
  description,
  permissions_boundary,
  max_session_duration,
  tags,
  assume_role_policy,
}: JsonObject): JsonObject {
  return {
    name: name ?? null,
    path: path ?? null,
    description: description ?? null,
    permissions_boundary: permissions_boundary ?? null,
    max_session_duration: max_session_duration ?? null,
    tags: tags ?? {},
    policy: canonicalJson(assume_role_policy),
  };
}

function policyPart({ name, path, tags, policy }: JsonObject): JsonObject {
  return { name: name ?? null, path: path ?? null, tags: tags ?? {}, policy: canonicalJson(policy) };
}
