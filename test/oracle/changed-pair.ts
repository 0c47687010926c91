import { SESSIONS } from './callers';
import { ACCOUNTS, CALLS } from './calls';
import { opposite } from './operators';
import {
  conditionsOf,
  isOfAws,
  statementsOf,
  withCondition,
  withPolicy,
  withRequest,
  withStatement,
  withoutPolicies,
  type AttachedPolicy,
  type Pair,
  type PlacedCondition,
  type PlacedStatement,
} from './pair';
import { ourOutcome } from './ours';
import type { Random } from './random';

/** Changes one element of a pair; undefined where it has no such element. */
type Change = (pair: Pair, random: Random) => Pair | undefined;

const pickOr = <Value>(random: Random, values: readonly Value[], change: (value: Value) => Pair | undefined): Pair | undefined =>
  values.length === 0 ? undefined : change(random.pick(values));

const inContext =
  (change: (value: string | readonly string[], random: Random) => string | readonly string[] | undefined): Change =>
  (pair, random) =>
    pickOr(random, Object.entries(pair.request.context ?? {}), ([key, value]) => {
      const { [key]: _before, ...context } = pair.request.context ?? {};
      const changed = change(value, random);
      return withRequest(pair, { context: changed === undefined ? context : { ...context, [key]: changed } });
    });

/** A value of the same form that is not the same. */
function otherValue(text: string, random: Random): string {
  if (/^(true|false)$/i.test(text)) return String(text.toLowerCase() !== 'true');
  if (/^\d{4}-/.test(text)) return random.pick(['2020-01-01T00:00:00Z', '2040-01-01T00:00:00Z']);
  if (/^\d{1,3}(\.\d{1,3}){3}(\/\d+)?$/.test(text)) return text.replace(/^\d+/, (first) => String(Number(first) + 1));
  if (/^\d+(\.\d+)?$/.test(text)) return String(Number(text) + random.pick([-1, 1, 100_000]));
  if (text.startsWith('arn:')) return text.replace(/\d{12}/, '999999999999');
  if (text.startsWith('2001:')) return text.replace('2001', '2002');
  return `${text}-changed`;
}

const ofRequest: readonly Change[] = [
  inContext(() => undefined),
  inContext((value, random) => (typeof value === 'string' ? otherValue(value, random) : value.map((text) => otherValue(text, random)))),
  inContext((value) => (typeof value === 'string' ? undefined : [...value, 'one-more'])),
  (pair, random) =>
    pickOr(
      random,
      (CALLS.find(({ actions }) => actions.includes(pair.request.action))?.actions ?? []).filter(
        (action) => action !== pair.request.action,
      ),
      (action) => withRequest(pair, { action }),
    ),
  (pair) => (pair.request.resource === '*' ? undefined : withRequest(pair, { resource: `${pair.request.resource}-changed` })),
  (pair) => withRequest(pair, { principal: otherPrincipal(pair.request.principal) }),
  (pair, random) => (pair.request.sessionName === undefined ? undefined : withRequest(pair, { sessionName: random.pick(SESSIONS) })),
  (pair, random) =>
    /:(role|user)\//.test(pair.request.principal)
      ? withRequest(pair, { principal: pair.request.principal.replace(/\d{12}/, random.pick(ACCOUNTS)) })
      : undefined,
];

function otherPrincipal(principal: string): string {
  if (!principal.startsWith('arn:')) return 'lambda.amazonaws.com';
  return principal.endsWith(':root') ? principal.replace(':root', ':user/dave') : `${principal}Changed`;
}

const ofStatement =
  (change: (placed: PlacedStatement, random: Random) => PlacedStatement['statement'] | undefined): Change =>
  (pair, random) =>
    pickOr(random, statementsOf(pair), (placed) => {
      const changed = change(placed, random);
      return changed === undefined ? undefined : withStatement(pair, placed, changed);
    });

const ofCondition =
  (change: (placed: PlacedCondition, random: Random) => Partial<Pick<PlacedCondition, 'operator' | 'values'>> | undefined): Change =>
  (pair, random) =>
    pickOr(random, conditionsOf(pair), (placed) => {
      const changed = change(placed, random);
      return changed === undefined ? undefined : withCondition(pair, placed, changed);
    });

