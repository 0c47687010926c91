import fc from 'fast-check';
import { diagnose } from '../../src/diagnose/diagnosis';
import { refusedCalls } from '../../src/diagnose/read/refused-calls';
import { diagnosisJson } from '../../src/diagnose/report-json';
import { diagnosisText } from '../../src/diagnose/report-text';
import { importOf, type ImportOptions } from '../../src/doctor/subject/options';
import type { Json } from '../../src/policy/policy-json';
import { ALL, ROLES } from '../cases/diagnose/case';
import { KEY_CASES } from '../cases/diagnose/keys';
import { EC2_CASES, SERVICE_CASES, STRANGER_CASES, TRUST_CASES } from '../cases/diagnose/other-calls';
import { mutated } from '../estate/fuzz';
import { INSTANCE } from './cloudtrail';
import { madeUp } from './made-up';

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_129);
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 3000);
const EVENTS: readonly Json[] = [...KEY_CASES, ...EC2_CASES, ...TRUST_CASES, ...SERVICE_CASES, ...STRANGER_CASES].map(({ event }) => event);
const OPTIONS: readonly ImportOptions[] = [{}, ROLES, { ...ALL, instanceRole: INSTANCE }];

test('a name that nobody gave is found', () => {
  const statements = [{ Resource: 'arn:aws:kms:eu-west-1:900000000000:key/mrk-*' }];
  expect(madeUp({ calls: [], policies: [{ kind: 'identity', owner: '', statements, cautions: [] }] }, [])).toEqual([
    '900000000000',
    'eu-west-1',
  ]);
});

test.each(OPTIONS.map((options, index) => [index, options] as const))(
  `of ${RUNS} events that are wrong somewhere nothing is made up and nothing is forged, with options %i (seed ${SEED})`,
  (_index, options) => {
    fc.assert(
      fc.property(mutated(EVENTS), (text) => {
        const read = refusedCalls([{ file: 'event.json', text }]);
        const diagnosis = diagnose(read.calls, importOf(options));
        expect(madeUp(diagnosis, [JSON.parse(text), options])).toEqual([]);
        for (const report of [diagnosisText(diagnosis, read), diagnosisJson(diagnosis, read)])
          expect(report).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
        // A pattern out of an event never becomes one of a policy.
        const statements = JSON.stringify(diagnosis.policies.map((policy) => policy.statements));
        expect(statements).not.toMatch(/:role\/[^"]*[*?]|:key\/(?!mrk-\*")[^"]*[*?]|arn:[^"]*:\*:(key|role|alias)\//);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  },
);
