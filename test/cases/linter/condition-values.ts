import { pathTo } from '../../../src/proof/linter/json-path';
import { allow, identity, KEY, keyAllow, keyPolicy, ROLE, trust, type LintCase } from './case';

const describe = allow('kms:DescribeKey', KEY);
const operations = { 'kms:GrantOperations': ['Decrypt', 'ReEncryptFrom'] };
const grant = (Condition: unknown): LintCase['broken'] => identity(allow('kms:CreateGrant', KEY, Condition), describe);
const everybody = (operator: string, key: string, value: unknown): LintCase['broken'] =>
  trust('*', { ArnLike: { 'aws:PrincipalArn': ROLE }, [operator]: { [key]: value } });
const value = (
  title: string,
  operator: string,
  key: string,
  broken: unknown,
  mended: readonly [operator: string, key: string, value: unknown],
): LintCase => ({
  title,
  rule: 'value-not-of-its-key',
  path: pathTo(pathTo('Statement.Condition', operator), key) + (Array.isArray(broken) ? '[0]' : ''),
  broken: everybody(operator, key, broken),
  mended: everybody(...mended),
});

const ORGANIZATION = 'o-a1b2c3d4e5';
const inOrganization = ['StringEquals', 'aws:PrincipalOrgID', ORGANIZATION] as const;

