import type { ImportDescription } from '../../doctor/subject/options';
import { accountOf } from '../../doctor/scene';
import type { Subject } from '../../doctor/subject/subject';
import type { Estate, EstateRole } from '../../estate/estate';
import { grouped } from '../../estate/grouped';
import { fingerprintOfKey, fingerprintOfRole } from '../findings/fingerprints';
import type { OurRoles } from './our-roles';
import { arnOf, matchedKeys, usersOf, usersOfKey, type MatchedKey, type Users } from './users';

/** A subject before and after; undefined where neither its key nor its roles exist. */
export interface Pair {
  readonly before: Subject | undefined;
  readonly after: Subject | undefined;
  /** Which of its roles and its key the plan changes, by ARN. */
  readonly changed: readonly string[];
}

/** Everything that a check looks at, and what of it changes. */
export interface Examined {
  /** Pairs of which something changes. Each role with each key may be very many, so that they are made one by one. */
  readonly pairs: () => Iterable<Pair>;
  /** Our roles as they work together, whether or not anything of them changes. */
  readonly rolePairs: () => readonly Pair[];
  /** Keys with everybody who uses them, likewise. */
  readonly keyPairs: () => Iterable<Pair>;
  /** Keys that our roles may use. */
  readonly keys: readonly MatchedKey[];
  /** ARNs of our roles and of these keys that the plan changes. */
  readonly changed: ReadonlySet<string>;
}

/** Roles of a plan, and its keys with the roles that use them, before and after. */
export function examinedIn(before: Estate, after: Estate, ours: OurRoles, described: ImportDescription): Examined {
  const roles = [rolesOf(before), rolesOf(after)] as const;
  const users = usersOf(ours, roles[0]);
  const byAccount = grouped(users, ({ target }) => accountOf(target));
  const keys = matchedKeys(before.keys, after.keys)
    .filter((key) => described.keyArn === undefined || arnOf(key) === described.keyArn)
    .map((key) => ({ key, users: usersOfKey(key, ours, byAccount, (arn) => roles[0].has(arn) || !roles[1].has(arn)) }))
    .filter((one) => one.users.every.length > 0);
  const changed = new Set([
    ...[...ours.platforms, ...ours.targets, ...ours.others].filter(
      (arn) => fingerprintOfRole(roles[0].get(arn)) !== fingerprintOfRole(roles[1].get(arn)),
    ),
    ...keys.filter(({ key }) => fingerprintOfKey(key.before) !== fingerprintOfKey(key.after)).map(({ key }) => arnOf(key)),
  ]);
  const pairOf = pairMaker(roles, described, changed);
  const isAffected = ({ platform, target }: Users): boolean => changed.has(platform ?? '') || changed.has(target ?? '');
  const affected = grouped(users.filter(isAffected), ({ target }) => accountOf(target));
  function* pairs(): Iterable<Pair> {
    yield* users.filter(isAffected).map((one) => pairOf(one));
    for (const { key, users: its } of keys) {
      const isChanged = changed.has(arnOf(key));
      for (const one of isChanged ? its.every : (affected.get(its.account ?? '') ?? [])) yield pairOf(one, key);
      if (!isChanged) for (const one of its.own.filter(isAffected)) yield pairOf(one, key);
    }
  }
  function* keyPairs(): Iterable<Pair> {
    for (const { key, users: its } of keys) for (const one of its.every) yield pairOf(one, key);
  }
  return { pairs, rolePairs: () => users.map((one) => pairOf(one)), keyPairs, keys: keys.map(({ key }) => key), changed };
}

const rolesOf = ({ roles }: Estate): ReadonlyMap<string, EstateRole> => new Map(roles.map((role) => [role.arn, role]));

function pairMaker(
  roles: readonly [ReadonlyMap<string, EstateRole>, ReadonlyMap<string, EstateRole>],
  described: ImportDescription,
  changed: ReadonlySet<string>,
): (users: Users, key?: MatchedKey) => Pair {
  const { platformArn: _platform, targetArn: _target, keyArn: _key, ...shared } = described;
  const elsewhere = new Map<string, EstateRole>();
  /** A role that the plan does not manage is there, before and after. */
  const roleAt = (arn: string | undefined, side: 0 | 1): EstateRole | undefined => {
    if (arn === undefined || roles.some((some) => some.has(arn))) return roles[side].get(arn ?? '');
    const role = elsewhere.get(arn) ?? { arn };
    elsewhere.set(arn, role);
    return role;
  };
  const subject = (users: Users, side: 0 | 1, key: Subject['key']): Subject | undefined => {
    const [platform, target] = [roleAt(users.platform, side), roleAt(users.target, side)];
    // A key stays what it is though all of its roles go; without any role before, nothing was possible with it.
    if (platform === undefined && target === undefined && (side === 0 || key === undefined)) return undefined;
    return {
      ...shared,
      serviceControl: [],
      ...(platform !== undefined && { platform }),
      ...(target !== undefined && { target }),
      ...(key !== undefined && { key }),
    };
  };
  return (users, key) => ({
    before: subject(users, 0, key?.before),
    after: subject(users, 1, key?.after),
    changed: [users.platform, users.target, key && arnOf(key)].filter((arn) => arn !== undefined).filter((arn) => changed.has(arn)),
  });
}
