import type { Document } from '../../src/estate/read-documents';

const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const account = (index: number): string => String(200_000_000_000 + index);
const document = (...Statement: readonly object[]): object => ({ Version: '2012-10-17', Statement });

/** Documents of an organisation: one platform, a target role in each other account, keys in all of them, not all alike. */
export function estateDocuments(keys: number, roles: number): readonly Document[] {
  const details = {
    RoleDetailList: [
      role(PLATFORM, 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole', {
        Effect: 'Allow',
        Action: ['ec2:*', 'kms:*', 'sts:AssumeRole'],
        Resource: '*',
      }),
      ...Array.from({ length: roles - 1 }, (_, index) =>
        role(
          `arn:aws:iam::${account(index)}:role/CadoResponseRole`,
          PLATFORM,
          {
            Sid: 'Snapshots',
            Effect: 'Allow',
            Action: ['ec2:Describe*', 'ec2:CreateSnapshot', 'ec2:CreateTags', 'ec2:DeleteSnapshot', 'ebs:*'],
            Resource: '*',
          },
          {
            Sid: 'Keys',
            Effect: 'Allow',
            Action: [
              'kms:Decrypt',
              'kms:DescribeKey',
              'kms:ListAliases',
              ...(index % 3 === 0 ? [] : ['kms:CreateGrant', 'kms:ReEncrypt*']),
            ],
            Resource: '*',
          },
        ),
      ),
    ],
    Policies: [],
  };
  const resources = Array.from({ length: keys }, (_, index) => ({
    mode: 'managed',
    type: 'aws_kms_key',
    name: `k${index}`,
    instances: [{ attributes: keyAttributes(index, account(index % (roles - 1))) }],
  }));
  return [
    { file: 'details.json', text: JSON.stringify(details) },
    { file: 'terraform.tfstate', text: JSON.stringify({ version: 4, resources }) },
  ];
}

const role = (arn: string, trusted: string, ...statements: readonly object[]): object => ({
  RoleName: 'CadoResponseRole',
  Arn: arn,
  AssumeRolePolicyDocument: document({ Sid: 'Trust', Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' }),
  RolePolicyList: [{ PolicyName: 'forensics', PolicyDocument: document(...statements) }],
  AttachedManagedPolicies: [],
});

function keyAttributes(index: number, owner: string): object {
  const region = ['us-east-1', 'eu-west-1', 'ap-southeast-2'][index % 3] ?? '';
  const id = `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`;
  const statements = [
    { Sid: 'Root', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${owner}:root` }, Action: 'kms:*', Resource: '*' },
    ...(index % 2 === 0
      ? []
      : [
          {
            Sid: 'Forensics',
            Effect: 'Allow',
            Principal: { AWS: PLATFORM },
            Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:CreateGrant', ...(index % 5 === 0 ? [] : ['kms:ReEncrypt*'])],
            Resource: '*',
          },
        ]),
    ...(index % 7 === 0
      ? [
          {
            Sid: 'NoForensics',
            Effect: 'Deny',
            Principal: '*',
            Action: 'kms:CreateGrant',
            Resource: '*',
            Condition: { Bool: { 'kms:GrantIsForAWSResource': 'false' } },
          },
        ]
      : []),
  ];
  return { arn: `arn:aws:kms:${region}:${owner}:key/${id}`, key_id: id, policy: JSON.stringify(document(...statements)) };
}
