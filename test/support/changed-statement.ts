import { isJsonObject, type Json, type JsonObject } from '../../src/policy/policy-json';
import type { RenderedPolicies } from '../../src/proof/installation/rendered-installation';

/** Rendered policies with every statement of a Sid changed, wherever it stands; without it where the change gives nothing. */
export function changedStatement(
  rendered: RenderedPolicies,
  sid: string,
  change: (statement: JsonObject) => JsonObject | undefined,
): RenderedPolicies {
  const changed = (policy: JsonObject): JsonObject => ({
    ...policy,
    Statement: (policy['Statement'] as readonly Json[]).flatMap((statement) => {
      if (!isJsonObject(statement) || statement['Sid'] !== sid) return [statement];
      return change(statement) ?? [];
    }),
  });
  const each = (policies: Readonly<Record<string, JsonObject>>): Readonly<Record<string, JsonObject>> =>
    Object.fromEntries(Object.entries(policies).map(([key, policy]) => [key, changed(policy)]));
  return {
    identity: { platform: each(rendered.identity.platform), target: each(rendered.identity.target) },
    trust: { platform: changed(rendered.trust.platform), target: changed(rendered.trust.target) },
    keyPolicies: { evidence: changed(rendered.keyPolicies.evidence), platform: changed(rendered.keyPolicies.platform) },
  };
}

/** The statement with a condition set. */
export function withCondition(statement: JsonObject, operator: string, key: string, values: Json): JsonObject {
  const conditions = (statement['Condition'] ?? {}) as JsonObject;
  const block = (conditions[operator] ?? {}) as JsonObject;
  return { ...statement, Condition: { ...conditions, [operator]: { ...block, [key]: values } } };
}
