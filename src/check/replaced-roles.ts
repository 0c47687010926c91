import type { Estate, EstateKey, EstateRole, GivenPolicy } from '../estate/estate';
import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import { policyText } from './findings/fingerprints';

/** An estate in which policies that a plan leaves alone name roles that are gone. */
export interface Orphans {
  readonly after: Estate;
  /** Such policies by their names, and such grants by their addresses: the address of the role's resource. */
  readonly orphaned: ReadonlyMap<string, string>;
}

/** How AWS shows a role that is gone, where a policy names it. */
const GONE = 'AROA00REPLACED00ROLE';

/**
 * A policy that names a role as a principal keeps its unique id. Of a role that is destroyed and made again under its name the text
 * stays the same, and the policy is for nobody. A plan that puts the policy again puts the new role's id in.
 *
 * @param replaced ARNs of roles that are destroyed and made again, with the addresses of their resources
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
export function withOrphans(before: Estate, after: Estate, replaced: ReadonlyMap<string, string>): Orphans {
  const orphaned = new Map<string, string>();
  if (replaced.size === 0) return { after, orphaned };
  const policy = (was: GivenPolicy | undefined, now: GivenPolicy | undefined): GivenPolicy | undefined => {
    if (now === undefined || was === undefined || policyText(was) !== policyText(now)) return now;
    const arn = [...replaced.keys()].find((role) => policyText(now).includes(`"${role}"`));
    const json = arn === undefined ? now.json : withoutPrincipals(now.json, replaced);
    if (arn === undefined || JSON.stringify(json) === policyText(now)) return now;
    orphaned.set(now.name, replaced.get(arn) ?? '');
    return { ...now, json };
  };
  const keys = new Map(before.keys.map((key) => [key.arn, key]));
  const roles = new Map(before.roles.map((role) => [role.arn, role]));
  const orphanedKey = (key: EstateKey): EstateKey => {
    const was = keys.get(key.arn);
    const kept = policy(was?.policy, key.policy);
    const grants = key.grants.map((grant) => {
      const address = replaced.get(grant.granteePrincipal);
      const isOld = was?.grants.some((one) => one.address === grant.address && one.granteePrincipal === grant.granteePrincipal) === true;
      if (address === undefined || !isOld) return grant;
      orphaned.set(grant.address ?? '', address);
      return { ...grant, granteePrincipal: GONE };
    });
    return { ...key, ...(kept !== undefined && { policy: kept }), grants };
  };
  const orphanedRole = (role: EstateRole): EstateRole => {
    const trust = replaced.has(role.arn) ? role.trust : policy(roles.get(role.arn)?.trust, role.trust);
    return trust === role.trust || trust === undefined ? role : { ...role, trust };
  };
  return { after: { ...after, keys: after.keys.map(orphanedKey), roles: after.roles.map(orphanedRole) }, orphaned };
}

/** A policy in which roles are gone. Only a principal is kept as an id: `aws:PrincipalArn` compares names. */
export function withoutPrincipals(policy: JsonObject, gone: Pick<ReadonlySet<string>, 'has'>): JsonObject {
  const name = (value: Json): Json => (typeof value === 'string' && gone.has(value) ? GONE : value);
  const statement = (value: Json): Json => {
    if (!isJsonObject(value) || !isJsonObject(value['Principal'])) return value;
    const { Principal } = value;
    return {
      ...value,
      Principal: Object.fromEntries(
        Object.entries(Principal).map(([kind, names]) => [kind, Array.isArray(names) ? asList(names).map(name) : name(names)]),
      ),
    };
  };
  return { ...policy, Statement: statementsOf(policy).map(statement) };
}
