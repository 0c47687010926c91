import { decideCall } from '../../src/doctor/decide';
import { examine } from '../../src/doctor/examine';
import { findingsFor, type Findings } from '../../src/doctor/findings';
import { awsCliForm } from '../../src/doctor/patch/aws-cli-form';
import { moduleForm } from '../../src/doctor/patch/module-form';
import { untolerated } from '../../src/doctor/patch/plan-patch';
import { patchedScene } from '../../src/doctor/patch/patched';
import { findingsText } from '../../src/doctor/report/report-text';
import { sceneOf } from '../../src/doctor/scene';
import { newlyOpen, tryAttacks } from '../../src/doctor/tried-attacks';
import { reasonInWords } from '../../src/doctor/report/words';
import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../../src/catalogue/kms-key-policy/own-statements';
import { foreignStatements } from '../../src/policy/merge-key-policy';
import { statementsOf } from '../../src/policy/key-policy';
import type { JsonObject, PolicyStatement } from '../../src/policy/policy-json';
import { findingsOf, patchLines, SITUATIONS, statesIn, subjectFindings, withDocumentsPut } from './situation';

const CASES = SITUATIONS.map((situation) => [situation.name, situation] as const);

test('there are at least 40 situations, each with its own fault', () => {
  expect(SITUATIONS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(SITUATIONS.map(({ fault }) => fault)).size).toBe(SITUATIONS.length);
});

const blocksOf = ({ subjects }: Findings): readonly string[] => [
  ...new Set(
    subjects
      .flatMap(({ patch }) => patch.blockers)
      .map((one) =>
        one.unusable !== undefined || one.verdict.outcome === 'denied explicitly'
          ? reasonInWords(one)
          : `${one.verdict.missing ?? ''} policy`,
      ),
  ),
];

/** Condition keys and levels that paths depend on. */
const dependsOf = ({ subjects }: Findings): readonly string[] => [
  ...new Set(
    subjects
      .flatMap(({ paths }) => paths)
      .flatMap(({ decisions }) => decisions)
      .flatMap(({ missing }) => missing)
      .filter(({ kind }) => kind !== 'document')
      .map(({ what }) => what),
  ),
];

test.each(CASES)('%s: verdicts and patch', (_name, situation) => {
  const findings = findingsOf(situation);
  const { before, patch, after, blocks, depends = [], says = [], problem } = situation.expect;
  expect({
    before: statesIn(findings.subjects.map(({ paths }) => paths)),
    patch: patchLines(findings),
    after: statesIn(findings.subjects.map((one) => one.patch.paths)),
    blocks: blocksOf(findings),
    depends: dependsOf(findings),
  }).toEqual({ before, patch, after, blocks, depends });
  expect(findings.problems.length > 0).toBe(problem !== undefined);
  if (problem !== undefined) expect(findings.problems.join('\n')).toContain(problem);
  const text = findingsText(findings, moduleForm(findings.subjects, findings.documents, {})).replaceAll(/\s+/g, ' ');
  for (const part of says) expect(text).toContain(part);
});

test.each(CASES)('%s: the patched documents, put in place and read anew, are as promised', (_name, situation) => {
  const findings = findingsOf(situation);
  if (findings.problems.length > 0) return;
  const again = findingsFor(withDocumentsPut(findings));
  if (again === undefined) throw new Error('no findings');
  expect(statesIn(again.subjects.map(({ paths }) => paths))).toEqual(situation.expect.after);
  findings.subjects.forEach((one, index) => {
    // What a level lets through that was asked for is no mistake.
    const opened = untolerated(one, newlyOpen(one.attacks, again.subjects[index]?.attacks ?? []));
    expect(opened.map(({ attack }) => attack.title)).toEqual([]);
  });
  // A second patch has nothing to add.
  expect(patchLines(again)).toEqual([]);
});

