import type { EstateKey, EstateRole, GivenPolicy } from '../../estate/estate';
import { isJsonObject, type Json } from '../../policy/policy-json';

/** A value as one text, whatever the order of keys and of lists, and whether a list of one is written as one. */
export const canonicalText = (value: Json): string => JSON.stringify(canonical(value));

function canonical(value: Json): Json {
  if (Array.isArray(value)) {
    const all = (value as readonly Json[]).map(canonical);
    return all.length === 1 ? (all[0] ?? null) : all.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, canonical(value[key] ?? null)]),
  );
}

const ROLES = new WeakMap<EstateRole, string>();
const KEYS = new WeakMap<EstateKey, string>();
const POLICIES = new WeakMap<GivenPolicy, string>();

/** What a policy says, as one text. */
export function policyText(policy: GivenPolicy | undefined): string {
  if (policy === undefined) return '';
  const known = POLICIES.get(policy) ?? canonicalText(policy.json);
  POLICIES.set(policy, known);
  return known;
}

/** What decides over a role, as one text: roles of the same are decided alike. Empty where there is none. */
export function fingerprintOfRole(role: EstateRole | undefined): string {
  if (role === undefined) return '';
  const known =
    ROLES.get(role) ??
    [
      policyText(role.trust),
      ...(role.identity?.given ?? []).map(policyText),
      JSON.stringify([role.arn, role.identity?.missing, role.missingBoundary]),
      role.tags === undefined ? '' : canonicalText(role.tags),
      policyText(role.boundary),
    ].join('\n');
  ROLES.set(role, known);
  return known;
}

/** Tags and aliases of a key as one text, whatever their order; empty where nothing is known of them. */
export const tagsAndAliasesText = ({ tags, aliases }: EstateKey): string =>
  tags === undefined && aliases === undefined ? '' : canonicalText([tags ?? null, aliases ?? null]);

/** What decides over a key, as one text. Empty where there is none. */
export function fingerprintOfKey(key: EstateKey | undefined): string {
  if (key === undefined) return '';
  const known =
    KEYS.get(key) ??
    [
      policyText(key.policy),
      JSON.stringify([
        key.arn,
        key.missing,
        key.state,
        key.usage,
        key.grants.map(({ granteePrincipal, operations, constraints }) => [granteePrincipal, operations, constraints]),
      ]),
      tagsAndAliasesText(key),
    ].join('\n');
  KEYS.set(key, known);
  return known;
}
