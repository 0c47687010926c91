import type { Decision } from '../doctor/decide';
import { examine } from '../doctor/examine';
import type { HeldPolicy } from '../doctor/subject/held-policies';
import { partitionOf, sceneOf, type Scene } from '../doctor/scene';
import { instanceOf } from '../doctor/scene-names';
import type { Subject } from '../doctor/subject/subject';
import { tryAttacks } from '../doctor/tried-attacks';
import type { KeyName } from '../proof/claims/keys';
import { likeness } from './alike';
import { decisionPage, STATES, type Pages } from './decision-page';
import type { PageAttack, PageData, PageDecision, PagePath, PagePolicy, PageResult, PageScope, PageSubject, PolicyUse } from './page-data';
import { scopeOf } from './page-scope';
import { toldSubject } from './page-subject';
import { pathLetters } from './path-letters';
import { awsKeyPage, grantsPage, policyPage, useOf } from './policy-pages';
import { pool, type Pool } from './pool';
import { generaliser, namesOf, withoutSamples } from './told';

/** What is told of the page as a whole: the version that decides, and the level of modules that are explained. */
export type About = Pick<PageData, 'version' | 'level'>;

/** Decides everything for each subject. None is of a partition that no claims are made for. */
export function collectPage(subjects: readonly Subject[], about: About, progress?: (done: number, all: number) => void): PageData {
  const pools = emptyPools();
  const collected = subjects.flatMap((subject, index): readonly PageSubject[] => {
    const { signed, held } = toldSubject(subject);
    const partition = partitionOf(signed);
    const page = partition === undefined ? [] : [subjectPage(sceneOf(signed, partition), held, pools)];
    progress?.(index + 1, subjects.length);
    return page;
  });
  const { decided: _, ...lists } = pools;
  return {
    ...about,
    texts: lists.texts.list,
    policies: lists.policies.list,
    policySets: lists.policySets.list,
    decisions: lists.decisions.list,
    paths: lists.paths.list,
    attacks: lists.attacks.list,
    results: lists.results.list,
    scopes: lists.scopes.list,
    subjects: collected,
  };
}

interface Pools {
  readonly texts: Pool<string>;
  readonly policies: Pool<PagePolicy>;
  readonly policySets: Pool<readonly PolicyUse[]>;
  readonly decisions: Pool<PageDecision>;
  readonly paths: Pool<PagePath>;
  readonly attacks: Pool<PageAttack>;
  readonly results: Pool<PageResult>;
  readonly scopes: Pool<PageScope>;
  /** What was decided, by what subjects have in common. */
  readonly decided: Map<string, Decided>;
}

const emptyPools = (): Pools => ({
  texts: pool(),
  policies: pool(),
  policySets: pool(),
  decisions: pool(),
  paths: pool(),
  attacks: pool(),
  results: pool(),
  scopes: pool(),
  decided: new Map(),
});

/** A result, and the keys of AWS whose policies have a say in it. */
interface Decided {
  readonly result: number;
  readonly awsKeys: readonly KeyName[];
}

function subjectPage(scene: Scene, held: readonly HeldPolicy[], pools: Pools): PageSubject {
  const { subject } = scene;
  const instance = instanceOf(subject);
  const like = likeness(subject);
  const names = namesOf(subject);
  const general = generaliser(names);
  const decided = (like === undefined ? undefined : pools.decided.get(like)) ?? resultOf(scene, held, pools);
  if (like !== undefined) pools.decided.set(like, decided);
  return {
    ...names,
    ...(instance !== undefined && { instance }),
    result: decided.result,
    scope: pools.scopes.place(scopeOf(scene)),
    policies: pools.policySets.place(policySet(scene, held, decided.awsKeys, pools.policies, (words) => pools.texts.place(general(words)))),
  };
}

/** The policies of a subject, then the grants on its key, then policies of AWS. */
function policySet(
  { subject, world }: Scene,
  held: readonly HeldPolicy[],
  awsKeys: readonly KeyName[],
  { place }: Pool<PagePolicy>,
  text: (words: string) => number,
): readonly PolicyUse[] {
  const grants = subject.key?.grants ?? [];
  return [
    ...held.map(({ policy, holder, kind }): PolicyUse => [place(policyPage(policy, text)), useOf(holder, kind)]),
    ...(grants.length === 0 ? [] : [[place(grantsPage(grants, text)), useOf('key', 'grants')] as const]),
    ...awsKeys.map((name): PolicyUse => [place(awsKeyPage(world, name, text)), useOf('AWS', 'key policy')]),
  ];
}

function resultOf(scene: Scene, held: readonly HeldPolicy[], pools: Pools): Decided {
  // Subjects that are decided alike have addresses that say nothing of each other.
  const { address: _address, ...names } = namesOf(scene.subject);
  const general = generaliser(names);
  const inWords = withoutSamples(scene);
  const text = (words: string): number => pools.texts.place(general(inWords(words)));
  const awsKeys: KeyName[] = [];
  const hasGrants = (scene.subject.key?.grants ?? []).length > 0;
  const pages: Pages = {
    scene,
    held,
    text,
    grants: hasGrants ? held.length : undefined,
    awsKey: (name) => {
      if (!awsKeys.includes(name)) awsKeys.push(name);
      return held.length + (hasGrants ? 1 : 0) + awsKeys.indexOf(name);
    },
  };
  const places = (decisions: readonly Decision[]): readonly number[] =>
    decisions.map((decision) => pools.decisions.place(decisionPage(pages, decision)));
  const paths = examine(scene);
  const letters = pathLetters(paths.map(({ title }) => title));
  const result: PageResult = {
    paths: paths.map(({ title, state, decisions }, index) => {
      const [letter = '', words = title] = letters[index] ?? [];
      return pools.paths.place({ letter, title: text(words), state: STATES[state], decisions: places(decisions) });
    }),
    attacks: tryAttacks(scene).map(({ attack, family, decisions }) =>
      pools.attacks.place({ family: text(family), title: text(attack.title), decisions: places(decisions) }),
    ),
  };
  return { result: pools.results.place(result), awsKeys };
}
