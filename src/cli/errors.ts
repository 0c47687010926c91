/** The command was called in a way that makes no sense; exit code 2. */
export class UsageError extends Error {}

/** A check did not hold; the message is the report, exit code 1. */
export class CheckFailure extends Error {}

/** Exit code of an error, as every command gives it. */
export function exitCodeOf(error: unknown): number {
  return error instanceof UsageError ? 2 : 1;
}
