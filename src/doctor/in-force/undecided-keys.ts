import type { Call } from '../../proof/claims/call';
import type { RequestContext } from '../../proof/evaluator/access-request';
import { tellsResourceAccount } from '../../proof/evaluator/derived-keys';
import { isExamined, isMultiRegion, isOfAws, roleOf } from '../examined-key';
import type { Missing } from './missing';
import { undecidedSession } from './spared-sessions';
import type { Scene } from '../scene';
import { isSameForSessions, USER_ID_KEY, userIdOf } from './user-ids';

/**
 * A condition key that nobody told, as a policy spells it; undefined where it is known, or surely absent.
 *
 * @param wanted what policies want of it
 */
export type Undecided = (key: string, wanted: () => readonly string[]) => Missing | undefined;

/** A condition key that no document tells. */
interface UndecidedKey {
  /** Of the key in lower case. */
  readonly pattern: RegExp;
  /** How it can be told, `nothing` where nobody knows what AWS shows. @default - `--context` */
  readonly give?: string;
  /** Which calls have it. @default - every call */
  readonly of?: (scene: Scene, call: Call) => boolean;
}

const NOTHING = 'nothing';

const isOurs = (_scene: Scene, { by }: Call): boolean => by !== 'stranger' && by !== 'service';
/** EC2 and S3 call from where they are. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip */
const isDirect = (scene: Scene, call: Call): boolean => isOurs(scene, call) && call.context?.['kms:ViaService'] === undefined;
/** AWS lists services that show it, and EC2 and S3 are not among them. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-calledvia */
const isThroughService = (_scene: Scene, { context }: Call): boolean => context?.['kms:ViaService'] !== undefined;
const isOnKey = (_scene: Scene, { on }: Call): boolean => typeof on === 'object' && 'key' in on;
const isCalled =
  (actions: RegExp) =>
  (_scene: Scene, { action }: Call): boolean =>
    actions.test(action);
const isOnMultiRegionKey = (scene: Scene, { on }: Call): boolean => typeof on === 'object' && 'key' in on && isMultiRegion(scene, on.key);
const isOf =
  (...services: readonly string[]) =>
  (_scene: Scene, { action }: Call): boolean =>
    services.some((service) => action.startsWith(`${service}:`));
const isOnExamined = (scene: Scene, { on }: Call): boolean => typeof on === 'object' && 'key' in on && isExamined(scene, on.key);
const hasUnknownAliases = (scene: Scene, call: Call): boolean => isOnExamined(scene, call) && scene.subject.key?.aliases === undefined;
const hasUnknownResourceTags = (scene: Scene, call: Call): boolean =>
  isOnExamined(scene, call) ? scene.subject.key?.tags === undefined : !isOnKeyOfAws(call);
const isOnKeyOfAws = ({ on }: Call): boolean => typeof on === 'object' && 'key' in on && isOfAws(on.key);
const hasUnknownTags = (scene: Scene, call: Call): boolean => isOurs(scene, call) && roleOf(scene, call.by)?.tags === undefined;
/** Whether a call tells the organisation of its resource, which is none that anybody named where that is a stranger's. */
export const tellsResourceOrganization = ({ world }: Scene, { action, resource }: Call): boolean =>
  tellsResourceAccount(action.toLowerCase()) && resource.split(':')[4] !== world.accounts.stranger;

/** Keys of the organisation that a resource is in, in lower case. */
export const RESOURCE_ORGANIZATION_KEY = /^aws:resourceorg(id|paths)$/;

/** Keys of the network that a caller is in, in lower case. */
export const NETWORK_KEY =
  /^aws:(sourceip|vpcsourceip|sourcevpc|sourcevpce|sourcevpcarn|vpceaccount|vpceorgid|vpceorgpaths|ec2instancesourcevpc|ec2instancesourceprivateipv4)$/;

