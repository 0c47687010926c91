import type { EstateRole } from '../../estate/estate';
import { viewsIn } from '../../proof/plan/statement-view';
import { accountOf } from '../scene';
import { assumedAmong, names, namesIn, trustAmong, trusts } from './trusted-roles';

/** The name of a role of ours has to hold one of these; the platform asks for it. */
const OUR_NAMES = /CadoResponse|DarktraceForensics/i;

/** Whether a role is called as ours are, by its ARN. */
export const isCalledOurs = (arn: string): boolean => OUR_NAMES.test(arn.slice(arn.lastIndexOf('/') + 1));

/** Which of several roles is the platform's, and which ones it assumes. */
export interface Sides {
  readonly platform?: string;
  /** Others that may be the platform's as well, where that is a guess. @default - none */
  readonly otherPlatforms?: readonly string[];
  readonly targets: readonly string[];
}

/** Whom a role trusts: services alone as an instance's role does, another account, its own, or nobody knows. */
type Trust = 'services' | 'another account' | 'its own account' | 'unknown';

/** Every role that acts as the platform, and every one that these assume. */
export interface EverySide {
  /** The likeliest first. */
  readonly platforms: readonly string[];
  /** Whether whom roles trust and what they may do says so; otherwise it is a guess by names. */
  readonly isSure: boolean;
  readonly targets: readonly string[];
}

/** The platform's role, and those that it assumes, as {@link everySideOf} tells them. */
export function sidesOf(roles: readonly EstateRole[], platformArn: string | undefined, targetArn: string | undefined): Sides {
  const {
    platforms: [platform, ...otherPlatforms],
    isSure,
    targets,
  } = everySideOf(roles, platformArn, targetArn);
  return { ...(platform !== undefined && { platform }), ...(!isSure && otherPlatforms.length > 0 && { otherPlatforms }), targets };
}

/**
 * Roles of ours by their names, and by whom they trust. A target trusts another account, or the platform's role; or it is the only one
 * that could be a target in an account where the platform is not. The platform's role
 * is whom a target trusts, or it trusts one of its own account; where that is not known, it is the one that may assume roles. There may
 * be several, one for each Region. An instance's role, which trusts EC2, may be the platform's where nobody trusts another one.
 */
export function everySideOf(roles: readonly EstateRole[], platformArn: string | undefined, targetArn: string | undefined): EverySide {
  const ours = roles.filter(({ arn }) => isCalledOurs(arn) && arn !== platformArn && arn !== targetArn);
  const { platforms, isSure } = platformArn === undefined ? platformsAmong(ours) : { platforms: [platformArn], isSure: true };
  const isTarget = (role: EstateRole): boolean =>
    ['another account', 'unknown'].includes(trustOf(role)) || platforms.some((name) => trusts(role, name));
  const others = ours.filter(({ arn }) => !platforms.includes(arn));
  const certain = new Set(others.filter(isTarget).map(({ arn }) => arn));
  const taken = new Set([...platforms, ...certain].map(accountOf));
  // Where nothing else is what the platform assumes in an account, a role of ours that does not trust it is what keeps it out.
  const mayBeMeant = (role: EstateRole): boolean => !taken.has(accountOf(role.arn)) && !isOfInstance(role);
  const targets = others.filter((role) => certain.has(role.arn) || (platforms.length > 0 && mayBeMeant(role)));
  return { platforms, isSure, targets: targets.map(({ arn }) => arn) };
}

const isOfInstance = (role: EstateRole): boolean => trustOf(role) === 'services' && /Instance/i.test(role.arn);

function platformsAmong(ours: readonly EstateRole[]): Pick<EverySide, 'platforms' | 'isSure'> {
  const of = (trust: Trust): readonly EstateRole[] => ours.filter((role) => trustOf(role) === trust);
  const [trustedBy, assumedBy] = [trustAmong(ours), assumedAmong(ours)];
  const isInstance = (role: EstateRole, by: EstateRole): boolean =>
    trustOf(role) === 'services' && (accountOf(by.arn) === accountOf(role.arn) || (isOfInstance(role) && !names(by, role.arn)));
  const trusted = [...new Set(ours.flatMap((other) => trustedBy(other).filter((role) => !isInstance(role, other))))];
  const assuming = ours.filter((role) => assumedBy(role).length > 0);
  const assumed = new Set(assuming.flatMap((role) => assumedBy(role)));
  const assumes = (role: EstateRole): boolean => mayAssume(role) && !assumed.has(role) && !trusted.some(({ arn }) => names(role, arn));
  const trustsOwn = (role: EstateRole): boolean =>
    namesIn(role).some((name) => name.includes(':role/') && accountOf(name) === accountOf(role.arn));
  const own = of('its own account').filter((role) => !assumed.has(role));
  const sure = [
    ...new Set([
      ...trusted,
      ...(trusted.length === 0 ? assuming : []),
      ...own.filter(assumes),
      ...of('another account').filter((role) => trustsOwn(role) && assumes(role)),
    ]),
  ];
  if (sure.length > 0) return { platforms: sure.toSorted(assumersFirst).map(({ arn }) => arn), isSure: true };
  const elsewhere = (role: EstateRole): boolean => mayAssume(role) && !own.some(({ arn }) => accountOf(arn) === accountOf(role.arn));
  const mover = of('services').find((role) => elsewhere(role) && !isOfInstance(role));
  if (own.length > 0) return { platforms: mover === undefined ? own.map(({ arn }) => arn) : [mover.arn], isSure: false };
  const isElsewhere = of('another account').some((role) => namesIn(role).some((name) => name.includes(':role/')));
  const [likeliest] = [
    ...of('unknown').filter(mayAssume),
    ...(isElsewhere ? [] : [...of('services').toSorted(assumersFirst), ...of('unknown')]),
  ];
  return { platforms: likeliest === undefined ? [] : [likeliest.arn], isSure: false };
}

function trustOf(role: EstateRole): Trust {
  if (role.trust === undefined) return 'unknown';
  const accounts = namesIn(role).map((name) => (name.startsWith('arn:') ? accountOf(name) : name));
  if (accounts.length === 0) return 'services';
  return accounts.some((account) => account !== accountOf(role.arn)) ? 'another account' : 'its own account';
}

const mayAssume = ({ identity }: EstateRole): boolean =>
  viewsIn((identity?.given ?? []).map(({ json }) => json)).some(({ actions }) =>
    actions.some((action) => /^(\*|sts:(\*|AssumeRole))$/i.test(action)),
  );

const assumersFirst = (one: EstateRole, other: EstateRole): number => Number(mayAssume(other)) - Number(mayAssume(one));
