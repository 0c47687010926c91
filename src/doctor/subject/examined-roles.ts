import { ROLE_ARN } from '../../catalogue/arn-patterns';
import type { Collected } from '../../estate/collect';
import type { EstateRole, GivenPolicy } from '../../estate/estate';
import { folderOf } from '../../estate/folder';
import type { RoleSide } from '../../proof/claims/world';
import { accountOf } from '../scene';
import type { Messages } from './examined-keys';
import { isCalledOurs, sidesOf } from './sides';
import { names } from './trusted-roles';

/** Policies that were given by option, which says whose they are. */
export interface NamedPolicies {
  readonly identity: readonly GivenPolicy[];
  readonly trust?: GivenPolicy;
  readonly boundary?: GivenPolicy;
}

/** What tells which roles are examined, besides documents. */
export interface RoleOptions {
  readonly platformArn?: string;
  readonly targetArn?: string;
  readonly of: Readonly<Record<RoleSide, NamedPolicies>>;
}

/** The roles that are examined. */
export interface ExaminedRoles {
  readonly platform: EstateRole | undefined;
  readonly targets: readonly EstateRole[];
}

/** Policies of which no document says whose they are, by kind. */
export type UnclaimedPolicies = Readonly<Record<'trust' | 'identity', readonly GivenPolicy[]>>;

const IS_ROLE = new RegExp(ROLE_ARN);

/** Roles that options or documents name, with the policies that are theirs. */
export function examinedRoles(documents: Collected, unclaimed: UnclaimedPolicies, options: RoleOptions, messages: Messages): ExaminedRoles {
  const { platform, targets } = namedRoles(documents, options, messages);
  messages.notes.push(...leftOut(documents.roles, platform, targets));
  const of = ownersOf([...(platform === undefined ? [] : [platform]), ...targets], documents, unclaimed, messages);
  const withOwn = (role: EstateRole): EstateRole => withNamed(role, of.get(role) ?? { identity: [] });
  return { platform: platform && withOwn(platform), targets: targets.map(withOwn) };
}

function namedRoles({ roles }: Collected, { platformArn, targetArn, of }: RoleOptions, { problems, notes }: Messages): ExaminedRoles {
  const sides = sidesOf(roles, platformArn, targetArn);
  const role = (side: RoleSide, arn: string): readonly EstateRole[] => {
    const problem = roleProblem(arn, side, roles);
    if (problem !== undefined) problems.push(problem);
    return problem === undefined ? [withNamed(roles.find((one) => one.arn === arn) ?? { arn }, of[side])] : [];
  };
  const [platform] = [platformArn ?? sides.platform ?? []].flat().flatMap((arn) => role('platform', arn));
  const others = (sides.otherPlatforms ?? []).filter((arn) => arn !== targetArn);
  if (platform !== undefined && others.length > 0)
    notes.push(
      `${platform.arn} is taken for the platform's role, and ${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} left out, which may be it as well. If imports use another one, give --platform-role or --target-role`,
    );
  const targets = (targetArn === undefined ? sides.targets : [targetArn]).flatMap((arn) => role('target', arn));
  if (targets.length !== 1 && hasAny(of.target))
    problems.push('--target-policy, --target-trust and --target-boundary need --target-role, the ARN of that role');
  if (platform === undefined && hasAny(of.platform))
    problems.push('--platform-policy, --platform-trust and --platform-boundary need --platform-role, the ARN of that role');
  if (platform === undefined && targets.length === 0 && (platformArn ?? targetArn) === undefined)
    problems.push(
      'No role is known. Give --platform-role or --target-role, e.g. --target-role arn:aws:iam::111122223333:role/CadoResponseRole',
    );
  return { platform, targets };
}

