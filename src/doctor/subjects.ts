import { ROLE_ARN } from '../catalogue/arn-patterns';
import type { EstateKey, EstateRole, GivenPolicy } from '../estate/estate';
import { kindOfPolicy, type ReadDocuments } from '../estate/read-documents';
import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject } from '../policy/policy-json';
import type { RoleSide } from '../proof/claims/world';
import { withDistinctNames } from './distinct-names';
import { accountOf } from './scene';
import { sidesOf } from './sides';
import type { Subject } from './subject';

/** Policies that were given by option, which says whose they are. */
export interface NamedPolicies {
  readonly identity: readonly GivenPolicy[];
  readonly trust?: GivenPolicy;
  readonly boundary?: GivenPolicy;
}

/** What is examined, besides documents. */
export interface SubjectOptions extends Omit<Subject, 'platform' | 'target' | 'key' | 'serviceControl'> {
  readonly platformArn?: string;
  readonly targetArn?: string;
  readonly keyArn?: string;
  readonly keyPolicy?: GivenPolicy;
  readonly of: Readonly<Record<RoleSide, NamedPolicies>>;
  readonly serviceControl: readonly GivenPolicy[];
}

/** Subjects, or all that keeps documents and options from making any. */
export type Subjects = { readonly subjects: readonly Subject[]; readonly problems: readonly string[] };

const IS_ROLE = new RegExp(ROLE_ARN);

/** Puts together what is examined: one subject for each key, or one of roles alone. */
export function subjectsOf(documents: ReadDocuments, options: SubjectOptions): Subjects {
  const problems: string[] = [];
  const { platformArn: _platform, targetArn: _target, keyArn, keyPolicy, of: _of, serviceControl, ...shared } = options;
  const unclaimed = sorted(documents.unclaimed);
  const roles = withUnclaimed(namedRoles(documents, options, problems), unclaimed, problems);
  const policies = [...(keyPolicy === undefined ? [] : [keyPolicy]), ...unclaimed.key];
  const keys = keysOf(documents.keys, policies, keyArn, { ...roles, shared }, problems);
  if (roles.platform === undefined && roles.targets.length === 0) {
    problems.push(
      'No role is known. Give --platform-role or --target-role, e.g. --target-role arn:aws:iam::111122223333:role/CadoResponseRole',
    );
  }
  const common = {
    ...shared,
    serviceControl: [...documents.serviceControl, ...serviceControl],
    ...(roles.platform !== undefined && { platform: roles.platform }),
  };
  const withTarget = (target: EstateRole | undefined): Subject => (target === undefined ? common : { ...common, target });
  const alone = (roles.targets.length === 0 ? [undefined] : roles.targets).map(withTarget);
  const subjects =
    keys.length === 0 ? alone : keys.flatMap((key) => usersOf(key, roles.targets).map((target) => ({ ...withTarget(target), key })));
  return { subjects: subjects.map(withDistinctNames), problems };
}

/** Target roles that use a key: those of its account, or the only one that there is. */
function usersOf(key: EstateKey, targets: readonly EstateRole[]): readonly (EstateRole | undefined)[] {
  const here = targets.filter(({ arn }) => accountOf(arn) === accountOf(key.arn));
  if (here.length > 0) return here;
  return targets.length === 1 ? targets : [undefined];
}

interface Roles {
  readonly platform: EstateRole | undefined;
  readonly targets: readonly EstateRole[];
}

/** Roles that options or documents name, with the policies that options give them. */
function namedRoles(documents: ReadDocuments, { platformArn, targetArn, of }: SubjectOptions, problems: string[]): Roles {
  const sides = sidesOf(documents.roles, platformArn, targetArn);
  const role = (side: RoleSide, arn: string): readonly EstateRole[] => {
    if (IS_ROLE.test(arn)) return [withNamed(documents.roles.find((one) => one.arn === arn) ?? { arn }, of[side])];
    problems.push(`${JSON.stringify(arn)} is no ARN of a role. Accepted: arn:aws:iam::111122223333:role/CadoResponseRole`);
    return [];
  };
  const [platform] = [platformArn ?? sides.platform ?? []].flat().flatMap((arn) => role('platform', arn));
  const targets = (targetArn === undefined ? sides.targets : [targetArn]).flatMap((arn) => role('target', arn));
  if (targets.length !== 1 && hasAny(of.target))
    problems.push('--target-policy, --target-trust and --target-boundary need --target-role, the ARN of that role');
  if (platform === undefined && hasAny(of.platform))
    problems.push('--platform-policy, --platform-trust and --platform-boundary need --platform-role, the ARN of that role');
  return { platform, targets };
}