test.each(CASES)('%s: nobody loses access by the patch', (_name, situation) => {
  const findings = findingsOf(situation);
  if (findings.problems.length > 0) return;
  const scenes = withDocumentsPut(findings).map((subject) => sceneOf(subject, findings.subjects[0]?.scene.world.partition ?? 'aws'));
  const order = ['refused', 'depends', 'allowed'];
  findings.subjects.forEach(({ paths, attacks }, index) => {
    const scene = scenes[index];
    if (scene === undefined) throw new Error('no scene');
    for (const [results, always] of [
      [paths, true],
      [attacks, false],
    ] as const)
      for (const { call, state } of results.flatMap(({ decisions }) => decisions)) {
        const now = decideCall(scene, call, always)?.state ?? state;
        expect([call, order.indexOf(now) >= order.indexOf(state)]).toEqual([call, true]);
      }
  });
});

test.each(CASES)('%s: no foreign statement is changed, and nobody is let in who does not exist', (_name, situation) => {
  const { documents, subjects, additions } = findingsOf(situation);
  for (const { place, before, after } of documents) {
    if (before === '') continue;
    const [old, now] = [JSON.parse(before) as JsonObject, JSON.parse(after) as JsonObject];
    const foreign = (policy: JsonObject) => (place === 'key policy' ? foreignStatements(policy, OWN) : statementsOf(policy));
    const isOurs = (statement: unknown): boolean => additions.some((one) => one.before?.Sid === (statement as JsonObject)['Sid']);
    const kept = foreign(old).filter((statement) => !isOurs(statement));
    expect(
      foreign(now)
        .filter((statement) => !isOurs(statement))
        .slice(0, kept.length),
    ).toEqual(kept);
    expect({ ...now, Statement: [] }).toEqual({ ...old, Statement: [] });
  }
  const owners = subjects.flatMap(({ scene: { subject } }) => [subject.key?.arn, subject.platform?.arn, subject.target?.arn]);
  expect(documents.every(({ owner }) => owners.includes(owner))).toBe(true);
  expect(new Set(documents.map(({ file }) => file)).size).toBe(documents.length);
  const forms = [JSON.stringify(documents), awsCliForm(documents, 'DIR'), moduleForm(subjects, documents, {}).text];
  for (const form of forms) expect(form).not.toMatch(/9000000000\d\d/);
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

test.each(CASES)('%s: dropping any part of the patch breaks a path, or opens an attack', (_name, situation) => {
  const { subjects, additions } = findingsOf(situation);
  const works = subjects.map(({ patch }) => new Map(patch.paths.map(({ title, state }) => [title, state])));
  const breaks = (some: Findings['additions']): boolean =>
    subjects.some(({ scene, patch }, index) => {
      const less = patchedScene(scene, some);
      return (
        examine(less).some(({ title, state }) => state === 'blocked' && works[index]?.get(title) !== 'blocked') ||
        (some.some(({ statement }) => statement.Effect === 'Deny') !== additions.some(({ statement }) => statement.Effect === 'Deny') &&
          newlyOpen(tryAttacks(patch.after), tryAttacks(less)).length > 0)
      );
    });
  for (const addition of additions) {
    const others = additions.filter((one) => one !== addition);
    expect([addition.statement.Sid, breaks(others)]).toEqual([addition.statement.Sid, true]);
    // What stands in a statement of ours already is not for the patch to take away.
    for (const statement of addition.before === undefined && addition.statement.Effect === 'Allow' ? shortened(addition.statement) : [])
      expect({ statement, breaks: breaks(additions.map((one) => (one === addition ? { ...one, statement } : one))) }).toEqual({
        statement,
        breaks: true,
      });
  }
});

test('a scene does not change what it is told of', () => {
  const [situation] = SITUATIONS;
  if (situation === undefined) throw new Error('no situation');
  const { scene } = subjectFindings(findingsOf(situation));
  expect(sceneOf(scene.subject, scene.world.partition).world).toEqual(scene.world);
});
