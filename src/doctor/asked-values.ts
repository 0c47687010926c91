import { statementsOf } from '../policy/key-policy';
import { isJsonObject, type JsonObject } from '../policy/policy-json';
import { letsIn } from './callers-let-in';
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
 * The external id that a trust policy asks a caller for: the first with which it lets the caller in; undefined where it asks for none.
 *
 * @param caller ARN of who assumes. @default - nobody knows
 */
export function externalIdAskedOf(caller: string | undefined, role: string, trust: JsonObject | undefined): string | undefined {
  const asked = valuesAskedFor(trust, 'sts:ExternalId');
  if (caller === undefined || trust === undefined || asked.length === 0) return asked[0];
  const isLetIn = (externalId?: string): boolean => letsIn(trust, { caller, role, shown: externalId === undefined ? {} : { externalId } });
  const found = asked.find(isLetIn);
  return found === undefined && isLetIn() ? undefined : (found ?? asked[0]);
}
