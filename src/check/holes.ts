import { WORST_FIRST } from '../doctor/beyond-need';
import type { Decision } from '../doctor/decide';
import { textOfCall } from '../doctor/distinct-calls';
import type { Scene } from '../doctor/scene';
import type { Subject } from '../doctor/subject/subject';
import { tryAttacks, type AttackResult } from '../doctor/tried-attacks';
import { allowingStatements, callInWords, reasonInWords } from '../doctor/report/words';
import { TIGHTENING_LEVELS } from '../policy/guard';
import { levelOf } from '../proof/plan/setting';
import { viewsIn } from '../proof/plan/statement-view';
import { statementInWords } from '../proof/verdict-words';
import { foreignAccounts, withStranger } from './foreign-accounts';
import { statementOf, type Holder } from './held-statements';
import type { LeftOpen } from './left-open';
import type { Outcome } from './findings/outcome';
import { isOwn } from './own-sids';
import type { Cause, Placer } from './places';
import type { ComparedScenes } from './scenes';

/**
 * Attacks that are refused and would get through, or be left to what nobody knows: by somebody whom no policy names, and by whom added
 * statements name.
 *
 * @param ours numbers of the accounts of our roles
 */
export function holesOf(scenes: ComparedScenes, place: Placer, isLeftOpen: LeftOpen, ours: readonly string[]): readonly Outcome[] {
  // Without its key nothing says no any more: what the roles may do besides is told of them alone.
  if (scenes.now === undefined || isGone('key', scenes.old?.subject, scenes.now.subject)) return [];
  return [
    ...openedIn(scenes, scenes.now, place, isLeftOpen, ''),
    ...foreignAccounts(place, ours).flatMap((account) => {
      const tried = withStranger(scenes, account);
      return tried.now === undefined ? [] : openedIn(tried, tried.now, place, isLeftOpen, account);
    }),
  ];
}

/** @param about what calls speak of that are looked at */
function openedIn(
  { old, both, namesRegions }: ComparedScenes,
  now: Scene,
  place: Placer,
  isLeftOpen: LeftOpen,
  about: string,
): readonly Outcome[] {
  const known = new Map(
    (old === undefined ? [] : tryAttacks(old, both)).flatMap(({ decisions }) => decisions.map((one) => [keyOf(one), one] as const)),
  );
  return tryAttacks(now, both)
    .filter(({ attack }) => attack.where !== 'Regions are named' || namesRegions)
    .flatMap((result) =>
      result.decisions
        .filter((decision) => keyOf(decision).includes(about))
        .filter((decision) => decision.state === 'allowed' || isLeftOpen(known.get(keyOf(decision)), decision))
        .filter(({ call: { by } }) => (by !== 'platform' && by !== 'target') || !isGone(by, old?.subject, now.subject))
        .filter((decision) => isOpened(result, known.get(keyOf(decision)), decision, place, old?.subject, now.subject))
        .map((decision) => holeOutcome(result, place.ofHole(known.get(keyOf(decision)), decision), decision)),
    );
}

/** Whoever is gone does nothing any more. */
const isGone = (part: 'platform' | 'target' | 'key', old: Subject | undefined, now: Subject): boolean =>
  old?.[part] !== undefined && now[part] === undefined;

const keyOf = ({ call }: Decision): string => textOfCall(call);

/** Whether the change opens it. What is created, or gets our statements for the first time, is held to its own level. */
function isOpened(
  { attack }: AttackResult,
  was: Decision | undefined,
  decision: Decision,
  place: Placer,
  old: Subject | undefined,
  now: Subject,
): boolean {
  if (was?.state === 'allowed') return false;
  const added = place.newStatements(decision);
  // Something that is new lets itself be used by what was there: that is not what changes.
  if (added.length === 0) return was !== undefined;
  const fresh = added.filter(({ holder }) => isCreated(holder, old, now) || isOnboarded(holder, place));
  if (fresh.length < added.length) return true;
  const from = TIGHTENING_LEVELS.indexOf(attack.from ?? 'documented');
  return decision.state === 'allowed' && fresh.every(({ holder }) => TIGHTENING_LEVELS.indexOf(levelOf(viewsOf(holder, place))) >= from);
}

const partOf = (holder: Holder): 'platform' | 'target' | 'key' | undefined =>
  holder === 'organisation'
    ? undefined
    : holder === 'key policy' || holder === 'grants'
      ? 'key'
      : holder.startsWith('platform')
        ? 'platform'
        : 'target';

function isCreated(holder: Holder, old: Subject | undefined, now: Subject): boolean {
  const part = partOf(holder);
  return part !== undefined && now[part] !== undefined && old?.[part] === undefined;
}

/** Whether statements of ours that were not there before are all that is added. */
function isOnboarded(holder: Holder, { before, after }: Placer): boolean {
  const added = after
    .of(holder)
    .filter((text) => !before.has(holder, text))
    .map(statementOf);
  const known = new Set(before.of(holder).map((text) => statementOf(text)['Sid']));
  return added.length > 0 && added.every((statement) => isOwn(statement) && !known.has(statement['Sid']));
}

const viewsOf = (holder: Holder, { after }: Placer): ReturnType<typeof viewsIn> =>
  viewsIn([{ Statement: after.of(holder).map(statementOf) }]);

function holeOutcome({ attack, family }: AttackResult, { place, kind }: Cause, decision: Decision): Outcome {
  const isSure = decision.state === 'allowed';
  const statements = allowingStatements(decision);
  const by = statements.length === 0 ? 'AWS itself' : statements.map(statementInWords).join(' and ');
  const level = attack.from === undefined ? '' : `. Statements of the modules refuse it from ${attack.from} on`;
  return {
    rule: isSure ? 'new-hole' : 'possible-hole',
    severity: isSure ? 'error' : 'warning',
    place,
    what: attack.title,
    message: isSure
      ? `${family}: ${attack.title} would be allowed by ${by} (${callInWords(decision)})`
      : `${family}: ${attack.title} would be possible: it ${reasonInWords(decision)} (${callInWords(decision)})`,
    mend: `${mendOf(kind)}${level}`,
    by: statements.map(statementInWords),
    rank: WORST_FIRST.indexOf(family),
  };
}

function mendOf(kind: Cause['kind']): string {
  if (kind === 'deny') return 'Keep the Deny that refuses it';
  if (kind === 'names') return 'Keep the tags and aliases of the key, or narrow the policy that asks for them';
  if (kind === 'boundary') return 'Keep the permissions boundary that refuses it';
  return 'Narrow what allows it, or take it out';
}
