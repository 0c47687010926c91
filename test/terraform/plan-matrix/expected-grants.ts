import type { InputValues } from '../../../src/policy/guard';
import type { JsonObject } from '../../../src/policy/policy-json';
import type { Resources } from './planned-resources';

/** The grants that the inputs of a call of `cado-kms-key-policy` ask for. */
export function expectedGrants(address: string, inputs: InputValues): Resources {
  const grants = inputs['grants'] as Readonly<Record<string, JsonObject>>;
  return Object.fromEntries(
    Object.entries(grants).map(([key, grant]) => [`${address}.aws_kms_grant.this["${key}"]`, expectedGrant(key, grant, inputs)]),
  );
}

function expectedGrant(key: string, grant: JsonObject, inputs: InputValues): JsonObject {
  const operations = (grant['operations'] ?? ['Decrypt', 'DescribeKey']) as readonly string[];
  return {
    name: `CadoResponse-${key}`,
    key_id: grant['key_id'] ?? null,
    grantee_principal: inputs[grant['grantee'] === 'platform' ? 'platform_role_arn' : 'target_role_arn'] as string,
    operations: operations.toSorted(),
    context: grant['encryption_context_equals'] ?? null,
  };
}
