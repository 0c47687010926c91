import type { PolicyStatement } from './policy-json';

/**
 * The most a KMS key policy may hold, in bytes of UTF-8.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
export const KEY_POLICY_MAX_BYTES = 32768;

/**
 * The most a managed policy may hold, in characters without whitespace.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MANAGED_POLICY_MAX_CHARACTERS = 6144;

/**
 * The most a role's trust policy may hold before the quota is raised, in characters without whitespace.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const TRUST_POLICY_MAX_CHARACTERS = 2048;

/** Characters of a policy of these statements as IAM counts them. */
export function policyCharacters(statements: readonly PolicyStatement[]): number {
  return Array.from(`{"Statement":${minifiedStatements(statements)},"Version":"2012-10-17"}`).length;
}

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
