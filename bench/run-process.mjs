// A process from its start to its end.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

const TAIL_LINES = 15;

/** Whether a child can lead a group of processes, so that what it starts ends with it. */
const GROUPS = process.platform !== 'win32';

/**
 * Runs a process to its end and gives its wall time in milliseconds.
 *
 * @param {import('./candidates.mjs').Candidate} candidate
 * @returns {Promise<number>}
 * @throws Error with the end of its output when it fails.
 */
export async function runProcess({ title, command, args, folder, env }) {
  const argv = args();
  /** @type {Buffer[]} */
  const output = [];
  const start = performance.now();
  const child = spawn(command, argv, { cwd: folder, env: environment(env), detached: GROUPS, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  /** @type {number} */
  let end = start;
  child.once('exit', () => (end = performance.now()));
  const stop = () => killTree(child);
  process.prependOnceListener('exit', stop);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve(status ?? signal));
  }).finally(() => process.off('exit', stop));
  if (code !== 0) throw new Error(`${title} failed (${code}):\n${tail(Buffer.concat(output).toString('utf8'))}`);
  return end - start;
}

/**
 * Our environment without what makes node itself slower: extra certificates are parsed at every start.
 *
 * @param {Readonly<Record<string, string>>} [added]
 * @returns {NodeJS.ProcessEnv}
 */
function environment(added = {}) {
  const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
  return { ...inherited, ...added };
}

/** @param {import('node:child_process').ChildProcess} child */
function killTree(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(GROUPS ? -child.pid : child.pid, 'SIGKILL');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/** @param {string} text */
function tail(text) {
  return text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}
