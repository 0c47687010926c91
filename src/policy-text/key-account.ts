import { asList, statementsOf } from '../policy/key-policy';
import { unconditionedWriters } from '../policy/lockout';
import { isJsonObject, type JsonObject } from '../policy/policy-json';

/**
 * The account of a key, as its policy tells: the one whose root may change the policy whatever a request shows, if nobody of any other
 * account may; undefined where the policy does not tell. A root that may only use the key says nothing.
 */
export function keyAccountIn(policy: JsonObject): string | undefined {
  const writers = unconditionedWriters(policy).flatMap((name) => namedPrincipal(name) ?? []);
  const [account, ...others] = new Set(writers.map((writer) => writer.account));
  return others.length === 0 && writers.some(({ isRoot }) => isRoot) ? account : undefined;
}

/**
 * The partition of a key, as its policy tells: that of whoever may change it, or else of any principal, since nothing crosses
 * partitions; undefined where the policy has no ARN.
 */
export function keyPartitionIn(policy: JsonObject): string | undefined {
  const principals = statementsOf(policy).flatMap((statement) =>
    isJsonObject(statement) && isJsonObject(statement['Principal']) ? asList(statement['Principal']['AWS']) : [],
  );
  return [...unconditionedWriters(policy), ...principals].flatMap((name) => namedPrincipal(name)?.partition ?? [])[0];
}

/** An AWS principal by its parts; an account may stand by its number alone. */
interface NamedPrincipal {
  readonly account: string;
  readonly isRoot: boolean;
  readonly partition?: string;
}

function namedPrincipal(name: unknown): NamedPrincipal | undefined {
  if (typeof name !== 'string') return undefined;
  if (/^\d{12}$/.test(name)) return { account: name, isRoot: true };
  const [, partition, account, resource] = /^arn:([^:]+):(?:iam|sts)::(\d{12}):(.+)$/.exec(name) ?? [];
  if (partition === undefined || account === undefined) return undefined;
  return { account, isRoot: resource === 'root', partition };
}
