import { grouped } from '../../estate/grouped';
import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';

/** No event has members within members so deep. */
const DEEPEST = 10;

type Member = readonly [path: readonly string[], value: Json];

/**
 * What a row of CloudWatch Logs Insights tells, whose fields are paths: `userIdentity.arn`, `resources.0.ARN`. An
 * empty one is none: the event has no such member.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
export const unfolded = (row: JsonObject): JsonObject => {
  const whole = nested(
    Object.entries(row).flatMap(([name, value]): readonly Member[] => {
      const path = name.split('.', DEEPEST + 1);
      return value === '' ? [] : [[path.length > DEEPEST ? [name] : path, value]];
    }),
  );
  return isJsonObject(whole) ? whole : row;
};

function nested(members: readonly Member[]): Json {
  const groups = grouped(members, ([[name = '']]) => name);
  const entries = [...groups].map(([name, group]): readonly [string, Json] => {
    const [[path, value] = [[], null]] = group;
    return [name, path.length <= 1 ? value : nested(group.map(([[, ...rest], one]) => [rest, one]))];
  });
  const isList = entries.length > 0 && entries.every(([name]) => /^\d{1,4}$/.test(name));
  if (isList) return entries.toSorted(([one], [other]) => Number(one) - Number(other)).map(([, value]) => value);
  return Object.fromEntries(entries);
}

/** A row as `aws logs get-query-results` prints it, a list of fields; undefined where a list is none. */
export function rowOf(list: readonly Json[]): JsonObject | undefined {
  const fields = list.flatMap((one) =>
    isJsonObject(one) && typeof one['field'] === 'string' ? [[one['field'], one['value'] === undefined ? '' : one['value']] as const] : [],
  );
  return fields.length > 0 && fields.length === list.length ? Object.fromEntries(fields) : undefined;
}
