import type { Json, JsonObject } from '../../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../../proof/plan/json-access';
import type { GivenPolicy } from '../estate';
import { policyIn, type Found, type Reader } from '../found';

const listOf = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

/**
 * `aws iam get-account-authorization-details`. Policies are objects, or URL-encoded as the API gives them.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export function accountDetailsIn(value: JsonObject, reader: Reader): readonly Found[] {
  noteOfPage(value, reader);
  const objects = (member: string): readonly JsonObject[] => membersIn(value, member, reader);
  return [
    ...objects('RoleDetailList').flatMap((role) => roleIn(role, reader)),
    ...objects('Policies').flatMap((policy) => managedPolicyIn(policy, reader)),
  ];
}

/** Notes what is one page of an answer: what stands on the others is missing. */
export function noteOfPage(value: JsonObject, reader: Reader): void {
  if (value['IsTruncated'] !== true && value['Truncated'] !== true && !('NextToken' in value)) return;
  const problem = 'this is one page of several, and what stands on the others is missing. Leave --max-items and --no-paginate out';
  reader.note?.({ file: reader.file, problem });
}

/** The objects of a member that AWS makes a list; anything else would be passed over unseen, and is reported. */
export function membersIn(value: JsonObject, member: string, reader: Reader): readonly JsonObject[] {
  const list: Json | undefined = value[member];
  if (list !== undefined && !Array.isArray(list))
    reader.report({ file: reader.file, problem: `${member} must be a list, as the AWS CLI prints it without --query` });
  return objectsIn(list);
}

/**
 * A role as `GetRole`, `ListRoles` and `GetAccountAuthorizationDetails` give it; the last tells every policy that it has.
 *
 * @param isListed whether it is one of `ListRoles`, which leaves tags and boundary out
 */
export function roleIn(role: JsonObject, reader: Reader, isListed = false): readonly Found[] {
  const arn = textIn(role, 'Arn');
  const name = textIn(role, 'RoleName') || arn.slice(arn.lastIndexOf('/') + 1);
  if (name === '') {
    reader.report({
      file: reader.file,
      problem: 'a role has neither Arn nor RoleName. Accepted: what aws iam get-role prints, without --query',
    });
    return [];
  }
  // Roles of one name are usual: one in each account.
  const label = arn === '' ? name : `${name} (${arn.split(':')[4] ?? ''})`;
  const document = role['AssumeRolePolicyDocument'];
  const trust = document === undefined ? undefined : policyIn(document, `${label} trust`, reader);
  const inline = membersIn(role, 'RolePolicyList', reader).flatMap((policy) => inlinePolicyIn(policy, label, reader));
  const boundary = textIn(objectIn(role, 'PermissionsBoundary') ?? {}, 'PermissionsBoundaryArn');
  const tags = isListed ? undefined : tagsIn(role);
  const id = textIn(role, 'RoleId');
  return [
    {
      is: 'role',
      ...(arn !== '' && { arn }),
      name,
      ...(trust !== undefined && { trust }),
      inline,
      attached: membersIn(role, 'AttachedManagedPolicies', reader).map((policy) => textIn(policy, 'PolicyArn')),
      ...(boundary !== '' && { boundaryArn: boundary }),
      ...(tags !== undefined && { tags }),
      ...(id !== '' && { id }),
      isWhole: 'RolePolicyList' in role && 'AttachedManagedPolicies' in role,
    },
  ];
}

/** A role without tags has no such member; what is left of one by `--query` has no id either, and tells nothing of tags. */
function tagsIn(role: JsonObject): Readonly<Record<string, string>> | undefined {
  if (!('Tags' in role) && !('RoleId' in role)) return undefined;
  return Object.fromEntries(objectsIn(role['Tags']).map((tag) => [textIn(tag, 'Key'), textIn(tag, 'Value')]));
}

function inlinePolicyIn(policy: JsonObject, label: string, reader: Reader): readonly GivenPolicy[] {
  const inlineName = textIn(policy, 'PolicyName');
  const read = policyIn(policy['PolicyDocument'], `${label} ${inlineName}`.trim(), reader);
  return read === undefined ? [] : [{ ...read, ...(inlineName !== '' && { inlineName }) }];
}

/** `aws iam get-role-policy`. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export function rolePolicyIn(value: JsonObject, reader: Reader): readonly Found[] {
  for (const [member, owner] of [
    ['UserName', 'user'],
    ['GroupName', 'group'],
  ] as const)
    if (member in value) {
      const problem = `this is a policy of the ${owner} ${JSON.stringify(textIn(value, member))}, and imports use roles. Accepted: what aws iam get-role-policy prints`;
      reader.report({ file: reader.file, problem });
      return [];
    }
  const name = textIn(value, 'RoleName');
  const inline = inlinePolicyIn(value, name === '' ? reader.file : name, reader);
  return name === '' ? inline.map((policy) => ({ is: 'policy', policy })) : [{ is: 'role', name, inline }];
}

/** `aws iam get-policy-version`. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html */
export function policyVersionIn(version: JsonObject, reader: Reader): readonly Found[] {
  if (version['IsDefaultVersion'] === false) {
    const problem = `${textIn(version, 'VersionId')} is not the default version, so that IAM does not apply it; it is taken as if it did`;
    reader.note?.({ file: reader.file, problem });
  }
  return listOf(policyIn(version['Document'], reader.file, reader)).map((policy): Found => ({ is: 'policy', policy }));
}

/** A managed policy as `GetAccountAuthorizationDetails` gives it, with its versions. */
export function managedPolicyIn(policy: JsonObject, reader: Reader): readonly Found[] {
  const versions = membersIn(policy, 'PolicyVersionList', reader);
  const current = versions.find((version) => version['IsDefaultVersion'] === true) ?? versions[0];
  const arn = textIn(policy, 'Arn');
  const name = textIn(policy, 'PolicyName') || arn || reader.file;
  const read = current === undefined ? undefined : policyIn(current['Document'], name, reader);
  const isOfAws = arn.includes(':iam::aws:policy/');
  return [{ is: 'managed policy', arn, ...(read === undefined ? { missing: arn } : { policy: { ...read, ...(isOfAws && { isOfAws }) } }) }];
}

/** Whether an object is what `--query` leaves of a role, a version or a managed policy. */
export const isRole = (value: JsonObject): boolean =>
  'AssumeRolePolicyDocument' in value || 'RolePolicyList' in value || ('RoleName' in value && 'Arn' in value);
export const isPolicyVersion = (value: JsonObject): boolean => 'Document' in value && 'VersionId' in value;
export const isManagedPolicy = (value: JsonObject): boolean => 'PolicyVersionList' in value;
