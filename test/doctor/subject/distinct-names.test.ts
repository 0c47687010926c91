import { findingsFor } from '../../../src/doctor/findings';
import { notGiven } from '../../../src/doctor/subject/not-given';
import { moduleForm } from '../../../src/doctor/patch/module-form';
import { findingsText } from '../../../src/doctor/report/report-text';
import type { Subject } from '../../../src/doctor/subject/subject';
import { KEY, NEEDED, PLATFORM, platformRole, statement, subjectsIn, TARGET, targetRole } from '../../explain/import-documents';

const managed = (account: string): string => `arn:aws:iam::${account}:policy/CadoForensics`;

test('where policies of two accounts bear one name, the report says whose each is', () => {
  const findings = findingsFor(
    subjectsIn({
      roles: [
        platformRole({ [managed('111122223333')]: [statement('All', 'Allow', ['ec2:*', 'kms:*', 'sts:AssumeRole'])] }),
        targetRole({ [managed('444455556666')]: [...NEEDED.forensics, statement('All', 'Deny', 'ec2:CopySnapshot')] }),
      ],
    }),
  );
  const text = findings === undefined ? '' : findingsText(findings, moduleForm(findings.subjects, findings.documents, {}));
  expect(text).toContain('denied by All of CadoForensics (CadoResponseRole in 444455556666)');
  expect(text).toContain('All of CadoForensics (CadoResponseRole in 111122223333) lets through');
  expect(text).not.toMatch(/All of CadoForensics(?! \()/);
});

const base: Omit<Subject, 'serviceControl'> = { evidenceRegions: [], methods: ['ebs_direct'], protects: ['ebs'] };
const role = { identity: { given: [], missing: [] }, trust: { name: 'trust', json: {} } };
const policy = { name: 'key', json: {} };
const organisation = 'service control policies';

test.each([
  ['everything but roles', { key: { arn: KEY, grants: [], policy } }, ['the platform role', 'the target role', organisation]],
  [
    'roles by name',
    { platform: { arn: PLATFORM }, target: { arn: TARGET } },
    [
      'a key (--key-arn)',
      "the platform role's policies",
      "the platform role's trust policy",
      "the target role's policies",
      "the target role's trust policy",
      organisation,
    ],
  ],
  ['a key in the account of the platform', { key: { arn: KEY, grants: [], policy }, platform: { arn: TARGET, ...role } }, [organisation]],
  [
    'a key in another account',
    { key: { arn: KEY, grants: [] }, platform: { arn: PLATFORM, ...role } },
    ['the key policy', 'the target role', organisation],
  ],
  ['a platform role alone', { platform: { arn: PLATFORM, ...role } }, ['a key (--key-arn)', organisation]],
] as const)('what would say more is told, given %s', (_given, given, expected) => {
  expect(notGiven({ ...base, ...given, serviceControl: [] })).toEqual(expected);
});
