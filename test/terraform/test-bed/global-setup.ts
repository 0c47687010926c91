import { probe } from './availability';

/** Environment variable through which test files learn what is missing, as JSON. */
export const AVAILABILITY = 'CADO_RESPONSE_TEST_AVAILABILITY';

/** Looks once for the tools that suites need, and says in one line each what is missing. With CI=true that is an error. */
export default async function globalSetup(): Promise<void> {
  const missing = await probe();
  process.env[AVAILABILITY] = JSON.stringify(missing);
  const lines = Object.values(missing) as readonly string[];
  if (lines.length === 0) return;
  if (process.env['CI'] === 'true') throw new Error(`With CI=true nothing may be skipped: ${lines.join('; ')}`);
  for (const line of lines) process.stderr.write(`Skipping the suites that need it: ${line}\n`);
}
