import { readFileSync } from 'node:fs';
import { wrap } from 'node:module';
import { join } from 'node:path';
import { version } from '../../package.json';
import type V8 from 'node:v8';
import type Vm from 'node:vm';
import type { main } from './command';

/** What the bundle of `command.ts` exports. */
interface Command {
  readonly main: typeof main;
}
type ModuleFunction = (exports: object, load: NodeJS.Require, module: object, filename: string, folder: string) => void;

const COMMAND_FILE = join(__dirname, 'command.js');

/** Bytecode of the command, made by the build: parsing and compiling is a sixth of the run. V8 ignores one it did not make. */
export const CODE_CACHE_FILE = `${COMMAND_FILE}.cache`;

function codeCache(): Buffer | undefined {
  try {
    return readFileSync(CODE_CACHE_FILE);
  } catch {
    return undefined;
  }
}

/**
 * Loads the command, from its code cache where there is one.
 *
 * Optimised code costs a process of a fifth of a second more than it gives back: without it generation takes a third less.
 */
export function loadCommand(): { readonly script: Vm.Script; readonly main: Command['main'] } {
  // Both are loaded here, as --version needs neither.
  const { setFlagsFromString } = require('node:v8') as typeof V8;
  const { Script } = require('node:vm') as typeof Vm;
  setFlagsFromString('--no-opt');
  const cachedData = codeCache();
  const script = new Script(wrap(readFileSync(COMMAND_FILE, 'utf8')), {
    filename: COMMAND_FILE,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const command = { exports: {} };
  (script.runInThisContext() as ModuleFunction)(command.exports, require, command, COMMAND_FILE, __dirname);
  return { script, main: (command.exports as Command).main };
}

/** Who reads what is written may stop reading, which is no mistake; anything else loses the result. */
function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 1;
    process.stderr.write(`Standard output cannot be written (${error.message}). Free some space, or write to a file elsewhere\n`);
  });
  process.stderr.on('error', () => undefined);
}

const args = process.argv.slice(2);
if (require.main === module) watchOutput();
if (require.main !== module) {
  // The build only asks for loadCommand.
} else if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  void loadCommand()
    .main(args)
    .then((exitCode) => {
      process.exitCode ||= exitCode;
    });
}
