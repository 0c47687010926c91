import { REGION } from '../../catalogue/arn-patterns';
import type { JsonObject } from '../../policy/policy-json';
import { objectIn, textIn } from '../../proof/plan/json-access';
import type { DeniedCall, Through } from '../denied-call';
import { actionOf } from './action-names';
import { regionIn } from './arns';
import { callerOf } from './caller';
import { knownKeys } from './condition-keys';
import { contextOf } from './encryption-context';
import { bucketOfContext, resourceOf } from './event-resource';
import { saidCall } from './message';
import { refusalIn } from './refusal';
import { throughOf } from './through';
import { tellsAll, type Tells } from './told-fields';

const IS_REGION = new RegExp(REGION);

/**
 * Whether a policy refused the call of an event.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const isRefused = (event: JsonObject): boolean =>
  /AccessDenied|Unauthorized|NotAuthorized|^Forbidden$/i.test(textIn(event, 'errorCode').slice(0, 128));

/** Name of the service whose endpoint was called, e.g. `kms`. */
export const serviceOf = (event: JsonObject): string => textIn(event, 'eventSource').slice(0, 128).split('.', 1)[0] ?? '';

/** Reads an event of CloudTrail that was refused. */
export function deniedCall(event: JsonObject, tells: Tells = tellsAll): DeniedCall {
  const message = textIn(event, 'errorMessage');
  const said = saidCall(message);
  const action = said.action ?? actionOf(serviceOf(event), textIn(event, 'eventName'));
  const caller = callerOf(objectIn(event, 'userIdentity') ?? {}, said.caller);
  const given = textIn(event, 'awsRegion');
  const told = IS_REGION.test(given) ? given : undefined;
  const context = contextOf(event, action, tells);
  const { encryptionContext } = context;
  const where = { roleArn: caller.roleArn ?? '', region: told ?? '' };
  const about = resourceOf(event, action, said.resource, where);
  const region = told ?? (tells('awsRegion') ? undefined : regionIn(about.resource));
  const bucket = about.bucket ?? bucketOfContext(encryptionContext);
  const [eventId, time] = [textIn(event, 'eventID'), textIn(event, 'eventTime')];
  return {
    ...(eventId !== '' && { eventId }),
    ...(time !== '' && { time }),
    action,
    caller,
    ...about,
    ...(bucket !== undefined && { bucket }),
    ...(region !== undefined && { region }),
    through: within(event, action) ?? throughOf(event, encryptionContext, tells),
    ...context,
    known: knownKeys(event, action, said.resource, tells),
    refusal: refusalIn(message, said),
    message,
  };
}

/** A refusal of KMS that another service tells of: that service used the key for the caller. */
function within(event: JsonObject, action: string): Through | undefined {
  const service = serviceOf(event);
  if (!action.startsWith('kms:') || service === 'kms' || service === '') return undefined;
  return { how: 'a service', service: service === 'ebs' ? 'ec2' : service };
}
