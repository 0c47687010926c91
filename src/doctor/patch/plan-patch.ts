import { TIGHTENING_LEVELS, type TighteningLevel } from '../../policy/guard';
import { covers } from '../../policy/globs';
import type { Call } from '../../proof/claims/call';
import { levelOf } from '../../proof/plan/setting';
import { viewsIn } from '../../proof/plan/statement-view';
import { decideCall, type Decision } from '../decide';
import { distinctCalls } from '../distinct-calls';
import { isOnKeyOfNobody } from '../examined-key';
import { decided, examine, type PathResult } from '../examine';
import { callsOf } from '../path-calls';
import type { Scene } from '../scene';
import { newlyOpen, tryAttacks, type AttackResult } from '../tried-attacks';
import type { Addition } from './addition';
import { additionsFor, deniesFor } from './additions';
import { minimalAdditions } from './minimal';
import { ownStatements } from './own-statements';
import { patchedScene } from './patched';
import { placed, type Placing } from './placed';
import { asWritten } from './statement-lists';

/** A subject as it is, decided. */
export interface Examined {
  readonly scene: Scene;
  readonly paths: readonly PathResult[];
  readonly attacks: readonly AttackResult[];
}

/** The least that has to be added to all policies so that imports work. */
export interface Plan {
  /** Empty where nothing is blocked, or nothing that could be added would mend it. */
  readonly additions: readonly Addition[];
  /** How tight the additions are, subject by subject. */
  readonly levels: readonly TighteningLevel[];
}

/**
 * Finds the least that mends the paths that are blocked, for all subjects together: policies that several of them share are changed
 * once. Tighter statements are tried where looser ones would open anything.
 */
export function planPatch(subjects: readonly Examined[]): Plan {
  const levels: TighteningLevel[] = [];
  let additions: readonly Addition[] = [];
  for (const subject of subjects) {
    const planned = planSubject(subject, additions);
    levels.push(planned.level);
    additions = planned.additions;
  }
  return { levels, additions: subjects.length === 1 ? additions : leastTogether(subjects, additions) };
}

interface Attempt {
  readonly level: TighteningLevel;
  readonly additions: readonly Addition[];
  readonly opened: ReturnType<typeof newlyOpen>;
}

/** Adds what one subject needs to what the others do. */
function planSubject(subject: Examined, accepted: readonly Addition[]): Attempt {
  const { scene } = subject;
  const [first = 'pinned', ...tighter] = levelsToTry(scene);
  if (subject.paths.every(({ state }) => state !== 'blocked')) return { level: first, additions: accepted, opened: [] };
  const there: Examined =
    accepted.length === 0 ? subject : { ...subject, scene: patchedScene(scene, accepted), paths: examine(patchedScene(scene, accepted)) };
  let attempt = attemptAt(subject, there, accepted, first);
  for (const level of tighter) {
    if (attempt.opened.length === 0) break;
    attempt = attemptAt(subject, there, accepted, level);
  }
  return attempt;
}

/** The level asked for, or that of our statements that are there and every tighter one, or the tightest. */
function levelsToTry({ subject }: Scene): readonly TighteningLevel[] {
  if (subject.level !== undefined) return [subject.level];
  const own = subject.key?.policy === undefined ? [] : ownStatements(subject.key.policy.json);
  if (own.length === 0) return ['pinned'];
  return TIGHTENING_LEVELS.slice(TIGHTENING_LEVELS.indexOf(levelOf(viewsIn([{ Statement: asWritten(own) }]))));
}

function attemptAt(subject: Examined, there: Examined, accepted: readonly Addition[], level: TighteningLevel): Attempt {
  const least = leastAdditions(there, additionsFor(there.scene, level));
  if (least.length === 0) return { level, additions: accepted, opened: [] };
  const place = (placing: Placing, additions: readonly Addition[]): Attempt => {
    const all = placed(subject.scene.subject, accepted, additions, placing);
    const patched = patchedScene(subject.scene, all);
    const attacks = tryAttacks(patched, patched, mayChange(all));
    return { level, additions: all, opened: untolerated(subject, newlyOpen(subject.attacks, attacks)) };
  };
  const attempt = place('joined', least);
  if (attempt.opened.length === 0) return attempt;
  const beside = place('beside', least);
  if (beside.opened.length === 0) return beside;
  const guarded = place('joined', [...least, ...denied(there.scene, level, least)]);
  return guarded.opened.length === 0 ? guarded : attempt;
}

