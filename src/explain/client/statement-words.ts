import type { ViewPolicy } from './view';

/** What a policy is and whose, in a few words. */
export function policyTitle({ kind, of, name }: ViewPolicy): string {
  if (kind === 'grants') return 'Grants on the key';
  if (of === 'AWS') return `Policy of the AWS managed key ${name}`;
  if (kind === 'key policy') return `Key policy ${name}`;
  const what = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  return of === 'organisation' ? `${what} ${name}` : `${what} of the ${of} role, ${name}`;
}

/** A statement by its place, and its Sid where it has one. */
export function statementTitle({ kind, statements }: ViewPolicy, index: number): string {
  const statement = statements[index];
  const sid = isObject(statement) ? statement['Sid'] : undefined;
  const place = `${kind === 'grants' ? 'Grant' : 'Statement'} ${index + 1}`;
  return typeof sid === 'string' && sid !== '' ? `${place} (${sid})` : place;
}

/** Whether a JSON value is an object. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that may be one or a list, as a list. */
export const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** What a statement does. */
export function effectOf(policy: ViewPolicy, index: number): 'allows' | 'denies' {
  const statement = policy.statements[index];
  return isObject(statement) && statement['Effect'] === 'Deny' ? 'denies' : 'allows';
}
