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

/** A statement of somebody else under a Sid of ours. */
export interface ForeignOwnSid {
  readonly sid: string;
  /** Its place among the statements of the policy. */
  readonly index: number;
}

/** Statements under Sids of ours that no release of this project wrote: merging would lose them. */
export function foreignUnderOwnSids(policy: JsonObject, own: OwnStatements, principals: OwnPrincipals): readonly ForeignOwnSid[] {
  return statementsOf(policy).flatMap((statement, index) => {
    const sid = ownSid(statement, own);
    const shape = sid === undefined ? undefined : own[sid];
    return sid === undefined || shape === undefined || isShapedLikeOurs(statement as JsonObject, shape, principals) ? [] : [{ sid, index }];
  });
}

/** Their Sids, as often as each occurs. */
export const foreignUnderOwnSid = (policy: JsonObject, own: OwnStatements, principals: OwnPrincipals): readonly string[] =>
  foreignUnderOwnSids(policy, own, principals).map(({ sid }) => sid);
