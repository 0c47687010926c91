import { covers } from './globs';
import { asList, statementsOf } from './key-policy';
import { isJsonObject, type Json, type JsonObject } from './policy-json';

const PUT_KEY_POLICY = 'kms:putkeypolicy';

/** What the action is written in, in either case, and wildcards; nothing else is in a pattern that fits it. */
export const ACTION_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:*?';

/**
 * Who of the key's account may change the policy: somebody; somebody if a condition holds, such as the use of MFA, which cannot be seen
 * here; or nobody.
 */
export type PolicyWriters = 'somebody' | 'somebody under a condition' | 'nobody';

/**
 * Who may still change a key's policy: principals of its account that an Allow names which covers `kms:PutKeyPolicy`, and that no Deny
 * without condition takes it from, be it by name or because its NotPrincipal spares others. Denies with a condition and Allows with
 * NotPrincipal count for nothing, since whether they hold cannot be seen here.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#allow-access-to-the-account
 */
export function policyWriters(policy: JsonObject, accountId: string): PolicyWriters {
  const denies = statementsOnPolicy(policy, 'Deny').filter(({ Condition }) => asksNothing(Condition));
  const denied = denies.flatMap(({ Principal }) => awsPrincipals(Principal));
  const spared = denies.flatMap(({ NotPrincipal }) => (NotPrincipal === undefined ? [] : [awsPrincipals(NotPrincipal)]));
  if (denied.some((name) => isWholeAccount(name, accountId))) return 'nobody';
  const isWriter = (name: string): boolean =>
    isOfAccount(name, accountId) && !denied.includes(name) && spared.every((names) => spares(names, name, accountId));
  if (unconditionedWriters(policy).some(isWriter)) return 'somebody';
  return possibleWriters(policy).some(isWriter) ? 'somebody under a condition' : 'nobody';
}

/** Whether somebody of the key's account may change the policy whatever conditions hold. */
export const keepsPolicyWriter = (policy: JsonObject, accountId: string): boolean => policyWriters(policy, accountId) === 'somebody';

/** Principals, of any account, that an Allow without condition lets change the policy. */
export const unconditionedWriters = (policy: JsonObject): readonly string[] =>
  statementsOnPolicy(policy, 'Allow')
    .filter(({ Condition }) => Condition === undefined || (isJsonObject(Condition) && Object.keys(Condition).length === 0))
    .flatMap(({ Principal }) => awsPrincipals(Principal));

/** Principals, of any account, that an Allow lets change the policy, be it under a condition. */
export const possibleWriters = (policy: JsonObject): readonly string[] =>
  writingStatements(policy).flatMap(({ Principal }) => awsPrincipals(Principal));

/** The statements that let somebody change the policy, be it under a condition. */
export const writingStatements = (policy: JsonObject): readonly JsonObject[] => statementsOnPolicy(policy, 'Allow');

/** The statements of an effect that cover changing the policy of this key; of a Deny it is not asked whether it is of this one. */
function statementsOnPolicy(policy: JsonObject, effect: 'Allow' | 'Deny'): readonly JsonObject[] {
  const names = ({ Resource }: JsonObject): boolean => (effect === 'Allow' ? mayNameKey(Resource) : Resource !== undefined);
  return statementsOf(policy)
    .filter(isJsonObject)
    .filter((statement) => statement['Effect'] === effect && names(statement) && coversPutKeyPolicy(statement));
}

/** A condition without a value keeps no Deny from holding. */
function asksNothing(condition: Json | undefined): boolean {
  const blocks = isJsonObject(condition) ? Object.values(condition) : [];
  return !blocks.every(isJsonObject) || blocks.every((block) => asList(Object.values(block)).length === 0);
}

/**
 * Whether a `Resource` may name the key: `*`, or an ARN of KMS that is no alias's.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
function mayNameKey(resource: Json | undefined): boolean {
  return asList(resource).some((name) => {
    const [arn, , service, , , own = ''] = typeof name === 'string' ? name.split(':') : [];
    return name === '*' || (arn === 'arn' && service === 'kms' && !own.startsWith('alias/'));
  });
}

function coversPutKeyPolicy(statement: JsonObject): boolean {
  const matches = (action: Json): boolean =>
    typeof action === 'string' &&
    Array.from(action).every((character) => ACTION_CHARACTERS.includes(character)) &&
    covers(action.toLowerCase(), PUT_KEY_POLICY);
  return 'Action' in statement ? asList(statement['Action']).some(matches) : !asList(statement['NotAction']).some(matches);
}

function awsPrincipals(principal: Json | undefined): readonly string[] {
  if (typeof principal === 'string') return [principal];
  return isJsonObject(principal) ? asList(principal['AWS']).filter((name) => typeof name === 'string') : [];
}

/** Whether a Deny for all but these leaves a name alone: it is among them, or stands for an account of which somebody is. */
const spares = (names: readonly string[], name: string, accountId: string): boolean =>
  names.includes(name) || names.includes('*') || (isWholeAccount(name, accountId) && names.some((other) => isOfAccount(other, accountId)));

/** A principal's ARN in parts; an account may be any text here, so that none is made into a pattern. */
const PRINCIPAL_ARN = /^arn:[^:]+:(iam|sts)::([^:]+):(.+)$/;

function isWholeAccount(name: string, accountId: string): boolean {
  const [, service, account, resource] = PRINCIPAL_ARN.exec(name) ?? [];
  return name === '*' || name === accountId || (service === 'iam' && account === accountId && resource === 'root');
}

const isOfAccount = (name: string, accountId: string): boolean =>
  name === '*' || name === accountId || PRINCIPAL_ARN.exec(name)?.[2] === accountId;
