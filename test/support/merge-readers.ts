import {
  KMS_KEY_POLICY_OWN_PRINCIPALS as PRINCIPALS,
  KMS_KEY_POLICY_OWN_STATEMENTS as OWN,
} from '../../src/catalogue/kms-key-policy/own-statements';
import { KMS_KEY_POLICY_TEMPLATE } from '../../src/catalogue/kms-key-policy/statements';
import { statementsOf } from '../../src/policy/key-policy';
import { keepsPolicyWriter } from '../../src/policy/lockout';
import { foreignUnderOwnSid, mergeKeyPolicy } from '../../src/policy/merge-key-policy';
import type { Json, JsonObject, PolicyStatement } from '../../src/policy/policy-json';
import { KEY_POLICY_MAX_BYTES, minifiedStatements, policyBytes } from '../../src/policy/policy-size';
import { resolve } from '../../src/policy/resolve';
import { allInputs, KEY_ACCOUNT, type KeyPolicyCase } from '../cases/key-policy-cases';

/** Why a merge is refused: part of the message with which the module says so. */
export const REFUSALS = {
  foreign: 'has statements under Sids of this module that this module never wrote',
  lockout: `leaves nobody in the key's account ${KEY_ACCOUNT} who may change the policy`,
  size: `bytes of UTF-8 and KMS takes ${KEY_POLICY_MAX_BYTES}`,
} as const;

/** One of {@link REFUSALS}. */
export type Refusal = keyof typeof REFUSALS;

/** The policy of a case before the merge. */
export function existingPolicy(one: KeyPolicyCase): JsonObject {
  return JSON.parse(one.text) as JsonObject;
}

/** Our statements for the inputs of a case. */
export function ourStatements(one: KeyPolicyCase): readonly PolicyStatement[] {
  return resolve(KMS_KEY_POLICY_TEMPLATE, allInputs(one.inputs), { partition: 'aws' });
}

/** The merge without Terraform, our statements as the AWS provider writes them. */
export function mergedByTypeScript(one: KeyPolicyCase): JsonObject {
  const ours = JSON.parse(minifiedStatements(ourStatements(one))) as readonly PolicyStatement[];
  return mergeKeyPolicy(existingPolicy(one), ours, OWN);
}

/** For what reasons the merge of a case is refused without Terraform; empty when it is not. */
export function refusalsByTypeScript(one: KeyPolicyCase): readonly Refusal[] {
  const merged = mergedByTypeScript(one);
  return [
    ...(foreignUnderOwnSid(existingPolicy(one), OWN, PRINCIPALS).length > 0 ? (['foreign'] as const) : []),
    ...(keepsPolicyWriter(merged, KEY_ACCOUNT) ? [] : (['lockout'] as const)),
    ...(policyBytes(JSON.stringify(merged)) > KEY_POLICY_MAX_BYTES ? (['size'] as const) : []),
  ];
}

/** Sids of the statements of a policy that are ours. */
export function ownSidsIn(policy: JsonObject): readonly string[] {
  return statementsOf(policy).flatMap((statement) => {
    const { Sid: sid } = statement as JsonObject;
    return typeof sid === 'string' && Object.hasOwn(OWN, sid) ? [sid] : [];
  });
}

/** A value in which the order of texts and a list of one mean nothing: texts are sorted, one text is a list of one. */
export function withoutOrder(value: Json): Json {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return withoutOrderOfTexts(value as readonly Json[]);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, withoutOrder(element)]));
}

function withoutOrderOfTexts(values: readonly Json[]): Json {
  return values.every((value) => typeof value === 'string') ? values.toSorted() : values.map(withoutOrder);
}
