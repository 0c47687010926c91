import type { JsonObject } from '../../policy/policy-json';
import { objectIn } from '../../proof/plan/json-access';
import type { DeniedCall } from '../denied-call';
import type { Tells } from './told-fields';

/** Where CloudTrail writes the encryption context, by action; first what is the action's own. */
const PLACES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'kms:ReEncryptFrom': [['sourceEncryptionContext']],
  'kms:ReEncryptTo': [['destinationEncryptionContext']],
  'kms:CreateGrant': [
    ['constraints', 'encryptionContextSubset'],
    ['constraints', 'encryptionContextEquals'],
  ],
};

/**
 * The encryption context of a call, as far as the event has it.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/ct-reencrypt.html
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/ct-creategrant.html
 */
export function contextOf(event: JsonObject, action: string, tells: Tells): Pick<DeniedCall, 'encryptionContext' | 'isContextUnasked'> {
  const parameters = objectIn(event, 'requestParameters');
  const places = [...(PLACES[action] ?? []), ['encryptionContext']];
  const found = places.map((path) => objectIn(parameters, ...path)).find((context) => context !== undefined);
  if (found !== undefined)
    return {
      encryptionContext: Object.fromEntries(Object.entries(found).filter((pair): pair is [string, string] => typeof pair[1] === 'string')),
    };
  const isUnasked = action.startsWith('kms:') && !places.some((path) => tells(['requestParameters', ...path].join('.')));
  return isUnasked ? { isContextUnasked: true } : {};
}
