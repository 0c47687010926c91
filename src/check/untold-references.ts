import type { Estate, EstateGrant, EstateKey, EstateRole } from '../estate/estate';
import { grouped } from '../estate/grouped';
import type { TerraformContext } from '../estate/terraform/context';
import { grantIn } from '../estate/terraform/key-parts';
import type { TerraformResource } from '../estate/terraform/resources';
import { attachedRoles } from '../estate/terraform/roles';
import { isUntold } from '../estate/terraform/untold';
import type { Json } from '../policy/policy-json';

/** The resources of a plan before and after it. */
interface Sides {
  readonly before: TerraformContext;
  readonly after: TerraformContext;
}

/** A resource that was there and of which something is unknown until apply. */
interface Unsettled extends Sides {
  readonly was: TerraformResource;
  readonly now: TerraformResource;
}

/** What a role or a key may go on having, or not: a policy of a role, the policy of a key, a grant. */
type Kept = { readonly arn: string } & (
  | { readonly is: 'policy of a role' | 'policy of a key'; readonly place: string }
  | { readonly is: 'grant'; readonly grant: EstateGrant; readonly address: string }
);

/**
 * An estate in which nothing is lost because a resource will say only on apply which role or key it is for. What it gave to a role or a
 * key before is not known there afterwards; of a grant, each part that is unknown is taken to be as it was.
 */
export function withUntoldReferences(after: Estate, before: Estate, sides: Sides): Estate {
  const old = new Map(sides.before.resources.map((resource) => [resource.address, resource]));
  const kept = sides.after.resources.flatMap((now): readonly Kept[] => {
    const was = now.unknown === undefined ? undefined : old.get(now.address);
    return was === undefined ? [] : keptBy({ was, now, ...sides });
  });
  if (kept.length === 0) return after;
  const byArn = grouped(kept, ({ arn }) => arn);
  const isThere = new Set(after.keys.map(({ arn }) => arn));
  // A key that only such resources speak of is not managed here, and stays.
  const unmanaged = before.keys.filter(({ arn, address }) => address === undefined && byArn.has(arn) && !isThere.has(arn));
  const keys = [...after.keys, ...unmanaged.map(({ arn }): EstateKey => ({ arn, grants: [] }))];
  const replaced = new Set(kept.flatMap((one) => (one.is === 'grant' ? [one.address] : [])));
  return {
    ...after,
    roles: after.roles.map((role) => withMissing(role, byArn.get(role.arn) ?? [])),
    keys: keys.map((key) => keeping(key, byArn.get(key.arn) ?? [], replaced)),
  };
}

function keptBy(one: Unsettled): readonly Kept[] {
  switch (one.now.type) {
    case 'aws_iam_role_policy':
    case 'aws_iam_role_policy_attachment':
      return ofRoles(one, 'role', [one.before.role(one.was, 'role').arn ?? ''], []);
    case 'aws_iam_policy_attachment':
      return ofRoles(one, 'roles', attachedRoles(one.was, one.before), attachedRoles(one.now, one.after));
    case 'aws_kms_key_policy':
      return keyPolicyKept(one);
    case 'aws_kms_grant':
      return grantKept(one);
    default:
      return [];
  }
}

/** @param told roles of which it is known that they keep it */
function ofRoles({ now, after }: Unsettled, attribute: string, roles: readonly string[], told: readonly string[]): readonly Kept[] {
  if (!isUntold(now, attribute, after)) return [];
  const place = `${now.address}.${attribute}`;
  return roles.filter((arn) => !told.includes(arn)).map((arn) => ({ is: 'policy of a role', arn, place }));
}

/** Another resource may give the key its policy from now on. */
function keyPolicyKept({ was, now, before, after }: Unsettled): readonly Kept[] {
  const arn = before.keyArn(was);
  if (arn === undefined || !isUntold(now, 'key_id', after)) return [];
  const others = after.resources.filter(({ type, fate }) => type === now.type && fate !== 'reset');
  return others.some((one) => after.keyArn(one) === arn) ? [] : [{ is: 'policy of a key', arn, place: `${now.address}.key_id` }];
}

/** Parts of a grant that decide who may do what. */
const GRANT = ['key_id', 'grantee_principal', 'operations', 'constraints'];

function grantKept({ was, now, before, after }: Unsettled): readonly Kept[] {
  const untold = GRANT.filter((attribute) => isUntold(now, attribute, after));
  if (untold.length === 0) return [];
  const old: Readonly<Record<string, Json>> = { ...was.values, key_id: before.keyArn(was) ?? '' };
  const values = { ...now.values, ...Object.fromEntries(untold.map((attribute) => [attribute, old[attribute] ?? null])) };
  const { address } = now;
  // Whom it will be for is unknown, so that it is no old grant to a role that is made again.
  const place = untold.includes('grantee_principal') ? `${address}.grantee_principal` : address;
  return grantIn({ ...now, values }, after).flatMap(({ arn = '', grants = [] }) =>
    grants.map((grant): Kept => ({ is: 'grant', arn, address, grant: { ...grant, address: place } })),
  );
}

function withMissing(role: EstateRole, kept: readonly Kept[]): EstateRole {
  const places = kept.flatMap((one) => (one.is === 'policy of a role' ? [one.place] : []));
  if (places.length === 0) return role;
  const { given = [], missing = [] } = role.identity ?? {};
  return { ...role, identity: { given, missing: [...missing, ...places] } };
}

/** @param replaced addresses of grants that stand for others here */
function keeping(key: EstateKey, kept: readonly Kept[], replaced: ReadonlySet<string>): EstateKey {
  const isTold = ({ address = '' }: EstateGrant): boolean => !replaced.has(address);
  const [missing] = kept.flatMap((one) => (one.is === 'policy of a key' ? [one.place] : []));
  const { policy, ...others } = key;
  return {
    ...others,
    ...(missing === undefined ? policy !== undefined && { policy } : { missing }),
    grants: [...key.grants.filter(isTold), ...kept.flatMap((one) => (one.is === 'grant' ? [one.grant] : []))],
  };
}
