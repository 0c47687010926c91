import { isJsonObject, type Json, type JsonObject } from './policy-json';

/** A JSON string, and the colon behind it where it is a key. Whole strings, since one may hold a quote and a colon. */
export const STRING_OR_KEY = /"(?:\\.|[^"\\])*"(\s*:)?/g;

/** A key policy that somebody else wrote, as an object; undefined when the text is not a JSON object. */
export function parsedPolicy(policyJson: string): JsonObject | undefined {
  try {
    const value = JSON.parse(policyJson) as unknown;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The statements of a policy: IAM accepts one object in place of a list of one. */
export function statementsOf(policy: JsonObject): readonly Json[] {
  return asList(policy['Statement']);
}

/** A value that may be one or a list, as a list; undefined is the empty list. */
export function asList(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]).flatMap((element) => asList(element)) : [value];
}

/** Whether a value has what KMS asks of every statement: an effect, a principal and an action. */
export function isStatement(value: Json): value is JsonObject {
  if (!isJsonObject(value)) return false;
  const exactlyOne = (first: string, second: string): boolean => first in value !== second in value;
  return (
    (value['Effect'] === 'Allow' || value['Effect'] === 'Deny') &&
    exactlyOne('Principal', 'NotPrincipal') &&
    exactlyOne('Action', 'NotAction')
  );
}

/** Whether an object in the text names a key twice: parsers keep only the last, so a condition would vanish unseen. */
export function hasRepeatedKey(json: string): boolean {
  const keys = (text: string): number => [...text.matchAll(STRING_OR_KEY)].filter(([, colon]) => colon !== undefined).length;
  return keys(json) !== keys(JSON.stringify(JSON.parse(json)));
}
