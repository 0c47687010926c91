import { asList, statementsOf } from '../policy/key-policy';
import { possibleWriters, unconditionedWriters } from '../policy/lockout';
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

/** Accounts of whom the policy lets change it: without a condition, otherwise under one. */
function writersIn(policy: JsonObject): readonly string[] {
  const free = accountsOf(unconditionedWriters(policy));
  return free.length > 0 ? free : accountsOf(possibleWriters(policy));
}

const accountsOf = (principals: readonly string[]): readonly string[] => [
  ...new Set(principals.flatMap((name) => (/^\d{12}$/.test(name) ? name : (parseArn(name)?.account ?? [])))),
];

const principalsOf = ({ Principal }: JsonObject): readonly string[] => (isJsonObject(Principal) ? textsOf(Principal['AWS']) : []);

const textsOf = (value: Json | undefined): readonly string[] => asList(value).filter((text) => typeof text === 'string');
