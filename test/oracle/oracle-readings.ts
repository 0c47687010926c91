import { conditionsOf, withCondition, type Pair, type PlacedCondition, type PrincipalJson, type StatementJson } from './pair';

/** Every name of a principal element. */
export const namesOf = (principal: PrincipalJson | undefined): readonly string[] =>
  principal === undefined || principal === '*' ? [] : [...(principal.AWS ?? []), ...(principal.Service ?? [])];

/** The pair without some statements; undefined where it has none of them. */
export function withoutStatements(pair: Pair, unwanted: (statement: StatementJson) => boolean): Pair | undefined {
  if (!pair.policies.some(({ policy }) => policy.Statement.some(unwanted))) return undefined;
  const policies = pair.policies.map((attached) => {
    const Statement = attached.policy.Statement.filter((statement) => !unwanted(statement));
    return { ...attached, policy: { ...attached.policy, Statement } };
  });
  return { ...pair, policies };
}

const ofMilliseconds = (text: string): string => (/^\d+$/.test(text) ? new Date(Number(text)).toISOString() : text);

/** The pair with digits for dates taken for milliseconds; undefined where no condition on a date has any. */
export function datesInMilliseconds(pair: Pair): Pair | undefined {
  const context: Record<string, string | readonly string[]> = { ...pair.request.context };
  const keys = new Map(Object.keys(context).map((key) => [key.toLowerCase(), key]));
  let hasDigits = false;
  const read = (text: string): string => {
    const date = ofMilliseconds(text);
    hasDigits ||= date !== text;
    return date;
  };
  const policies = pair.policies.map((attached) => {
    const Statement = attached.policy.Statement.map((statement) => {
      const operators = Object.entries(statement.Condition ?? {}).map(([operator, values]) => {
        if (!/^(?:\w+:)?Date/.test(operator)) return [operator, values] as const;
        for (const asked of Object.keys(values)) {
          const key = keys.get(asked.toLowerCase());
          const value = key === undefined ? undefined : context[key];
          if (key !== undefined && value !== undefined) context[key] = typeof value === 'string' ? read(value) : value.map(read);
        }
        return [operator, Object.fromEntries(Object.entries(values).map(([key, texts]) => [key, texts.map(read)]))] as const;
      });
      return operators.length === 0 ? statement : { ...statement, Condition: Object.fromEntries(operators) };
    });
    return { ...attached, policy: { ...attached.policy, Statement } };
  });
  return hasDigits ? { request: { ...pair.request, context }, policies } : undefined;
}

/** Whether a value has a variable without default for which the request has no single value. */
function lacksValue({ request }: Pair, text: string): boolean {
  const known = new Set(
    Object.entries(request.context ?? {}).flatMap(([key, value]) => (typeof value === 'string' ? [key.toLowerCase()] : [])),
  );
  return [...text.matchAll(/\$\{([^,}]+)\}/g)].some(([, key = '']) => !['*', '?', '$'].includes(key) && !known.has(key.toLowerCase()));
}

/**
 * The pair in which conditions on keys that the request has are never met, where they ask for the opposite of a variable that has
 * no value; undefined where there are none.
 */
export function withoutNullVariables(pair: Pair): Pair | undefined {
  const keys = new Set(Object.keys(pair.request.context ?? {}).map((key) => key.toLowerCase()));
  const next = (from: Pair): PlacedCondition | undefined =>
    conditionsOf(from).find(
      ({ operator, key, values }) =>
        /(?:String|Arn)Not/.test(operator) && keys.has(key.toLowerCase()) && values.some((value) => lacksValue(pair, value)),
    );
  let read: Pair | undefined;
  for (let found = next(pair); found !== undefined; found = next(read)) {
    read = withCondition(read ?? pair, found, { operator: 'StringEquals', values: ['a value that no request has'] });
  }
  return read;
}
