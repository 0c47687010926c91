import type { EstateKey } from '../../estate/estate';
import type { Call } from '../../proof/claims/call';
import type { KeyName } from '../../proof/claims/keys';
import { EXTERNAL_ID } from '../../proof/claims/import-steps';
import type { RequestContext } from '../../proof/evaluator/access-request';
import { isExamined, isMultiRegion, isOfAws, regionOf, roleOf } from '../examined-key';
import { accountOf, type Scene } from '../scene';
import { NETWORK_KEY, RESOURCE_ORGANIZATION_KEY, tellsResourceOrganization } from './undecided-keys';
import { USER_ID_KEY, userIdOf } from './user-ids';

/** IAM answers in one Region of a partition. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion */
const GLOBAL_REGION: Readonly<Record<string, string>> = { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-north-1' };

/** Condition keys of a call: those that the claim tells, those that claims do not speak of and foreign policies do, and those that were given. */
export function contextOf(scene: Scene, call: Call): RequestContext {
  const [told = {}] = scene.named.contexts(call.context ?? {});
  return { ...usualContext(scene, call, told), ...withoutGuess(scene, call, told), ...givenContext(scene, call, told) };
}

/**
 * What was given of the caller's network does not hold for what a service calls for it, and what was given of the organisation of
 * resources for no call that does not tell it.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-aws.html
 */
function givenContext(scene: Scene, call: Call, told: RequestContext): RequestContext {
  const isOfCall = (key: string): boolean =>
    !(NETWORK_KEY.test(key) && told['kms:ViaService'] !== undefined) &&
    !(RESOURCE_ORGANIZATION_KEY.test(key) && !tellsResourceOrganization(scene, call));
  return Object.fromEntries(Object.entries(scene.subject.context ?? {}).filter(([key]) => isOfCall(key.toLowerCase())));
}

/**
 * Claims show the organisation that a trust policy asks for, and an external id where it asks for none by name; whether the platform
 * is in the one and shows the other, nobody told.
 */
function withoutGuess({ subject, world }: Scene, { action }: Call, told: RequestContext): RequestContext {
  if (action !== 'sts:AssumeRole') return told;
  const { 'aws:PrincipalOrgID': organization, 'sts:ExternalId': externalId, ...others } = told;
  const isGuessed = subject.organizationId === undefined && organization === world.organizationId;
  return {
    ...others,
    ...(organization !== undefined && !isGuessed && { 'aws:PrincipalOrgID': organization }),
    ...(externalId !== undefined && externalId !== EXTERNAL_ID && { 'sts:ExternalId': externalId }),
  };
}

function usualContext(scene: Scene, call: Call, told: RequestContext): RequestContext {
  const service = told['kms:ViaService'];
  const region = call.action.startsWith('iam:') ? (GLOBAL_REGION[scene.world.partition] ?? '') : regionOf(scene, call);
  const name = told['aws:ResourceTag/Name'];
  return {
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': service === undefined ? 'false' : 'true',
    ...(call.action.startsWith('ec2:') && { 'ec2:Region': region }),
    ...(name !== undefined && { 'ec2:ResourceTag/Name': name }),
    ...principalKeys(scene, call),
    ...resourceOrganization(scene, call),
    ...timeKeys(scene.subject.now),
    ...keyKeys(scene, call),
  };
}

/**
 * What is known of the caller: its organisation, its role's id and tags, and that software which acts as a role has no MFA.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
function principalKeys(scene: Scene, call: Call): RequestContext {
  const { by } = call;
  const { organizationId } = scene.subject;
  const isOurs = by !== 'stranger' && by !== 'service';
  const userId = userIdOf(scene, call);
  const tags = by === 'platform' || by === 'target' ? (roleOf(scene, by)?.tags ?? {}) : {};
  return {
    ...(isOurs && { 'aws:MultiFactorAuthPresent': 'false' }),
    ...(isOurs && organizationId !== undefined && { 'aws:PrincipalOrgID': organizationId }),
    ...(userId !== undefined && { [USER_ID_KEY]: userId }),
    ...Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value])),
  };
}

/** Resources of the roles' own accounts are in their organisation; what has no account in its ARN is taken to be the caller's. */
function resourceOrganization(scene: Scene, call: Call): RequestContext {
  const { organizationId, platform, target } = scene.subject;
  if (organizationId === undefined || !tellsResourceOrganization(scene, call)) return {};
  const account = accountOf(scene.named.text(call.resource));
  const isOwn = account === '' ? roleOf(scene, call.by) !== undefined : [platform, target].some((role) => accountOf(role?.arn) === account);
  return isOwn ? { 'aws:ResourceOrgID': organizationId } : {};
}

/** Credentials are issued when they are asked for. */
const timeKeys = (now: string | undefined): RequestContext =>
  now === undefined
    ? {}
    : {
        'aws:CurrentTime': now,
        'aws:EpochTime': String(Math.floor(Date.parse(now) / 1000)),
        'aws:TokenIssueTime': now,
      };

/**
 * What every call on a key tells of it.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-key-spec
 */
function keyKeys(scene: Scene, { on, action }: Call): RequestContext {
  // What is made by CreateKey is the primary one.
  if (action === 'kms:CreateKey') return { 'kms:MultiRegionKeyType': 'PRIMARY' };
  if (typeof on !== 'object' || !('key' in on)) return {};
  const key = isExamined(scene, on.key) ? scene.subject.key : undefined;
  const told = key ?? madeByPlatform(on.key);
  const { spec = 'SYMMETRIC_DEFAULT', usage = 'ENCRYPT_DECRYPT', origin } = told;
  const usesAlgorithm = /^kms:(Encrypt|Decrypt|ReEncrypt.*)$/.test(action);
  return {
    'kms:KeySpec': spec,
    'kms:KeyUsage': usage,
    // What both were called before 2021.
    'kms:CustomerMasterKeySpec': spec,
    'kms:CustomerMasterKeyUsage': usage,
    ...(origin !== undefined && { 'kms:KeyOrigin': origin }),
    'kms:MultiRegion': String(isMultiRegion(scene, on.key)),
    ...multiRegionKeyType(key, on.key),
    ...tagsAndAliases(told),
    ...(usesAlgorithm && { 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' }),
  };
}

/**
 * What a key is told by besides its ARN, where it was given.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/abac.html
 */
const tagsAndAliases = ({ tags = {}, aliases }: Partial<EstateKey>): RequestContext => ({
  ...Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:ResourceTag/${tag}`, value])),
  ...(aliases !== undefined && { 'kms:ResourceAliases': aliases }),
});

/** The platform makes a key, and of that a replica. */
function multiRegionKeyType(key: EstateKey | undefined, name: KeyName): RequestContext {
  const made = name === 'temporary' ? 'PRIMARY' : name === 'temporary replica' ? 'REPLICA' : undefined;
  const type = key?.multiRegionKeyType ?? made;
  return type === undefined ? {} : { 'kms:MultiRegionKeyType': type };
}

/**
 * Keys that the platform or AWS makes hold material of AWS. One that AWS manages has one alias, and nobody can give it tags.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/tagging-keys.html
 */
function madeByPlatform(name: KeyName): Partial<EstateKey> {
  if (isOfAws(name)) return { origin: 'AWS_KMS', aliases: ['alias/aws/ebs'] };
  return name.startsWith('temporary') ? { origin: 'AWS_KMS' } : {};
}