/**
 * What is wrong with the ARN of a role. An account has one role of a name, whatever its path and its letters, so that an ARN is wrong
 * where documents have another one for that name.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
function roleProblem(arn: string, side: RoleSide, roles: readonly EstateRole[]): string | undefined {
  if (!IS_ROLE.test(arn)) return `${JSON.stringify(arn)} is no ARN of a role. Accepted: arn:aws:iam::111122223333:role/CadoResponseRole`;
  const same = roles.filter((role) => uniqueName(role.arn) === uniqueName(arn)).map((role) => role.arn);
  if (same.length === 0 || same.includes(arn)) return undefined;
  return `No role is ${arn}: the documents have ${same.join(' and ')}, and an account has one role of a name. Give --${side}-role ${same[0] ?? ''}`;
}

const uniqueName = (arn: string): string => `${accountOf(arn)} ${arn.slice(arn.lastIndexOf('/') + 1).toLowerCase()}`;

/** Roles that trust the platform's and are not called as it asks for. */
const leftOut = (roles: readonly EstateRole[], platform: EstateRole | undefined, targets: readonly EstateRole[]): readonly string[] =>
  roles
    .filter((role) => platform !== undefined && names(role, platform.arn) && !targets.some(({ arn }) => arn === role.arn))
    .filter(({ arn }) => !isCalledOurs(arn))
    .map(
      ({ arn }) =>
        `${arn} trusts ${platform?.arn ?? ''} and is left out: its name holds neither CadoResponse nor DarktraceForensics. If imports use it, give --target-role ${arn}`,
    );

const hasAny = ({ identity, trust, boundary }: NamedPolicies): boolean =>
  identity.length > 0 || trust !== undefined || boundary !== undefined;

function withNamed(role: EstateRole, { identity, trust, boundary }: NamedPolicies): EstateRole {
  return {
    ...role,
    ...(identity.length > 0 && {
      identity: { given: [...(role.identity?.given ?? []), ...identity], missing: role.identity?.missing ?? [] },
    }),
    ...(trust !== undefined && { trust }),
    ...(boundary !== undefined && { boundary }),
  };
}

/** Policies of which nobody says whose they are belong to the only role that there is, or to the only one of their folder. */
function ownersOf(
  roles: readonly EstateRole[],
  { documentsOf }: Collected,
  { identity, trust }: UnclaimedPolicies,
  { problems, notes }: Messages,
): ReadonlyMap<EstateRole, NamedPolicies> {
  const owners = new Map<EstateRole, NamedPolicies>();
  const named = (role: EstateRole): NamedPolicies => owners.get(role) ?? { identity: [] };
  const ownerOf = (policy: GivenPolicy): EstateRole | undefined => {
    const [only, ...others] = roles;
    if (others.length === 0) return only;
    const arns = [...documentsOf].filter(([arn, documents]) => IS_ROLE.test(arn) && isBeside(policy, documents)).map(([arn]) => arn);
    return arns.length === 1 ? roles.find(({ arn }) => arn === arns[0]) : undefined;
  };
  const ofNobody = { identity: [] as string[], trust: [] as string[] };
  for (const policy of identity) {
    const role = ownerOf(policy);
    if (role === undefined) ofNobody.identity.push(policy.name);
    else {
      owners.set(role, { ...named(role), identity: [...named(role).identity, policy] });
      notes.push(
        `${policy.name} is taken for a policy of ${role.arn}. Give a service control policy with --scp, a boundary with its option`,
      );
    }
  }
  for (const policy of trust) {
    const role = ownerOf(policy);
    if (role === undefined || named(role).trust !== undefined) ofNobody.trust.push(policy.name);
    else owners.set(role, { ...named(role), trust: policy });
  }
  if (ofNobody.identity.length > 0)
    problems.push(
      `${ofNobody.identity.join(', ')}: whose policy it is cannot be told. Give it with --platform-policy, --target-policy or --scp`,
    );
  if (ofNobody.trust.length > 0)
    problems.push(`${ofNobody.trust.join(', ')}: whose trust policy it is cannot be told. Give it with --platform-trust or --target-trust`);
  return owners;
}

const isBeside = ({ document }: GivenPolicy, documents: readonly string[]): boolean =>
  document !== undefined && documents.some((other) => folderOf(other) === folderOf(document));
