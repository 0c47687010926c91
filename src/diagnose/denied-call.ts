import type { Json, JsonObject } from '../policy/policy-json';
import { isJsonObject } from '../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../proof/plan/json-access';
import { readJson } from '../estate/json-text';

/** Which policy refused, as far as AWS says. */
export type Refuser =
  'identity' | 'resource' | 'boundary' | 'session' | 'service control' | 'resource control' | 'VPC endpoint' | 'unknown';

/** A call that AWS refused. */
export interface DeniedCall {
  readonly eventId: string;
  /** E.g. `kms:Decrypt`. */
  readonly action: string;
  /** ARN of the role, or of whoever called. */
  readonly principal: string;
  /** ARN, or `*` where the event does not tell. */
  readonly resource: string;
  readonly region: string;
  /** The service that called with the role's rights, e.g. `ec2`. @default - a direct call */
  readonly via?: string;
  /** Of the key's use. @default - none */
  readonly encryptionContext?: Readonly<Record<string, string>>;
  readonly refusedBy: Refuser;
  readonly isExplicit: boolean;
  /** What AWS said. */
  readonly message: string;
}

/** Events of a document, or what is wrong with it. */
export type DeniedCalls =
  { readonly calls: readonly DeniedCall[]; readonly others: number; readonly problem?: undefined } | { readonly problem: string };

const ACCEPTED =
  'Accepted: a CloudTrail event as JSON, a log file of CloudTrail, what aws cloudtrail lookup-events prints, or an event of EventBridge';

/** Reads events of CloudTrail, however wrapped; never throws. Events that were not refused are counted only. */
export function deniedCalls(text: string): DeniedCalls {
  const read = readJson(text);
  if (read.problem !== undefined) return { problem: `this is no JSON: ${read.problem}. ${ACCEPTED}` };
  const events = eventsIn(read.value);
  if (events.length === 0) return { problem: `there is no event of CloudTrail in it. ${ACCEPTED}` };
  const denied = events.filter(isDenied);
  return { calls: denied.map(deniedCall), others: events.length - denied.length };
}

function eventsIn(value: Json): readonly JsonObject[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((one) => (Array.isArray(one) ? [] : eventsIn(one)));
  if (!isJsonObject(value)) return [];
  if (typeof value['eventName'] === 'string' && typeof value['eventSource'] === 'string') return [value];
  const wrapped = textIn(value, 'CloudTrailEvent');
  if (wrapped !== '') {
    const inner = readJson(wrapped);
    return inner.problem === undefined && isJsonObject(inner.value) && !('CloudTrailEvent' in inner.value) ? eventsIn(inner.value) : [];
  }
  const { Records, Events, detail } = value;
  return [...objectsIn(Records), ...objectsIn(Events), ...(isJsonObject(detail) ? [detail] : [])].flatMap((one) =>
    'Records' in one || 'Events' in one || 'detail' in one ? [] : eventsIn(one),
  );
}

/** Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const isDenied = (event: JsonObject): boolean =>
  /AccessDenied|UnauthorizedOperation|Unauthorized|NotAuthorized/i.test(textIn(event, 'errorCode'));

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const MESSAGE = /is not authorized to perform: (?<action>[\w-]+:[\w*]+)(?: on (?:the )?resource: (?<resource>\S+))?/;

function deniedCall(event: JsonObject): DeniedCall {
  const message = textIn(event, 'errorMessage');
  const said = MESSAGE.exec(message)?.groups ?? {};
  const service = textIn(event, 'eventSource').replace(/\.amazonaws\.com.*$/, '');
  const context = objectIn(event, 'requestParameters', 'encryptionContext');
  const via = viaOf(event, context);
  return {
    eventId: textIn(event, 'eventID'),
    action: said['action'] ?? `${service}:${textIn(event, 'eventName')}`,
    principal: principalOf(objectIn(event, 'userIdentity') ?? {}),
    resource: said['resource']?.replace(/[.,]$/, '') ?? resourceOf(event),
    region: textIn(event, 'awsRegion'),
    ...(via !== undefined && { via }),
    ...(context !== undefined && {
      encryptionContext: Object.fromEntries(
        Object.entries(context).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
      ),
    }),
    refusedBy: refuserIn(message),
    isExplicit: /explicit deny/i.test(message),
    message,
  };
}

/** A role's session is the role; its issuer's ARN has the role's path, which the session's has not. */
function principalOf(identity: JsonObject): string {
  const issuer = textIn(objectIn(identity, 'sessionContext', 'sessionIssuer') ?? {}, 'arn');
  if (issuer !== '') return issuer;
  const arn = textIn(identity, 'arn');
  const session = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn);
  return session === null
    ? arn || textIn(identity, 'principalId') || textIn(identity, 'invokedBy')
    : `arn:${session[1] ?? ''}:iam::${session[2] ?? ''}:role/${session[3] ?? ''}`;
}

/** CloudTrail hides EC2 behind `AWS Internal` where EBS calls; a volume's id in the encryption context gives it away. */
function viaOf(event: JsonObject, context: JsonObject | undefined): string | undefined {
  const names = [textIn(objectIn(event, 'userIdentity') ?? {}, 'invokedBy'), textIn(event, 'sourceIPAddress')];
  const service = names.map((name) => /^([a-z0-9-]+)(?:\.[a-z0-9-]+)?\.amazonaws\.com/.exec(name)?.[1]).find((name) => name !== undefined);
  if (service !== undefined) return service;
  if (!names.includes('AWS Internal')) return undefined;
  if (context?.['aws:s3:arn'] !== undefined) return 's3';
  return context?.['aws:ebs:id'] === undefined ? undefined : 'ec2';
}

function resourceOf(event: JsonObject): string {
  const [first] = objectsIn(event['resources']).map((resource) => textIn(resource, 'ARN') || textIn(resource, 'arn'));
  const parameters = objectIn(event, 'requestParameters') ?? {};
  return (
    first ||
    ['keyId', 'destinationKeyId', 'roleArn', 'kmsKeyId'].map((name) => textIn(parameters, name)).find((arn) => arn.startsWith('arn:')) ||
    '*'
  );
}

/** Kinds of policies as AWS's messages call them. */
const REFUSERS: readonly (readonly [RegExp, Refuser])[] = [
  [/service control polic/i, 'service control'],
  [/resource control polic/i, 'resource control'],
  [/permissions? boundar/i, 'boundary'],
  [/session polic/i, 'session'],
  [/VPC endpoint polic/i, 'VPC endpoint'],
  [/resource-based polic|role trust polic/i, 'resource'],
  [/identity-based polic/i, 'identity'],
];

const refuserIn = (message: string): Refuser => REFUSERS.find(([pattern]) => pattern.test(message))?.[1] ?? 'unknown';
