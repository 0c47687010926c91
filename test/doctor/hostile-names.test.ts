import { moduleForm, awsCliForm, diffForm } from '../../src/doctor/patch/patch-forms';
import { findingsText } from '../../src/doctor/report-text';
import { findingsOf } from './situation';

const ESCAPE = '\u001b[2J\u202e';
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

test('a name never becomes an expression of Terraform', () => {
  const text = moduleForm(findings.scene, findings.patch.level, findings.documents, {});
  expect(text).toContain('$${file(');
  expect(text.match(/(?<!\$)\$\{/g) ?? []).toHaveLength(text.includes('path.module') ? 1 : 0);
});

test('a name never becomes a word of a shell', () => {
  const commands = awsCliForm(findings.documents, "my 'folder'");
  expect(commands.split('\n').every((line) => line.startsWith('aws '))).toBe(true);
  expect(commands).toContain(`'file://my '\\''folder'\\''/`);
});

test('a name moves no cursor and turns no line', () => {
  const text = findingsText(findings);
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\u202e');
  expect(text).toContain('\\u{1b}[2J\\u{202e}');
  expect(diffForm(findings.documents)).not.toContain('\u001b');
});
