import { findingsText } from '../../../src/doctor/report/report-text';
import { findingsJson } from '../../../src/doctor/report/report-json';
import { moduleForm } from '../../../src/doctor/patch/module-form';
import { findingsOf, SITUATIONS, situationNamed, type Situation } from '../situation';

function reportOn(situation: Situation): string {
  const findings = findingsOf(situation);
  return findingsText(findings, moduleForm(findings.subjects, findings.documents, {}));
}

const CASES = SITUATIONS.filter((_, index) => index % 3 === 0).map((situation) => [situation.name, situation] as const);

test.each(CASES)('%s: a report has lines that a terminal holds, no session and no sample', (_name, situation) => {
  const text = reportOn(situation);
  // Commands, diffs and tables are for copying.
  const prose = text
    .split('\n')
    .filter((line) => !/^([-+@# ]{0,4}(aws|arn|#|")|[-+@])|^ {2}(aws|#)|^Key {2,}BLOCKED/.test(line) && line.includes('. '));
  for (const line of prose) expect([line, line.length <= 200]).toEqual([line, true]);
  expect(text).not.toMatch(/assumed-role\/[^\s]+\/session/);
  expect(text).not.toMatch(/66666666666666666666|44444444-4444|55555555-5555|22222222-2222/);
  expect(text).not.toMatch(/900000000\d\d\d:role/);
});

test('what was not given is told once, with what it must allow and for which paths', () => {
  const text = reportOn(situationNamed('policy-without-trust'));
  const what = 'the trust policy of arn:aws:iam::444455556666:role/CadoResponseRole, not given';
  expect(text.split(what)).toHaveLength(2);
  expect(text.replaceAll(/\s+/g, ' ')).toContain(`${what}, which must allow sts:AssumeRole (A, B, C, F, G, J)`);
  expect(text.replaceAll(/\s+/g, ' ')).toContain(
    "Not given the platform role's policies, the platform role's trust policy, the target role's trust policy",
  );
});

test('the worst comes first, and is never behind a number', () => {
  const [, excess = ''] = reportOn(situationNamed('everybody-of-that-organisation')).split('Granted beyond need, worst first\n');
  const direct = excess.indexOf('Decrypt by a direct call, as with stolen credentials');
  expect(direct).toBeGreaterThan(0);
  expect(direct).toBeLessThan(excess.indexOf('grants:'));
  expect(excess.slice(0, direct)).not.toContain('more of this kind');
});

test('nothing is worse than a key that is open to everybody', () => {
  const situation = situationNamed('only-root');
  const all = { Effect: 'Allow', Action: ['kms:*', 'ec2:*', 'iam:PassRole'], Resource: '*' };
  const open = { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: '*' };
  const root = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'kms:*', Resource: '*' };
  const files = {
    'key-policy.json': { json: { Version: '2012-10-17', Statement: [root, open] } },
    'target.json': { is: 'target policy' as const, json: { Version: '2012-10-17', Statement: [all] } },
  };
  const [, excess = ''] = reportOn({ ...situation, files }).split('Granted beyond need, worst first\n');
  expect(excess).toMatch(/^ {2}Open of key-policy\.json lets through \d+ attacks\n.*: a role of the same name in a foreign account/);
});

test('several keys end in a table, and what a role is granted beyond need is told once', () => {
  const text = reportOn(situationNamed('one-role-and-two-keys'));
  expect(text.match(/lets through/g)).toHaveLength(1);
  expect(text).toContain('Granted beyond need: the same as with arn:aws:kms:us-east-1:444455556666:key/1234abcd');
  expect(
    text
      .split('\n')
      .slice(-3)
      .map((line) => line.replaceAll(/ {2,}/g, ' | ')),
  ).toEqual([
    'Key | BLOCKED | depends | works | blocked after it',
    'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab | B C | A | - | -',
    'arn:aws:kms:us-east-1:444455556666:key/99999999-12ab-34cd-56ef-1234567890ab | B C | A | - | -',
  ]);
  expect(text.match(/What mends it/g)).toHaveLength(1);
});

test('what still blocks names its paths, and through which service its calls come', () => {
  const [, blocks = ''] = reportOn(situationNamed('code-under-a-key-without-iam')).split('What still blocks after it\n');
  expect(blocks).toMatch(/^ {2}L: kms:Decrypt through lambda\.us-east-1\.amazonaws\.com: refused, since no resource policy allows it/);
  const disabled = reportOn(situationNamed('key-that-is-disabled')).replaceAll(/\s+/g, ' ');
  expect(disabled).toMatch(/mends [A-Z](, [A-Z])*: kms:[\w:, ]+ through ec2\.us-east-1\.amazonaws\.com/);
  const denied = reportOn(situationNamed('boundary-of-keys-alone'));
  expect(denied.split('no statement of ours mends\n')[1]?.split(': refused')[0]).not.toContain('through');
});

test('statements of ours that are changed are named, and foreign ones said to stay', () => {
  expect(reportOn(situationNamed('earlier-patch')).replaceAll(/\s+/g, ' ')).toContain(
    'only ours are changed (KmsUse), and nobody loses access',
  );
  expect(reportOn(situationNamed('only-root')).replaceAll(/\s+/g, ' ')).toContain(
    'no statement that is there is changed, and nobody loses access',
  );
});

test('JSON names no sample and no made-up account in what is to be put in place', () => {
  for (const name of ['target-without-any-platform', 'roles-without-a-key', 'one-role-and-two-keys']) {
    const json = findingsJson(findingsOf(situationNamed(name)), { versions: {} }) as {
      readonly subjects: readonly { readonly patch: object }[];
      readonly patch: object;
    };
    expect(JSON.stringify([json.patch, json.subjects.map(({ patch }) => patch)])).not.toMatch(/66666666666666666666|44444444-4444/);
    expect(JSON.stringify(json.patch)).not.toMatch(/9000000000\d\d/);
  }
});
