import { accountOf, isRole, isRoot, sessionOf } from './callers';
import { conditionVariants } from './condition-variants';
import { oracleContext } from './oracle-request';
import {
  conditionsOf,
  isOfAws,
  levelsOf,
  statementsOf,
  withoutPolicies,
  withRequest,
  withStatement,
  type AttachedPolicy,
  type Pair,
  type PlacedStatement,
  type PrincipalJson,
  type StatementJson,
} from './pair';
import type { ElementRule } from './rules';

/** A rule, and a pair that differs in what the rule is about alone. */
export type Variant = readonly [rule: string, pair: Pair];

/** Every pair that differs from one in one element, by the rule that the element is about. */
export function variantsOf(pair: Pair): readonly Variant[] {
  return [
    ...conditionsOf(pair).flatMap((placed) => conditionVariants(pair, placed)),
    ...statementsOf(pair).flatMap((placed) => statementVariants(pair, placed)),
    ...policyVariants(pair),
    ...requestVariants(pair),
  ];
}

const NOTHING = 'arn:aws:none:::nothing';
const NO_ACTION = 'none:Nothing';

function statementVariants(pair: Pair, placed: PlacedStatement): readonly Variant[] {
  const { Action, NotAction, Resource, NotResource, ...rest } = placed.statement;
  const variants: Variant[] = [];
  const add = (rule: ElementRule, other?: StatementJson): unknown => variants.push([rule, withStatement(pair, placed, other)]);
  const actions = { ...(Action !== undefined && { Action }), ...(NotAction !== undefined && { NotAction }) };
  const resources = { ...(Resource !== undefined && { Resource }), ...(NotResource !== undefined && { NotResource }) };
  if (rest.NotPrincipal !== undefined) add('NotPrincipal');
  else if (rest.Effect === 'Deny') add('explicit Deny');
  if (NotAction !== undefined) add('NotAction', { ...rest, ...resources, Action: NotAction });
  if (NotResource !== undefined) add('NotResource', { ...rest, ...actions, Resource: NotResource });
  if (Action?.some(hasWildcard) === true)
    add('wildcard in an action', { ...rest, ...resources, Action: Action.map((action) => (hasWildcard(action) ? NO_ACTION : action)) });
  if (Resource?.some(hasWildcard) === true)
    add('wildcard in a resource', { ...rest, ...actions, Resource: Resource.map((text) => (hasWildcard(text) ? NOTHING : text)) });
  const rule = namingRule(pair, placed);
  if (rule !== undefined) add(rule, { ...placed.statement, Principal: { AWS: ['arn:aws:iam::999999999999:user/stranger'] } });
  return variants;
}

/** Whether a text has a wildcard and is not one altogether. */
const hasWildcard = (text: string): boolean => text !== '*' && /[*?]/.test(text.replace(/\$\{[^}]*\}/g, ''));

/** How an Allow of a resource's policy names the caller, where it does. */
function namingRule({ request }: Pair, { attached, statement }: PlacedStatement): ElementRule | undefined {
  if (attached.kind !== 'resource' || statement.Effect !== 'Allow') return undefined;
  const names = awsNames(statement.Principal);
  if (names.includes('*')) return 'everybody named';
  if (!request.principal.startsWith('arn:')) return 'service named';
  if (request.sessionName !== undefined && names.includes(sessionOf(request))) return 'session named';
  if (names.includes(request.principal) && !isRoot(request)) return isRole(request) ? 'role named' : 'user named';
  const isClosed = /:key\/|:role\//.test(request.resource);
  if (!names.some((name) => name === accountOf(request) || name.endsWith(`${accountOf(request)}:root`))) return undefined;
  return isClosed ? 'account named by a key or a role' : 'account named by another resource';
}

const awsNames = (principal: PrincipalJson | undefined): readonly string[] => (principal === '*' ? ['*'] : (principal?.AWS ?? []));

const KIND_RULES: readonly (readonly [AttachedPolicy['kind'], ElementRule])[] = [
  ['identity', 'identity policy'],
  ['resource', 'policy of the resource'],
  ['boundary', 'boundary'],
  ['session', 'session policy'],
  ['service control', 'service control policy'],
  ['resource control', 'resource control policy'],
];

function policyVariants(pair: Pair): readonly Variant[] {
  const variants = KIND_RULES.flatMap(([kind, rule]): readonly Variant[] =>
    pair.policies.some((attached) => attached.kind === kind && !isOfAws(attached))
      ? [[rule, withoutPolicies(pair, (attached) => attached.kind === kind)]]
      : [],
  );
  const levels = levelsOf(pair, 'service control');
  if (levels.length < 2) return variants;
  const oneLess = levels.map((level): Variant => [
    'one level of service control policies',
    withoutPolicies(pair, (found) => level.includes(found)),
  ]);
  return [...variants, ...oneLess];
}

function requestVariants(pair: Pair): readonly Variant[] {
  const { request } = pair;
  const own = accountOf(request);
  const variants: Variant[] = [];
  const add = (rule: ElementRule, changed: Partial<Pair['request']>): unknown => variants.push([rule, withRequest(pair, changed)]);
  if (own !== '' && own !== request.resourceAccount) add('cross account', { resourceAccount: own });
  if (isRoot(request)) add('account root as caller', { principal: `arn:aws:iam::${own}:user/stranger` });
  if (isRole(request) && request.sessionName === undefined)
    add('role without session as caller', { principal: `${request.principal}-stranger` });
  const asked = new Set(conditionsOf(pair).map(({ key }) => key.toLowerCase()));
  const { context = {} } = request;
  for (const key of Object.keys(oracleContext(request))) {
    if (context[key] === undefined && asked.has(key.toLowerCase()))
      add('key that follows from the request', { context: { ...context, [key]: 'something else' } });
  }
  return variants;
}
