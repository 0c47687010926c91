import { ROLE_ARN } from '../catalogue/arn-patterns';
import type { EstateKey, EstateRole, GivenPolicy } from '../estate/estate';
import { kindOfPolicy, type ReadDocuments } from '../estate/read-documents';
import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject } from '../policy/policy-json';
import type { RoleSide } from '../proof/claims/world';
import { rolesNamedBy, statementViews } from '../proof/plan/statement-view';
import { accountOf } from './scene';
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

/** The name of a role of ours has to hold one of these; the platform asks for it. */
const OUR_NAMES = /CadoResponse|DarktraceForensics/i;

/** Puts together what is examined: one subject for each key, or one of roles alone. */
export function subjectsOf(documents: ReadDocuments, options: SubjectOptions): Subjects {
  const problems: string[] = [];
  const { platformArn, targetArn, keyArn, keyPolicy, of, serviceControl, ...shared } = options;
  const unclaimed = sorted(documents.unclaimed);
  const sides = sidesOf(documents.roles, platformArn, targetArn);
  const role = (side: RoleSide, arn: string | undefined): EstateRole | undefined => {
    if (arn !== undefined && !IS_ROLE.test(arn)) {
      problems.push(`${JSON.stringify(arn)} is no ARN of a role. Accepted: arn:aws:iam::111122223333:role/CadoResponseRole`);
      return undefined;
    }
    const found = arn === undefined ? undefined : documents.roles.find((one) => one.arn === arn);
    return arn === undefined ? undefined : withNamed(found ?? { arn }, of[side]);
  };
  let platform = role('platform', platformArn ?? sides.platform);
  const targets = (targetArn === undefined ? sides.targets : [targetArn]).flatMap((arn) => role('target', arn) ?? []);
  if (targetArn === undefined && targets.length === 0 && hasAny(of.target))
    problems.push('--target-policy, --target-trust and --target-boundary need --target-role, the ARN of that role');
  if (platform === undefined && hasAny(of.platform))
    problems.push('--platform-policy, --platform-trust and --platform-boundary need --platform-role, the ARN of that role');
  const only = targets.length === 0 ? 'platform' : platform === undefined && targets.length === 1 ? 'target' : undefined;
  const claim = (policies: readonly GivenPolicy[], kind: 'identity' | 'trust'): void => {
    if (policies.length === 0) return;
    if (only === undefined || (only === 'platform' && platform === undefined)) {
      const option = kind === 'identity' ? '--platform-policy or --target-policy' : '--platform-trust or --target-trust';
      problems.push(
        `${policies.map(({ name }) => name).join(', ')}: whose ${kind === 'identity' ? 'policy' : 'trust policy'} it is cannot be told. Give it with ${option}`,
      );
      return;
    }
    const named: NamedPolicies =
      kind === 'identity' ? { identity: policies } : { identity: [], ...(policies[0] !== undefined && { trust: policies[0] }) };
    if (only === 'platform' && platform !== undefined) platform = withNamed(platform, named);
    else targets.splice(0, 1, ...targets.slice(0, 1).map((target) => withNamed(target, named)));
  };
  claim(unclaimed.identity, 'identity');
  claim(unclaimed.trust, 'trust');
  const keys = keysOf(
    documents.keys,
    [...(keyPolicy === undefined ? [] : [keyPolicy]), ...unclaimed.key],
    keyArn,
    { platform, targets, shared },
    problems,
  );
  if (platform === undefined && targets.length === 0) {
    problems.push(
      'No role is known. Give --platform-role or --target-role, e.g. --target-role arn:aws:iam::111122223333:role/CadoResponseRole',
    );
  }
  const common = { ...shared, serviceControl: [...documents.serviceControl, ...serviceControl] };
  const withPlatform = platform === undefined ? {} : { platform };
  if (keys.length === 0)
    return {
      subjects: (targets.length === 0 ? [undefined] : targets).map((target) => ({
        ...common,
        ...withPlatform,
        ...(target !== undefined && { target }),
      })),
      problems,
    };
  return {
    subjects: keys.flatMap((key) => {
      const here = targets.filter(({ arn }) => accountOf(arn) === accountOf(key.arn));
      const users = here.length > 0 ? here : targets.length === 1 ? targets : [undefined];
      return users.map((target) => ({ ...common, ...withPlatform, ...(target !== undefined && { target }), key }));
    }),
    problems,
  };
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

/** Roles of ours by name: those that trust another account, or a role of ours, are targets. */
export function sidesOf(
  roles: readonly EstateRole[],
  platformArn: string | undefined,
  targetArn: string | undefined,
): { readonly platform?: string; readonly targets: readonly string[] } {
  const ours = roles.filter(({ arn }) => OUR_NAMES.test(arn.slice(arn.lastIndexOf('/') + 1)) && arn !== platformArn && arn !== targetArn);
  const arns = new Set([...ours.map(({ arn }) => arn), ...(platformArn === undefined ? [] : [platformArn])]);
  const isTarget = ({ arn, trust }: EstateRole): boolean => {
    const named =
      trust === undefined ? [] : [...statementViews([trust.json]).values()].flatMap((view) => [...view.principals, ...rolesNamedBy(view)]);
    return named.some((name) => (name.startsWith('arn:') && accountOf(name) !== accountOf(arn)) || (arns.has(name) && name !== arn));
  };
  const targets = ours.filter(isTarget);
  const platform = ours.find((role) => !isTarget(role));
  return { ...(platform !== undefined && { platform: platform.arn }), targets: targets.map(({ arn }) => arn) };
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
