/** The command was called in a way that makes no sense; exit code 2. */
export class UsageError extends Error {
  public readonly exitCode = 2;
}

/** A check did not hold; the message is the report, exit code 1. */
export class CheckFailure extends Error {}

/** Exit code of an error, as every command gives it. */
export function exitCodeOf(error: unknown): number {
  // Each command is a bundle with classes of its own, so instanceof would not tell.
  return error instanceof Error && 'exitCode' in error && error.exitCode === 2 ? 2 : 1;
}
