import { accountOf, accountOfPrincipal } from '../doctor/scene';
import { mayBeChanged } from '../doctor/key-writers';
import type { GivenPolicy } from '../estate/estate';
import { possibleWriters, policyWriters } from '../policy/lockout';
import type { Outcome } from './findings/outcome';
import type { MatchedKey } from './pairs/users';
import { withoutPrincipals } from './replaced-roles';

/**
 * Key policies that a plan leaves to nobody of the key's account who may change them.
 *
 * @param gone ARNs of roles that are destroyed: a policy that names one goes on naming its id
 * @param time when the plan was made; @default - nothing is known of dates
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#allow-access-to-the-account
 */
export function lockoutsIn(keys: readonly MatchedKey[], gone: ReadonlySet<string>, time?: string): readonly Outcome[] {
  const now = time === undefined ? undefined : new Date(time);
  return keys.flatMap(({ before, after }): readonly Outcome[] => {
    if (after?.policy === undefined) return [];
    const account = accountOf(after.arn);
    const isNobody = (policy: GivenPolicy): boolean =>
      before === undefined ? isNobodys(policy, account) : !mayBeChanged(policy, after.arn, now);
    const then = { ...after.policy, json: withoutPrincipals(after.policy.json, gone) };
    if (!isNobody(then) || (before?.policy !== undefined && isNobody(before.policy))) return [];
    const { name } = after.policy;
    return [
      {
        rule: 'lockout',
        severity: 'error',
        place: name,
        what: after.arn,
        message: `Nobody in the account ${account} could change the policy of ${after.arn} any more`,
        mend: `Leave kms:PutKeyPolicy to whoever administers the key, such as the account's root. If it is meant, --accept lockout=${name} says so`,
        rank: 0,
      },
    ];
  });
}

/** A plan may not tell the account that a key will be created in: it is whichever the policy leaves the key to. */
const isNobodys = ({ json }: GivenPolicy, account: string): boolean =>
  [account, ...possibleWriters(json).map(accountOfPrincipal)].every((one) => policyWriters(json, one) === 'nobody');
