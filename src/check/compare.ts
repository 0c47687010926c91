import type { Decision } from '../doctor/decide';
import { examine } from '../doctor/examine';
import type { ImportDescription } from '../doctor/options';
import { partitionOf, sceneOf, type Scene } from '../doctor/scene';
import type { Subject } from '../doctor/subject';
import { newlyOpen, tryAttacks } from '../doctor/tried-attacks';
import { callInWords, decidingStatements, reasonInWords } from '../doctor/words';
import type { EstateRole, GivenPolicy } from '../estate/estate';
import { TIGHTENING_LEVELS } from '../policy/guard';
import { levelOf } from '../proof/plan/setting';
import { viewsIn } from '../proof/plan/statement-view';
import { statementInWords } from '../proof/verdict-words';
import type { CheckFinding } from './findings';
import { hintsIn } from '../doctor/hints';

/** What a change of a subject loses, and lets through. */
export function compare(before: Subject | undefined, after: Subject | undefined, described: ImportDescription): readonly CheckFinding[] {
  const reference = before ?? after;
  const partition = reference === undefined ? undefined : partitionOf(reference);
  if (reference === undefined || partition === undefined) return [];
  const { platformRegion, evidenceRegions } = sceneOf(reference, partition);
  // Both sides are asked about the same places, so that a Region that is added is no attack in itself.
  const hints = {
    ...hintsIn(reference),
    platformRegion,
    evidenceRegions,
    ...(described.ebsResourceIds !== undefined && { ebsResourceIds: described.ebsResourceIds }),
  };
  const sceneFor = (subject: Subject | undefined): Scene | undefined =>
    subject === undefined ? undefined : sceneOf({ ...subject, ...hints }, partition);
  const [old, now] = [sceneFor(before), sceneFor(after)];
  const lost = old === undefined ? [] : lostPaths(old, now);
  if (now === undefined) return lost;
  const opened = newlyOpen(old === undefined ? [] : tryAttacks(old), tryAttacks(now));
  const counted = isNew(before, now.subject) ? opened.flatMap((one) => asItsLevelSays(one, now.subject)) : opened;
  return [...lost, ...counted.flatMap((one) => holeFinding(one, now.subject))];
}

const isNew = (before: Subject | undefined, after: Subject): boolean =>
  before === undefined ||
  (before.key === undefined && after.key !== undefined) ||
  (before.platform === undefined && after.platform !== undefined) ||
  (before.target === undefined && after.target !== undefined);

const placeOf = ({ key, target, platform }: Subject): string =>
  key?.address ?? key?.policy?.name ?? key?.arn ?? placeOfRole(target) ?? placeOfRole(platform) ?? '';

const placeOfRole = (role: EstateRole | undefined): string | undefined => role?.address ?? role?.arn;

/** Paths that work, or may, and would be blocked; or whose role would be gone. */
function lostPaths(old: Scene, now: Scene | undefined): readonly CheckFinding[] {
  const after = now === undefined ? [] : examine(now);
  return examine(old)
    .filter(({ state }) => state !== 'blocked')
    .flatMap(({ title }): readonly CheckFinding[] => {
      const path = after.find((one) => one.title === title);
      if (path !== undefined && path.state !== 'blocked') return [];
      if (path === undefined && !isRoleGone(old.subject, now?.subject)) return [];
      const refused = path?.decisions.find(({ state }) => state === 'refused');
      const why =
        refused === undefined ? 'the role that it needs would be destroyed' : `${callInWords(refused)} would be ${reasonInWords(refused)}`;
      return [
        {
          rule: 'lost-path',
          severity: 'error',
          place: placeOfLoss(refused, now?.subject ?? old.subject, old.subject),
          message: `The import path "${title}" works and would be lost: ${why}`,
          mend: 'Keep the statement that allows it, or put the statements of the modules in: cado-response doctor prints the least that does',
        },
      ];
    });
}

/** What is not on the key is lost by a role, whichever key is looked at. */
function placeOfLoss(refused: Decision | undefined, now: Subject, old: Subject): string {
  if (refused === undefined) return placeOfRole(now.target === undefined ? old.target : old.platform) ?? placeOf(old);
  const { on, by } = refused.call;
  const { missing } = refused.verdict;
  const isByCaller = missing !== undefined && missing !== 'resource' && missing !== 'grant';
  if (typeof on === 'object' && 'key' in on && !isByCaller) return placeOf(now);
  const side = typeof on === 'object' && 'role' in on && !isByCaller ? on.role : by;
  return placeOfRole(side === 'platform' ? now.platform : now.target) ?? placeOf(now);
}

const isRoleGone = (old: Subject, now: Subject | undefined): boolean =>
  (old.platform !== undefined && now?.platform === undefined) || (old.target !== undefined && now?.target === undefined);

type Opened = ReturnType<typeof newlyOpen>[number];

/** Of what is new, attacks count that the level of the policy that lets them through refuses; and only those that it surely does. */
function asItsLevelSays(result: Opened, { key, platform, target }: Subject): readonly Opened[] {
  const owners: readonly (readonly GivenPolicy[])[] = [
    key?.policy === undefined ? [] : [key.policy],
    platform?.identity?.given ?? [],
    target?.identity?.given ?? [],
  ];
  const levelOfPolicy = (name: string): number => {
    const owner = owners.find((policies) => policies.some((policy) => policy.name === name)) ?? [];
    return TIGHTENING_LEVELS.indexOf(levelOf(owner.flatMap(({ json }) => viewsIn([json]))));
  };
  const from = TIGHTENING_LEVELS.indexOf(result.attack.from ?? 'documented');
  const opened = result.opened.filter(
    (decision) => decision.state === 'allowed' && decidingStatements(decision).every(({ policy }) => levelOfPolicy(policy) >= from),
  );
  return opened.length === 0 ? [] : [{ ...result, opened }];
}

function holeFinding({ attack, family, opened }: Opened, subject: Subject): readonly CheckFinding[] {
  const decision = opened.find(({ state }) => state === 'allowed') ?? opened[0];
  if (decision === undefined) return [];
  const isSure = decision.state === 'allowed';
  const statements = decidingStatements(decision);
  const level = attack.from === undefined ? '' : `. Statements of the modules refuse it from ${attack.from} on`;
  return [
    {
      rule: isSure ? 'new-hole' : 'possible-hole',
      severity: isSure ? 'error' : 'warning',
      place: statements.find(({ kind }) => kind !== 'grant')?.policy ?? placeOf(subject),
      message: isSure
        ? `${family}: ${attack.title} would be allowed by ${statements.length === 0 ? 'AWS itself' : statements.map(statementInWords).join(' and ')} (${callInWords(decision)})`
        : `${family}: ${attack.title} would be possible: it ${reasonInWords(decision)} (${callInWords(decision)})`,
      mend: `Narrow what allows it, or take it out${level}`,
    },
  ];
}
