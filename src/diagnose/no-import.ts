import { EXTERNAL_ID } from '../catalogue/arn-patterns';
import { accountOf } from '../doctor/scene';
import { nearestInWords, statementInWords } from '../proof/verdict-words';
import type { Verdict } from '../proof/evaluator/verdict';
import { isClaimedAction, isContextMissing } from './claimed-calls';
import type { Misfit } from './fit';
import { isRoleArn } from './read/arns';
import { isAboutKey, isInOwnAccount, isManaged, type Reading } from './reading';
import { hasOurName } from './whose-call';

const IS_EXTERNAL_ID = new RegExp(EXTERNAL_ID);
const FIND_OUT = 'Add nothing; find out who made this call';

/** Calls that are near to those of imports, by action in lower case, each with the service that makes it for a role. */
const NEAR: Readonly<Record<string, readonly [service: string | undefined, says: string]>> = {
  'kms:encrypt': ['ec2', "The vendor's list of permissions has kms:Encrypt, but EBS does not use it and no import needs it. Add nothing"],
  'kms:generatedatakey': [
    'ec2',
    'AWS lists kms:GenerateDataKey beside kms:GenerateDataKeyWithoutPlaintext for sharing encrypted snapshots, but no import is known to make it, so that the modules give it up to kms_tightening = "via_service" only. If imports fail for want of it, let the modules use that level',
  ],
  'kms:deletealias': [
    undefined,
    'KMS deletes an alias with its key, so that no import needs this. cado-role gives it only with temporary_key = { delete_alias = true }, and a key without its alias can no longer be deleted by the role',
  ],
  'sts:tagsession': [undefined, 'No import passes tags for a session. Add nothing; find out what asks for them'],
  'sts:setsourceidentity': [undefined, 'No import sets a source identity. Add nothing; find out what asks for it'],
};

/** Actions that use a key: made by a direct call they are what stolen credentials are used for. */
const USE_OF_KEYS = /^kms:(Decrypt|Encrypt|ReEncrypt\w*|GenerateDataKey\w*|CreateGrant)$/i;

/** Why no import makes a call, where none does, or none on this resource or in this way. */
export function noImport(reading: Reading, fitting: Misfit): string {
  const { denied } = reading;
  return (
    assumingProblem(reading) ??
    unknownKey(reading) ??
    unknownRegion(reading) ??
    managedElsewhere(reading) ??
    sharingProblem(reading) ??
    missingOption(reading, fitting) ??
    nearCall(reading) ??
    missingContext(reading) ??
    (fitting.isClaimed
      ? neverHere(reading, fitting)
      : (allowedAnyway(reading, fitting) ?? `No import makes this call${asIfStolen(denied)}. ${FIND_OUT}`))
  );
}

/** A direct call says what it is for by its encryption context alone. */
const missingContext = (reading: Reading): string | undefined =>
  isContextMissing(reading)
    ? 'The role called KMS itself, and the fields that were asked for do not tell the encryption context, by which alone such a call says what it is for. Ask for @message, or for the fields of requestParameters.encryptionContext. Until then add nothing'
    : undefined;

function asIfStolen({ action, through }: Reading['denied']): string {
  return USE_OF_KEYS.test(action) && through.how === 'directly' && through.address !== undefined
    ? `: it came directly from ${through.address}, as with stolen credentials, and imports use keys through services of AWS alone`
    : '';
}

/** Which role may assume which. */
export function assumingProblem({ denied, side, roleArn, described, ...reading }: Reading): string | undefined {
  if (denied.action !== 'sts:AssumeRole' || side === 'target') return undefined;
  const { resource } = denied;
  if (resource === undefined || !isRoleArn(resource))
    return 'The event does not name the role that was to be assumed, or not by an exact ARN. Nothing can be said';
  const shown = denied.known['sts:ExternalId'];
  if (typeof shown === 'string' && !IS_EXTERNAL_ID.test(shown.slice(0, 2000)))
    return `The event shows an external id that STS does not take, ${JSON.stringify(shown)}. Add nothing; look at where the event comes from`;
  if (resource === roleArn) return `No import lets a role assume itself. ${FIND_OUT}`;
  const [named, option] = side === 'platform' ? [described.targetArn, '--target-role'] : [described.platformArn, '--platform-role'];
  if (named !== undefined && named !== resource)
    return `${option} names ${named}, and this call is about ${resource}. If that is a role of yours, give it instead; otherwise add nothing and find out who made this call`;
  if (named === undefined && !hasOurName(resource))
    return `Imports assume only roles with CadoResponse or DarktraceForensics in their names, which the platform asks for, and ${resource} is none. If it is a role of yours, ${option} says so. Otherwise add nothing; find out who made this call`;
  if (side === 'instance' && !isInOwnAccount({ denied, side, roleArn, described, ...reading }))
    return `The platform's instance assumes the platform's role in its own account only. ${FIND_OUT}`;
  return undefined;
}

/** A statement about a key needs its ARN, whole. Undefined where the event names it, or the call is about none. */
export function unknownKey(reading: Reading): string | undefined {
  const { denied, key } = reading;
  const { action, resource, alias } = denied;
  if (!isAboutKey(action) || key !== undefined || !isClaimedAction(action) || isManagedElsewhere(reading)) return undefined;
  if (resource?.includes(':alias/') === true && action === 'kms:CreateAlias') return undefined;
  const named = alias ?? resource;
  return `The event does not name the key by its ARN${named === undefined ? '' : `, but ${named}`}. aws kms describe-key tells the ARN of a key; give it with --key-arn`;
}

/** Where a key is made only the event tells. */
export function unknownRegion({ denied }: Reading): string | undefined {
  return /^kms:CreateKey$/i.test(denied.action) && denied.region === undefined
    ? 'Nothing tells the Region in which the key was to be made. Give the event of CloudTrail, which does'
    : undefined;
}

