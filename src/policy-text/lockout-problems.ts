import { statementsOf } from '../policy/key-policy';
import { keepsPolicyWriter, policyWriters } from '../policy/lockout';
import { isJsonObject, type JsonObject } from '../policy/policy-json';

/** What is said of the key of a policy. */
export interface LockoutOptions {
  /** Partition of the key. @default 'aws' */
  readonly partition?: string;
  /** Whether the policy told the account, so that it may be another. @default false */
  readonly isAccountInferred?: boolean;
  /** Whether a result that the module's rule lets pass may be changed by anybody, Denies under conditions counted. @default - it may */
  readonly mayBeChanged?: (policy: JsonObject) => boolean;
}

/** Why nobody of the key's account could surely change the policy any more; empty where somebody can. */
export function lockoutProblems(before: JsonObject, after: JsonObject, accountId: string, options: LockoutOptions): readonly string[] {
  const { mayBeChanged = () => true, partition = 'aws', isAccountInferred = false } = options;
  const writers = (policy: JsonObject): ReturnType<typeof policyWriters> =>
    mayBeChanged(policy) ? policyWriters(policy, accountId) : 'nobody';
  const left = writers(after);
  if (left === 'somebody') return [];
  const allow = (resource: string, action: string): string =>
    `{"Effect":"Allow","Principal":{"AWS":"arn:${partition}:iam::${accountId}:${resource}"},"Action":"${action}","Resource":"*"}`;
  const doubt = isAccountInferred ? `. If ${accountId} is not the key's account, give --account` : '';
  if (left === 'somebody under a condition') {
    return [
      `Of the key's account ${accountId}, the result lets somebody change the policy (kms:PutKeyPolicy) only under a condition${writers(before) === left ? ', as the policy does now' : ''}; whether anybody meets it cannot be seen here. Add an Allow without Condition for an administrator's role, e.g. ${allow('role/KeyAdmin', 'kms:PutKeyPolicy')}${doubt}`,
    ];
  }
  const since = writers(before) === 'nobody' ? ', and the policy as it is lets nobody either' : '';
  const mend = denyMend(after, accountId) ?? `Add the root delegation: ${allow('root', 'kms:*')}`;
  return [
    `The result leaves nobody in the key's account ${accountId} who may change the policy (kms:PutKeyPolicy without a condition)${since}. ${mend}${doubt}`,
  ];
}

/** What to do with Deny statements; undefined where they are not what keeps everybody off. */
function denyMend(policy: JsonObject, accountId: string): string | undefined {
  const allows = statementsOf(policy).filter((statement) => !isJsonObject(statement) || statement['Effect'] !== 'Deny');
  if (!keepsPolicyWriter({ Statement: allows }, accountId)) return undefined;
  return keepsPolicyWriter(policy, accountId)
    ? 'Deny statements take it from everybody whom an Allow gives it: their conditions hold for all of them, or a role is spared without its sessions. Narrow them, or spare an administrator by aws:PrincipalArn'
    : 'A Deny without Condition takes it from everybody there: narrow that Deny, or spare an administrator';
}
