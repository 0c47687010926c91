import type { InputValues } from '../../../src/policy/guard';
import type { JsonObject } from '../../../src/policy/policy-json';
import type { Plan } from '../test-bed/terraform-root';
import type { Instance } from './key-policy-instance';
import { blockName } from './matrix-root';

/** What matters of a grant, by resource address. */
export type Grants = Readonly<Record<string, JsonObject>>;

/** The grants that a plan creates. */
export function plannedGrants(plan: Plan): Grants {
  const created = (plan.resource_changes ?? []).filter(({ type }) => type === 'aws_kms_grant');
  return Object.fromEntries(created.map(({ address, change }) => [address, grantPart(change.after as JsonObject)]));
}

function grantPart({ name, key_id, grantee_principal, operations, constraints }: JsonObject): JsonObject {
  const [constraint] = (constraints ?? []) as readonly JsonObject[];
  return {
    name: name ?? null,
    key_id: key_id ?? null,
    grantee_principal: grantee_principal ?? null,
    operations: ((operations ?? []) as readonly string[]).toSorted(),
    context: constraint?.['encryption_context_equals'] ?? null,
  };
}

/** The grants that the inputs of the instances ask for. */
export function expectedGrants(instances: readonly Instance[]): Grants {
  return Object.fromEntries(
    instances.flatMap(({ name, row, inputs }) =>
      Object.entries(inputs['grants'] as Readonly<Record<string, JsonObject>>).map(([key, grant]) => [
        `module.${blockName(row)}["${name}"].aws_kms_grant.this["${key}"]`,
        expectedGrant(key, grant, inputs),
      ]),
    ),
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