/** By the alias that was asked for, or is the resource itself. */
const isManagedElsewhere = (reading: Reading): boolean =>
  isManaged(reading.denied.alias ?? /:(alias\/.*)$/.exec(reading.denied.resource ?? '')?.[1]) && !isInOwnAccount(reading);

/** The policy of a key that AWS manages lets its own account in, and nobody can change it. */
function managedElsewhere(reading: Reading): string | undefined {
  if (!isManagedElsewhere(reading)) return undefined;
  const how = reading.side === 'platform' ? 'Imports read what is under it as the target role. ' : '';
  return `AWS manages this key, lets nobody of another account use it, and its policy cannot be changed. ${how}Copy the snapshot to a key of your own, or add nothing and find out who made this call`;
}

/** Evidence is shared with the platform's account alone, and nothing takes that back: the snapshot is deleted. */
function sharingProblem({ denied, platform, side }: Reading): string | undefined {
  if (denied.action !== 'ec2:ModifySnapshotAttribute' || side !== 'target') return undefined;
  const accounts = [denied.known['ec2:Add/userId'] ?? []].flat();
  const groups = [denied.known['ec2:Add/group'] ?? []].flat();
  const others = accounts.filter((account) => account !== platform?.account);
  const isTakenBack = ['ec2:Remove/userId', 'ec2:Remove/group'].some((key) => [denied.known[key] ?? []].flat().length > 0);
  if (isTakenBack && accounts.length + groups.length === 0)
    return `No import takes the sharing of a snapshot back: what was shared is deleted. ${FIND_OUT}`;
  if (groups.length > 0)
    return 'No import shares a snapshot with everybody. This may be an attempt to carry data away: add nothing; find out who made this call';
  if (others.length > 0)
    return `No import shares a snapshot with account ${others.join(' or ')}${platform === undefined ? '' : `, only with ${platform.account}, the platform's`}. This may be an attempt to carry data away: add nothing; find out who made this call`;
  return platform === undefined
    ? "The event does not tell with which account the snapshot was to be shared. --platform-role says which is the platform's"
    : undefined;
}

/** What an option would make possible. */
function missingOption({ denied, described }: Reading, { region, until, isClaimed }: Misfit): string | undefined {
  if (region !== undefined)
    return `${region} is in neither --platform-region nor --evidence-region. If evidence lies there, add it to --evidence-region, and to evidence_regions of the modules; otherwise add nothing and find out who made this call`;
  if (until !== undefined)
    return `The modules allow this only up to kms_tightening = "${until.level}", since it comes through no service that a tighter statement could ask for. With --level ${until.level} the statement is shown; it is less tight than any that imports of volumes need`;
  return isClaimed &&
    /^kms:ReplicateKey$/i.test(denied.action) &&
    denied.known['kms:ReplicaRegion'] === undefined &&
    described.platformRegion === undefined
    ? "The event does not tell into which Region the key was to be replicated. --platform-region says which is the platform's"
    : undefined;
}

function nearCall({ denied }: Reading): string | undefined {
  const [service, says] = NEAR[denied.action.toLowerCase()] ?? [];
  const { through } = denied;
  return service === undefined || (through.how === 'a service' && through.service === service) ? says : undefined;
}

/** A service may ask for more than is known, and the modules' statement for it allows that too; but never on the key of a stranger. */
function allowedAnyway(reading: Reading, { verdict }: Misfit): string | undefined {
  const { denied, side, described } = reading;
  const allowing = verdict?.because.find(({ kind }) => kind === 'identity');
  const isOfTarget = side === 'platform' && accountOf(denied.resource) === accountOf(described.targetArn);
  if (verdict?.outcome !== 'allowed' || allowing === undefined || denied.through.how !== 'a service') return undefined;
  if (!isInOwnAccount(reading) && !isOfTarget) return undefined;
  return `No import is known to make this call, but ${statementInWords(allowing)} allows it: ${denied.through.service} may ask for more than is documented. If imports fail for want of it, let the module make the role's policies; otherwise add nothing and find out who made this call`;
}

/** Imports do make such calls, but not on this resource, or not with these parameters. */
function neverHere({ denied, side }: Reading, { verdict }: Misfit): string {
  const { action, bucket, through } = denied;
  const isByS3 = through.how !== 'a service' || through.service === 's3';
  const isOnBucket = bucket === undefined && isByS3 && /^kms:(Decrypt|GenerateDataKey)$/i.test(action);
  const on = denied.resource === undefined ? '' : ` on ${denied.resource}`;
  const more =
    HINTS[denied.action.toLowerCase()] ??
    (isOnBucket && side === 'platform' ? 'The event does not name the bucket that the key encrypts' : undefined);
  return `Imports do call ${denied.action}, but never like this${on}${closest(verdict)}. ${more === undefined ? '' : `${more}. `}${FIND_OUT}`;
}

/** The statement of a module that comes closest, and what it asks for. */
function closest(verdict: Verdict | undefined): string {
  const [denial] = verdict?.because ?? [];
  if (denial !== undefined) return `: ${statementInWords(denial)} denies it`;
  return verdict?.nearest === undefined ? '' : `: closest is ${nearestInWords(verdict.nearest)}`;
}

/** Inputs that decide where a call is made. */
const HINTS: Readonly<Record<string, string>> = {
  'logs:filterlogevents': 'lambda_log_group_names says which log groups are read',
  'iam:passrole': 'worker_role_arn says which role workers get; the name of such a role holds CadoResponse or DarktraceForensics',
  'ec2:createtags':
    'Only what is being made is tagged. tag_after_create would allow it later, on any snapshot and image: the role could then name those of others as its own',
};
