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

/** None can have a blank, so that no policy names it. */
const OTHER = 'any other';

/**
 * External ids that a trust policy asks a caller for, each once: those with which it lets the caller in, none where it does so whatever
 * is shown, and all of them where nobody knows who calls, or that is kept out.
 *
 * @param caller ARN of who assumes. @default - nobody knows
 */
export function externalIdsAskedOf(caller: string | undefined, role: string, trust: JsonObject | undefined): readonly string[] {
  const asked = valuesAskedFor(trust, 'sts:ExternalId');
  if (caller === undefined || trust === undefined || asked.length === 0) return asked;
  const isTaken = (externalId: string): boolean => letsIn(trust, { caller, role, shown: { externalId } });
  if (letsIn(trust, { caller, role, shown: {} }) && isTaken(OTHER)) return [];
  const taken = asked.filter(isTaken);
  return taken.length > 0 ? taken : asked;
}
