import type { JsonObject } from '../../policy/policy-json';

const allow = (elements: JsonObject): JsonObject => ({ Effect: 'Allow', ...elements, Resource: '*' });
const policy = (...Statement: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement });

/**
 * Policies of AWS that grant or deny so much that their name alone must not leave it open. Nobody can change them, and AWS rarely does.
 *
 * Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSDenyAll.html
 * Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
 * Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
 * Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html
 */
const POLICIES: Readonly<Record<string, JsonObject>> = {
  AdministratorAccess: policy(allow({ Action: '*' })),
  AWSDenyAll: policy({ Sid: 'DenyAll', Effect: 'Deny', Action: ['*'], Resource: '*' }),
  PowerUserAccess: policy(
    allow({ NotAction: ['iam:*', 'organizations:*', 'account:*'] }),
    allow({
      Action: [
        'account:GetAccountInformation',
        'account:GetGovCloudAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ],
    }),
  ),
  IAMFullAccess: policy(
    allow({
      Action: [
        'iam:*',
        ...['DescribeAccount', 'DescribeOrganization', 'DescribeOrganizationalUnit', 'DescribePolicy'].map(
          (name) => `organizations:${name}`,
        ),
        ...['ListChildren', 'ListParents', 'ListPolicies', 'ListPoliciesForTarget', 'ListRoots', 'ListTargetsForPolicy'].map(
          (name) => `organizations:${name}`,
        ),
      ],
    }),
  ),
};

/** The text of a policy that AWS manages, by ARN; undefined for all but a few. */
export function awsManagedPolicy(arn: string): JsonObject | undefined {
  const name = /^arn:[^:]+:iam::aws:policy\/(\w+)$/.exec(arn)?.[1] ?? '';
  return Object.hasOwn(POLICIES, name) ? POLICIES[name] : undefined;
}

/**
 * The policy of a key that nobody gave one.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export const defaultKeyPolicy = (partition: string, account: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: `arn:${partition}:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});
