import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../../proof/plan/json-access';

/** An output that names policies or keys and does not hold what was asked for, and which command prints that. */
type Lacking = readonly [is: (value: JsonObject) => boolean, lacks: (value: JsonObject) => string];

/** Whether a list below a member has objects with another member. */
const listing =
  (member: string, of: string): Lacking[0] =>
  (value) =>
    objectsIn(value[member]).some((one) => of in one);

const WITHOUT = 'without their documents';

const LACKING: readonly Lacking[] = [
  [({ Policy }) => isJsonObject(Policy) && isNamed(Policy), (value) => documentOf(objectIn(value, 'Policy') ?? {})],
  [isNamed, documentOf],
  [
    listing('AttachedPolicies', 'PolicyArn'),
    (value) => `this names attached policies ${WITHOUT}. ${versionCommand(objectsIn(value['AttachedPolicies'])[0] ?? {}, 'PolicyArn')}`,
  ],
  [
    ({ PolicyNames }) => Array.isArray(PolicyNames),
    () =>
      `this names policies ${WITHOUT}. Give what aws iam get-role-policy --role-name ROLE --policy-name NAME prints of a role, or aws kms get-key-policy of a key`,
  ],
  [
    listing('Versions', 'IsDefaultVersion'),
    () => `this names versions of a policy ${WITHOUT}. Give what aws iam get-policy-version prints of the default one`,
  ],
  [
    listing('Policies', 'DefaultVersionId'),
    () => `this names policies ${WITHOUT}. Give what aws iam get-account-authorization-details prints`,
  ],
  [
    listing('Policies', 'AwsManaged'),
    () => `this names policies ${WITHOUT}. Give what aws organizations describe-policy --policy-id ID prints of each of them`,
  ],
  [
    (value) => listing('Keys', 'KeyArn')(value) || listing('Aliases', 'AliasName')(value),
    () => 'this names keys without their policies. Give what aws kms get-key-policy --key-id KEY --policy-name default prints',
  ],
];

function isNamed(policy: JsonObject): boolean {
  return 'DefaultVersionId' in policy;
}

function documentOf(policy: JsonObject): string {
  return `this tells of a managed policy without its document. ${versionCommand(policy, 'Arn')}`;
}

function versionCommand(policy: JsonObject, arn: string): string {
  return `Give what aws iam get-policy-version --policy-arn ${textIn(policy, arn) || 'ARN'} --version-id ${textIn(policy, 'DefaultVersionId') || 'VERSION'} prints`;
}

/** What a command's output lacks that tells of policies or keys without what was asked for; undefined where it is none of these. */
export function whatLacks(value: Json): string | undefined {
  if (!isJsonObject(value)) return undefined;
  const [, lacks] = LACKING.find(([is]) => is(value)) ?? [];
  return lacks?.(value);
}
