import { asList, statementsOf } from '../../policy/key-policy';
import { isJsonObject, plainText, type Json, type JsonObject, type PolicyStatement } from '../../policy/policy-json';
import { minifiedStatements } from '../../policy/policy-size';

/** Statements as the AWS provider writes them. */
export const asWritten = (statements: readonly PolicyStatement[]): readonly Json[] =>
  JSON.parse(minifiedStatements(statements)) as readonly Json[];

const texts = (value: Json | undefined): readonly string[] => asList(value).map(plainText);

/** A statement that we or a module of ours wrote, its elements as lists. */
export function withLists({ Sid, Effect, Principal, Action, Resource, Condition }: JsonObject): PolicyStatement {
  return {
    Sid: plainText(Sid),
    Effect: Effect === 'Deny' ? 'Deny' : 'Allow',
    ...(isJsonObject(Principal) && { Principal: { AWS: texts(Principal['AWS']) } }),
    Action: texts(Action),
    ...(Resource !== undefined && { Resource: texts(Resource) }),
    ...(isJsonObject(Condition) && {
      Condition: Object.fromEntries(
        Object.entries(Condition).map(([operator, keys]) => [
          operator,
          Object.fromEntries(Object.entries(isJsonObject(keys) ? keys : {}).map(([name, values]) => [name, texts(values)])),
        ]),
      ),
    }),
  };
}

/** The Sid of a statement, if it has one. */
export const sidOf = (statement: Json): string | undefined => {
  const sid = isJsonObject(statement) ? statement['Sid'] : undefined;
  return typeof sid === 'string' ? sid : undefined;
};

/** The first of a Sid, and of the same with a number behind it, that a policy does not have. */
export function freeSid(sid: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? sid : `${sid}${number}`;
    if (!taken.has(name)) return name;
  }
}

/** Sids of a policy. */
export const sidsIn = (policy: JsonObject): ReadonlySet<string> =>
  new Set(statementsOf(policy).flatMap((statement) => sidOf(statement) ?? []));
