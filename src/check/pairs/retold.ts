import { accountOf } from '../../doctor/scene';
import type { Subject } from '../../doctor/subject/subject';
import type { EstateRole } from '../../estate/estate';
import type { OurRoles } from './our-roles';
import type { Outcome } from '../findings/outcome';
import type { Pair } from './pairs';
import { visibleStatements } from './visible-statements';

/** What was found of one pair, told with the names of another that is decided alike. */
export function retold(outcomes: readonly Outcome[], from: Pair, to: Pair, ours: OurRoles): readonly Outcome[] {
  if (from === to) return outcomes;
  const names = new Map(
    [
      ...pairsOf(namesOf(from.before, ours), namesOf(to.before, ours)),
      ...pairsOf(namesOf(from.after, ours), namesOf(to.after, ours)),
    ].filter(([one, other]) => one !== other && one !== '' && other !== ''),
  );
  if (names.size === 0) return outcomes;
  const longestFirst = [...names.keys()].toSorted((one, other) => other.length - one.length);
  const any = new RegExp(longestFirst.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|'), 'g');
  const tell = (text: string): string => text.replaceAll(any, (name) => names.get(name) ?? name);
  return outcomes.map((outcome) => ({
    ...outcome,
    place: tell(outcome.place),
    message: tell(outcome.message),
    mend: tell(outcome.mend),
    ...(outcome.by !== undefined && { by: outcome.by.map(tell) }),
  }));
}

const pairsOf = (from: readonly string[], to: readonly string[]): readonly (readonly [string, string])[] =>
  from.map((name, index) => [name, to[index] ?? name] as const);

/** Names of a subject's roles, key and policies, each at its place. */
function namesOf(subject: Subject | undefined, ours: OurRoles): readonly string[] {
  if (subject === undefined) return [];
  const { platform, target, key } = subject;
  return [
    ...roleNames(platform),
    ...roleNames(target),
    accountOf(target?.arn),
    accountOf(key?.arn),
    key?.arn ?? '',
    key?.address ?? '',
    key?.policy?.name ?? '',
    ...(key === undefined ? [] : visibleStatements(key, ours).map(({ words }) => words)),
    ...(key?.grants ?? []).map(({ address = '' }) => address),
  ];
}

const roleNames = (role: EstateRole | undefined): readonly string[] => [
  role?.arn ?? '',
  role?.address ?? '',
  role?.trust?.name ?? '',
  role?.boundary?.name ?? '',
  ...(role?.identity?.given ?? []).map(({ name }) => name),
];
