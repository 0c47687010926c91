import { statementsOf } from './key-policy';
import { isShapedLikeOurs, ownSid, type OwnPrincipals, type OwnStatements } from './own-statements';
import type { Json, JsonObject, PolicyStatement } from './policy-json';

/**
 * A key policy with today's statements of ours in it: every statement under one of our Sids is taken out, then ours are
 * put at the end. Everything else stays as it is: other statements, their order, Version, Id, elements we do not know.
 * Merging twice changes nothing.
 */
export function mergeKeyPolicy(existing: JsonObject, ours: readonly PolicyStatement[], own: OwnStatements): JsonObject {
  return { ...existing, Statement: [...foreignStatements(existing, own), ...(ours as unknown as readonly Json[])] };
}

/** The statements of a policy that are not ours. */
export function foreignStatements(policy: JsonObject, own: OwnStatements): readonly Json[] {
  return statementsOf(policy).filter((statement) => ownSid(statement, own) === undefined);
}

/** Sids of ours under which the policy has a statement that no release of this project wrote: merging would lose it. */
export function foreignUnderOwnSid(policy: JsonObject, own: OwnStatements, principals: OwnPrincipals): readonly string[] {
  return statementsOf(policy).flatMap((statement) => {
    const sid = ownSid(statement, own);
    const shape = sid === undefined ? undefined : own[sid];
    return sid === undefined || shape === undefined || isShapedLikeOurs(statement as JsonObject, shape, principals) ? [] : [sid];
  });
}