/** Operators that do not fit their keys or values. */
export const CONDITION_VALUE_CASES: readonly LintCase[] = [
  {
    title: 'operations of a grant that may be none',
    rule: 'for-all-values-of-nothing',
    path: 'Statement[0].Condition["ForAllValues:StringEquals"]["kms:GrantOperations"]',
    broken: grant({ 'ForAllValues:StringEquals': operations }),
    mended: grant({ 'ForAllValues:StringEquals': operations, Null: { 'kms:GrantOperations': 'false' } }),
  },
  {
    title: 'aliases that a key may lack',
    rule: 'for-all-values-of-nothing',
    path: 'Statement[0].Condition["ForAllValues:StringLike"]["kms:ResourceAliases"]',
    broken: identity(allow('kms:ReplicateKey', KEY, { 'ForAllValues:StringLike': { 'kms:ResourceAliases': 'alias/F*' } })),
    mended: identity(
      allow('kms:ReplicateKey', KEY, {
        'ForAllValues:StringLike': { 'kms:ResourceAliases': 'alias/F*' },
        'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/F*' },
      }),
    ),
  },
  {
    title: 'all values of a key that has one',
    rule: 'set-operator-on-one-value',
    path: 'Statement[0].Condition["ForAllValues:StringLike"]["kms:EncryptionContext:aws:ebs:id"]',
    broken: identity(allow('kms:Decrypt', KEY, { 'ForAllValues:StringLike': { 'kms:EncryptionContext:aws:ebs:id': 'vol-*' } })),
    mended: identity(allow('kms:Decrypt', KEY, { StringLike: { 'kms:EncryptionContext:aws:ebs:id': 'vol-*' } })),
  },
  {
    title: 'any value of a key that has one',
    rule: 'set-operator-on-one-value',
    path: 'Statement.Condition["ForAnyValue:StringEquals"]["aws:PrincipalOrgID"]',
    broken: everybody('ForAnyValue:StringEquals', 'aws:PrincipalOrgID', ORGANIZATION),
    mended: everybody(...inOrganization),
  },
  ...['kms:GrantOperations', 'kms:EncryptionContextKeys'].map((key) => ({
    title: `${key} compared with one text`,
    rule: 'no-set-operator-on-several-values',
    path: `Statement[0].Condition.StringEquals["${key}"]`,
    broken: grant({ StringEquals: { [key]: key.endsWith('Keys') ? 'aws:ebs:id' : 'Decrypt' } }),
    mended: grant({ 'ForAnyValue:StringEquals': { [key]: key.endsWith('Keys') ? 'aws:ebs:id' : 'Decrypt' } }),
  })),
  {
    title: 'paths of an organisation compared with one text',
    rule: 'no-set-operator-on-several-values',
    path: 'Statement.Condition.StringLike["aws:PrincipalOrgPaths"]',
    broken: everybody('StringLike', 'aws:PrincipalOrgPaths', `${ORGANIZATION}/r-ab12/*`),
    mended: everybody('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', `${ORGANIZATION}/r-ab12/*`),
  },
  {
    title: 'sessions of a role by a pattern that is compared as a text (a peer locked its administrators out by it)',
    rule: 'wildcard-under-exact-operator',
    path: 'Statement[0].Condition.StringEquals["aws:userId"]',
    broken: keyPolicy(keyAllow('kms:*', { StringEquals: { 'aws:userId': 'AROAEXAMPLEEXAMPLE123:*' } }, { AWS: '111122223333' })),
    mended: keyPolicy(keyAllow('kms:*', { StringLike: { 'aws:userId': 'AROAEXAMPLEEXAMPLE123:*' } }, { AWS: '111122223333' })),
  },
  {
    title: 'a pattern of services compared as a text, and ArnEquals, which knows patterns',
    rule: 'wildcard-under-exact-operator',
    path: 'Statement[0].Condition.StringEquals["kms:ViaService"][1]',
    broken: identity(
      allow('kms:Decrypt', KEY, { StringEquals: { 'kms:ViaService': ['ec2.eu-west-1.amazonaws.com', 'ec2.*.amazonaws.com'] } }),
    ),
    mended: identity(
      allow('kms:Decrypt', KEY, {
        StringLike: { 'kms:ViaService': 'ec2.*.amazonaws.com' },
        ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' },
      }),
    ),
  },
  value(
    'a unit where an organisation is asked for (a peer let nobody in by it)',
    'StringEquals',
    'aws:PrincipalOrgID',
    ['ou-ab12-cdefgh34'],
    inOrganization,
  ),
  value('a root where an organisation is asked for', 'StringEquals', 'aws:PrincipalOrgID', 'r-ab12', inOrganization),
  value(
    'an ARN where an organisation is asked for',
    'StringLike',
    'aws:PrincipalOrgID',
    'arn:aws:organizations::111122223333:organization/o-*',
    inOrganization,
  ),
  value(
    'an organisation where its paths are asked for',
    'ForAnyValue:StringEquals',
    'aws:PrincipalOrgPaths',
    [ORGANIZATION],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', [`${ORGANIZATION}/*`]],
  ),
  value('an account of 11 digits', 'StringEquals', 'aws:PrincipalAccount', '11112222333', [
    'StringEquals',
    'aws:PrincipalAccount',
    '111122223333',
  ]),
  {
    title: 'a session where its role is asked for',
    rule: 'value-not-of-its-key',
    path: 'Statement.Condition.ArnLike["aws:PrincipalArn"]',
    broken: trust({ AWS: '111122223333' }, { ArnLike: { 'aws:PrincipalArn': 'arn:aws:sts::111122223333:assumed-role/Scanner/*' } }),
    mended: trust({ AWS: '111122223333' }, { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Scanner' } }),
  },
  {
    title: 'operations of a grant spelt as actions',
    rule: 'value-not-of-its-key',
    path: 'Statement[0].Condition["ForAnyValue:StringEquals"]["kms:GrantOperations"]',
    broken: grant({ 'ForAnyValue:StringEquals': { 'kms:GrantOperations': 'kms:Decrypt' } }),
    mended: grant({ 'ForAnyValue:StringEquals': { 'kms:GrantOperations': 'Decrypt' } }),
  },
  {
    title: 'a service without its Region',
    rule: 'value-not-of-its-key',
    path: 'Statement[0].Condition.StringEquals["kms:ViaService"]',
    broken: identity(allow('kms:Decrypt', KEY, { StringEquals: { 'kms:ViaService': 'ec2.amazonaws.com' } })),
    mended: identity(allow('kms:Decrypt', KEY, { StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } })),
  },
  ...(
    [
      ['Bool', 'kms:GrantIsForAWSResource', 'yes', true],
      ['DateLessThan', 'aws:CurrentTime', 'tomorrow', '2026-12-31T00:00:00Z'],
      ['NumericLessThan', 'aws:MultiFactorAuthAge', 'an hour', 3600],
      ['IpAddress', 'aws:SourceIp', 'example.org', '192.0.2.0/24'],
      ['ArnLike', 'aws:SourceArn', 'role/Scanner', ROLE],
    ] as const
  ).map(([operator, key, broken, mended]) => ({
    title: `${operator} of "${broken}"`,
    rule: 'value-not-of-its-operator',
    path: `Statement[0].Condition.${operator}["${key}"]`,
    broken: grant({ [operator]: { [key]: broken } }),
    mended: grant({ [operator]: { [key]: mended } }),
  })),
  {
    title: 'an operator that AWS does not know',
    rule: 'condition-block',
    path: 'Statement[0].Condition.StringMatches',
    broken: grant({ StringMatches: { 'aws:PrincipalArn': ROLE } }),
    mended: grant({ StringLikeIfExists: { 'aws:PrincipalArn': ROLE } }),
  },
  {
    title: 'a block without operators',
    rule: 'condition-block',
    path: 'Statement[0].Condition',
    broken: grant({}),
    mended: grant(undefined),
  },
  {
    title: 'an operator without keys',
    rule: 'condition-block',
    path: 'Statement[0].Condition.Bool',
    broken: grant({ Bool: {} }),
    mended: grant(undefined),
  },
  {
    title: 'a key without values',
    rule: 'condition-block',
    path: 'Statement[0].Condition.StringLike["aws:PrincipalArn"]',
    broken: grant({ StringLike: { 'aws:PrincipalArn': [] } }),
    mended: grant({ StringLike: { 'aws:PrincipalArn': [ROLE] } }),
  },
];
