import { TIGHTENING_LEVELS, type TighteningLevel } from '../../policy/guard';
import { levelOf } from '../../proof/plan/setting';
import { viewsIn } from '../../proof/plan/statement-view';
import { decideCall, type Decision } from '../decide';
import { decided, examine, type PathResult } from '../examine';
import type { Scene } from '../scene';
import { newlyOpen, tryAttacks, type AttackResult } from '../tried-attacks';
import { additionsFor, ownStatements, type Addition } from './additions';
import { minimalAdditions } from './minimal';
import { patchedScene } from './patched';
import type { JsonObject } from '../../policy/policy-json';

/** The least that has to be added so that imports work, and the proof of it. */
export interface Patch {
  /** How tight the additions are. */
  readonly level: TighteningLevel;
  /** Empty where nothing is blocked, or nothing that could be added would mend it. */
  readonly additions: readonly Addition[];
  readonly after: Scene;
  /** Every import path, decided after the additions. */
  readonly paths: readonly PathResult[];
  /** Calls that are still refused, with what refuses them. */
  readonly blockers: readonly Decision[];
  /** Attacks that only the additions let through: where there are any, the patch must not be used. */
  readonly opened: ReturnType<typeof newlyOpen>;
}

/** Finds the least that mends the paths that are blocked; tighter statements are tried where looser ones would open anything. */
export function planPatch(scene: Scene, paths: readonly PathResult[], attacks: readonly AttackResult[]): Patch {
  const levels = levelsToTry(scene);
  let patch = patchAt(scene, paths, attacks, levels[0] ?? 'pinned');
  for (const level of levels.slice(1)) {
    if (patch.opened.length === 0) break;
    patch = patchAt(scene, paths, attacks, level);
  }
  return patch;
}

/** The level asked for, or that of our statements that are there and every tighter one, or the tightest. */
function levelsToTry({ subject }: Scene): readonly TighteningLevel[] {
  if (subject.level !== undefined) return [subject.level];
  const own = subject.key?.policy === undefined ? [] : ownStatements(subject.key.policy.json);
  if (own.length === 0) return ['pinned'];
  const views = viewsIn([{ Statement: own as unknown as JsonObject[] }]);
  return TIGHTENING_LEVELS.slice(TIGHTENING_LEVELS.indexOf(levelOf(views)));
}

function patchAt(scene: Scene, paths: readonly PathResult[], attacks: readonly AttackResult[], level: TighteningLevel): Patch {
  const additions = leastAdditions(scene, paths, additionsFor(scene, level));
  const after = patchedScene(scene, additions);
  const results = examine(after);
  return {
    level,
    additions,
    after,
    paths: results,
    blockers: results.flatMap(({ decisions }) => decisions.filter(({ state }) => state === 'refused')),
    opened: additions.length === 0 ? [] : newlyOpen(attacks, tryAttacks(after)),
  };
}

/** What paths need that are blocked and that the additions together mend; a path that stays blocked gets nothing. */
function leastAdditions(scene: Scene, paths: readonly PathResult[], all: readonly Addition[]): readonly Addition[] {
  const full = patchedScene(scene, all);
  const blocked = new Set(paths.filter(({ state }) => state === 'blocked').map(({ title }) => title));
  const mended = examine(full).filter(({ title, state }) => blocked.has(title) && state !== 'blocked');
  if (mended.length === 0) return [];
  const needed = decided(
    scene,
    mended.flatMap(({ path }) => path.calls(scene.world)),
  ).filter(({ state }) => state === 'refused');
  // A statement of ours that is written anew may let less through than the old one.
  const kept = all.some(({ before }) => before !== undefined)
    ? paths.flatMap(({ decisions }) => decisions.filter(({ state }) => state !== 'refused'))
    : [];
  return minimalAdditions(all, (additions) => {
    const patched = patchedScene(scene, additions);
    return [...needed, ...kept].every(({ call, state }) => {
      const now = decideCall(patched, call)?.state;
      return state === 'allowed' ? now === 'allowed' : now !== 'refused';
    });
  });
}
