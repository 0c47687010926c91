import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkPlan } from '../../src/check/check-plan';
import { planEstates } from '../../src/check/plan-estates';
import { checkReport } from '../../src/check/findings/report';
import { diagnose } from '../../src/diagnose/diagnosis';
import { refusedCalls } from '../../src/diagnose/read/refused-calls';
import { diagnosisJson } from '../../src/diagnose/report-json';
import { diagnosisText } from '../../src/diagnose/report-text';
import { findingsFor } from '../../src/doctor/findings';
import { moduleForm } from '../../src/doctor/patch/module-form';
import { findingsText } from '../../src/doctor/report/report-text';
import { importOf } from '../../src/doctor/subject/options';
import { subjectsOf } from '../../src/doctor/subject/subjects';
import { collectPage } from '../../src/explain/collect-page';
import { namedPolicies } from '../../src/estate/named-policy';
import { readDocuments } from '../../src/estate/read-documents';
import type { Json } from '../../src/policy/policy-json';
import { mergeIntoText, unmergeText } from '../../src/policy-text/merge-text';
import { KEY_CASES } from '../cases/diagnose/keys';
import { EC2_CASES, SERVICE_CASES, TRUST_CASES } from '../cases/diagnose/other-calls';
import { SITUATIONS } from '../doctor/situation';
import {
  accountDetails,
  describeKey,
  describePolicy,
  getKeyPolicy,
  getPolicyVersion,
  getRole,
  GET_POLICY,
  GET_ROLE_POLICY,
  keyArn,
  keyPolicy,
  LIST_ATTACHED,
  listGrants,
  RCP,
  TARGET,
} from './aws/aws-cli-outputs';
import { HOSTILE_TEXT, mutated } from './fuzz';

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_124);
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 10_000);
const USUAL = { partition: 'aws', account: '000000000000', region: 'us-east-1' } as const;
const NOBODY = { identity: [] } as const;
const ROLES = {
  platformRole: 'arn:aws:iam::111122223333:role/CadoResponseRole',
  targetRole: 'arn:aws:iam::444455556666:role/CadoResponseRole',
} as const;

/** Everything that reads what somebody gives: each takes any text, and says what is wrong with it. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  doctor: (text) => {
    const read = readDocuments([{ file: 'given.json', text }], USUAL);
    const { subjects } = subjectsOf(read, { ...importOf(ROLES), of: { platform: NOBODY, target: NOBODY }, serviceControl: [] });
    // What takes long is not what reads: a few subjects show whether it stands anything that was read.
    const isNew = read.roles.length + read.keys.length + read.unclaimed.length > 0;
    const findings = isNew ? findingsFor(subjects.slice(0, 2)) : undefined;
    return findings === undefined ? read : findingsText(findings, moduleForm(findings.subjects, findings.documents, {}));
  },
  'doctor beside a key': (text) => {
    const beside = Object.entries({ 'd/key.json': keyPolicy(TARGET), 'd/describe-key.json': describeKey(keyArn(TARGET)) });
    const documents = beside.map(([file, value]) => ({ file, text: JSON.stringify(value), isFound: true }));
    const read = readDocuments([...documents, { file: 'd/given.json', text, isFound: true }], USUAL);
    return subjectsOf(read, { ...importOf(ROLES), of: { platform: NOBODY, target: NOBODY }, serviceControl: [] });
  },
  options: (text) => {
    const reader = { file: 'given.json', report: (): void => undefined };
    return (['key policy', 'trust policy', 'role policy', 'resource control policy'] as const).map((wanted) =>
      namedPolicies(text, wanted, reader, ROLES.targetRole),
    );
  },
  check: (text) => {
    const plan = planEstates(text, 'plan.json', USUAL);
    return typeof plan === 'string' ? plan : checkReport(checkPlan(plan, importOf({})), 'sarif', 'plan.json', '1.0.0');
  },
  diagnose: (text) => {
    const read = refusedCalls([{ file: 'given.json', text }]);
    const diagnosis = diagnose(read.calls.slice(0, 3), importOf({}));
    return [diagnosisText(diagnosis, read), diagnosisJson(diagnosis, read)];
  },
  explain: (text) => {
    const { roles, keys } = readDocuments([{ file: 'given.json', text }], USUAL);
    const subject = { serviceControl: [], evidenceRegions: [], methods: ['ebs_direct'], protects: ['ebs'] } as const;
    return collectPage(
      [...roles.slice(0, 1).map((target) => ({ ...subject, target })), ...keys.slice(0, 1).map((key) => ({ ...subject, key }))],
      { version: '1.0.0' },
    );
  },
  merge: (text) => [mergeIntoText(text, [], '444455556666'), unmergeText(text, '444455556666')],
};

/** Events of which each tells something that the others do not. */
const EVENTS = [...KEY_CASES.slice(0, 6), ...EC2_CASES.slice(0, 6), ...TRUST_CASES.slice(0, 3), ...SERVICE_CASES.slice(0, 3)];

