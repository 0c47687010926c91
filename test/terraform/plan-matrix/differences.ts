import { isDeepStrictEqual } from 'node:util';
import { KMS_KEY_POLICY_OWN_STATEMENTS } from '../../../src/catalogue/kms-key-policy/own-statements';
import type { InputValues } from '../../../src/policy/guard';
import { foreignStatements } from '../../../src/policy/merge-key-policy';
import type { Json, JsonObject } from '../../../src/policy/policy-json';
import { minifiedStatements, policyBytes } from '../../../src/policy/policy-size';
import { canonicalPolicy, canonicalStatements } from './canonical';
import { expectedPolicy, expectedStatements } from './expected-policy';
import type { Rendered } from './matrix-root';

/** Where what Terraform rendered differs from reader 1. */
export interface Difference {
  readonly instance: string;
  readonly of: string;
  readonly terraform: unknown;
  readonly resolved: unknown;
}

/** Every difference of one instance; empty when both readers agree. */
export function differences(instance: string, inputs: InputValues, partition: string, rendered: Rendered): readonly Difference[] {
  const statements = JSON.parse(rendered.statements_json) as readonly Json[];
  const policy = JSON.parse(rendered.policy_json) as JsonObject;
  const resolved = expectedStatements(inputs, partition);
  const merged = expectedPolicy(inputs, partition);
  const compared: readonly Omit<Difference, 'instance'>[] = [
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
  ];
  return compared
    .filter(({ terraform, resolved: expected }) => !isDeepStrictEqual(terraform, expected))
    .map((difference) => ({ instance, ...difference }));
}

/** The statements of somebody else must survive exactly, not only in canonical form. */
function foreignPart(policy: JsonObject, merged: JsonObject): Omit<Difference, 'instance'> {
  const foreign = (of: JsonObject): readonly Json[] => foreignStatements(of, KMS_KEY_POLICY_OWN_STATEMENTS);
  return { of: 'foreign statements', terraform: foreign(policy), resolved: foreign(merged) };
}
