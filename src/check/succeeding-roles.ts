import type { Estate, EstateRole, GivenPolicy, PolicySet } from '../estate/estate';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';

/**
 * What is there before a plan, and roles that take the place of others as if they had been there with the policies of those: what such
 * a policy says already is nothing new.
 *
 * @param succeeding ARNs of such roles, with the ARNs of those they take the place of
 */
export function withSucceeding(before: Estate, succeeding: ReadonlyMap<string, string>): Estate {
  if (succeeding.size === 0) return before;
  const roles = new Map(before.roles.map((role) => [role.arn, role]));
  const added = [...succeeding].flatMap(([arn, old]) => {
    const role = roles.get(old);
    return role === undefined || roles.has(arn) ? [] : [renamed(role, old, arn)];
  });
  return { ...before, roles: [...before.roles, ...added] };
}

/** The role of a resource that is somebody else afterwards is told by its address once. */
function renamed({ address: _address, ...role }: EstateRole, from: string, to: string): EstateRole {
  const policy = (given: GivenPolicy): GivenPolicy => ({ ...given, json: withName(given.json, from, to) });
  const policies = ({ given, missing }: PolicySet): PolicySet => ({ given: given.map(policy), missing });
  return {
    ...role,
    arn: to,
    ...(role.trust !== undefined && { trust: policy(role.trust) }),
    ...(role.identity !== undefined && { identity: policies(role.identity) }),
    ...(role.boundary !== undefined && { boundary: policy(role.boundary) }),
  };
}

/** A policy that names its own role names it by the new ARN. */
function withName(policy: JsonObject, from: string, to: string): JsonObject {
  const inside = (value: Json): Json => {
    if (value === from) return to;
    if (Array.isArray(value)) return (value as readonly Json[]).map(inside);
    return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inside(inner)])) : value;
  };
  return Object.fromEntries(Object.entries(policy).map(([key, value]) => [key, inside(value)]));
}
