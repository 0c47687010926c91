import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../catalogue/kms-key-policy/own-statements';
import { asList, statementsOf } from '../policy/key-policy';
import { ownSid } from '../policy/own-statements';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';

/** Roles that statements of ours name, be it as principals or by `aws:PrincipalArn`. */
export function servedRoles(policy: JsonObject): readonly string[] {
  const ours = statementsOf(policy)
    .filter(isJsonObject)
    .filter((statement) => statement['Effect'] === 'Allow' && ownSid(statement, OWN) !== undefined);
  return [...new Set(ours.flatMap(({ Principal, Condition }) => [...rolesIn(Principal), ...rolesIn(Condition)]))];
}

function rolesIn(value: Json | undefined): readonly string[] {
  if (isJsonObject(value)) return Object.values(value).flatMap(rolesIn);
  return asList(value).flatMap((one) =>
    typeof one === 'string' ? (/^arn:[^:]+:iam::[^:]+:role\//.test(one) ? [one] : []) : isJsonObject(one) ? rolesIn(one) : [],
  );
}
