import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../catalogue/kms-key-policy/own-statements';
import { asList, statementsOf } from '../policy/key-policy';
import { ownSid } from '../policy/own-statements';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';

/** Roles that statements of ours name, be it as principals or by `aws:PrincipalArn`. */
export const servedRoles = (policy: JsonObject): readonly string[] => [
  ...new Set(ours(policy).flatMap(({ statement }) => (statement['Effect'] === 'Allow' ? rolesOf(statement) : []))),
];

/** The roles that each statement of ours names, by its Sid. */
export function rolesBySid(policy: JsonObject): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { sid, statement } of ours(policy)) found.set(sid, [...new Set([...(found.get(sid) ?? []), ...rolesOf(statement)])]);
  return found;
}

const ours = (policy: JsonObject): readonly { readonly sid: string; readonly statement: JsonObject }[] =>
  statementsOf(policy)
    .filter(isJsonObject)
    .flatMap((statement) => {
      const sid = ownSid(statement, OWN);
      return sid === undefined ? [] : [{ sid, statement }];
    });

const rolesOf = ({ Principal, Condition }: JsonObject): readonly string[] => [...rolesIn(Principal), ...rolesIn(Condition)];

function rolesIn(value: Json | undefined): readonly string[] {
  if (isJsonObject(value)) return Object.values(value).flatMap(rolesIn);
  return asList(value).flatMap((one) =>
    typeof one === 'string' ? (/^arn:[^:]+:iam::[^:]+:role\//.test(one) ? [one] : []) : isJsonObject(one) ? rolesIn(one) : [],
  );
}
