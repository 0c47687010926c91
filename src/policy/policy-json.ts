/** A value of a policy's `Condition`: IAM accepts one string or a list. */
export type ConditionValues = string | readonly string[];

/** `Condition`: operator → condition key → values. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, ConditionValues>>>>;

/** A statement as this project writes it: element names as AWS spells them, lists always as arrays. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: { readonly AWS: readonly string[] };
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: ConditionBlock;
}

/** A policy as this project writes it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** Any JSON value, e.g. an element of a policy that somebody else wrote. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** Whether a JSON value is an object, not null and not an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON value as text: a string as it is, anything else as JSON. */
export const plainText = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));
