import { asList, statementsOf } from '../policy/key-policy';
import { possibleWriters, unconditionedWriters, writingStatements } from '../policy/lockout';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import { parseArn } from '../proof/evaluator/arn';

/** What a key policy tells of the key that it is the policy of. */
export interface ToldByPolicy {
  /** The key, where statements name it as their resource. @default - they do not, or name several */
  readonly arn?: string;
  /** @default - no resource says it */
  readonly region?: string;
  /** Accounts that the key may lie in: more than one, or none, where the policy does not tell. */
  readonly accounts: readonly string[];
  /** Partitions of those whom the policy names. */
  readonly partitions: readonly string[];
}

const KEY = /^arn:[^:*?]+:kms:([a-z0-9-]+):(\d{12}):key\/(.+)$/;

/**
 * A key policy's resource is its key, and nobody outside of the key's account can change it: so it tells its key's account.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export function toldByPolicy(policy: JsonObject): ToldByPolicy {
  const known = TOLD.get(policy) ?? toldBy(policy);
  TOLD.set(policy, known);
  return known;
}

const TOLD = new WeakMap<JsonObject, ToldByPolicy>();

function toldBy(policy: JsonObject): ToldByPolicy {
  const statements = statementsOf(policy).filter(isJsonObject);
  const resources = statements.flatMap(({ Resource }) => textsOf(Resource)).flatMap((text) => [...(KEY.exec(text) ?? [])].slice(0, 1));
  const parts = (index: number): readonly string[] => [...new Set(resources.map((arn) => KEY.exec(arn)?.[index] ?? ''))];
  const [arns, [region, ...otherRegions], named] = [[...new Set(resources)], parts(1), parts(2)];
  const [arn, ...others] = arns.filter((one) => !/[*?]/.test(one));
  const writers = writersIn(policy);
  const both = named.filter((account) => writers.includes(account));
  return {
    ...(arn !== undefined && others.length === 0 && { arn }),
    ...(region !== undefined && otherRegions.length === 0 && { region }),
    accounts: both.length > 0 ? both : [...new Set([...named, ...writers])],
    partitions: [...new Set(statements.flatMap(principalsOf).flatMap((name) => parseArn(name)?.partition ?? []))],
  };
}

/**
 * Whether the key of a policy may lie in an account, though it tells of another: it names that account in any way, or lets somebody
 * change it whose account it does not name. Whom it lets in from outside may never change it, whatever it says.
 */
export function mayLieIn(policy: JsonObject, account: string): boolean {
  const { accounts } = toldByPolicy(policy);
  if (accounts.length === 0 || accounts.includes(account)) return true;
  const statements = statementsOf(policy).filter(isJsonObject);
  if (statements.flatMap(accountsSpokenOf).includes(account)) return true;
  const isTiedToKey = statements.some(({ Resource }) => textsOf(Resource).some((text) => KEY.test(text)));
  return !isTiedToKey && possibleWriters(policy).some((name) => accountsOf([name]).length === 0);
}

/**
 * Accounts of whom the policy lets change it: without a condition, otherwise under one. Roles of a central account may be let in beside
 * an owner whom only a condition tells.
 */
function writersIn(policy: JsonObject): readonly string[] {
  const free = unconditionedWriters(policy);
  const named = accountsOf(free);
  const byCondition = free.some(isWholeAccount) ? [] : writingStatements(policy).flatMap(accountsAskedFor);
  return [...new Set([...(named.length > 0 ? named : accountsOf(possibleWriters(policy))), ...byCondition])];
}

const isWholeAccount = (name: string): boolean => /^(\d{12}|arn:[^:]+:iam::\d{12}:root)$/.test(name);

/** Condition keys that tell the caller's account. */
const CALLER = /^(aws:PrincipalAccount|kms:CallerAccount|aws:PrincipalArn)$/i;
const ASKS_FOR = /^(ForAnyValue:|ForAllValues:)?(String|Arn)(Equals|EqualsIgnoreCase|Like)(IfExists)?$/i;

/** Accounts that the condition of a statement asks a caller to be of. */
const accountsAskedFor = ({ Condition }: JsonObject): readonly string[] =>
  membersOf(Condition)
    .filter(([operator]) => ASKS_FOR.test(operator))
    .flatMap(([, keys]) => membersOf(keys))
    .flatMap(([key, values]) => (CALLER.test(key) ? accountsOf(textsOf(values)) : []));

/** Accounts that a statement names, by principals or in conditions. */
const accountsSpokenOf = ({ Principal, NotPrincipal, Condition }: JsonObject): readonly string[] =>
  accountsOf([
    ...[Principal, NotPrincipal].flatMap((names) => membersOf(names)).flatMap(([, names]) => textsOf(names)),
    ...membersOf(Condition)
      .flatMap(([, keys]) => membersOf(keys))
      .flatMap(([, values]) => textsOf(values)),
  ]);

const membersOf = (value: Json | undefined): readonly (readonly [string, Json])[] => (isJsonObject(value) ? Object.entries(value) : []);

const accountsOf = (names: readonly string[]): readonly string[] => [
  ...new Set(names.map((name) => parseArn(name)?.account ?? name).filter((account) => /^\d{12}$/.test(account))),
];

const principalsOf = ({ Principal }: JsonObject): readonly string[] => (isJsonObject(Principal) ? textsOf(Principal['AWS']) : []);

const textsOf = (value: Json | undefined): readonly string[] => asList(value).filter((text) => typeof text === 'string');
