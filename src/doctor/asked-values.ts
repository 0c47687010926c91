import { covers } from '../policy/globs';
import { statementsOf } from '../policy/key-policy';
import { isJsonObject, type JsonObject } from '../policy/policy-json';
import { valuesOf, viewsIn, type StatementView } from '../proof/plan/statement-view';

/** An Allow asks for what it lists, and a Deny for what it does not deny. */
const ASKS = {
  Allow: /^(ForAnyValue:|ForAllValues:)?String(Equals|EqualsIgnoreCase|Like)(IfExists)?$/,
  Deny: /^(ForAnyValue:|ForAllValues:)?StringNot(Equals|EqualsIgnoreCase|Like)(IfExists)?$/,
} as const;

/** The statements of a trust policy, each with the values that it asks for under a condition key. */
function askedBy(trust: JsonObject, key: string): readonly (readonly [view: StatementView, values: readonly string[]])[] {
  return statementsOf(trust)
    .filter(isJsonObject)
    .flatMap((statement) => {
      const asks = ASKS[statement['Effect'] === 'Deny' ? 'Deny' : 'Allow'];
      return viewsIn([{ Statement: [statement] }]).map((view) => {
        const conditions = view.conditions.filter(({ operator }) => asks.test(operator));
        return [view, valuesOf({ ...view, conditions }, key)] as const;
      });
    });
}

/** Values that a trust policy asks for under a condition key, each once. */
export const valuesAskedFor = (trust: JsonObject | undefined, key: string): readonly string[] =>
  trust === undefined ? [] : [...new Set(askedBy(trust, key).flatMap(([, values]) => values))];

/**
 * The external id that a trust policy asks a role for: that of a statement which is for the role, before those of statements for others.
 *
 * @param role ARN of who assumes. @default - nobody knows
 */
export function externalIdAskedOf(role: string | undefined, trust: JsonObject | undefined): string | undefined {
  const asked = trust === undefined ? [] : askedBy(trust, 'sts:ExternalId');
  const own = asked.filter(([view]) => role === undefined || isFor(view, role));
  return [...own, ...asked].flatMap(([, values]) => values)[0];
}

/** Whether a statement names a role, or its account and no other role of it. */
function isFor(view: StatementView, role: string): boolean {
  const account = role.split(':')[4] ?? '';
  const roles = valuesOf(view, 'aws:PrincipalArn');
  const isNamed = view.principals.some(
    (name) => name === '*' || name === role || name === account || (name.endsWith(':root') && name.split(':')[4] === account),
  );
  return isNamed && (roles.length === 0 || roles.some((pattern) => covers(pattern, role)));
}
