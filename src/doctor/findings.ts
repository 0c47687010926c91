import { beyondNeed, type Excess } from './beyond-need';
import { examine, type PathResult } from './examine';
import { changedDocuments, patchProblems, type ChangedDocument } from './patch/changed-documents';
import { guessProblems } from './patch/guess-problems';
import { planPatch, type Patch } from './patch/plan-patch';
import { partitionOf, sceneOf, type Scene } from './scene';
import type { Subject } from './subject';
import { tryAttacks } from './tried-attacks';

/** What was found about one subject, and what mends it. */
export interface Findings {
  readonly scene: Scene;
  readonly paths: readonly PathResult[];
  /** Worst first. */
  readonly excess: readonly Excess[];
  readonly patch: Patch;
  readonly documents: readonly ChangedDocument[];
  /** Why the patch must not be used, in sentences; empty where it may. */
  readonly problems: readonly string[];
}

/** Examines a subject, and finds and proves what mends it. Undefined for a partition that no claims are made for. */
export function findingsFor(subject: Subject): Findings | undefined {
  const partition = partitionOf(subject);
  if (partition === undefined) return undefined;
  const scene = sceneOf(subject, partition);
  const paths = examine(scene);
  const attacks = tryAttacks(scene);
  const patch = planPatch(scene, paths, attacks);
  const documents = changedDocuments(scene, patch.additions);
  const opened = patch.opened.map(
    ({ attack }) => `The additions at ${patch.level} would let through: ${attack.title}. Try a tighter --level`,
  );
  return {
    scene,
    paths,
    excess: beyondNeed(scene, attacks),
    patch,
    documents,
    problems: [
      ...guessProblems(
        scene,
        documents.flatMap(({ statements }) => statements),
      ),
      ...patchProblems(scene, documents),
      ...opened,
    ],
  };
}
