import { isJsonObject, type JsonObject } from '../../policy/policy-json';
import { viewsIn } from '../../proof/plan/statement-view';
import type { Condition } from './shown-values';

/**
 * Conditions that nobody meets who was thought of, such as those of policy variables.
 *
 * @param isMet whether anybody gets anything by a statement
 */
export function untriedConditions(statement: JsonObject, isMet: (statement: JsonObject) => boolean): readonly Condition[] {
  if (statement['Effect'] !== 'Allow' || isMet(statement)) return [];
  const conditions = viewsIn([{ Statement: statement }]).flatMap((view) => view.conditions);
  return conditions.filter(
    (one) =>
      !isMet(
        withoutConditions(
          statement,
          conditions.filter((other) => other !== one),
        ),
      ),
  );
}

/** A statement without some of its conditions. */
export function withoutConditions(statement: JsonObject, conditions: readonly Condition[]): JsonObject {
  const { Condition: all, ...rest } = statement;
  if (conditions.length === 0 || !isJsonObject(all)) return statement;
  const kept = Object.entries(all).flatMap(([operator, keys]): readonly (readonly [string, JsonObject])[] => {
    if (!isJsonObject(keys)) return [];
    const left = Object.entries(keys).filter(([key]) => !conditions.some((one) => one.operator === operator && one.key === key));
    return left.length === 0 ? [] : [[operator, Object.fromEntries(left)]];
  });
  return kept.length === 0 ? rest : { ...rest, Condition: Object.fromEntries(kept) };
}
