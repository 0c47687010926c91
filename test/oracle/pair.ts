import type { AccessRequest } from '../../src/proof/evaluator/access-request';
import type { PolicyKind } from '../../src/proof/evaluator/verdict';

/** Operators, each with keys and values. */
export type ConditionJson = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Whom a statement names. */
export type PrincipalJson = '*' | Readonly<Partial<Record<'AWS' | 'Service', readonly string[]>>>;

/** A statement, with lists throughout. */
export interface StatementJson {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: PrincipalJson;
  readonly NotPrincipal?: PrincipalJson;
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: ConditionJson;
}

/** A policy as JSON. */
export interface PolicyJson {
  readonly Version: '2012-10-17' | '2008-10-17';
  readonly Statement: readonly StatementJson[];
}

/**
 * RCPFullAWSAccess, which AWS attaches at every level and nobody can detach.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export const ALLOWS_ALL: PolicyJson = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: ['*'], Resource: ['*'] }],
};

/** Whether a policy is AWS's own, and not for pairs to change. */
export const isOfAws = ({ kind, policy }: AttachedPolicy): boolean =>
  kind === 'resource control' && policy.Statement[0]?.Effect === 'Allow';

/** A policy, and to what it is attached. */
export interface AttachedPolicy {
  readonly kind: Exclude<PolicyKind, 'grant'>;
  /** Level of the organisation, for its policies. */
  readonly level: number;
  readonly policy: PolicyJson;
}

/** The policies of one kind of an organisation, level by level. */
export function levelsOf({ policies }: Pair, kind: AttachedPolicy['kind']): readonly (readonly AttachedPolicy[])[] {
  const found = policies.filter((attached) => attached.kind === kind);
  return [...new Set(found.map(({ level }) => level))].map((wanted) => found.filter(({ level }) => level === wanted));
}

/** A request, and every policy that has a say in it. */
export interface Pair {
  readonly request: AccessRequest;
  readonly policies: readonly AttachedPolicy[];
}

/** A statement, and where it stands. */
export interface PlacedStatement {
  readonly attached: AttachedPolicy;
  readonly statement: StatementJson;
}

/** Every statement of a pair, but for those of AWS's own policies. */
export const statementsOf = ({ policies }: Pair): readonly PlacedStatement[] =>
  policies
    .filter((attached) => !isOfAws(attached))
    .flatMap((attached) => attached.policy.Statement.map((statement) => ({ attached, statement })));

/** The pair with another statement in place of one; without it, where there is no other. */
export function withStatement(pair: Pair, { attached, statement }: PlacedStatement, other?: StatementJson): Pair {
  const replace = (found: StatementJson): readonly StatementJson[] => {
    if (found !== statement) return [found];
    return other === undefined ? [] : [other];
  };
  return withPolicy(pair, attached, { ...attached.policy, Statement: attached.policy.Statement.flatMap(replace) });
}

/** The pair with another policy in place of one. */
export const withPolicy = (pair: Pair, attached: AttachedPolicy, policy: PolicyJson): Pair => ({
  ...pair,
  policies: pair.policies.map((found) => (found === attached ? { ...attached, policy } : found)),
});

/** The pair without some policies. */
export const withoutPolicies = (pair: Pair, unwanted: (attached: AttachedPolicy) => boolean): Pair => ({
  ...pair,
  policies: pair.policies.filter((attached) => !unwanted(attached)),
});

/** The pair with a changed request. */
export const withRequest = (pair: Pair, changed: Partial<AccessRequest>): Pair => ({ ...pair, request: { ...pair.request, ...changed } });

/** One condition of a statement. */
export interface PlacedCondition extends PlacedStatement {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Every condition of a pair. */
export const conditionsOf = (pair: Pair): readonly PlacedCondition[] =>
  statementsOf(pair).flatMap((placed) =>
    Object.entries(placed.statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ ...placed, operator, key, values })),
    ),
  );

/** The pair with another condition in place of one; without it, where there is no other. */
export function withCondition(pair: Pair, placed: PlacedCondition, other?: Partial<Pick<PlacedCondition, 'operator' | 'values'>>): Pair {
  const { operator, key, values, statement } = placed;
  const { [operator]: keys = {}, ...operators } = statement.Condition ?? {};
  const { [key]: _dropped, ...otherKeys } = keys;
  const kept: ConditionJson = Object.keys(otherKeys).length === 0 ? operators : { ...operators, [operator]: otherKeys };
  const wanted = other?.operator ?? operator;
  const Condition: ConditionJson = other === undefined ? kept : { ...kept, [wanted]: { ...kept[wanted], [key]: other.values ?? values } };
  const { Condition: _before, ...rest } = statement;
  return withStatement(pair, placed, Object.keys(Condition).length === 0 ? rest : { ...rest, Condition });
}
