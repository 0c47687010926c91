import { beyondNeed, type Excess } from './beyond-need';
import { examine } from './examine';
import type { Json } from '../policy/policy-json';
import type { Addition } from './patch/addition';
import { changedDocuments, type ChangedDocument } from './patch/changed-documents';
import { guessProblems } from './patch/guess-problems';
import { patchCautions, patchProblems } from './patch/patch-problems';
import { planPatch, type Examined } from './patch/plan-patch';
import { provePatch, type PatchedSubject, type SubjectPatch } from './patch/prove-patch';
import { partitionOf, sceneOf } from './scene';
import type { Subject } from './subject/subject';
import { tryAttacks } from './tried-attacks';

/** What was found about one subject, and what the patch does for it. */
export interface SubjectFindings extends PatchedSubject {
  /** Worst first. */
  readonly excess: readonly Excess[];
}

/** What was found about subjects that are examined together, and the one patch that mends them. */
export interface Findings {
  readonly subjects: readonly SubjectFindings[];
  readonly additions: readonly Addition[];
  /** One for each policy that is changed, whichever subjects share it. */
  readonly documents: readonly ChangedDocument[];
  /** Why the patch must not be used, in sentences; empty where it may. */
  readonly problems: readonly string[];
  /** What whoever uses it must know, in sentences. */
  readonly cautions: readonly string[];
}

/**
 * Examines subjects, and finds and proves what mends them. Undefined where one is of a partition that no claims are made for.
 *
 * @param progress told of each subject that is done
 */
export function findingsFor(subjects: readonly Subject[], progress?: (done: number, all: number) => void): Findings | undefined {
  const regions = [
    ...new Set(subjects.flatMap(({ key, evidenceRegions }) => [...(key?.arn.split(':').slice(3, 4) ?? []), ...evidenceRegions])),
  ];
  const examined: Examined[] = [];
  for (const subject of subjects) {
    const partition = partitionOf(subject);
    if (partition === undefined) return undefined;
    const scene = sceneOf(subject, partition, regions);
    examined.push({ scene, paths: examine(scene), attacks: tryAttacks(scene) });
    progress?.(examined.length, subjects.length);
  }
  const { additions, levels } = planPatch(examined);
  const known = examined.map(({ scene }) => scene.subject);
  const documents = changedDocuments(known, additions);
  const patches = provePatch(examined, levels, documents);
  return {
    subjects: examined.flatMap((one, index) => {
      const patch = patches[index];
      return patch === undefined ? [] : [{ ...one, excess: beyondNeed(one.scene, one.attacks), patch }];
    }),
    additions,
    documents,
    problems: distinct([
      ...examined.flatMap(({ scene }) => guessProblems(scene, statementsFor(scene.subject, documents))),
      ...patchProblems(known, documents),
      ...patches.flatMap(proofProblems),
    ]),
    cautions: distinct([...patchCautions(documents, additions), ...patches.flatMap(levelCautions)]),
  };
}

/** Statements of the documents that concern a subject. */
const statementsFor = ({ key, platform, target }: Subject, documents: readonly ChangedDocument[]): readonly Json[] =>
  documents.filter(({ owner }) => [key?.arn, platform?.arn, target?.arn].includes(owner)).flatMap(({ statements }) => statements);

const distinct = (sentences: readonly string[]): readonly string[] => [...new Set(sentences)];

const proofProblems = ({ opened, lost, level }: SubjectPatch): readonly string[] => [
  ...opened.map(({ attack }) => `The additions at ${level} would let through: ${attack.title}${hintFor(attack.from, level)}`),
  ...lost.map((loss) => `${loss} by the additions`),
];

const hintFor = (from: string | undefined, level: string): string =>
  from === undefined || from === level ? '' : `. Statements at --level ${from} do not`;

const levelCautions = ({ tolerated, level }: SubjectPatch): readonly string[] =>
  tolerated.map(
    ({ attack }) => `At ${level}, which was asked for, the additions let through what ${attack.from ?? 'pinned'} refuses: ${attack.title}`,
  );
