import { asList, statementsOf } from './key-policy';
import { isJsonObject, type Json, type JsonObject } from './policy-json';

/** Whether a name is a unique id of IAM. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
export const isUniqueId = (name: string): boolean => /^A[A-Z\d]{15,127}$/.test(name);

/**
 * Unique ids of roles and users that a policy names as principals, each once. AWS shows them in place of what was deleted, and refuses a
 * policy that names them when it is put again.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 * Source: https://repost.aws/knowledge-center/kms-policy-error-invalid-principals
 */
export function gonePrincipals(policy: JsonObject): readonly string[] {
  const named = (principals: Json | undefined): readonly string[] =>
    (isJsonObject(principals) ? asList(principals['AWS']) : []).filter((name) => typeof name === 'string').filter(isUniqueId);
  return [
    ...new Set(
      statementsOf(policy)
        .filter(isJsonObject)
        .flatMap(({ Principal, NotPrincipal }) => [...named(Principal), ...named(NotPrincipal)]),
    ),
  ];
}

/** What whoever puts such a policy must know, in a sentence. @param what e.g. `the policy of KEY` */
export const goneInWords = (what: string, ids: readonly string[]): string =>
  `${what} names ${ids.join(', ')}, which AWS shows in place of a role or user that was deleted, and a policy that names it is refused when it is put: take it out first, and a statement that names nobody else with it`;
