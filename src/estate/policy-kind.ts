import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject, type JsonObject } from '../policy/policy-json';

/** What kind of policy somebody gave, as its statements tell. `resource` is one of another service, such as a bucket's. */
export type PolicyKind = 'key' | 'trust' | 'identity' | 'resource';

/** The kinds in words, each with what tells it. */
export const KIND_IN_WORDS: Readonly<Record<PolicyKind, string>> = {
  key: 'a key policy, as it names principals',
  trust: 'a trust policy, as it lets principals assume a role',
  identity: "a role's policy, a boundary or a service control policy, as it names no principals",
  resource: 'a policy of a resource that is neither key nor role, as its actions tell',
};

/**
 * Key policies, trust policies and those of other resources name principals; what they let them do tells them apart.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
 */
export function kindOfPolicy(policy: JsonObject): PolicyKind {
  const statements = statementsOf(policy).filter(isJsonObject);
  if (!statements.some(hasPrincipal)) return 'identity';
  const services = new Set(statements.flatMap(servicesOf));
  if (services.has('kms') || services.has('*')) return 'key';
  if (services.has('sts')) return 'trust';
  return services.size === 0 ? 'key' : 'resource';
}

const hasPrincipal = (statement: JsonObject): boolean => 'Principal' in statement || 'NotPrincipal' in statement;

/** Services that actions name, in lower case. */
const servicesOf = (statement: JsonObject): readonly string[] =>
  asList(statement['Action']).flatMap((action) => (typeof action === 'string' ? [(action.split(':')[0] ?? '').toLowerCase()] : []));

/** Whether every statement denies everybody something: no key and no role has such a policy, and resource control policies do. */
export const isDenyOfEverybody = (policy: JsonObject): boolean =>
  statementsOf(policy).every((statement) => isJsonObject(statement) && statement['Effect'] === 'Deny' && statement['Principal'] === '*');
