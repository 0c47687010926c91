import type { JsonObject } from '../../policy/policy-json';
import { objectIn } from '../../proof/plan/json-access';

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
export function encryptionContextOf(event: JsonObject, action: string): Readonly<Record<string, string>> | undefined {
  const parameters = objectIn(event, 'requestParameters');
  const places = [...(PLACES[action] ?? []), ['encryptionContext']];
  const found = places.map((path) => objectIn(parameters, ...path)).find((context) => context !== undefined);
  if (found === undefined) return undefined;
  return Object.fromEntries(Object.entries(found).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}
