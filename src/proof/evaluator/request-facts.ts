import type { AccessRequest, RequestContext } from './access-request';
import { parseArn, type Arn } from './arn';
import { callerOf, type Caller } from './caller';
import { derivedValue } from './derived-keys';
import type { ValueOfKey } from './policy-text';

/** A request, read once for all statements. */
export interface RequestFacts {
  readonly caller: Caller;
  /** In lower case. */
  readonly action: string;
  readonly resource: string;
  /** Undefined where the resource is `*` or no ARN. */
  readonly arn: Arn | undefined;
  /** Account that owns the resource; empty where nobody can tell. */
  readonly resourceAccount: string;
  /** Values of a condition key, given in lower case; none where the request does not have it. */
  readonly values: (key: string) => readonly string[];
  /** The value of a key that is no list. */
  readonly valueOf: ValueOfKey;
  readonly request: AccessRequest;
}

type Value = RequestContext[string];

const NONE: readonly string[] = [];

/** Reads a request. Its condition keys are read when a condition first asks for one. */
export function factsOf(request: AccessRequest): RequestFacts {
  const { resource, resourceAccount: owner } = request;
  const caller = callerOf(request);
  const arn = parseArn(resource);
  // Policies that AWS manages lie in the account `aws`, which is every caller's own.
  const resourceAccount = owner ?? (arn === undefined || arn.account === '' || arn.account === 'aws' ? caller.account : arn.account);
  const action = request.action.toLowerCase();
  let keys: ReadonlyMap<string, Value> | undefined;
  const valueAt = (key: string): Value | undefined => {
    keys ??= contextOf(request);
    return keys.get(key) ?? derivedValue(key, { caller, action, resourceAccount });
  };
  const values = (key: string): readonly string[] => {
    const value = valueAt(key);
    return typeof value === 'string' ? [value] : (value ?? NONE);
  };
  const valueOf = (key: string): string | undefined => {
    const value = valueAt(key);
    return typeof value === 'string' ? value : undefined;
  };
  return { caller, action, resource, arn, resourceAccount, request, values, valueOf };
}

/**
 * The condition keys of a request in lower case, since case does not count. That goes for the whole key, so that
 * `kms:EncryptionContext:aws:EBS:id` asks for `aws:ebs:id`; two keys that differ in case only are one of several values.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
 */
function contextOf({ context = {} }: AccessRequest): ReadonlyMap<string, Value> {
  const keys = new Map<string, Value>();
  for (const [name, value] of Object.entries(context)) {
    const key = name.toLowerCase();
    const before = keys.get(key);
    keys.set(key, before === undefined ? value : [before, value].flat());
  }
  return keys;
}