/**
 * The closed list of condition keys that no document tells. Every other key is absent where nothing tells it.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
const KEYS: readonly UndecidedKey[] = [
  { pattern: /^aws:principalorgid$/, give: '--organization-id', of: isOurs },
  { pattern: /^aws:principalorgpaths$/, of: isOurs },
  { pattern: RESOURCE_ORGANIZATION_KEY, of: tellsResourceOrganization },
  { pattern: /^aws:principaltag\//, give: "the role's tags, as aws iam get-role or Terraform prints them", of: hasUnknownTags },
  { pattern: /^aws:(userid|sourceidentity|useragent|referer)$/, of: isOurs },
  { pattern: /^sts:externalid$/, give: '--external-id', of: isOurs },
  { pattern: /^sts:(rolesessionname|sourceidentity|transitivetagkeys)$/, of: isOurs },
  { pattern: NETWORK_KEY, of: isDirect },
  { pattern: /^aws:calledvia(first|last)?$/, give: NOTHING, of: isThroughService },
  { pattern: /^ec2:(sourceinstancearn|roledelivery)$/, of: isDirect },
  { pattern: /^aws:(currenttime|epochtime|tokenissuetime)$/ },
  { pattern: /^(aws|ec2):resourcetag\//, of: hasUnknownResourceTags },
  { pattern: /^aws:(requesttag\/.*|tagkeys)$/, of: isOf('ec2') },
  { pattern: /^kms:resourcealiases$/, of: hasUnknownAliases },
  { pattern: /^kms:keyorigin$/, of: isOnKey },
  { pattern: /^kms:reencryptonsamekey$/, of: isCalled(/^kms:ReEncrypt/) },
  { pattern: /^kms:schedulekeydeletionpendingwindowindays$/, of: isCalled(/^kms:ScheduleKeyDeletion$/) },
  { pattern: /^kms:multiregionkeytype$/, of: isOnMultiRegionKey },
  {
    pattern: /^kms:(granteeprincipal|granteeserviceprincipal|retiringprincipal|retiringserviceprincipal|grantconstraintsourcearn)$/,
    give: NOTHING,
    of: isCalled(/^kms:CreateGrant$/),
  },
  {
    pattern:
      /^ec2:(availabilityzone(id)?|ebsoptimized|encrypted|imageid|instance(autorecovery|id|markettype|metadatatags|profile|type)|kmskeyid|location|metadatahttp.*|(source)?outpostarn|owner|parentsnapshot|parentvolume|placementgroup|productcode|rootdevicetype|snapshotid|snapshottime|tenancy|volumeid|volumeinitializationrate|volumeiops|volumesize|volumethroughput|volumetype)$/,
    of: isOf('ec2'),
  },
  { pattern: /^s3:(authtype|prefix|delimiter|max-keys|signatureversion|tlsversion|existingobjecttag\/.*)$/, of: isOf('s3') },
];

/** The tag by which the platform knows what is its own, and the external id: claims tell of them, and an attack without one has none. */
const AS_TOLD = /^((aws|ec2):(resource|request)tag\/name|sts:externalid)$/;

/**
 * Which condition keys of a call nobody told.
 *
 * @param context what was told
 * @param isAttack whether the call is one of an attack, which is as it is told
 */
export function undecidedBy(scene: Scene, call: Call, context: RequestContext, isAttack: boolean): Undecided {
  const told = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return (key, wanted) => {
    const lookup = key.toLowerCase();
    const session = isAttack ? undefined : undecidedSession(key, scene, call);
    if (session !== undefined) return session;
    const userId = lookup === USER_ID_KEY ? userIdOf(scene, call) : undefined;
    const isSure = userId === undefined || userId !== told.get(lookup) || isSameForSessions(userId, wanted());
    if ((told.has(lookup) && isSure) || (isAttack && AS_TOLD.test(lookup))) return undefined;
    const found = KEYS.find(({ pattern, of }) => pattern.test(lookup) && (of === undefined || of(scene, call)));
    if (found === undefined) return undefined;
    return { what: key, kind: 'condition key', ...(found.give !== NOTHING && { give: found.give ?? `--context ${key}=VALUE` }) };
  };
}
