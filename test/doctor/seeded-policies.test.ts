import fc from 'fast-check';
import { decideCall, type Decision } from '../../src/doctor/decide';
import { examine } from '../../src/doctor/examine';
import { findingsFor } from '../../src/doctor/findings';
import { sceneOf } from '../../src/doctor/scene';
import type { Subject } from '../../src/doctor/subject/subject';
import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../../src/catalogue/kms-key-policy/own-statements';
import { statementsOf } from '../../src/policy/key-policy';
import { foreignStatements } from '../../src/policy/merge-key-policy';
import type { JsonObject } from '../../src/policy/policy-json';
import { disagreements, distinctDecisions } from './oracle-verdicts';
import { withDocumentsPut } from './situation';

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_124);
/** Fewer or more by `POLICIES=100000 npx jest test/doctor/seeded`. */
const POLICIES = Number(process.env['POLICIES'] ?? 10_000);
const PATCHED = Math.ceil(POLICIES / 50);

const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const TARGET = 'arn:aws:iam::444455556666:role/CadoResponseRole';
const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const PRINCIPALS = [
  PLATFORM,
  TARGET,
  'arn:aws:iam::444455556666:root',
  'arn:aws:iam::111122223333:root',
  '*',
  'arn:aws:iam::444455556666:role/KeyAdmin',
  'arn:aws:iam::999988887777:root',
];
const ACTIONS = [
  'kms:*',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:ReEncrypt*',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey*',
  'kms:CreateGrant',
  'kms:Describe*',
  'kms:Encrypt',
  'kms:PutKeyPolicy',
  '*',
];
/** Conditions that people write, right and wrong. */
const CONDITIONS: readonly JsonObject[] = [
  { StringEquals: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' } },
  { StringEquals: { 'kms:ViaService': ['ec2.eu-west-1.amazonaws.com', 's3.us-east-1.amazonaws.com'] } },
  { StringLike: { 'kms:ViaService': 'ec2.*.amazonaws.com' } },
  { StringNotEquals: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' } },
  { StringEqualsIfExists: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
  { Null: { 'kms:ViaService': 'true' } },
  { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' } },
  { StringEquals: { 'kms:CallerAccount': '111122223333' } },
  { StringEquals: { 'kms:CallerAccount': ['444455556666', '111122223333'] } },
  { ArnEquals: { 'aws:PrincipalArn': TARGET } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/CadoResponse*' } },
  { ArnNotEquals: { 'aws:PrincipalArn': PLATFORM } },
  { StringLike: { 'kms:EncryptionContext:aws:ebs:id': 'vol-*' } },
  { StringLike: { 'kms:EncryptionContext:aws:ebs:id': ['vol-*', 'snap-*'] } },
  { StringNotLike: { 'kms:EncryptionContext:aws:ebs:id': 'snap-*' } },
  { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' } },
  {
    'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Decrypt', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'] },
  },
  { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } },
];

const statement = fc
  .record({
    isDeny: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
    principals: fc.uniqueArray(fc.constantFrom(...PRINCIPALS), { minLength: 1, maxLength: 3 }),
    actions: fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 4 }),
    condition: fc.option(fc.constantFrom(...CONDITIONS), { nil: undefined, freq: 2 }),
  })
  .map(({ isDeny, principals, actions, condition }): JsonObject => ({
    Effect: isDeny ? 'Deny' : 'Allow',
    Principal: { AWS: principals },
    Action: actions,
    Resource: '*',
    ...(condition !== undefined && { Condition: condition }),
  }));

const POLICY = fc.array(statement, { minLength: 1, maxLength: 5 }).map((list): JsonObject => ({
  Version: '2012-10-17',
  Statement: [
    ...list,
    { Sid: 'Admin', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:role/KeyAdmin' }, Action: 'kms:*', Resource: '*' },
  ],
}));

const subjectOf = (json: JsonObject): Subject => ({
  platform: { arn: PLATFORM },
  target: { arn: TARGET },
  key: { arn: KEY, grants: [], policy: { name: 'key policy', json } },
  serviceControl: [],
  platformRegion: 'eu-west-1',
  evidenceRegions: [],
  methods: ['create_volume', 'ebs_direct'],
  protects: ['ebs', 's3'],
});

test(`the oracle agrees on every call under ${POLICIES} seeded key policies (seed ${SEED})`, async () => {
  const states = { allowed: 0, refused: 0, depends: 0 };
  await fc.assert(
    fc.asyncProperty(POLICY, async (json) => {
      const subject = subjectOf(json);
      const decisions = examine(sceneOf(subject, 'aws')).flatMap((path) => path.decisions);
      const distinct = distinctDecisions(subject, decisions);
      for (const { state } of distinct) states[state] += 1;
      expect((await disagreements(subject, distinct)).wrong).toEqual([]);
    }),
    { seed: SEED, numRuns: POLICIES },
  );
  // Each verdict is given often, so that none is right by never being asked.
  for (const count of Object.values(states)) expect(count).toBeGreaterThan(POLICIES / 2);
}, 1_800_000);

test(`patches of ${PATCHED} seeded key policies mend, open nothing, take nothing, change nothing foreign and are minimal (seed ${SEED})`, () => {
  let patches = 0;
  fc.assert(
    fc.property(POLICY, (json) => {
      const findings = findingsFor([subjectOf(json)]);
      const [found] = findings?.subjects ?? [];
      if (findings === undefined || found === undefined) throw new Error('no findings');
      const { scene, paths, attacks, patch } = found;
      const { documents, additions } = findings;
      expect(patch.opened).toEqual([]);
      const mended = patch.paths.filter(
        ({ title, state }) => state !== 'blocked' && paths.some((path) => path.title === title && path.state === 'blocked'),
      );
      expect(mended.length > 0).toBe(additions.length > 0);
      patches += additions.length > 0 ? 1 : 0;
      for (const { after } of documents) expect(foreignStatements(JSON.parse(after) as JsonObject, OWN)).toEqual(statementsOf(json));
      expect(JSON.stringify(documents)).not.toMatch(/9000000000\d\d/);
      const [put] = withDocumentsPut(findings).map((subject) => sceneOf(subject, scene.world.partition));
      if (put === undefined) throw new Error('no scene');
      const allowed = (all: readonly { readonly decisions: readonly Decision[] }[]) =>
        all.flatMap(({ decisions }) => decisions).filter(({ state }) => state === 'allowed');
      for (const { call } of allowed(paths)) expect(decideCall(put, call, true)?.state).toBe('allowed');
      for (const { call } of allowed(attacks)) expect(decideCall(put, call)?.state).toBe('allowed');
      for (const addition of additions) {
        const statements = [...statementsOf(json), ...documents.flatMap((document) => document.statements)].filter(
          (one) => (one as JsonObject)['Sid'] !== addition.statement.Sid,
        );
        const less = sceneOf(subjectOf({ Version: '2012-10-17', Statement: statements }), scene.world.partition);
        expect(mended.some(({ path }) => path.calls(scene.world).some((call) => decideCall(less, call)?.state === 'refused'))).toBe(true);
      }
    }),
    { seed: SEED, numRuns: PATCHED },
  );
  expect(patches).toBeGreaterThan(PATCHED / 4);
}, 1_800_000);
