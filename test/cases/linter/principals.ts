import { ACCOUNT, allow, keyAllow, keyPolicy, ROLE, trust, type LintCase } from './case';

const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };

/** Principals that AWS rejects, or that are everybody. */
export const PRINCIPAL_CASES: readonly LintCase[] = [
  ...(
    [
      ['a wildcard in part', `arn:aws:iam::${ACCOUNT}:role/Scan*`],
      ['a group', `arn:aws:iam::${ACCOUNT}:group/Analysts`],
      ['an instance profile', `arn:aws:iam::${ACCOUNT}:instance-profile/Scanner`],
      ['a root with a path', `arn:aws:iam::${ACCOUNT}:root/admin`],
      ['a name alone', 'scanner'],
      ['an account of 11 digits', '11112222333'],
      ['an account of 13 digits', 'arn:aws:iam::1111222233334:role/Scanner'],
      ['a variable', 'arn:aws:iam::111122223333:role/${aws:username}'],
      ['what is left of a deleted role', 'AROAEXAMPLEEXAMPLE123'],
      ['a service as an account', 'ec2.amazonaws.com'],
    ] as const
  ).map(([title, principal]) => ({
    title: `${title} as a principal`,
    rule: 'principal-form',
    path: 'Statement.Principal.AWS[1]',
    broken: trust({ AWS: [ROLE, principal] }),
    mended: trust({ AWS: [ROLE, ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`, `arn:aws:sts::${ACCOUNT}:assumed-role/Scanner/one`] }),
  })),
  {
    title: 'a service of another partition',
    rule: 'principal-form',
    path: 'Statement.Principal.Service',
    broken: trust({ Service: 'ec2.amazonaws.com.cn' }),
    mended: { ...trust({ Service: 'ec2.amazonaws.com.cn' }), partition: 'aws-cn' },
  },
  { title: 'everybody', rule: 'everybody', path: 'Statement.Principal', broken: trust('*'), mended: trust('*', organization) },
  {
    title: 'everybody who comes through a service',
    rule: 'everybody',
    path: 'Statement[0].Principal.AWS',
    broken: keyPolicy(keyAllow('kms:Decrypt', { StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } }, { AWS: '*' })),
    mended: keyPolicy(
      keyAllow(
        'kms:Decrypt',
        { StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com', 'kms:CallerAccount': ACCOUNT } },
        { AWS: '*' },
      ),
    ),
  },
  {
    title: 'everybody but one',
    rule: 'allow-with-not-principal',
    path: 'Statement[0]',
    broken: keyPolicy({ ...allow('kms:Decrypt', '*'), NotPrincipal: { AWS: ROLE } }),
    mended: keyPolicy({ ...allow('kms:Decrypt', '*'), Effect: 'Deny', NotPrincipal: { AWS: ROLE } }),
  },
];
