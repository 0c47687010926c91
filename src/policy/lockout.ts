import { covers } from './globs';
import { asList, statementsOf } from './key-policy';
import { isJsonObject, type Json, type JsonObject } from './policy-json';

const PUT_KEY_POLICY = 'kms:putkeypolicy';

/**
 * Who of the key's account may change the policy: somebody; somebody if a condition holds, such as the use of MFA, which cannot be seen
 * here; or nobody.
 */
export type PolicyWriters = 'somebody' | 'somebody under a condition' | 'nobody';

/**
 * Who may still change a key's policy: principals of its account that an Allow names which covers `kms:PutKeyPolicy`, and no Deny
 * without condition does. Denies with a condition or with NotPrincipal count for nothing, since whether they hold cannot be seen here.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#allow-access-to-the-account
 */
export function policyWriters(policy: JsonObject, accountId: string): PolicyWriters {
  const statements = statementsOf(policy).filter(isJsonObject).filter(coversPutKeyPolicy);
  const principalsOf = (effect: 'Allow' | 'Deny', conditioned: boolean): readonly string[] =>
    statements
      .filter((statement) => statement['Effect'] === effect && isConditioned(statement) === conditioned)
      .flatMap(({ Principal }) => awsPrincipals(Principal));
  const denied = principalsOf('Deny', false);
  if (denied.some((name) => name === '*' || name === accountId || isRootOf(name, accountId))) return 'nobody';
  const isWriter = (name: string): boolean => isOfAccount(name, accountId) && !denied.includes(name);
  if (principalsOf('Allow', false).some(isWriter)) return 'somebody';
  return principalsOf('Allow', true).some(isWriter) ? 'somebody under a condition' : 'nobody';
}

/** Whether somebody of the key's account may change the policy whatever conditions hold. */
export const keepsPolicyWriter = (policy: JsonObject, accountId: string): boolean => policyWriters(policy, accountId) === 'somebody';

/** Whether a statement has a condition; an empty one is none. */
export function isConditioned({ Condition }: JsonObject): boolean {
  return isJsonObject(Condition) && Object.keys(Condition).length > 0;
}

/** Whether a statement's actions hold `kms:PutKeyPolicy`. */
export function coversPutKeyPolicy(statement: JsonObject): boolean {
  const matches = (action: Json): boolean => typeof action === 'string' && covers(action.toLowerCase(), PUT_KEY_POLICY);
  if (statement['Resource'] === undefined) return false;
  return 'Action' in statement ? asList(statement['Action']).some(matches) : !asList(statement['NotAction']).some(matches);
}

function awsPrincipals(principal: Json | undefined): readonly string[] {
  const names = isJsonObject(principal) ? asList(principal['AWS']) : asList(principal);
  return names.filter((name) => typeof name === 'string');
}

/** Parts of an ARN; an account may be any text here, so that none is made into a pattern. */
const arnParts = (name: string): readonly string[] => (name.startsWith('arn:') ? name.split(':') : []);

function isRootOf(name: string, accountId: string): boolean {
  const [, , service, , account, ...resource] = arnParts(name);
  return service === 'iam' && account === accountId && resource.join(':') === 'root';
}

function isOfAccount(name: string, accountId: string): boolean {
  const [, , service, , account] = arnParts(name);
  return name === '*' || name === accountId || ((service === 'iam' || service === 'sts') && account === accountId);
}
