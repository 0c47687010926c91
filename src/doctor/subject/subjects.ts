import type { Collected } from '../../estate/collect';
import type { EstateKey, EstateRole, GivenPolicy } from '../../estate/estate';
import { toldByPolicy } from '../../estate/key-of-policy';
import { kindOfPolicy, type PolicyKind } from '../../estate/policy-kind';
import { NOBODY } from '../../estate/whereabouts';
import { PARTITIONS } from '../../proof/claims/world';
import { withDistinctNames } from './distinct-names';
import { examinedKeys, type KeyOptions, type Messages } from './examined-keys';
import { examinedRoles, type RoleOptions } from './examined-roles';
import { accountOf, regionsIn } from '../scene';
import type { Guess, Subject } from './subject';

export type { NamedPolicies } from './examined-roles';

/** What is examined, besides documents. */
export interface SubjectOptions
  extends
    Omit<Subject, 'platform' | 'target' | 'key' | 'serviceControl' | 'resourceControl' | 'guessed'>,
    RoleOptions,
    Omit<KeyOptions, 'partition'> {
  readonly serviceControl: readonly GivenPolicy[];
  /** @default - none */
  readonly resourceControl?: readonly GivenPolicy[];
}

/** Subjects, or all that keeps documents and options from making any. */
export interface Subjects extends Messages {
  readonly subjects: readonly Subject[];
}

/** Puts together what is examined: one subject for each key, or one of roles alone. */
export function subjectsOf(documents: Collected, options: SubjectOptions): Subjects {
  const messages: Messages = { problems: [], notes: [] };
  const { platformArn: _platform, targetArn: _target, keyArn: _key, keyPolicy: _policy, of: _of, ...described } = options;
  const { serviceControl, resourceControl = [], ...shared } = described;
  const unclaimed = (kind: PolicyKind): readonly GivenPolicy[] => documents.unclaimed.filter(({ json }) => kindOfPolicy(json) === kind);
  const roles = examinedRoles(documents, { trust: unclaimed('trust'), identity: unclaimed('identity') }, options, messages);
  const partition = (roles.platform ?? roles.targets[0])?.arn.split(':')[1];
  const keys = examinedKeys(documents, unclaimed('key'), { ...options, partition: partition ?? 'aws' }, messages);
  const resources = [...(documents.resourceControl ?? []), ...resourceControl];
  const common: Subject = {
    ...shared,
    serviceControl: [...documents.serviceControl, ...serviceControl],
    ...(resources.length > 0 && { resourceControl: resources }),
    ...(roles.platform !== undefined && { platform: roles.platform }),
  };
  const withTarget = (target: EstateRole | undefined): Subject => (target === undefined ? common : { ...common, target });
  const subjects =
    keys.length === 0
      ? (roles.targets.length === 0 ? [undefined] : roles.targets).map((target) => withGuesses(withTarget(target), []))
      : keys.flatMap(({ key, guessed }) =>
          usersOf(key, roles.targets).map((target) => withGuesses({ ...withTarget(target), key }, guessed)),
        );
  if (messages.problems.length === 0) messages.problems.push(...undecidable(subjects));
  return {
    subjects: subjects.map(withDistinctNames),
    problems: [...messages.problems, ...partitionProblems(subjects, partition)],
    notes: [...messages.notes, ...unused(roles.targets, subjects)],
  };
}

/** Roles that use none of the keys. */
const unused = (targets: readonly EstateRole[], subjects: readonly Subject[]): readonly string[] =>
  targets
    .filter(({ arn }) => !subjects.some(({ target }) => target?.arn === arn))
    .map(({ arn }) => `${arn} is left out: no key that was given lies in its account. Give one that does, or roles without keys`);

/** Target roles that use a key: those of its account, or the only one that there is. */
function usersOf(key: EstateKey, targets: readonly EstateRole[]): readonly (EstateRole | undefined)[] {
  const here = targets.filter(({ arn }) => accountOf(arn) === accountOf(key.arn));
  if (here.length > 0) return here;
  return targets.length === 1 ? targets : [undefined];
}

/** A subject with what was guessed of it: of its key, of an account that no document tells, of the Region where nothing tells one. */
function withGuesses(subject: Subject, ofKey: readonly Guess[]): Subject {
  const { key, platform, target } = subject;
  const isNowhere = key === undefined && regionsToldFor(subject).length === 0;
  const guessed = new Set<Guess>([
    ...([platform, target].some((role) => accountOf(role?.arn) === NOBODY) ? (['account'] as const) : []),
    ...(isNowhere ? (['Region'] as const) : []),
    ...ofKey,
  ]);
  return guessed.size === 0 ? subject : { ...subject, guessed: [...guessed] };
}

const regionsToldFor = (subject: Subject): readonly string[] => [
  ...(subject.platformRegion === undefined ? [] : [subject.platformRegion]),
  ...subject.evidenceRegions,
  ...regionsIn(subject),
];

/** What keeps every call from being decided, or from being decided well. */
function undecidable(subjects: readonly Subject[]): readonly string[] {
  const hasAny = ({ key, platform, target }: Subject): boolean =>
    [key?.policy, platform?.identity, platform?.trust, target?.identity, target?.trust].some((given) => given !== undefined);
  if (!subjects.some(hasAny))
    return [
      "Nothing can be said: no policy of a key or role was given. Give the key's policy or a role's policies, e.g. --key-policy key-policy.json",
    ];
  const asks = subjects.some(
    (subject) => subject.guessed?.includes('Region') === true && subject.key === undefined && speakOfRegions(subject),
  );
  return asks
    ? ['The policies speak of Regions, and nothing tells where the platform is. Give --platform-region, e.g. --platform-region eu-west-1']
    : [];
}

const speakOfRegions = ({ platform, target, serviceControl }: Subject): boolean =>
  /"aws:RequestedRegion"|"arn:[^:"]*:[^:"]*:[a-z]{2,4}(-[a-z]+)+-\d{1,2}:/i.test(
    JSON.stringify(
      [platform, target]
        .flatMap((role) => [...(role?.identity?.given ?? []), ...(role?.boundary === undefined ? [] : [role.boundary])])
        .concat(serviceControl)
        .map(({ json }) => json),
    ),
  );

/** A partition that no claims are made for, and what lies in another than the first role's: nothing crosses partitions. */
function partitionProblems(subjects: readonly Subject[], partition: string | undefined): readonly string[] {
  if (partition === undefined) return [];
  if (!PARTITIONS.some((known) => known === partition))
    return [`No claims are made for the partition ${partition}. Accepted: ${PARTITIONS.join(', ')}`];
  const speaking = (policy: GivenPolicy | undefined): readonly string[] => {
    const partitions = policy === undefined ? [] : toldByPolicy(policy.json).partitions;
    return policy === undefined || partitions.length === 0 || partitions.includes(partition)
      ? []
      : [`${policy.name} speaks of arn:${partitions.join(' and arn:')}`];
  };
  const lying = (arn: string | undefined): readonly string[] =>
    arn === undefined || arn.split(':')[1] === partition ? [] : [`${arn} lies in another partition`];
  const wrong = subjects.flatMap(({ key, platform, target }) => {
    const ofKey = speaking(key?.policy);
    return [
      ...ofKey,
      ...(ofKey.length === 0 ? lying(key?.arn) : []),
      ...[platform, target].flatMap((role) => [...lying(role?.arn), ...speaking(role?.trust)]),
    ];
  });
  return [...new Set(wrong)].map(
    (what) => `${what}, the roles lie in arn:${partition}, and nothing crosses partitions. Give roles and keys of one partition`,
  );
}
