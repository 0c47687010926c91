import { KMS_KEY_POLICY_OWN_STATEMENTS } from '../../../src/catalogue/kms-key-policy/own-statements';
import { KMS_KEY_POLICY_TEMPLATE, rootDelegation } from '../../../src/catalogue/kms-key-policy/statements';
import type { InputValues } from '../../../src/policy/guard';
import { mergeKeyPolicy } from '../../../src/policy/merge-key-policy';
import type { Json, JsonObject, PolicyStatement } from '../../../src/policy/policy-json';
import { resolve } from '../../../src/policy/resolve';
import { EMULATOR_ACCOUNT } from '../test-bed/emulator';

/** The statements that reader 1 gives. */
export function expectedStatements(inputs: InputValues, partition: string): readonly PolicyStatement[] {
  return resolve(KMS_KEY_POLICY_TEMPLATE, inputs, { partition });
}

/** The policy that they make when merged into the existing one, or into AWS's default policy of the emulator's account. */
export function expectedPolicy(inputs: InputValues, partition: string): JsonObject {
  return mergeKeyPolicy(basePolicy(inputs, partition), expectedStatements(inputs, partition), KMS_KEY_POLICY_OWN_STATEMENTS);
}

function basePolicy({ existing_policy_json: existing }: InputValues, partition: string): JsonObject {
  if (typeof existing === 'string') return JSON.parse(existing) as JsonObject;
  return { Version: '2012-10-17', Statement: [rootDelegation(partition, EMULATOR_ACCOUNT) as unknown as Json] };
}