/** Policies of which nobody says whose they are belong to the only role that there is. */
function withUnclaimed(
  { platform, targets }: Roles,
  { identity, trust }: Readonly<Record<'trust' | 'identity', readonly GivenPolicy[]>>,
  problems: string[],
): Roles {
  const [target] = targets;
  const [trusted, ...others] = trust;
  const names = (policies: readonly GivenPolicy[]): string => policies.map(({ name }) => name).join(', ');
  const isOne = (platform === undefined ? 0 : 1) + targets.length === 1;
  if (identity.length > 0 && !isOne)
    problems.push(`${names(identity)}: whose policy it is cannot be told. Give it with --platform-policy or --target-policy`);
  if (trust.length > 0 && (!isOne || others.length > 0))
    problems.push(`${names(trust)}: whose trust policy it is cannot be told. Give it with --platform-trust or --target-trust`);
  const named: NamedPolicies = { identity, ...(trusted !== undefined && { trust: trusted }) };
  if (!isOne) return { platform, targets };
  return { platform: platform && withNamed(platform, named), targets: target === undefined ? [] : [withNamed(target, named)] };
}

const hasAny = ({ identity, trust, boundary }: NamedPolicies): boolean =>
  identity.length > 0 || trust !== undefined || boundary !== undefined;

function sorted(policies: readonly GivenPolicy[]): Readonly<Record<'key' | 'trust' | 'identity', readonly GivenPolicy[]>> {
  const of = (kind: string): readonly GivenPolicy[] => policies.filter((policy) => kindOfPolicy(policy) === kind);
  return { key: of('key'), trust: of('trust'), identity: of('identity') };
}

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

interface Beside {
  readonly platform: EstateRole | undefined;
  readonly targets: readonly EstateRole[];
  readonly shared: Pick<SubjectOptions, 'platformRegion' | 'evidenceRegions'>;
}

/** A key policy that was printed alone belongs to the key that was named, or to one of the account that it names as root. */
function keysOf(
  keys: readonly EstateKey[],
  policies: readonly GivenPolicy[],
  keyArn: string | undefined,
  beside: Beside,
  problems: string[],
): readonly EstateKey[] {
  const nameless = [...keys.flatMap(({ arn, policy }) => (arn === '' && policy !== undefined ? [policy] : [])), ...policies];
  const named = keys.filter(({ arn }) => arn !== '' && (keyArn === undefined || arn === keyArn));
  if (nameless.length === 0) return keyArn === undefined || named.length > 0 ? named : [{ arn: keyArn, grants: [] }];
  const lacking = named.filter(({ policy }) => policy === undefined);
  if (nameless.length === 1 && (keyArn !== undefined || lacking.length === 1)) {
    const [policy] = nameless;
    const key = lacking.find(({ arn }) => keyArn === undefined || arn === keyArn) ?? { arn: keyArn ?? '', grants: [] };
    return [...named.filter((one) => one !== key), { ...key, ...(policy !== undefined && { policy }) }];
  }
  if (keyArn !== undefined && nameless.length > 1)
    problems.push(`--key-arn names one key, but there are ${nameless.length} key policies: ${nameless.map(({ name }) => name).join(', ')}`);
  return [...named, ...nameless.map((policy, index) => ({ arn: guessedArn(policy, index, beside), policy, grants: [] }))];
}

/** The key's ARN decides nothing but its account and Region. */
function guessedArn(policy: GivenPolicy, index: number, { platform, targets, shared }: Beside): string {
  const roots = statementsOf(policy.json)
    .filter(isJsonObject)
    .flatMap(({ Principal }) => (isJsonObject(Principal) ? asList(Principal['AWS']) : []));
  const root = roots.find((name) => typeof name === 'string' && /^arn:[^:]+:iam::\d{12}:root$/.test(name));
  const role = targets[0]?.arn ?? platform?.arn ?? 'arn:aws:iam::111122223333:role/CadoResponseRole';
  const account = typeof root === 'string' ? accountOf(root) : accountOf(role);
  const region = shared.evidenceRegions[0] ?? shared.platformRegion ?? DEFAULT_REGION[role.split(':')[1] ?? ''] ?? 'us-east-1';
  return `arn:${role.split(':')[1] ?? 'aws'}:kms:${region}:${account}:key/${index === 0 ? 'KEY-ID' : `KEY-ID-${index + 1}`}`;
}

const DEFAULT_REGION: Readonly<Record<string, string>> = { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-north-1' };
