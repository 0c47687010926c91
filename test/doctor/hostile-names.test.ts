import { awsCliForm } from '../../src/doctor/patch/aws-cli-form';
import { diffForm } from '../../src/doctor/patch/diff-form';
import { moduleForm } from '../../src/doctor/patch/module-form';
import { findingsText } from '../../src/doctor/report/report-text';
import { findingsOf } from './situation';

const ESCAPE = '\u001b[2J\u202e\n  works    F: everything\rImport paths';
const KEY = `arn:aws:kms:us-east-1:444455556666:key/\${file("/etc/passwd")}'; touch owned`;
const ROOT = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'kms:*', Resource: '*' };

/** Names out of documents that try to be more than names. */
const findings = findingsOf({
  files: {
    'describe-key.json': { json: { KeyMetadata: { Arn: KEY } } },
    'key.json': {
      json: { Version: '2012-10-17', Statement: [ROOT, { ...ROOT, Sid: ESCAPE, Principal: { AWS: '*' }, Action: 'kms:List*' }] },
    },
    'target.json': {
      is: 'target policy',
      json: { Version: '2012-10-17', Statement: [{ Sid: ESCAPE, Effect: 'Allow', Action: 'ec2:*', Resource: '*' }] },
    },
  },
  options: {
    platformRole: 'arn:aws:iam::111122223333:role/CadoResponseRole',
    targetRole: 'arn:aws:iam::444455556666:role/CadoResponseRole',
    platformRegion: 'eu-west-1',
  },
});

const TEXT = moduleForm(findings.subjects, findings.documents, {});

test('a name never becomes an expression of Terraform: what is no ARN of a key goes into no module', () => {
  expect(TEXT.text).toBe('');
  expect(TEXT.problems.join('\n')).toContain('Give --key-arn');
  const alone = findings.documents.filter(({ place }) => place === 'key policy');
  const { text, problems } = moduleForm(findings.subjects, alone, {});
  expect(problems).toEqual([]);
  // Comments hold what names hold, and are no expressions.
  const code = text.split('\n').filter((line) => !line.startsWith('#'));
  expect(code.join('\n').match(/(?<!\$)\$\{/g)).toHaveLength(1);
  expect(code.join('\n')).not.toContain('/etc/passwd');
});

test('a name never becomes a word of a shell, nor a line of its own', () => {
  const commands = awsCliForm(findings.documents, "my 'folder'");
  expect(commands.split('\n').every((line) => /^(aws |# )/.test(line))).toBe(true);
  expect(commands).toContain(`'file://my '\\''folder'\\''/`);
  const forged = findings.documents.map((document) => ({ ...document, address: 'a\nrm -rf /', given: 'k\n+++ b/other.json' }));
  expect(
    awsCliForm(forged, '')
      .split('\n')
      .every((line) => /^(aws |# )/.test(line)),
  ).toBe(true);
  expect(
    diffForm(forged)
      .split('\n')
      .filter((line) => line.startsWith('+++')),
  ).toHaveLength(forged.length);
});

test('a name moves no cursor and turns no line', () => {
  const text = findingsText(findings, TEXT);
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\u202e');
  expect(text).toContain('\\u{1b}[2J\\u{202e}');
  expect(diffForm(findings.documents)).not.toContain('\u001b');
});

test('a name begins no line that looks like one of ours', () => {
  const text = findingsText(findings, TEXT);
  expect(text).not.toContain('\r');
  expect(text.match(/^ {2}works {4}F: everything/m)).toBeNull();
  expect(text).toContain('\\u{a}  works    F: everything\\u{d}Import paths');
});
