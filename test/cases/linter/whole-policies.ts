import { allow, identity, KEY, keyAllow, keyPolicy, policy, ROLE, trust, type LintCase } from './case';

const own = 'arn:aws:s3:::example/${aws:PrincipalAccount}/*';
const read = allow('s3:GetObject', own);
const of = (json: object): LintCase['broken'] => ({ ...identity(), json });
const withText = (text: string): LintCase['broken'] => ({ ...identity(), json: JSON.parse(text), text });
const KEYS_OF = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${KEY}${index + 100}`);
const ROLES_OF = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${ROLE}${index + 100}`);

const oneCondition = (inner: string): string =>
  `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:DescribeKey", "Resource": "${KEY}", "Condition": {${inner}}}]}`;

/** What is wrong with a policy as a whole. */
export const WHOLE_POLICY_CASES: readonly LintCase[] = [
  {
    title: 'no version',
    rule: 'policy-version',
    path: 'Version',
    broken: of({ Statement: [allow('kms:DescribeKey', KEY)] }),
    mended: identity(allow('kms:DescribeKey', KEY)),
  },
  {
    title: 'variables without a version',
    rule: 'policy-version',
    path: 'Statement[0].Resource',
    broken: of({ Statement: [read] }),
    mended: identity(read),
  },
  {
    title: 'variables under the older version',
    rule: 'policy-version',
    path: 'Statement[0].Resource',
    broken: of({ Version: '2008-10-17', Statement: [read] }),
    mended: identity(read),
  },
  {
    title: 'a version that is none',
    rule: 'policy-version',
    path: 'Version',
    broken: of({ Version: '2024-01-01', Statement: [read] }),
    mended: identity(read),
  },
  {
    title: 'an operator twice in the text (a peer lost a condition by it)',
    rule: 'repeated-json-key',
    path: 'Statement[0].Condition.StringEquals',
    broken: withText(
      oneCondition('"StringEquals": {"aws:PrincipalArn": "x"}, "\\u0053tringEquals" : {"kms:CallerAccount": "111122223333"}'),
    ),
    mended: withText(oneCondition('"StringEquals": {"aws:PrincipalAccount": "444455556666", "kms:CallerAccount": "111122223333"}')),
  },
  {
    title: 'a managed policy of too many characters',
    rule: 'policy-size',
    path: '',
    broken: identity(allow('kms:DescribeKey', KEYS_OF(76))),
    mended: { ...identity(allow('kms:DescribeKey', KEYS_OF(70))), text: ' '.repeat(10_000) },
  },
  {
    title: 'a trust policy over the quota that accounts begin with',
    rule: 'policy-size',
    path: '',
    broken: trust({ AWS: ROLES_OF(60) }),
    mended: trust({ AWS: ROLES_OF(40) }),
  },
  {
    title: 'a key policy of too many bytes, whitespace included',
    rule: 'policy-size',
    path: '',
    broken: { ...keyPolicy(keyAllow('kms:Decrypt')), text: ' '.repeat(32_769) },
    mended: { ...keyPolicy(keyAllow('kms:Decrypt')), text: ' '.repeat(32_768) },
  },
  {
    title: 'a service control policy of too many characters',
    rule: 'policy-size',
    path: '',
    broken: policy('service control', [{ ...allow('kms:DescribeKey', KEYS_OF(130)), Effect: 'Deny' }]),
    mended: policy('service control', [{ ...allow('kms:DescribeKey', KEYS_OF(60)), Effect: 'Deny' }]),
  },
  {
    title: 'a partition that is not the one of the account',
    rule: 'partition',
    path: 'Statement[0].Resource',
    broken: { ...identity(allow('kms:DescribeKey', KEY)), partition: 'aws-us-gov' },
    mended: { ...identity(allow('kms:DescribeKey', KEY.replace('arn:aws:', 'arn:aws-us-gov:'))), partition: 'aws-us-gov' },
  },
  {
    title: 'a partition that is not the one of the account, in a condition and a principal',
    rule: 'partition',
    path: 'Statement.Principal.AWS',
    broken: { ...trust({ AWS: ROLE }), partition: 'aws-cn' },
    mended: { ...trust({ AWS: ROLE.replace('arn:aws:', 'arn:aws-cn:') }), partition: 'aws-cn' },
  },
];
