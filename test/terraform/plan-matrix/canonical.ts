import { asList, statementsOf } from '../../../src/policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../../../src/policy/policy-json';

/** A policy in which every statement is canonical; the statements keep their order. */
export function canonicalPolicy(policy: JsonObject): JsonObject {
  return { ...policy, Statement: canonicalStatements(statementsOf(policy)) };
}

/** Statements in which one string and a list of one are the same, and lists are sorted: IAM reads them alike. */
export function canonicalStatements(statements: readonly Json[]): readonly Json[] {
  return statements.map((statement) => {
    if (!isJsonObject(statement)) return statement;
    return Object.fromEntries(
      Object.entries(statement).map(([element, value]) => [element, ['Sid', 'Effect'].includes(element) ? value : sortedLists(value)]),
    );
  });
}

function sortedLists(value: Json): Json {
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sortedLists(inner)]));
  return asList(value).toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
