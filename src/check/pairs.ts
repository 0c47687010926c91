import type { ImportDescription } from '../doctor/options';
import { sidesOf } from '../doctor/sides';
import type { Subject } from '../doctor/subject';
import type { Estate, EstateKey, EstateRole } from '../estate/estate';
import type { PlanEstates } from './plan-estates';

/** A subject before and after; undefined where its key or its roles do not exist. */
export interface Pair {
  readonly before: Subject | undefined;
  readonly after: Subject | undefined;
}

/** Roles of a plan, and its keys with the roles that use them, before and after. */
export function pairsIn({ before, after }: PlanEstates, described: ImportDescription): readonly Pair[] {
  const { platformArn, targetArn, keyArn, ...shared } = described;
  const roles = [...after.roles, ...before.roles.filter(({ arn }) => !after.roles.some((one) => one.arn === arn))];
  const sides = sidesOf(roles, platformArn, targetArn);
  const named = rolesNamedByKeys([...before.keys, ...after.keys]);
  const everywhere = [...new Set([...rolesTrustedBy(roles), ...[...named.values()].flat()])];
  const platform =
    platformArn ?? sides.platform ?? everywhere.find((arn) => !sides.targets.includes(arn) && !isInAccounts(arn, sides.targets));
  const targets = targetArn === undefined ? sides.targets : [targetArn];
  const byArn = (estate: Estate): ReadonlyMap<string, EstateRole> => new Map(estate.roles.map((role) => [role.arn, role]));
  const [rolesBefore, rolesAfter] = [byArn(before), byArn(after)];
  const isManaged = (arn: string): boolean => rolesBefore.has(arn) || rolesAfter.has(arn);
  /** A role that the plan does not manage is there, before and after. */
  const role = (arn: string | undefined, known: ReadonlyMap<string, EstateRole>): EstateRole | undefined =>
    arn === undefined ? undefined : (known.get(arn) ?? (isManaged(arn) ? undefined : { arn }));
  const subject = (
    arns: { platform?: string | undefined; target?: string | undefined },
    known: ReadonlyMap<string, EstateRole>,
    key?: EstateKey,
  ): Subject | undefined => {
    const [one, other] = [role(arns.platform, known), role(arns.target, known)];
    if (one === undefined && other === undefined) return undefined;
    return {
      ...shared,
      serviceControl: [],
      ...(one !== undefined && { platform: one }),
      ...(other !== undefined && { target: other }),
      ...(key !== undefined && { key }),
    };
  };
  const rolePairs = (targets.length === 0 ? [undefined] : targets).map((target) => ({
    before: subject({ platform, target }, rolesBefore),
    after: subject({ platform, target }, rolesAfter),
  }));
  const keyPairs = matchedKeys(before.keys, after.keys)
    .filter(([old, now]) => keyArn === undefined || old?.arn === keyArn || now?.arn === keyArn)
    .flatMap(([old, now]) => {
      const arn = (now ?? old)?.arn ?? '';
      const ours = [...(named.get(old?.arn ?? '') ?? []), ...(named.get(now?.arn ?? '') ?? [])];
      const users = usersOf(arn, { platform, targets }, ours);
      // A key that is not there is no reason to look away from the roles that are.
      return users.map((arns) => ({ before: subject(arns, rolesBefore, old), after: subject(arns, rolesAfter, now) }));
    });
  return [...rolePairs, ...keyPairs];
}

interface Users {
  readonly platform: string | undefined;
  readonly target: string | undefined;
}

/** The roles that use a key: the platform's, with each target of the key's account, or the one that the key names. */
function usersOf(
  keyArn: string,
  { platform, targets }: { readonly platform: string | undefined; readonly targets: readonly string[] },
  named: readonly string[],
): readonly Users[] {
  const isHere = (arn: string): boolean => arn.split(':')[4] === keyArn.split(':')[4];
  const one = platform ?? named.find((arn) => !isHere(arn));
  const here = targets.filter(isHere);
  const others = targets.length === 1 && named.length === 0 ? targets : named.filter(isHere).slice(0, 1);
  return (here.length > 0 ? here : others.length > 0 ? others : [undefined]).map((target) => ({ platform: one, target }));
}

const isInAccounts = (arn: string, others: readonly string[]): boolean => others.some((other) => other.split(':')[4] === arn.split(':')[4]);

/** Roles of ours that roles trust: the platform's own may lie in another configuration. */
const rolesTrustedBy = (roles: readonly EstateRole[]): readonly string[] =>
  roles.flatMap(({ trust }) => (trust === undefined ? [] : [...JSON.stringify(trust.json).matchAll(OUR_ROLE)].map(([role]) => role)));

const OUR_ROLE = /arn:[^":]+:iam::\d{12}:role\/[^"*]*(?:CadoResponse|DarktraceForensics)[^"*]*/g;

/** Roles of ours that key policies and grants name, by the key: their policies may lie in another configuration. */
function rolesNamedByKeys(keys: readonly EstateKey[]): ReadonlyMap<string, readonly string[]> {
  const named = new Map<string, readonly string[]>();
  for (const { arn, policy, grants } of keys) {
    const found = [...JSON.stringify([policy?.json, grants]).matchAll(OUR_ROLE)].map(([role]) => role);
    named.set(arn, [...new Set([...(named.get(arn) ?? []), ...found])]);
  }
  return named;
}

/** Keys of both sides, by address where Terraform manages them, otherwise by ARN. */
function matchedKeys(
  before: readonly EstateKey[],
  after: readonly EstateKey[],
): readonly (readonly [EstateKey | undefined, EstateKey | undefined])[] {
  const idOf = ({ address, arn }: EstateKey): string => address ?? arn;
  const old = new Map(before.map((key) => [idOf(key), key]));
  const now = new Map(after.map((key) => [idOf(key), key]));
  return [...new Set([...old.keys(), ...now.keys()])].map((id) => [old.get(id), now.get(id)]);
}

const PRINTS = new WeakMap<EstateRole, string>();

function rolePrint(role: EstateRole | undefined): string {
  if (role === undefined) return '';
  const known =
    PRINTS.get(role) ??
    JSON.stringify([
      role.arn,
      role.trust?.json,
      role.identity?.given.map(({ json }) => json),
      role.identity?.missing,
      role.boundary?.json,
      role.missingBoundary,
    ]);
  PRINTS.set(role, known);
  return known;
}

/** What two subjects have in common that are decided alike. */
export function fingerprint(subject: Subject | undefined): string {
  if (subject === undefined) return '';
  const { platform, target, key } = subject;
  return [rolePrint(platform), rolePrint(target), JSON.stringify([key?.policy?.json, key?.grants, key?.missing])].join('\n');
}
