import type { EstateRole, GivenPolicy } from '../../estate/estate';
import type { RoleSide } from '../../proof/claims/world';
import type { Subject } from './subject';

/** A policy of a subject: whose it is, and what it is to it. */
export interface HeldPolicy {
  readonly policy: GivenPolicy;
  readonly holder: 'key' | RoleSide | 'organisation';
  readonly kind: 'key policy' | 'policy' | 'trust policy' | 'permissions boundary' | 'service control policy' | 'resource control policy';
}

/** What becomes of a policy. @param place among {@link heldPolicies} */
type Change = (held: HeldPolicy, place: number) => GivenPolicy;

/** Every policy of a subject: the key's, those of the platform's role, those of the target's, those of the organisation. */
export function heldPolicies(subject: Subject): readonly HeldPolicy[] {
  const found: HeldPolicy[] = [];
  withPolicies(subject, (held) => {
    found.push(held);
    return held.policy;
  });
  return found;
}

/** A subject with what a function makes of each of its policies. */
export function withPolicies(subject: Subject, change: Change): Subject {
  let place = 0;
  const changed = (policy: GivenPolicy, holder: HeldPolicy['holder'], kind: HeldPolicy['kind']): GivenPolicy =>
    change({ policy, holder, kind }, place++);
  const { key, platform, target, serviceControl, resourceControl } = subject;
  return {
    ...subject,
    ...(key?.policy !== undefined && { key: { ...key, policy: changed(key.policy, 'key', 'key policy') } }),
    ...(platform !== undefined && { platform: roleWith(platform, 'platform', changed) }),
    ...(target !== undefined && { target: roleWith(target, 'target', changed) }),
    serviceControl: serviceControl.map((policy) => changed(policy, 'organisation', 'service control policy')),
    ...(resourceControl !== undefined && {
      resourceControl: resourceControl.map((policy) => changed(policy, 'organisation', 'resource control policy')),
    }),
  };
}

function roleWith(
  role: EstateRole,
  side: RoleSide,
  changed: (policy: GivenPolicy, holder: RoleSide, kind: HeldPolicy['kind']) => GivenPolicy,
): EstateRole {
  const { trust, identity, boundary } = role;
  return {
    ...role,
    ...(trust !== undefined && { trust: changed(trust, side, 'trust policy') }),
    ...(identity !== undefined && { identity: { ...identity, given: identity.given.map((policy) => changed(policy, side, 'policy')) } }),
    ...(boundary !== undefined && { boundary: changed(boundary, side, 'permissions boundary') }),
  };
}

const RENAMED = new WeakMap<GivenPolicy, Map<string, GivenPolicy>>();

/** A policy under another name. Subjects that have the policy in common have the renamed one in common. */
export function renamed(policy: GivenPolicy, name: string): GivenPolicy {
  if (policy.name === name) return policy;
  const known = RENAMED.get(policy) ?? new Map<string, GivenPolicy>();
  RENAMED.set(policy, known);
  const copy = known.get(name) ?? { ...policy, name };
  known.set(name, copy);
  return copy;
}
