import type { GivenPolicy } from '../estate/estate';
import { covers } from '../policy/globs';
import type { JsonObject } from '../policy/policy-json';
import { evaluate } from '../proof/evaluator/evaluate';
import { parsePolicy } from '../proof/evaluator/parse-policy';
import type { Policy } from '../proof/evaluator/policy';
import { compiled, EVERYTHING } from './in-force/assumed-policies';
import type { Missing } from './in-force/missing';
import { undecidedIn, withDecidedKeys } from './in-force/undecided-policies';

/** Keys that follow from who calls; of every other one nobody knows what a request would show. */
const TOLD_BY_CALLER: readonly string[] = [
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalisawsservice',
  'kms:calleraccount',
];

/**
 * Whether anybody of a key's account might change the key's policy: the account itself, whomever of it the policy names, or others of it,
 * each with every right of IAM and if all that is not known says yes.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#allow-access-to-the-account
 */
export const mayBeChanged = (given: GivenPolicy, keyArn: string): boolean => isChangeable(compiled(given), keyArn);

/**
 * The same, of a policy whose key is not told: a key of the account that its statements name, or any.
 *
 * @param json a policy that may have elements that IAM does not know; such a one counts as one that may be changed
 */
export function mayBeChangedByAccount(json: JsonObject, account: string, partition: string): boolean {
  const { policy } = parsePolicy('key policy', json);
  return policy === undefined || keysOf(policy, account, partition).some((arn) => isChangeable(policy, arn));
}

function isChangeable(resource: Policy, keyArn: string): boolean {
  const policies = { identity: [EVERYTHING], resource };
  const unknown = undecidedIn([policies], undecided(resource));
  const best = withDecidedKeys(policies, unknown, () => false);
  return callers(resource, keyArn).some(
    (principal) => evaluate({ principal, action: 'kms:PutKeyPolicy', resource: keyArn }, best).outcome === 'allowed',
  );
}

/** ARNs of keys that the policy may be the one of. */
function keysOf({ statements }: Policy, account: string, partition: string): readonly string[] {
  const named = statements.flatMap(({ resources }) =>
    (resources?.wanted ?? []).flatMap((name) => {
      const [, , service, region = '', , key = ''] = name.split(':');
      return service === 'kms' ? [`arn:${partition}:kms:${region}:${account}:${key}`.replaceAll(/[*?]/g, 'x')] : [];
    }),
  );
  return [`arn:${partition}:kms:us-east-1:${account}:key/x`, ...new Set(named)];
}

/** Of other texts, as those with a variable or with a pattern across parts, nobody knows whom they fit. */
const ARN_OF_CALLER = /^arn:[^:$]+:(iam|sts)::[^:$]+:[^$]+$/;

function undecided(policy: Policy): (key: string) => Missing | undefined {
  const isFreeText = conditionsOnCaller(policy).some((arn) => !ARN_OF_CALLER.test(arn));
  const known = isFreeText ? TOLD_BY_CALLER.slice(1) : TOLD_BY_CALLER;
  return (key) => (known.includes(key.toLowerCase()) ? undefined : { what: key, kind: 'condition key' });
}

/** The account's root, a role and a user of it that nobody named, and those of it that the policy names, by a pattern too. */
function callers(policy: Policy, keyArn: string): readonly string[] {
  const [, partition = '', , , account = ''] = keyArn.split(':');
  const of = (resource: string): string => `arn:${partition}:iam::${account}:${resource}`;
  const named = [...policy.statements.flatMap(({ principals }) => principals?.wanted ?? []), ...conditionsOnCaller(policy)].flatMap(
    (name) => {
      const [, inPartition = '', service = '', , owner = '', ...rest] = name.split(':');
      if (!ARN_OF_CALLER.test(name) || !covers(owner, account) || !covers(inPartition, partition)) return [];
      return [`arn:${partition}:${service}::${account}:${rest.join(':').replaceAll(/[*?]/g, 'x')}`];
    },
  );
  return [...new Set([of('root'), of('role/Administrator'), of('user/Administrator'), ...named])];
}

const conditionsOnCaller = ({ statements }: Policy): readonly string[] =>
  statements.flatMap(({ conditions }) => conditions.flatMap(({ lookup, wanted }) => (lookup === 'aws:principalarn' ? wanted : [])));
