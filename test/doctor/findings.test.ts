import { decideCall } from '../../src/doctor/decide';
import { examine } from '../../src/doctor/examine';
import type { Findings } from '../../src/doctor/findings';
import { reasonInWords } from '../../src/doctor/words';
import { sceneOf } from '../../src/doctor/scene';
import { newlyOpen, tryAttacks } from '../../src/doctor/tried-attacks';
import { patchedScene } from '../../src/doctor/patch/patched';
import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../../src/catalogue/kms-key-policy/own-statements';
import { foreignStatements } from '../../src/policy/merge-key-policy';
import { statementsOf } from '../../src/policy/key-policy';
import type { JsonObject, PolicyStatement } from '../../src/policy/policy-json';
import { findingsOf, patchLines, SITUATIONS, statesOf, type FileKind, type Situation } from './situation';

const CASES = SITUATIONS.map((situation) => [situation.name, situation] as const);

test('there are at least 40 situations, each with its own fault', () => {
  expect(SITUATIONS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(SITUATIONS.map(({ fault }) => fault)).size).toBe(SITUATIONS.length);
});

const blocksOf = ({ patch }: Findings): readonly string[] => [
  ...new Set(
    patch.blockers.map((one) => (one.verdict.outcome === 'denied explicitly' ? reasonInWords(one) : `${one.verdict.missing ?? ''} policy`)),
  ),
];

test.each(CASES)('%s: verdicts and patch', (_name, situation) => {
  const findings = findingsOf(situation);
  const { before, patch, after, blocks, problem } = situation.expect;
  expect({
    before: statesOf(findings.paths),
    patch: patchLines(findings),
    after: statesOf(findings.patch.paths),
    blocks: blocksOf(findings),
  }).toEqual({
    before,
    patch,
    after,
    blocks,
  });
  expect(findings.problems.length > 0).toBe(problem !== undefined);
  if (problem !== undefined) expect(findings.problems.join('\n')).toContain(problem);
});

/** The situation with the documents that the patch makes, read anew. */
function applied(situation: Situation, findings: Findings): Findings {
  const { scene, documents } = findings;
  const { platform, target, key } = scene.subject;
  const textOf = (place: string): string | undefined => documents.find((document) => document.place === place)?.after;
  const changed = (place: string, is: FileKind): Situation['files'] => {
    const text = textOf(place);
    return text === undefined ? {} : { [`patched ${place}`]: { is, text } };
  };
  const keyText = textOf('key policy');
  const policies = (side: 'platform' | 'target'): Situation['files'] => {
    const { identity, trust } = scene.subject[side] ?? {};
    const given = (identity?.given ?? []).map(({ json }, index) => [`${side} ${index}`, { is: `${side} policy` as const, json }] as const);
    return {
      ...Object.fromEntries(given),
      ...changed(`${side} policy`, `${side} policy`),
      ...(textOf(`${side} trust`) === undefined &&
        trust !== undefined && { [`${side} trust`]: { is: `${side} trust` as const, json: trust.json } }),
      ...changed(`${side} trust`, `${side} trust`),
    };
  };
  return findingsOf({
    files: {
      ...(key === undefined ? {} : { 'key.json': keyText === undefined ? { json: key.policy?.json ?? null } : { text: keyText } }),
      ...(key === undefined || key.grants.length === 0 ? {} : { 'grants.json': situation.files['grants.json'] ?? {} }),
      ...policies('platform'),
      ...policies('target'),
      ...Object.fromEntries(
        Object.entries(situation.files).filter(([, { is }]) => is === 'service control policy' || is === 'target boundary'),
      ),
    },
    options: {
      ...situation.options,
      evidenceRegion: scene.evidenceRegions,
      ...(platform !== undefined && { platformRole: platform.arn }),
      ...(target !== undefined && { targetRole: target.arn }),
      ...(key !== undefined && /[0-9a-f]{8}-/.test(key.arn) && { keyArn: key.arn }),
    },
  });
}

test.each(CASES)('%s: the patched documents, read anew, are as promised', (_name, situation) => {
  const findings = findingsOf(situation);
  if (findings.problems.length > 0) return;
  const again = applied(situation, findings);
  expect(statesOf(again.paths)).toEqual(situation.expect.after);
  expect(newlyOpen(tryAttacks(findings.scene), tryAttacks(findings.patch.after))).toEqual([]);
  // A second patch has nothing to add.
  expect(patchLines(again)).toEqual([]);
});

test.each(CASES)('%s: no foreign statement is changed', (_name, situation) => {
  const { documents, scene } = findingsOf(situation);
  for (const { place, before, after } of documents) {
    if (before === '') continue;
    const [old, now] = [JSON.parse(before) as JsonObject, JSON.parse(after) as JsonObject];
    const foreign = (policy: JsonObject) => (place === 'key policy' ? foreignStatements(policy, OWN) : statementsOf(policy));
    expect(foreign(now).slice(0, foreign(old).length)).toEqual(foreign(old));
    expect({ ...now, Statement: [] }).toEqual({ ...old, Statement: [] });
  }
  expect(
    documents.every(({ owner }) => [scene.subject.key?.arn, scene.subject.platform?.arn, scene.subject.target?.arn].includes(owner)),
  ).toBe(true);
});

/** Every statement with one part less: an action, a principal, a resource, a value of a condition. */
function shortened(statement: PolicyStatement): readonly PolicyStatement[] {
  const less = (values: readonly string[]): readonly (readonly string[])[] =>
    values.length < 2 ? [] : values.map((value) => values.filter((other) => other !== value));
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) =>
      // What EBS asks for in a grant is not documented in full; these lists stay whole.
      key === 'kms:GrantOperations' || key === 'kms:GrantConstraintType'
        ? []
        : less([values].flat()).map((left) => ({
            ...statement,
            Condition: { ...statement.Condition, [operator]: { ...keys, [key]: left } },
          })),
    ),
  );
  return [
    ...less(statement.Action).map((Action) => ({ ...statement, Action })),
    ...less(statement.Resource ?? []).map((Resource) => ({ ...statement, Resource })),
    ...less(statement.Principal?.AWS ?? []).map((AWS) => ({ ...statement, Principal: { AWS } })),
    ...conditions,
  ];
}

test.each(CASES)('%s: dropping any part of the patch breaks a path', (_name, situation) => {
  const { scene, patch, paths } = findingsOf(situation);
  const works = new Map(patch.paths.map(({ title, state }) => [title, state]));
  const breaks = (additions: Findings['patch']['additions']): boolean => {
    const less = patchedScene(scene, additions);
    return (
      examine(less).some(({ title, state }) => state === 'blocked' && works.get(title) !== 'blocked') ||
      paths.some(({ decisions }) => decisions.some(({ call, state }) => state !== 'refused' && decideCall(less, call)?.state === 'refused'))
    );
  };
  for (const addition of patch.additions) {
    const others = patch.additions.filter((one) => one !== addition);
    expect(breaks(others)).toBe(true);
    // What stands in a statement of ours already is not for the patch to take away.
    for (const statement of addition.before === undefined ? shortened(addition.statement) : [])
      expect({ statement, breaks: breaks(patch.additions.map((one) => (one === addition ? { ...one, statement } : one))) }).toEqual({
        statement,
        breaks: true,
      });
  }
});

test('a scene does not change what it is told of', () => {
  const [situation] = SITUATIONS;
  if (situation === undefined) throw new Error('no situation');
  const { scene } = findingsOf(situation);
  expect(sceneOf(scene.subject, scene.world.partition).world).toEqual(scene.world);
});
