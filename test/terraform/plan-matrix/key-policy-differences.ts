import { KMS_KEY_POLICY_OWN_STATEMENTS } from '../../../src/catalogue/kms-key-policy/own-statements';
import type { InputValues } from '../../../src/policy/guard';
import { foreignStatements } from '../../../src/policy/merge-key-policy';
import type { Json, JsonObject } from '../../../src/policy/policy-json';
import { minifiedStatements, policyBytes } from '../../../src/policy/policy-size';
import { canonicalPolicy, canonicalStatements } from './canonical';
import { differing, type Compared, type Difference } from './difference';
import { expectedPolicy, expectedStatements } from './expected-key-policy';

/** What the outputs of `cado-kms-key-policy` hold for one instance. */
export interface RenderedKeyPolicy {
  readonly statements_json: string;
  readonly policy_json: string;
  readonly policy_bytes: number;
}

/** Every difference of one instance of `cado-kms-key-policy`; empty when both readers agree. */
export function keyPolicyDifferences(
  instance: string,
  inputs: InputValues,
  partition: string,
  rendered: RenderedKeyPolicy,
): readonly Difference[] {
  const statements = JSON.parse(rendered.statements_json) as readonly Json[];
  const policy = JSON.parse(rendered.policy_json) as JsonObject;
  const resolved = expectedStatements(inputs, partition);
  const merged = expectedPolicy(inputs, partition);
  return differing(instance, [
    {
      of: 'statements',
      terraform: canonicalStatements(statements),
      resolved: canonicalStatements(resolved as unknown as readonly Json[]),
    },
    {
      of: 'bytes of the statements',
      terraform: policyBytes(rendered.statements_json),
      resolved: policyBytes(minifiedStatements(resolved)),
    },
    { of: 'policy', terraform: canonicalPolicy(policy), resolved: canonicalPolicy(merged) },
    ...(typeof inputs['existing_policy_json'] === 'string' ? [foreignPart(policy, merged)] : []),
    { of: 'policy_bytes', terraform: rendered.policy_bytes, resolved: Buffer.byteLength(rendered.policy_json) },
  ]);
}

/** The statements of somebody else must survive exactly, not only in canonical form. */
function foreignPart(policy: JsonObject, merged: JsonObject): Compared {
  const foreign = (of: JsonObject): readonly Json[] => foreignStatements(of, KMS_KEY_POLICY_OWN_STATEMENTS);
  return { of: 'foreign statements', terraform: foreign(policy), resolved: foreign(merged) };
}