/** Whether additions have a say in a call: what they do not speak of stays as it is. */
function mayChange(additions: readonly Addition[]): (call: Call) => boolean {
  const actions = [...new Set(additions.flatMap(({ statement }) => statement.Action))].map((action) => action.toLowerCase());
  return ({ action }) => actions.some((pattern) => covers(pattern, action.toLowerCase()));
}

/** Denies of the modules that belong to what is added: they speak of the same actions of the same role. */
const denied = (scene: Scene, level: TighteningLevel, additions: readonly Addition[]): readonly Addition[] =>
  deniesFor(scene, level).filter(({ owner, statement }) =>
    additions.some((one) => one.owner === owner && one.statement.Action.some((action) => statement.Action.includes(action))),
  );

/**
 * Attacks that a level which was asked for lets through by itself are no mistake of the patch; whoever asked for it is told.
 */
export function untolerated({ scene }: Pick<Examined, 'scene'>, opened: ReturnType<typeof newlyOpen>): ReturnType<typeof newlyOpen> {
  const { level } = scene.subject;
  if (level === undefined) return opened;
  return opened.filter(
    ({ attack }) => attack.from === undefined || TIGHTENING_LEVELS.indexOf(attack.from) <= TIGHTENING_LEVELS.indexOf(level),
  );
}

/** Calls that were refused and have to go through, of paths that additions mend. */
function neededCalls(scene: Scene, paths: readonly PathResult[], after: Scene): readonly Decision[] {
  const isMendable = ({ decisions }: PathResult): boolean =>
    !decisions.some(({ call, state }) => state === 'refused' && isOnKeyOfNobody(scene, call));
  const blocked = new Set(paths.filter((path) => path.state === 'blocked' && isMendable(path)).map(({ title }) => title));
  const mended = examine(after).filter(({ title, state }) => blocked.has(title) && state !== 'blocked');
  const calls = distinctCalls(mended.flatMap(({ path }) => callsOf(scene, path)));
  return decided(scene, calls, true).filter(({ state }) => state === 'refused');
}

/** What paths need that are blocked and that the additions together mend; a path that stays blocked gets nothing. */
function leastAdditions({ scene, paths }: Examined, all: readonly Addition[]): readonly Addition[] {
  const needed = neededCalls(scene, paths, patchedScene(scene, all));
  if (needed.length === 0) return [];
  return minimalAdditions(all, (additions, changed) => {
    const patched = patchedScene(scene, additions);
    return asking(needed, changed).every(({ call }) => decideCall(patched, call, true)?.state !== 'refused');
  });
}

/** Calls that an addition may let through: the others do not miss it. */
function asking(calls: readonly Decision[], addition: Addition): readonly Decision[] {
  const isAsked = mayChange([addition]);
  return calls.filter(({ call }) => isAsked(call));
}

/** What one subject needs may be among what another one got: nothing stays that none needs. */
function leastTogether(subjects: readonly Examined[], additions: readonly Addition[]): readonly Addition[] {
  const denies = additions.filter(({ statement }) => statement.Effect === 'Deny');
  const needs = subjects.map(({ scene, paths }) => ({ scene, needed: neededCalls(scene, paths, patchedScene(scene, additions)) }));
  let first = 0;
  const left = minimalAdditions(
    additions.filter((one) => !denies.includes(one)),
    (some, changed) =>
      [...needs.slice(first), ...needs.slice(0, first)].every((one) => {
        const { key, platform, target } = one.scene.subject;
        if (![key?.arn, platform?.arn, target?.arn].includes(changed.owner)) return true;
        const patched = patchedScene(one.scene, some);
        const holds = asking(one.needed, changed).every(({ call }) => decideCall(patched, call, true)?.state !== 'refused');
        // Values of a list mostly serve one subject each: the one that misses this is asked first for the next.
        if (!holds) first = needs.indexOf(one);
        return holds;
      }),
  );
  return [...left, ...denies];
}