/** An operator with something else for its name. */
const renamed = (operator: string, rename: (name: string) => string | undefined): string | undefined => {
  const [, set = '', name = '', ifExists = ''] = /^(\w+:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const other = rename(name);
  return other === undefined ? undefined : `${set}${other}${ifExists}`;
};

const SWAPPED_SETS: Readonly<Record<string, string>> = { ForAllValues: 'ForAnyValue', ForAnyValue: 'ForAllValues' };

const ofPolicies: readonly Change[] = [
  ofCondition(({ operator }) => {
    const other = renamed(operator, opposite);
    return other === undefined ? undefined : { operator: other };
  }),
  ofCondition(({ operator }) => {
    if (operator === 'Null') return undefined;
    return { operator: operator.endsWith('IfExists') ? operator.slice(0, -8) : `${operator}IfExists` };
  }),
  ofCondition(({ operator }) => {
    const [set = '', name] = operator.split(':');
    return name === undefined ? undefined : { operator: `${SWAPPED_SETS[set]}:${name}` };
  }),
  ofCondition(({ operator, values }, random) => ({
    values: values.map((text) => (operator.includes('Binary') ? `QUJD${text}` : otherValue(text, random))),
  })),
  ofStatement(({ attached, statement }) =>
    statement.NotPrincipal === undefined && attached.kind !== 'resource control'
      ? { ...statement, Effect: statement.Effect === 'Allow' ? 'Deny' : 'Allow' }
      : undefined,
  ),
  ofStatement(({ attached, statement: { Action, NotAction, ...rest } }) =>
    attached.kind === 'resource control'
      ? undefined
      : { ...rest, ...(Action === undefined ? { Action: NotAction ?? [] } : { NotAction: Action }) },
  ),
  ofStatement(({ statement: { Resource, NotResource, ...rest } }) =>
    Resource === undefined ? { ...rest, Resource: NotResource ?? [] } : { ...rest, NotResource: Resource },
  ),
  ofStatement(({ statement: { Action, ...rest } }) => (Action === undefined ? undefined : { ...rest, Action: ['logs:PutLogEvents'] })),
  ofStatement(({ statement: { Principal, ...rest } }) =>
    Principal === undefined || Principal === '*' ? undefined : { ...rest, Principal: { AWS: ['arn:aws:iam::111111111111:role/Somebody'] } },
  ),
  ofStatement(({ statement }) =>
    statement.Effect === 'Deny' && statement.Condition !== undefined ? withoutCondition(statement) : undefined,
  ),
  (pair, random) =>
    pickOr(
      random,
      pair.policies.filter((attached) => isRemovable(pair, attached)),
      (attached) => withoutPolicies(pair, (found) => found === attached),
    ),
  (pair, random) =>
    pickOr(
      random,
      pair.policies.filter((attached) => !isOfAws(attached)),
      (attached) =>
        withPolicy(pair, attached, {
          ...attached.policy,
          Statement: [
            ...attached.policy.Statement,
            {
              Effect: 'Deny',
              ...(['resource', 'resource control'].includes(attached.kind) && { Principal: '*' }),
              Action: [pair.request.action],
              Resource: ['*'],
            },
          ],
        }),
    ),
  (pair, random) =>
    pickOr(
      random,
      pair.policies.filter(({ kind, policy }) => kind !== 'resource control' && JSON.stringify(policy).includes('${aws:PrincipalTag')),
      (attached) => withPolicy(pair, attached, { ...attached.policy, Version: '2008-10-17' }),
    ),
];

/** A role is never without a trust policy, nor a level of an organisation without AWS's own policy. */
const isRemovable = ({ request }: Pair, attached: AttachedPolicy): boolean =>
  !isOfAws(attached) && !(request.action === 'sts:AssumeRole' && attached.kind === 'resource');

function withoutCondition({ Condition: _dropped, ...statement }: PlacedStatement['statement']): PlacedStatement['statement'] {
  return statement;
}

/** How often another change is tried where one has changed nothing for the caller. */
const TRIES = 2;

/** The pair with exactly one element changed, most often so that our verdict is another. */
export function changedPair(pair: Pair, random: Random): Pair {
  const before = ourOutcome(pair);
  let last: Pair | undefined;
  for (let tries = 0; last === undefined || tries < TRIES;) {
    const changed = random.pick(random.chance(0.45) ? ofRequest : ofPolicies)(pair, random);
    if (changed === undefined) continue;
    if (ourOutcome(changed) !== before) return changed;
    last = changed;
    tries += 1;
  }
  return last;
}
