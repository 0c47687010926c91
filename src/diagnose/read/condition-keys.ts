import type { JsonObject } from '../../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../../proof/plan/json-access';
import type { RequestContext } from '../../proof/evaluator/access-request';
import type { Tells } from './told-fields';

/** What a reader of condition keys is told. */
interface Given {
  readonly event: JsonObject;
  readonly parameters: JsonObject;
  readonly action: string;
  /** As the message names it. @default - it does not */
  readonly resource?: string;
  readonly tells: Tells;
}

/** An entry: several values of a key, none where the request does not have it; undefined where the event does not tell. */
type Values = readonly string[] | undefined;

const one = (text: string): Values => (text === '' ? undefined : [text]);

/**
 * The condition keys that an event tells, by action in lower case, each with how it is read.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const READERS: Readonly<Record<string, Readonly<Record<string, (given: Given) => Values>>>> = {
  'sts:assumerole': { 'sts:ExternalId': ({ parameters }) => one(textIn(parameters, 'externalId')) },
  'ec2:modifysnapshotattribute': {
    'ec2:Add/userId': (given) => shared(given, 'add', ['userId']),
    'ec2:Add/group': (given) => shared(given, 'add', ['group', 'groups']),
    'ec2:Remove/userId': (given) => shared(given, 'remove', ['userId']),
    'ec2:Remove/group': (given) => shared(given, 'remove', ['group', 'groups']),
  },
  'ec2:createtags': { 'ec2:CreateAction': creatingCall, 'aws:RequestTag/Name': nameTag },
  'ec2:createvolume': { 'aws:RequestTag/Name': nameTag },
  'ec2:runinstances': { 'aws:RequestTag/Name': nameTag },
  'ec2:modifyinstanceattribute': { 'ec2:Attribute': changedAttribute },
  'kms:replicatekey': { 'kms:ReplicaRegion': ({ parameters }) => one(textIn(parameters, 'replicaRegion')) },
  'kms:creategrant': {
    'kms:GrantOperations': ({ parameters }) => textsIn(parameters['operations']),
    'kms:GrantConstraintType': grantConstraint,
  },
  'kms:createkey': {
    'kms:MultiRegion': ({ parameters }) =>
      typeof parameters['multiRegion'] === 'boolean' ? [String(parameters['multiRegion'])] : undefined,
    'kms:KeySpec': ({ parameters }) => one(textIn(parameters, 'keySpec')),
    'kms:KeyUsage': ({ parameters }) => one(textIn(parameters, 'keyUsage')),
    'kms:KeyOrigin': ({ parameters }) => one(textIn(parameters, 'origin')),
  },
  'iam:createservicelinkedrole': { 'iam:AWSServiceName': ({ parameters }) => one(textIn(parameters, 'aWSServiceName')) },
};

/** Condition keys of the request that an event tells. */
export function knownKeys(event: JsonObject, action: string, resource: string | undefined, tells: Tells): RequestContext {
  const parameters = objectIn(event, 'requestParameters') ?? {};
  const given: Given = { event, parameters, action, tells, ...(resource !== undefined && { resource }) };
  const found = Object.entries(READERS[action.toLowerCase()] ?? {}).map(([key, read]) => [key, read(given)] as const);
  const owner = objectsIn(event['resources']).find((listed) => textIn(listed, 'type') === 'AWS::S3::Bucket');
  const keys = [...found, ['aws:ResourceAccount', action.startsWith('s3:') ? one(accountIn(owner)) : undefined] as const];
  return Object.fromEntries(
    keys.flatMap(([key, values]) => (values === undefined ? [] : [[key, SEVERAL.has(key) ? values : single(values)] as const])),
  );
}

/** Keys of several values, of which a request may have one. */
const SEVERAL: ReadonlySet<string> = new Set(['kms:GrantOperations']);

/** A key of one value is no list. */
const single = (values: readonly string[]): string | readonly string[] => (values.length === 1 ? (values[0] ?? '') : values);

const accountIn = (resource: JsonObject | undefined): string => {
  const account = textIn(resource ?? {}, 'accountId');
  return /^\d{12}$/.test(account) ? account : '';
};

const textsIn = (value: unknown): Values =>
  Array.isArray(value) && value.length > 0 ? value.filter((text): text is string => typeof text === 'string') : undefined;

function shared({ parameters, tells }: Given, how: 'add' | 'remove', names: readonly string[]): Values {
  const permission = objectIn(parameters, 'createVolumePermission');
  if (permission === undefined) return undefined;
  const values = objectsIn(objectIn(permission, how)?.['items']).flatMap((item) => names.flatMap((name) => textIn(item, name) || []));
  const isTold = names.some((name) => tells(`requestParameters.createVolumePermission.${how}.items.0.${name}`));
  return values.length > 0 || isTold ? values : undefined;
}

/**
 * What is tagged while it is made is told by the call that makes it. A resource that is not there yet is named by `*`.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
 */
function creatingCall({ event, resource }: Given): Values {
  const call = textIn(event, 'eventName');
  if (call !== 'CreateTags') return one(call);
  return resource === undefined || resource.endsWith('/*') ? undefined : [];
}

/** The name that is asked for; none where the call has parameters without one. */
function nameTag({ event, parameters, action, tells }: Given): Values {
  const tags = objectsIn(objectIn(parameters, 'tagSpecificationSet')?.['items']).flatMap((item) => objectsIn(item['tags']));
  const names = tags.flatMap((tag) => (textIn(tag, 'key') === 'Name' ? [textIn(tag, 'value')] : []));
  const isWhole = Object.keys(parameters).length > 0 && action.toLowerCase() === `ec2:${textIn(event, 'eventName')}`.toLowerCase();
  return names.length > 0 ? names : isWhole && tells('requestParameters.tagSpecificationSet') ? [] : undefined;
}

function changedAttribute({ parameters }: Given): Values {
  const changed = Object.keys(parameters).filter((name) => name !== 'instanceId');
  if (changed.length === 0) return undefined;
  return changed.map((name) => (name === 'groupSet' || name === 'groupId' ? 'GroupId' : name.slice(0, 1).toUpperCase() + name.slice(1)));
}

function grantConstraint({ parameters }: Given): Values {
  const constraints = objectIn(parameters, 'constraints');
  return one(
    ['encryptionContextSubset', 'encryptionContextEquals'].find((name) => constraints?.[name] !== undefined)?.replace('e', 'E') ?? '',
  );
}
