import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';

/** A statement, its elements as lists. */
export interface StatementView {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  readonly conditions: readonly { readonly operator: string; readonly key: string; readonly values: readonly string[] }[];
}

/** The statements of policies, in order. */
export const viewsIn = (policies: readonly JsonObject[]): readonly StatementView[] =>
  policies
    .flatMap((policy) => listOf(policy['Statement']))
    .filter(isJsonObject)
    .map(viewOf);

/** The statements of policies by Sid; one without Sid has none to be found by. */
export const statementViews = (policies: readonly JsonObject[]): ReadonlyMap<string, StatementView> =>
  new Map(viewsIn(policies).map((view) => [view.sid, view]));

function viewOf(statement: JsonObject): StatementView {
  const { Principal, Condition } = statement;
  return {
    sid: typeof statement['Sid'] === 'string' ? statement['Sid'] : '',
    actions: textsOf(statement['Action']),
    resources: textsOf(statement['Resource']),
    principals: textsOf(isJsonObject(Principal) ? Principal['AWS'] : Principal),
    conditions: Object.entries(isJsonObject(Condition) ? Condition : {}).flatMap(([operator, keys]) =>
      Object.entries(isJsonObject(keys) ? keys : {}).map(([key, values]) => ({
        operator,
        key,
        values: listOf(values).flatMap(conditionText),
      })),
    ),
  };
}

/** Values of a condition key, under whichever operator; case does not count in its name. */
export const valuesOf = (view: StatementView | undefined, key: string): readonly string[] =>
  (view?.conditions ?? []).filter((condition) => condition.key.toLowerCase() === key.toLowerCase()).flatMap(({ values }) => values);

/** The roles that a statement of a trust or key policy names: as principals, or by aws:PrincipalArn beside their accounts. */
export function rolesNamedBy(view: StatementView | undefined): readonly string[] {
  const named = valuesOf(view, 'aws:PrincipalArn');
  return named.length > 0 ? named : (view?.principals ?? []).filter((principal) => principal.includes(':role/'));
}

const listOf = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
/** Numbers and booleans stand for their text, as the evaluator takes them. */
const conditionText = (value: Json): readonly string[] =>
  typeof value === 'string' ? [value] : typeof value === 'boolean' || typeof value === 'number' ? [String(value)] : [];
const textsOf = (value: Json | undefined): readonly string[] => listOf(value).filter((text) => typeof text === 'string');
