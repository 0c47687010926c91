import fc from 'fast-check';
import type { Json } from '../../src/policy/policy-json';

/** Members that readers look for, so that hostile values stand where they matter. */
const NAMES = [
  'Policy',
  'PolicyVersion',
  'Document',
  'Role',
  'Roles',
  'RoleDetailList',
  'Policies',
  'PolicyVersionList',
  'AssumeRolePolicyDocument',
  'RolePolicyList',
  'AttachedManagedPolicies',
  'PolicyArn',
  'PermissionsBoundary',
  'Arn',
  'RoleName',
  'Grants',
  'GranteePrincipal',
  'Operations',
  'Constraints',
  'KeyId',
  'KeyMetadata',
  'KeyState',
  'MultiRegion',
  'GrantId',
  'RoleId',
  'PolicyName',
  'PolicyDocument',
  'DefaultVersionId',
  'IsDefaultVersion',
  'AttachedPolicies',
  'Tags',
  'Key',
  'Value',
  'Content',
  'PolicySummary',
  'Type',
  'Statement',
  'Version',
  'Sid',
  'Effect',
  'Principal',
  'AWS',
  'Action',
  'NotAction',
  'Resource',
  'Condition',
  'StringEquals',
  'resource_changes',
  'planned_values',
  'prior_state',
  'root_module',
  'child_modules',
  'resources',
  'configuration',
  'module_calls',
  'expressions',
  'references',
  'change',
  'before',
  'after',
  'after_unknown',
  'values',
  'address',
  'module_address',
  'mode',
  'type',
  'name',
  'index',
  'instances',
  'attributes',
  'version',
  'policy',
  'assume_role_policy',
  'inline_policy',
  'managed_policy_arns',
  'arn',
  'key_id',
  'role',
  'policy_arn',
  'grantee_principal',
  'constraints',
  'Records',
  'Events',
  'detail',
  'CloudTrailEvent',
  'eventName',
  'eventSource',
  'errorCode',
  'errorMessage',
  'userIdentity',
  'sessionContext',
  'sessionIssuer',
  'requestParameters',
  'encryptionContext',
  'keyId',
  'encryptionContextSubset',
  'operations',
  'createVolumePermission',
  'tagSpecificationSet',
  'items',
  'ARN',
  'invokedBy',
  'sourceIPAddress',
  'awsRegion',
  'DecodedMessage',
  'Message',
  'message',
  'body',
  'Sns',
  'logEvents',
  'results',
  'field',
  'context',
  'conditions',
  '__proto__',
  'constructor',
  'toString',
] as const;
const TEXTS = [
  'aws_iam_role',
  'aws_iam_policy',
  'aws_iam_role_policy',
  'aws_iam_role_policy_attachment',
  'aws_kms_key',
  'aws_kms_key_policy',
  'aws_kms_grant',
  'managed',
  'data',
  'arn:aws:iam::111122223333:role/CadoResponseRole',
  'arn:aws:iam::444455556666:role/CadoResponseRole',
  'arn:aws:iam::444455556666:root',
  '*',
  'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  'Allow',
  'Deny',
  'kms:*',
  'kms:Decrypt',
  'sts:AssumeRole',
  '2012-10-17',
  'AccessDenied',
  'kms.amazonaws.com',
  'Decrypt',
  'AssumedRole',
  '{"Version":"2012-10-17","Statement":[]}',
  '%7B%22Statement%22%3A%5B%5D%7D',
  '%7B%ZZ',
  '{',
  '"',
  '${aws:PrincipalArn}',
  'module.a["b"].aws_iam_role.c[0]',
  'AWS Internal',
  'ec2.amazonaws.com',
  'vol-0894f908458cca170',
  'us-east-1',
  'User: arn:aws:sts::444455556666:assumed-role/CadoResponseRole/x is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab because no identity-based policy allows the kms:Decrypt action',
  'User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:444455556666:key/x because no resource-based policy allows',
  '',
] as const;

/** JSON that looks like a document of some kind and is wrong somewhere. */
export const HOSTILE_JSON: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 7, depthSize: 'medium' },
    fc.oneof(
      fc.constantFrom(...TEXTS),
      fc.string({ maxLength: 8 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof({ arbitrary: fc.constantFrom(...NAMES), weight: 9 }, { arbitrary: fc.string({ maxLength: 5 }), weight: 1 }),
      tie('value'),
      { maxKeys: 6 },
    ),
  ),
})).value;

/** Texts of documents, some of them cut, encoded or damaged. */
export const HOSTILE_TEXT: fc.Arbitrary<string> = fc
  .tuple(
    HOSTILE_JSON,
    fc.constantFrom('whole', 'cut', 'damaged', 'url', 'text', 'noise'),
    fc.nat(),
    fc.string({ unit: 'binary', maxLength: 40 }),
  )
  .map(([value, how, place, noise]) => {
    const text = JSON.stringify(value);
    const at = text.length === 0 ? 0 : place % text.length;
    switch (how) {
      case 'cut':
        return text.slice(0, at);
      case 'damaged':
        return text.slice(0, at) + noise + text.slice(at + 1);
      case 'url':
        return encodeURIComponent(text.replaceAll(/[\uD800-\uDFFF]/g, ''));
      case 'text':
        return JSON.stringify(text);
      case 'noise':
        return noise;
      case 'whole':
        return text;
    }
  });

/** Every place in a value: the path to it. */
function placesIn(value: Json, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? [...(value as readonly Json[]).entries()]
    : Object.entries(value);
  return [path, ...inner.flatMap(([key, one]) => placesIn(one, [...path, key]))];
}

/** A value with another one at a place; nothing there where it is undefined. */
function changedAt(value: Json, path: readonly (string | number)[], put: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return put ?? null;
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap((one, index) =>
      index === key ? (rest.length === 0 && put === undefined ? [] : [changedAt(one, rest, put)]) : [one],
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) =>
      name === key ? (rest.length === 0 && put === undefined ? [] : [[name, changedAt(one, rest, put)]]) : [[name, one]],
    ),
  );
}

/** Documents that were right, with a few places that are not any more. */
export const mutated = (documents: readonly Json[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...documents),
      fc.array(fc.tuple(fc.nat(), fc.option(HOSTILE_JSON, { nil: undefined })), { minLength: 1, maxLength: 3 }),
    )
    .map(([document, changes]) =>
      JSON.stringify(
        changes.reduce<Json>((value, [place, put]) => {
          const places = placesIn(value);
          return changedAt(value, places[place % places.length] ?? [], put);
        }, document),
      ),
    );
