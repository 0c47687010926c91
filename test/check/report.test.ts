import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import Ajv from 'ajv-draft-04';
import { CHECK_RULES, type PlanCheck } from '../../src/check/findings';
import { checkReport } from '../../src/check/report';

const SCHEMA = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as object;
const validator = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })).compile(SCHEMA);

const CHECK: PlanCheck = {
  findings: [
    { rule: 'lost-path', severity: 'error', place: 'module.a["b:c,d"].aws_kms_key.k', message: 'lost: 100 %\nfor sure', mend: 'keep it' },
    { rule: 'new-hole', severity: 'error', place: '', message: 'opened', mend: 'narrow it' },
    { rule: 'unknown-until-apply', severity: 'warning', place: 'aws_kms_key.late.policy', message: 'unknown', mend: 'plan again' },
  ],
  roles: 2,
  keys: 1,
  changed: 1,
};
const NOTHING: PlanCheck = { findings: [], roles: 0, keys: 0, changed: 0 };

/** What the schema says against a report. */
function sarifErrors(check: PlanCheck, file: string): readonly unknown[] {
  validator(JSON.parse(checkReport(check, 'sarif', file, '1.0.0')));
  return validator.errors ?? [];
}

test.each([
  ['findings', CHECK, 'plans/my plan.json'],
  ['nothing', NOTHING, '-'],
  ['a path of Windows', CHECK, 'plans\\plan.json'],
])('SARIF with %s is valid by its schema', (_name, check, file) => {
  expect(sarifErrors(check, file)).toEqual([]);
});

test('the schema refuses what is no SARIF', () => {
  const [run] = (JSON.parse(checkReport(CHECK, 'sarif', 'plan.json', '1.0.0')) as { runs: readonly object[] }).runs;
  for (const wrong of [
    {},
    { version: '2.1.0' },
    { version: '2.1.0', runs: [{ ...run, results: [{ level: 'fatal', message: { text: '' } }] }] },
  ])
    expect(validator(wrong)).toBe(false);
});

test('each result names its rule, and the place of the resource', () => {
  const log = JSON.parse(checkReport(CHECK, 'sarif', 'plan.json', '1.0.0')) as {
    runs: readonly [
      {
        tool: { driver: { rules: readonly { id: string }[] } };
        results: readonly {
          ruleId: string;
          ruleIndex: number;
          level: string;
          locations: readonly [{ logicalLocations?: readonly [{ fullyQualifiedName: string }] }];
        }[];
      },
    ];
  };
  const [{ tool, results }] = log.runs;
  expect(tool.driver.rules.map(({ id }) => id)).toEqual(Object.keys(CHECK_RULES));
  expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual([true, true, true]);
  expect(results.map(({ level, locations }) => [level, locations[0].logicalLocations?.[0].fullyQualifiedName])).toEqual([
    ['error', 'module.a["b:c,d"].aws_kms_key.k'],
    ['error', undefined],
    ['warning', 'aws_kms_key.late.policy'],
  ]);
});

test('annotations of GitHub are a line each, whatever a name holds', () => {
  const lines = checkReport(CHECK, 'github', 'plan.json', '1.0.0').split('\n');
  expect(lines).toEqual([
    '::error file=plan.json,title=lost-path module.a["b%3Ac%2Cd"].aws_kms_key.k::lost: 100 %25%0Afor sure. keep it',
    '::error file=plan.json,title=new-hole ::opened. narrow it',
    '::warning file=plan.json,title=unknown-until-apply aws_kms_key.late.policy::unknown. plan again',
    '::notice title=cado-response check::2 roles and 1 keys looked at, 1 of them changed',
  ]);
});

test('people read what was found, and that nothing was looked at', () => {
  expect(checkReport(CHECK, 'text', 'plan.json', '1.0.0')).toContain(
    'FAILED   lost-path  module.a["b:c,d"].aws_kms_key.k\n         lost: 100 %',
  );
  expect(checkReport(NOTHING, 'text', 'plan.json', '1.0.0')).toContain('The plan has no role of the platform');
});
