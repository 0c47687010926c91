import type { JsonObject } from '../../policy/policy-json';
import { objectIn, textIn } from '../../proof/plan/json-access';
import type { Through } from '../denied-call';
import type { Tells } from './told-fields';

/**
 * Services as policies name them (`kms:ViaService`), by the names under which they call; EBS calls KMS as EC2.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/ct-ec2one.html
 */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['ebs', 'ec2'],
  ['ec2-frontend-api', 'ec2'],
]);
const INTERNAL = 'AWS Internal';

/** Who spoke to the service; a hidden one is told by the encryption context that it gives. */
export function throughOf(event: JsonObject, encryptionContext: Readonly<Record<string, string>> | undefined, tells: Tells): Through {
  const names = [textIn(objectIn(event, 'userIdentity') ?? {}, 'invokedBy'), textIn(event, 'sourceIPAddress')];
  const service = names.flatMap((name) => serviceNamed(name) ?? [])[0];
  if (service !== undefined) return { how: 'a service', service };
  if (!names.includes(INTERNAL)) {
    const address = names.find((name) => /^[0-9a-f.:]{3,45}$/i.test(name));
    if (address !== undefined) return { how: 'directly', address };
    return { how: tells('userIdentity.invokedBy') ? 'directly' : 'unknown' };
  }
  const [, told] = BY_CONTEXT.find(([key]) => encryptionContext?.[key] !== undefined) ?? [];
  return told === undefined ? { how: 'a hidden service' } : { how: 'a service', service: told };
}

/** Source: https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html */
const BY_CONTEXT: readonly (readonly [key: string, service: string])[] = [
  ['aws:s3:arn', 's3'],
  ['aws:ebs:id', 'ec2'],
  ['aws:lambda:FunctionArn', 'lambda'],
];

/**
 * The service behind a host name such as `ec2.amazonaws.com`, `fas.s3.amazonaws.com` or
 * `prod.kms-caller.lambda.us-east-1.amazonaws.com`; undefined for what is none.
 */
export function serviceNamed(host: string): string | undefined {
  const name = /^([a-z0-9.-]{1,200})\.amazonaws\.com(?:\.cn)?$/.exec(host.slice(0, 256))?.[1];
  if (name === undefined) return undefined;
  const labels = name.split('.');
  const own = labels[1] === 'kms-caller' ? labels[2] : labels[0] === 'fas' ? labels[1] : labels[0];
  return own === undefined || own === '' ? undefined : (SERVICES.get(own) ?? own);
}
