import type { JsonObject } from '../../policy/policy-json';
import { objectIn, textIn } from '../../proof/plan/json-access';
import { isRefused, serviceOf } from './event';

/**
 * Errors behind which a refusal of KMS may be.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const KEY_ERRORS = /CustomerKeyHasBeenRevoked|InvalidKmsKey|KMS\.|KMS\w*Exception|InvalidVolume\.NotFound/i;

const LOOK = 'A key may have refused behind it: look for the event of kms.amazonaws.com of the same minute, in the account of the caller';

/** What an event tells that KMS may have refused another one; undefined where nothing does. */
export function indirectRefusal(event: JsonObject): string | undefined {
  const code = textIn(event, 'errorCode').slice(0, 128);
  const [name, time] = [textIn(event, 'eventName'), textIn(event, 'eventTime')];
  const when = time === '' ? '' : ` of ${time}`;
  const isKms = serviceOf(event) === 'kms';
  if (name.startsWith('SharedSnapshot'))
    return `${name}${when} tells only that another account began to use a shared snapshot. ${LOOK.replace('the caller', 'that account')}`;
  if (isRefused(event)) return speaksOfKey(event) ? `${name}${when} was refused for want of a KMS key. ${LOOK}` : undefined;
  if (isKms && code === 'NotFoundException')
    return `${name}${when}: KMS finds no such key in this Region and account. Check the key's ARN, then look for another event of the same key`;
  if (isKms || (!KEY_ERRORS.test(code) && !/key ID is not accessible/i.test(textIn(event, 'errorMessage').slice(0, 4096))))
    return undefined;
  return `${name}${when} failed with ${code}. ${LOOK}`;
}

/** A refusal that is about a key and names no call of KMS: the event of KMS says more. */
export function speaksOfKey(event: JsonObject): boolean {
  const message = textIn(event, 'errorMessage').slice(0, 4096);
  return serviceOf(event) !== 'kms' && /KMS|key ID is not accessible/.test(message) && !message.includes(' is not authorized to perform: ');
}

/** What a notice of EBS or of a service tells, which is no call; undefined for anything else. */
export function noticeRefusal(object: JsonObject): string | undefined {
  const kind = textIn(object, 'detail-type');
  const detail = objectIn(object, 'detail');
  if (kind.startsWith('EBS ') && detail !== undefined)
    return textIn(detail, 'result') === 'succeeded'
      ? undefined
      : `${kind}: ${textIn(detail, 'event')} ${textIn(detail, 'result')}. ${LOOK}`;
  return undefined;
}
