import { accountOf } from '../../doctor/scene';
import { trustedRoles } from '../../doctor/scene-names';
import { everySideOf, isCalledOurs, type EverySide } from '../../doctor/subject/sides';
import type { Estate, EstateKey, EstateRole } from '../../estate/estate';

/** Roles that a check is about. */
export interface OurRoles {
  readonly platforms: readonly string[];
  readonly targets: readonly string[];
  /** Roles that were there and are ours by their names alone: whom they trust tells nothing of them. */
  readonly others: readonly string[];
  /** Roles of ours in other accounts than those of the keys that name them, before the change if any do. */
  readonly named: readonly string[];
  /** Roles of their own account that the platform's roles trust: those of its instances. */
  readonly instances: readonly string[];
  /** The platform's roles that a target trusts; all of them where it does not tell. */
  readonly platformsOf: (target: string) => readonly string[];
  /** Roles that the policy or the grants of a key name, and which are ours by their names. */
  readonly namedBy: (key: EstateKey | undefined) => readonly string[];
}

/** Roles that were named. */
export interface NamedRoles {
  readonly platformArn?: string;
  readonly targetArn?: string;
  readonly instanceArn?: string;
}

/**
 * Tells who is who by what is there before the change: whoever a change lets in newly is not ours because of that. Only what is created
 * tells of itself.
 */
export function ourRoles(before: Estate, after: Estate, { platformArn, targetArn, instanceArn }: NamedRoles): OurRoles {
  const now = new Map(after.roles.map((role) => [role.arn, role]));
  const known = new Set(before.roles.map(({ arn }) => arn));
  const roles = [...before.roles.map((role) => withTrust(role, now.get(role.arn))), ...after.roles.filter(({ arn }) => !known.has(arn))];
  const trustOf = new Map(roles.map((role) => [role.arn, trustedBy(role)]));
  const named = namesOf([before.keys, after.keys]);
  const guessed = everySideOf(roles, platformArn, targetArn);
  const trusted = trustedBySome(
    guessed.targets.filter((arn) => known.has(arn)),
    guessed.targets,
    trustOf,
  );
  const platforms = platformArn === undefined ? platformsAmong(guessed, trusted, named(false)) : [platformArn];
  // Where the platform's role lies elsewhere, no role here was it because of its name alone.
  const sides = guessed.isSure || platforms.length === 0 ? guessed : everySideOf(roles, platforms[0], targetArn);
  const targets =
    targetArn === undefined ? distinct([...sides.targets, ...named(true)]).filter((arn) => !platforms.includes(arn)) : [targetArn];
  const trustedPlatforms = new Map(targets.map((target) => [target, (trustOf.get(target) ?? []).filter((arn) => platforms.includes(arn))]));
  return {
    platforms,
    targets,
    others: [...known].filter((arn) => isCalledOurs(arn) && !platforms.includes(arn) && !targets.includes(arn)),
    named: named(false),
    instances: distinct([
      ...(instanceArn === undefined ? [] : [instanceArn]),
      ...platforms.flatMap((arn) => (trustOf.get(arn) ?? []).filter((name) => accountOf(name) === accountOf(arn))),
    ]),
    platformsOf: (target) => {
      const own = trustedPlatforms.get(target) ?? [];
      return own.length > 0 ? own : platforms;
    },
    namedBy: (key) => (key === undefined ? [] : namedIn(key)),
  };
}

const withTrust = (role: EstateRole, now: EstateRole | undefined): EstateRole =>
  role.trust === undefined && now?.trust !== undefined ? { ...role, trust: now.trust } : role;

const distinct = (arns: readonly string[]): readonly string[] => [...new Set(arns)];

/** Whom targets trust: those that were there before, if they trust anybody. */
function trustedBySome(old: readonly string[], all: readonly string[], trustOf: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const of = (targets: readonly string[]): readonly string[] =>
    distinct(targets.flatMap((target) => trustOf.get(target) ?? [])).filter((arn) => !all.includes(arn));
  const trusted = of(old);
  return trusted.length > 0 ? trusted : of(all);
}

/** The platform's role may lie in another configuration: a target trusts it, or a key of another account names it. */
function platformsAmong(here: EverySide, trusted: readonly string[], named: readonly string[]): readonly string[] {
  const customary = trusted.filter((arn) => new RegExp(OUR_ROLE.source).test(arn));
  const elsewhere = customary.length > 0 ? customary : trusted;
  if (elsewhere.length > 0) return distinct([...(here.isSure ? here.platforms : []), ...elsewhere]);
  if (here.platforms.length > 0) return here.platforms;
  return named.filter((arn) => !here.targets.includes(arn));
}

/** Roles of ours that keys name, of their own account or of others: as they do before, if they name any. */
function namesOf(sides: readonly (readonly EstateKey[])[]): (isOwn: boolean) => readonly string[] {
  return (isOwn) => {
    const found = sides.map((keys) =>
      distinct(keys.flatMap((key) => namedIn(key).filter((arn) => (accountOf(arn) === accountOf(key.arn)) === isOwn))),
    );
    return found.find((arns) => arns.length > 0) ?? [];
  };
}

/** Roles that a role's trust policy lets in, as far as it names them. */
const trustedBy = ({ trust }: EstateRole): readonly string[] => trustedRoles(trust?.json).filter((arn) => /:role\/[^*?]+$/.test(arn));

const OUR_ROLE = /arn:[^":]+:iam::\d{12}:role\/[^"*]*(?:CadoResponse|DarktraceForensics)[^"*]*/g;

const NAMED = new WeakMap<EstateKey, readonly string[]>();

/** Roles of ours that the policy and the grants of a key name: their policies may lie in another configuration. */
function namedIn(key: EstateKey): readonly string[] {
  const known =
    NAMED.get(key) ??
    distinct(
      [...JSON.stringify([key.policy?.json, key.grants.map(({ granteePrincipal }) => granteePrincipal)]).matchAll(OUR_ROLE)].map(
        ([role]) => role,
      ),
    );
  NAMED.set(key, known);
  return known;
}
