import { covers } from '../policy/globs';
import { statementsOf } from '../policy/key-policy';
import { isJsonObject, type JsonObject } from '../policy/policy-json';
import { valuesOf, viewsIn, type StatementView } from '../proof/plan/statement-view';

/** An Allow asks for what it lists, and a Deny for what it does not deny. */
const ASKS = {
  Allow: /^(ForAnyValue:|ForAllValues:)?(String|Arn)(Equals|EqualsIgnoreCase|Like)(IfExists)?$/,
  Deny: /^(ForAnyValue:|ForAllValues:)?(String|Arn)Not(Equals|EqualsIgnoreCase|Like)(IfExists)?$/,
} as const;

/** A statement, and the values that it asks for under a condition key. */
export interface Asking {
  readonly isDeny: boolean;
  readonly view: StatementView;
  readonly values: readonly string[];
}

/** The statements of a policy, each with the values that it asks for under a condition key. */
export function askedBy(policy: JsonObject | undefined, key: string): readonly Asking[] {
  return statementsOf(policy ?? {})
    .filter(isJsonObject)
    .flatMap((statement) => {
      const isDeny = statement['Effect'] === 'Deny';
      const asks = ASKS[isDeny ? 'Deny' : 'Allow'];
      return viewsIn([{ Statement: [statement] }]).map((view): Asking => {
        const conditions = view.conditions.filter(({ operator }) => asks.test(operator));
        return { isDeny, view, values: valuesOf({ ...view, conditions }, key) };
      });
    });
}

/** Values that a policy asks for under a condition key, each once. */
export const valuesAskedFor = (policy: JsonObject | undefined, key: string): readonly string[] => [
  ...new Set(askedBy(policy, key).flatMap(({ values }) => values)),
];

/**
 * The external id that a trust policy asks a role for: that of a statement which is for the role, before those of statements for others.
 *
 * @param role ARN of who assumes. @default - nobody knows
 */
export function externalIdAskedOf(role: string | undefined, trust: JsonObject | undefined): string | undefined {
  const asked = askedBy(trust, 'sts:ExternalId');
  const own = asked.filter(({ view }) => role === undefined || isFor(view, role));
  return [...own, ...asked].flatMap(({ values }) => values)[0];
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
