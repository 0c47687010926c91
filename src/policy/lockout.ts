import { asList, statementsOf } from './key-policy';
import { isJsonObject, type Json, type JsonObject } from './policy-json';

const PUT_KEY_POLICY = 'kms:putkeypolicy';

/**
 * Whether some principal of the key's account may still change the policy: named by an Allow without condition that
 * covers `kms:PutKeyPolicy`, and not by such a Deny. Conditions and NotPrincipal count for nothing, since whether they
 * hold cannot be seen here.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#allow-access-to-the-account
 */
export function keepsPolicyWriter(policy: JsonObject, accountId: string): boolean {
  const statements = statementsOf(policy).filter((statement) => isJsonObject(statement)) as readonly JsonObject[];
  const denied = principalsThatMayWrite(statements, 'Deny');
  if (denied.some((name) => name === '*' || name === accountId || isRootOf(name, accountId))) return false;
  return principalsThatMayWrite(statements, 'Allow').some((name) => isOfAccount(name, accountId) && !denied.includes(name));
}

function principalsThatMayWrite(statements: readonly JsonObject[], effect: 'Allow' | 'Deny'): readonly string[] {
  return statements
    .filter((statement) => statement['Effect'] === effect && !isConditioned(statement) && coversPutKeyPolicy(statement))
    .flatMap((statement) => awsPrincipals(statement['Principal']));
}

/** Whether a statement has a condition; an empty one is none. */
export function isConditioned(statement: JsonObject): boolean {
  const condition = statement['Condition'];
  return isJsonObject(condition) && Object.keys(condition).length > 0;
}

/** Whether a statement's actions hold `kms:PutKeyPolicy`. */
export function coversPutKeyPolicy(statement: JsonObject): boolean {
  const matches = (action: Json): boolean =>
    typeof action === 'string' &&
    new RegExp(
      `^${action
        .toLowerCase()
        .replace(/[^a-z0-9:*?-]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
    ).test(PUT_KEY_POLICY);
  if (statement['Resource'] === undefined) return false;
  return 'Action' in statement ? asList(statement['Action']).some(matches) : !asList(statement['NotAction']).some(matches);
}

function awsPrincipals(principal: Json | undefined): readonly string[] {
  const names = isJsonObject(principal) ? asList(principal['AWS']) : asList(principal);
  return names.filter((name) => typeof name === 'string');
}

function isRootOf(name: string, accountId: string): boolean {
  return new RegExp(`^arn:[^:]+:iam::${accountId}:root$`).test(name);
}

function isOfAccount(name: string, accountId: string): boolean {
  return name === '*' || name === accountId || new RegExp(`^arn:[^:]+:(iam|sts)::${accountId}:`).test(name);
}
