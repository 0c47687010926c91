import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import Ajv from 'ajv-draft-04';
import { CHECK_RULES, type CheckFinding, type PlanCheck } from '../../../src/check/findings/findings';
import { checkReport } from '../../../src/check/findings/report';

const SCHEMA = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as object;
const validator = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })).compile(SCHEMA);

function finding(
  rule: CheckFinding['rule'],
  severity: CheckFinding['severity'],
  place: string,
  [message, mend]: readonly [string, string],
  alike: readonly string[] = [],
): CheckFinding {
  return { rule, severity, place, message, mend, details: [{ what: `what of ${rule}`, message }], alike };
}

const ROLE = 'arn:aws:iam::111122223333:role/CadoResponsePlatformRole';
const NOTHING: PlanCheck = { findings: [], accepted: [], platforms: [], targets: [], keys: 0, changed: 0 };
const CHECK: PlanCheck = {
  ...NOTHING,
  findings: [
    finding('lost-path', 'error', 'module.a["b:c,d"].aws_kms_key.k', ['lost: 100 %\nfor sure', 'keep it']),
    finding('new-hole', 'error', '', ['opened', 'narrow it']),
    finding('unknown-until-apply', 'warning', 'aws_kms_key.late[0].policy', ['unknown', 'plan again'], ['aws_kms_key.late[1].policy']),
  ],
  accepted: [finding('lost-path', 'error', 'aws_kms_key.old', ['gone', 'keep it'])],
  platforms: [ROLE],
  targets: ['arn:aws:iam::444455556666:role/CadoResponseRole'],
  keys: 1,
  changed: 1,
};

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

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly object[];
  readonly locations: readonly [
    {
      readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object };
      readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
    },
  ];
}

function sarifRun(check: PlanCheck, file: string) {
  const log = JSON.parse(checkReport(check, 'sarif', file, '1.0.0')) as {
    runs: readonly [
      { tool: { driver: { rules: readonly { id: string; fullDescription: object; help: object }[] } }; results: readonly SarifResult[] },
    ];
  };
  return log.runs[0];
}

test('each result names its rule, and the places of the resources; what is accepted is suppressed', () => {
  const { tool, results } = sarifRun(CHECK, 'plan.json');
  expect(tool.driver.rules.map(({ id }) => id)).toEqual(Object.keys(CHECK_RULES));
  expect(tool.driver.rules.every(({ fullDescription, help }) => 'text' in fullDescription && 'text' in help)).toBe(true);
  expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual([true, true, true, true]);
  expect(
    results.map(({ level, locations, suppressions }) => [
      level,
      locations[0].logicalLocations?.map(({ fullyQualifiedName }) => fullyQualifiedName),
      suppressions !== undefined,
    ]),
  ).toEqual([
    ['error', ['module.a["b:c,d"].aws_kms_key.k'], false],
    ['error', undefined, false],
    ['warning', ['aws_kms_key.late[0].policy', 'aws_kms_key.late[1].policy'], false],
    ['error', ['aws_kms_key.old'], true],
  ]);
});

test.each([
  ['plans/my plan.json', 'plans/my%20plan.json'],
  ['plan #1?.json', 'plan%20%231%3F.json'],
  ['/builds/a b/plan.json', 'file:///builds/a%20b/plan.json'],
  [String.raw`plans\plan.json`, 'plans/plan.json'],
  [String.raw`C:\plans\plan 1.json`, 'file:///C:/plans/plan%201.json'],
  ['-', 'plan.json'],
])('the plan %s is the artifact %s, with a region', (file, uri) => {
  const [{ locations }] = sarifRun(CHECK, file).results as [SarifResult];
  expect(locations[0].physicalLocation).toEqual({ artifactLocation: { uri }, region: { startLine: 1 } });
});

test('a fingerprint stays when words and the name of the plan change, and no two findings share one', () => {
  const prints = (check: PlanCheck, file: string): readonly string[] =>
    sarifRun(check, file).results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
  const reworded = { ...CHECK, findings: CHECK.findings.map((one) => ({ ...one, message: 'other words', mend: 'other words' })) };
  expect(prints(reworded, 'other.json')).toEqual(prints(CHECK, 'plan.json'));
  expect(new Set(prints(CHECK, 'plan.json')).size).toBe(4);
});

test('annotations of GitHub are a line each, whatever a name holds', () => {
  const lines = checkReport(CHECK, 'github', 'plan.json', '1.0.0').split('\n');
  expect(lines).toEqual([
    '::error file=plan.json,title=lost-path module.a["b%3Ac%2Cd"].aws_kms_key.k::lost: 100 %25%0Afor sure. keep it',
    '::error file=plan.json,title=new-hole::opened. narrow it',
    '::warning file=plan.json,title=unknown-until-apply aws_kms_key.late[0].policy::unknown. The same holds for aws_kms_key.late[1].policy. plan again',
    '::notice title=cado-response check::roles looked at: 2, keys: 1, changed: 1, accepted: 1',
  ]);
});

test('people read what was found, what was accepted, and figures', () => {
  expect(checkReport(CHECK, 'text', 'plan.json', '1.0.0')).toBe(
    [
      'FAILED   lost-path  module.a["b:c,d"].aws_kms_key.k\n         lost: 100 % for sure\n         keep it',
      'FAILED   new-hole\n         opened\n         narrow it',
      'warning  unknown-until-apply  aws_kms_key.late[0].policy\n         unknown. The same holds for aws_kms_key.late[1].policy\n         plan again',
      'accepted  lost-path  aws_kms_key.old',
      'roles  keys  changed  errors  warnings  accepted\n2      1     1        2       1         1',
    ].join('\n\n'),
  );
});

test('JSON is everything that was found', () => {
  expect(JSON.parse(checkReport(CHECK, 'json', 'plan.json', '1.0.0'))).toEqual(CHECK);
});
