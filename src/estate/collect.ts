import type { Estate, EstateKey, EstateRole, GivenPolicy, PolicySet } from './estate';
import type { Found } from './found';

type FoundRole = Extract<Found, { is: 'role' }>;
type FoundKey = Extract<Found, { is: 'key' }>;
type ManagedPolicy = Extract<Found, { is: 'managed policy' }>;

/** Everything that documents told, put together: parts of one role or key become one. Policies of nobody are left to the caller. */
export function collect(found: readonly Found[]): Estate & { readonly unclaimed: readonly GivenPolicy[] } {
  const managed = new Map(found.filter((one) => one.is === 'managed policy').map((one) => [one.arn, one]));
  const parts = found.filter((one) => one.is === 'role');
  const arnOf = arnsByName(parts);
  const roles = grouped(
    parts.filter((part) => arnOf(part) !== undefined),
    (part) => arnOf(part) ?? '',
  );
  const keys = grouped(
    found.filter((one) => one.is === 'key'),
    ({ arn = '' }) => arn,
  );
  return {
    roles: [...roles.values()].map((all) => roleOf(all, managed)).filter(({ arn }) => arn !== ''),
    keys: [...keys.values()].map(keyOf),
    serviceControl: found.flatMap((one) => (one.is === 'service control policy' ? [one.policy] : [])),
    unclaimed: [
      ...found.flatMap((one) => (one.is === 'policy' ? [one.policy] : [])),
      // A name alone says whose a policy is only where one role has it.
      ...parts
        .filter((part) => arnOf(part) === undefined)
        .flatMap(({ inline = [], trust }) => [...inline, ...(trust === undefined ? [] : [trust])]),
    ],
  };
}

/** Parts of a role say its ARN or its name alone; a name stands for the only role that has it. */
function arnsByName(parts: readonly FoundRole[]): (role: FoundRole) => string | undefined {
  const byName = new Map<string, Set<string>>();
  for (const { arn, name } of parts) if (arn !== undefined) byName.set(name, (byName.get(name) ?? new Set<string>()).add(arn));
  return ({ arn, name }) => {
    if (arn !== undefined) return arn;
    const [only, ...others] = byName.get(name) ?? [];
    return others.length === 0 ? only : undefined;
  };
}

function grouped<T>(parts: readonly T[], keyOfPart: (part: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const part of parts) {
    const key = keyOfPart(part);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [part]);
    else group.push(part);
  }
  return groups;
}

const lastOf = <T, U>(parts: readonly T[], read: (part: T) => U | undefined): U | undefined =>
  parts.map(read).findLast((value) => value !== undefined);

function roleOf(parts: readonly FoundRole[], managed: ReadonlyMap<string, ManagedPolicy>): EstateRole {
  const trust = lastOf(parts, (part) => part.trust);
  const address = lastOf(parts, (part) => part.address);
  const boundaryArn = lastOf(parts, (part) => part.boundaryArn);
  const boundary = boundaryArn === undefined ? undefined : managed.get(boundaryArn)?.policy;
  const identity = identityOf(parts, managed);
  return {
    arn: lastOf(parts, (part) => part.arn) ?? '',
    ...(address !== undefined && { address }),
    ...(trust !== undefined && { trust }),
    ...(identity !== undefined && { identity }),
    ...(boundary !== undefined && { boundary }),
    ...(boundaryArn !== undefined && boundary === undefined && { missingBoundary: boundaryArn }),
  };
}

/** Undefined where nothing tells of the role's policies: that is another thing than a role without any. */
function identityOf(parts: readonly FoundRole[], managed: ReadonlyMap<string, ManagedPolicy>): PolicySet | undefined {
  const attached = [...new Set(parts.flatMap((part) => part.attached ?? []))].map((arn) => ({ arn, policy: managed.get(arn)?.policy }));
  const inline = parts.flatMap((part) => part.inline ?? []);
  const missing = [
    ...parts.flatMap((part) => part.missing ?? []),
    ...attached.filter(({ policy }) => policy === undefined).map(({ arn }) => arn),
  ];
  const given = [...inline, ...attached.flatMap(({ policy }) => policy ?? [])];
  const isTold = parts.some(({ isWhole }) => isWhole === true) || given.length > 0 || missing.length > 0;
  return isTold ? { given, missing } : undefined;
}

function keyOf(parts: readonly FoundKey[]): EstateKey {
  // What a key shows of its policy may be older than the resource that the policy is.
  const separate = parts.filter(({ isSeparate }) => isSeparate === true);
  const telling = separate.length > 0 ? separate : parts;
  const policy = lastOf(telling, (part) => part.policy);
  const missing = lastOf(telling, (part) => part.missing);
  const address = lastOf(parts, (part) => part.address);
  const [state, usage] = [lastOf(parts, (part) => part.state), lastOf(parts, (part) => part.usage)];
  return {
    arn: lastOf(parts, (part) => part.arn) ?? '',
    ...(address !== undefined && { address }),
    ...(policy !== undefined && { policy }),
    grants: parts.flatMap((part) => part.grants ?? []),
    ...(policy === undefined && missing !== undefined && { missing }),
    ...(state !== undefined && { state }),
    ...(usage !== undefined && { usage }),
  };
}
