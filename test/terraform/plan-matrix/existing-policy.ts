import type { JsonObject } from '../../../src/policy/policy-json';

/**
 * A key policy that is hard to keep: the older Version, a number, a policy variable, characters of more than one byte,
 * characters that Terraform escapes, and a statement of ours from an earlier apply.
 */
export function existingPolicy(partition: string, accountId: string): JsonObject {
  const root = `arn:${partition}:iam::${accountId}:root`;
  return {
    Version: '2008-10-17',
    Id: 'clé-<日本>&🔑',
    Statement: [
      { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' },
      {
        Sid: 'CadoResponseEbsUse',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::999999999999:role/CadoResponseRole` },
        Action: ['kms:Decrypt', 'kms:ReEncrypt*'],
        Resource: '*',
      },
      {
        Sid: 'CadoResponseOfSomebodyElse',
        Effect: 'Deny',
        NotPrincipal: { AWS: [root], Service: 'logs.amazonaws.com' },
        NotAction: ['kms:Describe*'],
        Resource: ['*'],
        Condition: {
          NumericGreaterThan: { 'aws:MultiFactorAuthAge': 3600 },
          StringNotLike: { 'aws:userid': ['${aws:userid}', '%{x}'] },
          Bool: { 'kms:GrantIsForAWSResource': false },
        },
      },
    ],
  };
}
