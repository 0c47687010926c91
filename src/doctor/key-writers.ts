import type { GivenPolicy } from '../estate/estate';
import { covers } from '../policy/globs';
import { evaluate } from '../proof/evaluator/evaluate';
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
export function mayBeChanged(given: GivenPolicy, keyArn: string): boolean {
  const resource = compiled(given);
  const policies = { identity: [EVERYTHING], resource };
  const unknown = undecidedIn([policies], undecided(resource));
  const best = withDecidedKeys(policies, unknown, () => false);
  return callers(resource, keyArn).some(
    (principal) => evaluate({ principal, action: 'kms:PutKeyPolicy', resource: keyArn }, best).outcome === 'allowed',
  );
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
