import type { PolicyStatement } from './policy-json';

/**
 * The most a KMS key policy may hold, in bytes of UTF-8.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
export const KEY_POLICY_MAX_BYTES = 32768;

/** Bytes of a policy as KMS counts them: UTF-8, of the text as sent. */
export function policyBytes(policyJson: string): number {
  return Buffer.byteLength(policyJson, 'utf8');
}

/** Statements as Terraform's provider sends them: without whitespace, one-element lists as a string. */
export function minifiedStatements(statements: readonly PolicyStatement[]): string {
  return JSON.stringify(statements, (_key, value: unknown) =>
    Array.isArray(value) && value !== statements && value.length === 1 ? value[0] : value,
  );
}
