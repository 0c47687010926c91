import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkPlan } from '../../src/check/check-plan';
import { planEstates } from '../../src/check/plan-estates';
import { checkReport } from '../../src/check/report';
import { deniedCalls } from '../../src/diagnose/denied-call';
import { diagnoseCall } from '../../src/diagnose/diagnose-call';
import { diagnosisText } from '../../src/diagnose/report';
import { findingsFor } from '../../src/doctor/findings';
import { findingsText } from '../../src/doctor/report-text';
import { importOf } from '../../src/doctor/options';
import { subjectsOf } from '../../src/doctor/subjects';
import { collectPage } from '../../src/explain/collect-page';
import { readDocuments } from '../../src/estate/read-documents';
import type { Json } from '../../src/policy/policy-json';
import { mergeIntoText, unmergeText } from '../../src/policy-text/merge-text';
import { SITUATIONS } from '../doctor/situation';
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
    return isNew
      ? subjects.slice(0, 2).map((subject) => [findingsFor(subject)].map((findings) => findings && findingsText(findings)))
      : read;
  },
  check: (text) => {
    const plan = planEstates(text, 'plan.json', USUAL);
    return typeof plan === 'string' ? plan : checkReport(checkPlan(plan, importOf({})), 'sarif', 'plan.json', '1.0.0');
  },
  diagnose: (text) => {
    const read = deniedCalls(text);
    return read.problem ?? read.calls.map((call) => diagnoseCall(call, importOf({}))).map((one) => one && diagnosisText(one));
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

/** Documents of every kind that is read: those of the situations, an event, and a plan. */
const DOCUMENTS: readonly Json[] = [
  ...SITUATIONS.flatMap(({ files }) => Object.values(files).flatMap(({ json, text }) => json ?? parsed(text ?? ''))),
  ...['access-denied.json', 'plan.json'].map(
    (file) => JSON.parse(readFileSync(join(__dirname, '../../examples/doctor', file), 'utf8')) as Json,
  ),
];

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