/** What commands of the AWS CLI print. */
const AWS_CLI: readonly Json[] = [
  getKeyPolicy(TARGET),
  describeKey(keyArn(TARGET)),
  listGrants(keyArn(TARGET)),
  getRole(TARGET),
  GET_ROLE_POLICY,
  getPolicyVersion(true),
  accountDetails(TARGET),
  describePolicy('RESOURCE_CONTROL_POLICY', 'Ours', RCP),
  LIST_ATTACHED,
  GET_POLICY,
];

/** Documents of every kind that is read: those of the situations, events as AWS wraps them, and a plan. */
const DOCUMENTS: readonly Json[] = [
  ...AWS_CLI,
  ...SITUATIONS.flatMap(({ files }) => Object.values(files).flatMap(({ json, text }) => json ?? parsed(text ?? ''))),
  ...['access-denied.json', 'plan.json'].map((file) => example(file)),
  ...EVENTS.flatMap(({ event }) => [event, { Events: [{ CloudTrailEvent: JSON.stringify(event) }] }]),
  { Records: EVENTS.slice(0, 4).map(({ event }) => ({ body: JSON.stringify({ detail: event }) })) },
  { results: [[{ field: '@message', value: JSON.stringify(example('access-denied.json')) }]] },
  {
    results: [
      [
        { field: 'eventName', value: 'Decrypt' },
        { field: 'eventSource', value: 'kms.amazonaws.com' },
        { field: 'userIdentity.sessionContext.sessionIssuer.arn', value: ROLES.targetRole },
        { field: 'resources.0.ARN', value: keyArn(TARGET) },
        { field: 'errorMessage', value: 'User: x is not authorized to perform: kms:Decrypt on this resource' },
      ],
    ],
  },
  {
    allowed: false,
    explicitDeny: true,
    matchedStatements: { items: [{ statementId: 'x', effect: 'DENY' }] },
    context: {
      principal: { arn: 'arn:aws:sts::444455556666:assumed-role/CadoResponseRole/import' },
      action: 'ec2:CreateTags',
      resource: 'arn:aws:ec2:us-east-1::snapshot/*',
      conditions: { items: [{ key: 'ec2:CreateAction', values: { items: [{ value: 'CopySnapshot' }] } }] },
    },
  },
];

function example(file: string): Json {
  return JSON.parse(readFileSync(join(__dirname, '../../examples/doctor', file), 'utf8')) as Json;
}

function parsed(text: string): readonly Json[] {
  try {
    return [JSON.parse(text) as Json];
  } catch {
    return [];
  }
}

test.each(Object.keys(READERS))(`%s takes ${RUNS} documents that are wrong somewhere without an exception (seed ${SEED})`, (name) => {
  fc.assert(
    fc.property(mutated(DOCUMENTS), (text) => {
      READERS[name]?.(text);
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

test.each(Object.keys(READERS))(`%s takes ${RUNS} hostile texts without an exception (seed ${SEED})`, (name) => {
  fc.assert(
    fc.property(HOSTILE_TEXT, (text) => {
      READERS[name]?.(text);
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

test.each(Object.keys(READERS))('%s takes texts that are nested deep, long or empty', (name) => {
  for (const text of [
    '',
    ' ',
    '\uFEFF',
    '['.repeat(100_000),
    '{"a":'.repeat(100_000),
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
    `"${'\\"'.repeat(50_000)}"`,
    '%7B'.repeat(50_000),
    JSON.stringify('x'.repeat(1_000_000)),
  ])
    READERS[name]?.(text);
});
