import { grouped } from '../estate/grouped';
import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import { evaluate } from '../proof/evaluator/evaluate';
import { policyOf } from '../proof/evaluator/parse-policy';
import type { Policy } from '../proof/evaluator/policy';
import { EVERYTHING } from './in-force/assumed-policies';
import { SESSION_NAME } from './in-force/session-name';

const OF_CALLER = /^aws:Principal(Arn|Account)$/i;
const OF_CALLER_AND_ID = /^(aws:Principal(Arn|Account)|sts:ExternalId)$/i;

/** Who would act as a role. */
interface Caller {
  readonly caller: string;
  /** ARN of the role whose trust policy is asked. */
  readonly role: string;
  /** What the caller shows. @default - it does not count which external id that is */
  readonly shown?: { readonly externalId?: string };
}

const COMPILED = new WeakMap<JsonObject, Map<RegExp, Policy>>();

/** Whether a trust policy lets a role in that may do everything, whatever it asks for besides who calls, and which external id is shown. */
export function letsIn(trust: JsonObject, { caller, role, shown }: Caller): boolean {
  const keys = shown === undefined ? OF_CALLER : OF_CALLER_AND_ID;
  const known = COMPILED.get(trust) ?? new Map<RegExp, Policy>();
  COMPILED.set(trust, known);
  const resource = known.get(keys) ?? policyOf('trust', askingOnly(trust, keys));
  known.set(keys, resource);
  const context = shown?.externalId === undefined ? {} : { 'sts:ExternalId': shown.externalId };
  const request = { principal: caller, sessionName: SESSION_NAME, action: 'sts:AssumeRole', resource: role, context };
  return evaluate(request, { identity: [EVERYTHING], resource }).outcome === 'allowed';
}

/** A policy with the conditions alone that ask for some keys: others are taken to be met, and a Deny under them not to hold. */
function askingOnly(policy: JsonObject, wanted: RegExp): JsonObject {
  const statements = statementsOf(policy).flatMap((statement): readonly Json[] => {
    if (!isJsonObject(statement) || !isJsonObject(statement['Condition'])) return [statement];
    const { Condition, ...rest } = statement;
    const blocks = Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(isJsonObject(keys) ? keys : {}).map(([key, value]) => ({ operator, key, value })),
    );
    const kept = blocks.filter(({ key }) => wanted.test(key));
    if (rest['Effect'] === 'Deny' && kept.length < blocks.length) return [];
    if (kept.length === 0) return [rest];
    const condition = Object.fromEntries(
      [...grouped(kept, ({ operator }) => operator)].map(([operator, some]) => [
        operator,
        Object.fromEntries(some.map(({ key, value }) => [key, value])),
      ]),
    );
    return [{ ...rest, Condition: condition }];
  });
  return { ...policy, Statement: asList(statements) };
}
