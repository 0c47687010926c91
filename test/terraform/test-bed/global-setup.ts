import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { probe } from './availability';

/** Environment variable through which test files learn what is missing, as JSON. */
export const AVAILABILITY = 'CADO_RESPONSE_TEST_AVAILABILITY';

/** Builds what suites run from dist/, once, and looks once for the tools that suites need, and says in one line each what is missing. With CI=true that is an error. */
export default async function globalSetup(): Promise<void> {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: resolve(__dirname, '../../..'), stdio: ['ignore', 'ignore', 'inherit'] });
  const missing = await probe();
  process.env[AVAILABILITY] = JSON.stringify(missing);
  const lines = Object.values(missing) as readonly string[];
  if (lines.length === 0) return;
  if (process.env['CI'] === 'true') throw new Error(`With CI=true nothing may be skipped: ${lines.join('; ')}`);
  for (const line of lines) process.stderr.write(`Skipping the suites that need it: ${line}\n`);
}
