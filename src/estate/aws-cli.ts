import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../proof/plan/json-access';
import type { GivenPolicy } from './estate';
import { grantOf, policyIn, type Found, type Reader } from './found';

/** What a command of the AWS CLI prints, by the member that tells it. */
type Output = readonly [member: string, read: (value: JsonObject, reader: Reader) => readonly Found[]];

const listOf = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

/**
 * `aws iam get-account-authorization-details`. Policies are objects, or URL-encoded as the API gives them.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
function accountDetails(value: JsonObject, reader: Reader): readonly Found[] {
  const roles = objectsIn(value['RoleDetailList']).map((role): Found => roleIn(role, reader, true));
  const policies = objectsIn(value['Policies']).map((policy): Found => {
    const versions = objectsIn(policy['PolicyVersionList']);
    const current = versions.find((version) => version['IsDefaultVersion'] === true) ?? versions[0];
    const arn = textIn(policy, 'Arn');
    const read = current === undefined ? undefined : policyIn(current['Document'], nameOfPolicy(policy), reader);
    return { is: 'managed policy', arn, ...(read === undefined ? { missing: arn } : { policy: read }) };
  });
  return [...roles, ...policies];
}

const nameOfPolicy = (policy: JsonObject): string => textIn(policy, 'PolicyName') || textIn(policy, 'Arn') || 'policy';

/** A role as `GetRole` and `GetAccountAuthorizationDetails` give it. */
function roleIn(role: JsonObject, reader: Reader, isWhole: boolean): Found {
  const name = textIn(role, 'RoleName') || textIn(role, 'Arn').replace(/^.*\//, '');
  // Roles of one name are usual: one in each account.
  const label = `${name} (${textIn(role, 'Arn').split(':')[4] ?? ''})`;
  const trust =
    role['AssumeRolePolicyDocument'] === undefined ? undefined : policyIn(role['AssumeRolePolicyDocument'], `${label} trust`, reader);
  const inline = objectsIn(role['RolePolicyList']).flatMap((policy) =>
    listOf(policyIn(policy['PolicyDocument'], `${label} ${textIn(policy, 'PolicyName')}`, reader)),
  );
  const boundary = textIn(objectIn(role, 'PermissionsBoundary') ?? {}, 'PermissionsBoundaryArn');
  return {
    is: 'role',
    arn: textIn(role, 'Arn'),
    name,
    ...(trust !== undefined && { trust }),
    inline,
    attached: objectsIn(role['AttachedManagedPolicies']).map((policy) => textIn(policy, 'PolicyArn')),
    ...(boundary !== '' && { boundaryArn: boundary }),
    isWhole,
  };
}

/** Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
function keyPolicy(value: JsonObject, reader: Reader): readonly Found[] {
  const policy = policyIn(value['Policy'], reader.file, reader);
  return policy === undefined ? [] : [{ is: 'key', policy }];
}

/** `aws organizations describe-policy`. Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribePolicy.html */
function organizationPolicy(value: JsonObject, reader: Reader): readonly Found[] {
  const inner = objectIn(value, 'Policy') ?? {};
  const summary = objectIn(inner, 'PolicySummary') ?? {};
  const type = textIn(summary, 'Type');
  if (type !== '' && type !== 'SERVICE_CONTROL_POLICY') {
    reader.report({ file: reader.file, problem: `a policy of the type ${type} does not limit roles. Accepted: SERVICE_CONTROL_POLICY` });
    return [];
  }
  return listOf(policyIn(inner['Content'], textIn(summary, 'Name') || reader.file, reader)).map((policy): Found => ({
    is: 'service control policy',
    policy,
  }));
}

/** Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html */
function grants(value: JsonObject): readonly Found[] {
  return objectsIn(value['Grants']).flatMap((grant): readonly Found[] => {
    const read = grantOf(grant);
    return read === undefined ? [] : [{ is: 'key', arn: textIn(grant, 'KeyId'), grants: [read] }];
  });
}

const inlinePolicies = (policy: GivenPolicy | undefined): readonly GivenPolicy[] => listOf(policy);

const OUTPUTS: readonly Output[] = [
  ['RoleDetailList', accountDetails],
  ['Role', (value, reader) => [roleIn(objectIn(value, 'Role') ?? {}, reader, false)]],
  ['Roles', (value, reader) => objectsIn(value['Roles']).map((role) => roleIn(role, reader, false))],
  [
    'PolicyDocument',
    (value, reader) => [
      {
        is: 'role',
        name: textIn(value, 'RoleName'),
        inline: inlinePolicies(policyIn(value['PolicyDocument'], `${textIn(value, 'RoleName')} ${textIn(value, 'PolicyName')}`, reader)),
      },
    ],
  ],
  [
    'PolicyVersion',
    (value, reader) =>
      listOf(policyIn(objectIn(value, 'PolicyVersion')?.['Document'], reader.file, reader)).map((policy): Found => ({
        is: 'policy',
        policy,
      })),
  ],
  ['KeyMetadata', (value) => [{ is: 'key', arn: textIn(objectIn(value, 'KeyMetadata') ?? {}, 'Arn') }]],
  ['Grants', grants],
  ['Policy', (value, reader) => (isJsonObject(value['Policy']) ? organizationPolicy : keyPolicy)(value, reader)],
];

/** Reads what a command of the AWS CLI printed; undefined where it is none of those that tell of policies. */
export function fromAwsCli(value: Json, reader: Reader): readonly Found[] | undefined {
  if (!isJsonObject(value)) return undefined;
  return OUTPUTS.find(([member]) => member in value)?.[1](value, reader);
}
