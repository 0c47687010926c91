import type { TighteningLevel } from '../../policy/guard';
import type { Call } from '../../proof/claims/call';
import { decideCall, type Decision } from '../decide';
import { examine, type PathResult } from '../examine';
import { isOnKeyOfNobody } from '../examined-key';
import type { Scene } from '../scene';
import { newlyOpen, tryAttacks } from '../tried-attacks';
import { additionsFor } from './additions';
import type { ChangedDocument } from './changed-documents';
import { lostAccess } from './lost-access';
import { patchedScene } from './patched';
import { untolerated, type Examined, type Plan } from './plan-patch';
import { scenesAfter } from './scenes-after';

/** What a patch does for one subject, decided by the documents as they will be. */
export interface SubjectPatch {
  /** How tight the additions are. */
  readonly level: TighteningLevel;
  readonly after: Scene;
  /** Every import path, decided after the additions. */
  readonly paths: readonly PathResult[];
  /** Calls that stay refused whatever the modules add, with what refuses them. */
  readonly blockers: readonly Decision[];
  /** Whether paths that stay blocked lack statements besides. */
  readonly lacksMore: boolean;
  /** Attacks that only the additions let through: where there are any, the patch must not be used. */
  readonly opened: ReturnType<typeof newlyOpen>;
  /** Attacks that the level lets through which was asked for. */
  readonly tolerated: ReturnType<typeof newlyOpen>;
  /** Who would lose what: where anybody would, the patch must not be used. */
  readonly lost: readonly string[];
}

/** A subject as it is, and what the patch does for it. */
export interface PatchedSubject extends Examined {
  readonly patch: SubjectPatch;
}

/** Decides everything once more with the documents in place. */
export function provePatch(
  subjects: readonly Examined[],
  levels: Plan['levels'],
  documents: readonly ChangedDocument[],
): readonly SubjectPatch[] {
  const after = scenesAfter(
    subjects.map(({ scene }) => scene),
    documents,
  );
  return subjects.map((subject, index) => {
    const scene = after[index] ?? subject.scene;
    const done: Examined = documents.length === 0 ? subject : { scene, paths: examine(scene), attacks: tryAttacks(scene) };
    const open = newlyOpen(subject.attacks, done.attacks);
    const opened = untolerated(subject, open);
    return {
      level: levels[index] ?? 'pinned',
      after: scene,
      paths: done.paths,
      ...blockersOf(done, levels[index] ?? 'pinned'),
      opened,
      tolerated: open.filter((one) => !opened.includes(one)),
      lost: lostAccess(subject, done),
    };
  });
}

/** A path that cannot be mended gets nothing: what it lacks besides is no more than its owner finds once nothing blocks it. */
function blockersOf({ scene, paths }: Examined, level: TighteningLevel): Pick<SubjectPatch, 'blockers' | 'lacksMore'> {
  const refused = paths.flatMap(({ decisions }) => decisions.filter(({ state }) => state === 'refused'));
  if (refused.length === 0) return { blockers: [], lacksMore: false };
  const mended = patchedScene(scene, additionsFor(scene, level));
  // No statement names a key that nobody named.
  const isMended = ({ call }: Decision): boolean => !isOnKeyOfNobody(scene, call) && decidedState(mended, call) !== 'refused';
  const blockers = refused.filter((one) => !isMended(one));
  return { blockers, lacksMore: blockers.length < refused.length };
}

const decidedState = (scene: Scene, call: Call): Decision['state'] => decideCall(scene, call, true)?.state ?? 'refused';
