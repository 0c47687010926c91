import type { GivenPolicy } from '../estate/estate';
import type { JsonObject } from '../policy/policy-json';
import type { RequestContext } from '../proof/evaluator/access-request';
import type { Condition } from '../proof/evaluator/condition';
import { parseDate } from '../proof/evaluator/date-time';
import { evaluate } from '../proof/evaluator/evaluate';
import { parsePolicy } from '../proof/evaluator/parse-policy';
import type { Policy } from '../proof/evaluator/policy';
import { covers, type Statement } from '../proof/evaluator/statement';
import { someCaller } from './callers-of-account';
import { compiled, EVERYTHING } from './in-force/assumed-policies';
import { keyOfSession } from './in-force/spared-sessions';
import { undecidedIn, withDecidedKeys } from './in-force/undecided-policies';

const ACTION = 'kms:PutKeyPolicy';

/** Keys that follow from who calls, and from whose key it is; of every other one nobody knows what a request would show. */
const KNOWN: readonly string[] = [
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalisawsservice',
  'aws:resourceaccount',
  'kms:calleraccount',
];

const DATES: readonly string[] = ['aws:currenttime', 'aws:epochtime'];

/** Whose key it is, of what partition, and when the policy holds. */
export interface KeyPlace {
  readonly account: string;
  readonly partition: string;
  /** Dates before it hold from now on, or never. @default - nothing is known of dates */
  readonly now?: Date;
}

/**
 * Whether anybody of a key's account might change the key's policy: the account itself, whomever of it the policy names, or others of it,
 * each with every right of IAM and if all that is not known says yes.
 *
 * @param now dates before it hold from now on, or never; @default - nothing is known of dates
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#allow-access-to-the-account
 */
export function mayBeChanged(given: GivenPolicy, keyArn: string, now?: Date): boolean {
  const [, partition = '', , , account = ''] = keyArn.split(':');
  return isChangeable(compiled(given), [keyArn], { account, partition, ...(now !== undefined && { now }) });
}

/**
 * The same, of a policy whose key is not told: a key of the account that its statements name, or any.
 *
 * @param json a policy that may have elements that IAM does not know; such a one counts as one that may be changed
 */
export function mayBeChangedByAccount(json: JsonObject, place: KeyPlace): boolean {
  const { policy } = parsePolicy('key policy', json);
  return policy === undefined || isChangeable(policy, keysOf(policy, place), place);
}

function isChangeable(given: Policy, keyArns: readonly string[], { account, partition, now }: KeyPlace): boolean {
  const resource = { ...given, statements: given.statements.filter(speaksOfChanging).flatMap(atBest) };
  const context = now === undefined ? {} : pastDates(resource, now);
  const known = new Set([...KNOWN, ...Object.keys(context), ...sessionKeys(resource)]);
  const policies = { identity: [EVERYTHING], resource };
  const unknown = undecidedIn([policies], (key) => (known.has(key.toLowerCase()) ? undefined : { what: key, kind: 'condition key' }));
  const best = withDecidedKeys(policies, unknown, () => false);
  return someCaller(resource, partition, account, (caller) =>
    keyArns.some((arn) => evaluate({ ...caller, action: ACTION, resource: arn, context }, best).outcome === 'allowed'),
  );
}

/** Sessions that a Deny spares, which count as keys elsewhere; here they are tried. */
const sessionKeys = ({ statements }: Policy): readonly string[] =>
  statements.flatMap(({ principals }) => (principals?.wanted ?? []).flatMap((name) => keyOfSession(name)?.toLowerCase() ?? []));

/** What a request shows of the time, where every date that the policy has lies before it. */
function pastDates({ statements }: Policy, now: Date): RequestContext {
  const dates = statements.flatMap(({ conditions }) => conditions.flatMap(({ lookup, wanted }) => (DATES.includes(lookup) ? wanted : [])));
  const isPast = dates.every((date) => (parseDate(date) ?? Infinity) < now.getTime());
  return isPast ? { 'aws:currenttime': now.toISOString(), 'aws:epochtime': String(Math.floor(now.getTime() / 1000)) } : {};
}

/** ARNs of keys that the policy may be the one of. */
function keysOf({ statements }: Policy, { account, partition }: KeyPlace): readonly string[] {
  const named = statements.flatMap(({ resources }) =>
    (resources?.wanted ?? []).flatMap((name) => {
      const [, , service, region = '', , key = ''] = name.split(':');
      // An alias has no policy.
      if (service !== 'kms' || key.startsWith('alias/')) return [];
      return [`arn:${partition}:kms:${region}:${account}:${key.startsWith('key/') ? key : 'key/x'}`.replaceAll(/[*?]/g, 'x')];
    }),
  );
  return [...new Set([`arn:${partition}:kms:us-east-1:${account}:key/x`, ...named])];
}

const speaksOfChanging = ({ actions }: Statement): boolean => covers(actions, ACTION.toLowerCase(), () => undefined);

/** The statement with conditions that compare ARNs with a text that is none as if whoever calls had what it asks for. */
function atBest(statement: Statement): readonly Statement[] {
  const { effect, conditions } = statement;
  const isOpen = (condition: Condition): boolean => condition.negated === (effect === 'Deny') && comparesWithNoArn(condition);
  if (!conditions.some(isOpen)) return [statement];
  return effect === 'Deny' ? [] : [{ ...statement, conditions: conditions.filter((condition) => !isOpen(condition)) }];
}

/** AWS does not say whom a text with fewer parts fits, such as `arn:aws:*KeyAdmin`. */
const comparesWithNoArn = ({ lookup, operator, wanted }: Condition): boolean =>
  lookup === 'aws:principalarn' && operator.includes('Arn') && wanted.some((text) => text.split(':').length < 6);
