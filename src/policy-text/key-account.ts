import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject, type JsonObject } from '../policy/policy-json';

/** The account of a key, as its policy tells: the one whose root it names, if it names one; undefined where it does not tell. */
export function keyAccountIn(policy: JsonObject): string | undefined {
  const names = statementsOf(policy)
    .filter(isJsonObject)
    .filter((statement) => statement['Effect'] === 'Allow' && !('Condition' in statement))
    .flatMap(({ Principal }) => (isJsonObject(Principal) ? asList(Principal['AWS']) : []));
  const accounts = new Set(
    names.flatMap((name) => (typeof name === 'string' ? (/^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1] ?? []) : [])),
  );
  const [account, ...others] = accounts;
  return others.length === 0 ? account : undefined;
}
