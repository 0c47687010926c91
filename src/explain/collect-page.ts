import type { Decision } from '../doctor/decide';
import { examine } from '../doctor/examine';
import { notGiven } from '../doctor/not-given';
import { partitionOf, sceneOf, type Scene } from '../doctor/scene';
import type { Subject } from '../doctor/subject';
import { tryAttacks } from '../doctor/tried-attacks';
import { callInWords, decidingStatements, reasonInWords } from '../doctor/words';
import type { EstateRole, GivenPolicy } from '../estate/estate';
import { statementsOf } from '../policy/key-policy';
import { callerName } from '../proof/claims/world';
import {
  NAMES,
  POLICY_SIGN,
  type PageAttack,
  type PageData,
  type PageDecision,
  type PagePolicy,
  type PageResult,
  type PageState,
  type PageSubject,
} from './page-data';

const STATES: Readonly<Record<string, PageState>> = { allowed: 0, works: 0, depends: 1, refused: 2, blocked: 2 };

/** Decides everything for each subject. Subjects of partitions without claims are left out. */
export function collectPage(subjects: readonly Subject[], version: string, progress?: (done: number, all: number) => void): PageData {
  const pools: Pools = { texts: pool(), policies: pool(), results: pool() };
  const collected = subjects.flatMap((subject, index): readonly PageSubject[] => {
    const partition = partitionOf(subject);
    const page = partition === undefined ? [] : [subjectPage(sceneOf(subject, partition), pools)];
    progress?.(index + 1, subjects.length);
    return page;
  });
  return { version, texts: pools.texts.list, policies: pools.policies.list, results: pools.results.list, subjects: collected };
}

/** What many subjects share, each once. */
interface Pool<K, T> {
  readonly list: readonly T[];
  /** The place of a value, made where the key is new. */
  readonly place: (key: K, make: () => T) => number;
}

interface Pools {
  readonly texts: Pool<string, string>;
  readonly policies: Pool<GivenPolicy, PagePolicy>;
  readonly results: Pool<string, PageResult>;
}

function pool<K, T>(): Pool<K, T> {
  const places = new Map<K, number>();
  const list: T[] = [];
  return {
    list,
    place: (key, make) => {
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, list.length);
      return list.push(make()) - 1;
    },
  };
}

function subjectPage(scene: Scene, pools: Pools): PageSubject {
  const { subject, world, named } = scene;
  const { key, platform, target } = subject;
  const policies = policiesOf(subject, pools);
  const names = {
    ...(key !== undefined && { key: key.arn }),
    ...(platform !== undefined && { platform: platform.arn }),
    ...(target !== undefined && { target: target.arn }),
  };
  const byLength = [...policies.keys()]
    .map((name, index) => [name, index] as const)
    .toSorted(([one], [other]) => other.length - one.length);
  const withPolicySigns = (words: string): string =>
    byLength.reduce((general, [name, index]) => general.replaceAll(name, `${POLICY_SIGN}${index}${POLICY_SIGN}`), words);
  const text = (words: string): number => {
    const general = generalised(withPolicySigns(words), names);
    return pools.texts.place(general, () => general);
  };
  const result = resultOf(scene, text, [...policies.keys()]);
  return {
    ...names,
    ...(platform !== undefined && { instance: named.text(callerName(world, 'instance')) }),
    result: pools.results.place(JSON.stringify(result), () => result),
    policies: [...policies.values()],
    notGiven: notGiven(subject),
  };
}

/** A text with signs in place of the subject's names. */
const generalised = (text: string, names: Parameters<(typeof NAMES)[number][1]>[0]): string =>
  NAMES.reduce((general, [sign, nameOf]) => {
    const name = nameOf(names);
    return name === undefined || name === '' ? general : general.replaceAll(name, sign);
  }, text);

function resultOf(scene: Scene, text: (words: string) => number, policies: readonly string[]): PageResult {
  const page = (decision: Decision): PageDecision => decisionPage(decision, policies, text);
  const attacks = tryAttacks(scene);
  return {
    paths: examine(scene).map(({ title, state, decisions }) => ({
      title: text(title),
      state: STATES[state] ?? 2,
      decisions: decisions.map(page),
    })),
    tried: attacks.map(({ attack, family }) => [text(family), text(attack.title)] as const),
    open: attacks.flatMap(({ attack, family, decisions }): readonly PageAttack[] => {
      const worst = decisions.find(({ state }) => state === 'allowed') ?? decisions.find(({ state }) => state === 'depends');
      return worst === undefined ? [] : [{ family: text(family), title: text(attack.title), decision: page(worst) }];
    }),
  };
}

/** Policies of a subject, by name as verdicts call them. */
function policiesOf({ key, platform, target, serviceControl }: Subject, pools: Pools): ReadonlyMap<string, number> {
  const found: (readonly [string, number])[] = [];
  const add = (policy: GivenPolicy | undefined, owner: string, kind: PagePolicy['kind']): void => {
    if (policy !== undefined)
      found.push([
        policy.name,
        pools.policies.place(policy, () => ({
          name: policy.name,
          owner,
          kind,
          statements: statementsOf(policy.json).map((statement) => JSON.stringify(statement, null, 2)),
        })),
      ]);
  };
  add(key?.policy, key?.arn ?? '', 'key policy');
  for (const role of [platform, target]) addRole(role, add);
  for (const policy of serviceControl) add(policy, 'the organisation', 'service control policy');
  return new Map(found);
}

function addRole(
  role: EstateRole | undefined,
  add: (policy: GivenPolicy | undefined, owner: string, kind: PagePolicy['kind']) => void,
): void {
  if (role === undefined) return;
  for (const policy of role.identity?.given ?? []) add(policy, role.arn, 'policy');
  add(role.trust, role.arn, 'trust policy');
  add(role.boundary, role.arn, 'permissions boundary');
}

function decisionPage(decision: Decision, policies: readonly string[], text: (words: string) => number): PageDecision {
  const { verdict, state } = decision;
  const { nearest } = verdict;
  // What came closest is shown where nothing decided.
  const statements = decidingStatements(decision).length > 0 || nearest === undefined ? decidingStatements(decision) : [nearest.statement];
  return {
    row: text(rowOf(decision)),
    call: text(callInWords(decision)),
    state: STATES[state] ?? 2,
    reason: text(reasonInWords(decision)),
    statements: statements.flatMap(({ policy, index }) => {
      const place = policies.indexOf(policy);
      return place < 0 ? [] : [[place, index] as const];
    }),
  };
}

/** Who calls what through which service. */
function rowOf({ call, request }: Decision): string {
  const who =
    call.by === 'platform' ? 'platform role' : call.by === 'target' ? 'target role' : call.by === 'instance' ? 'instance role' : call.by;
  const via = request.context?.['kms:ViaService'];
  return `${who}: ${call.action}${typeof via === 'string' ? ` through ${via.split('.')[0] ?? ''}` : ''}`;
}
