import { BUCKET_ARN, BUCKET_NAME, KEY_ARN, KEY_ID } from '../../catalogue/arn-patterns';
import type { JsonObject } from '../../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../../proof/plan/json-access';
import type { DeniedCall } from '../denied-call';

/** What a call was about, as far as the event tells. */
export type EventResource = Pick<DeniedCall, 'resource' | 'alias' | 'bucket'>;

/** Where a call was made. */
export interface Whereabouts {
  /** ARN of the role that called; empty where none did. */
  readonly roleArn: string;
  readonly region: string;
}

const IS_KEY = new RegExp(KEY_ARN);
const IS_KEY_ID = new RegExp(KEY_ID);
const IS_BUCKET = new RegExp(BUCKET_ARN);
const IS_BUCKET_NAME = new RegExp(BUCKET_NAME);

/** The resource of an event: what the message names first, then what the event lists, then the parameters of the call. */
export function resourceOf(event: JsonObject, action: string, said: string | undefined, where: Whereabouts): EventResource {
  const [service = ''] = action.split(':');
  const named = said === undefined || said === '*' ? undefined : arnIn(said, where);
  const listed = objectsIn(event['resources']).flatMap((resource) => textIn(resource, 'ARN') || textIn(resource, 'arn') || []);
  const parameters = objectIn(event, 'requestParameters') ?? {};
  const bucket = bucketIn([named ?? '', ...listed, bucketArn(textIn(parameters, 'bucketName'), where)]);
  const own = { ...(bucket !== undefined && { bucket }) };
  if (service === 'kms') return { ...own, ...keyOf(action, named, listed, parameters, where) };
  const resource =
    named ?? (service === 's3' ? s3Resource(action, listed, parameters, bucket) : otherResource(service, listed, parameters));
  return { ...own, ...(resource !== undefined && { resource }) };
}

/** IAM names its own resources in words. */
function arnIn(said: string, { roleArn }: Whereabouts): string {
  const [, kind = '', name = ''] = /^(role|user|policy|instance profile) (.+)$/.exec(said) ?? [];
  if (kind === '') return said;
  if (name.startsWith('arn:')) return name;
  if (kind === 'role' && roleArn.endsWith(`/${name}`)) return roleArn;
  const [, partition = '', , , account = ''] = roleArn.split(':');
  return `arn:${partition}:iam::${account}:${kind.replace(' ', '-')}/${name}`;
}

/** ReEncrypt lists the key that it decrypts with, then the other. Source: https://docs.aws.amazon.com/kms/latest/developerguide/ct-reencrypt.html */
function keyOf(
  action: string,
  named: string | undefined,
  listed: readonly string[],
  parameters: JsonObject,
  where: Whereabouts,
): EventResource {
  const isSecond = action.toLowerCase() === 'kms:reencryptto';
  const names = isSecond ? ['destinationKeyId'] : ['keyId', 'sourceKeyId'];
  const given = names.flatMap((name) => textIn(parameters, name) || [])[0];
  const alias = given !== undefined && /(^|:)alias\//.test(given) ? given.slice(given.indexOf('alias/')) : undefined;
  const keys = listed.filter((arn) => IS_KEY.test(arn));
  const resource =
    named ?? (given === undefined ? undefined : keyArn(given, where)) ?? keys[isSecond ? 1 : 0] ?? (isSecond ? undefined : keys[0]);
  return { ...(resource !== undefined && { resource }), ...(alias !== undefined && { alias }) };
}

/** A key that was asked for by its id alone lies in the caller's account. */
function keyArn(given: string, { roleArn, region }: Whereabouts): string | undefined {
  if (!IS_KEY_ID.test(given)) return undefined;
  const [, partition = '', , , account = ''] = roleArn.split(':');
  const arn = given.startsWith('arn:') ? given : `arn:${partition}:kms:${region}:${account}:key/${given}`;
  return IS_KEY.test(arn) ? arn : undefined;
}

const bucketArn = (name: string, { roleArn }: Whereabouts): string =>
  IS_BUCKET_NAME.test(name) ? `arn:${roleArn.split(':')[1] ?? ''}:s3:::${name}` : '';

/** The bucket of the first ARN of S3. */
function bucketIn(arns: readonly string[]): string | undefined {
  const found = arns.find((arn) => arn.split(':', 3)[2] === 's3');
  const bucket = found?.slice(0, 1024).replace(/\/.*$/s, '');
  return bucket !== undefined && IS_BUCKET.test(bucket) ? bucket : undefined;
}

/** The bucket that an encryption context of S3 names. */
export const bucketOfContext = (context: Readonly<Record<string, string>> | undefined): string | undefined =>
  bucketIn([context?.['aws:s3:arn'] ?? '']);

function s3Resource(action: string, listed: readonly string[], parameters: JsonObject, bucket: string | undefined): string | undefined {
  if (!action.includes('Object')) return bucket;
  const key = textIn(parameters, 'key');
  return (
    listed.find((arn) => arn.includes(':s3:::') && arn.includes('/')) ??
    (bucket === undefined || key === '' ? undefined : `${bucket}/${key}`)
  );
}

function otherResource(service: string, listed: readonly string[], parameters: JsonObject): string | undefined {
  if (service === 'sts') return textIn(parameters, 'roleArn') || undefined;
  return listed[0];
}
