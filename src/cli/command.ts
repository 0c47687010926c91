import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { version } from '../../package.json';
import { printable } from '../doctor/report/printable';
import type { PrintedDocument } from '../module-document';
import { exitCodeOf } from './errors';
import { addExistingCommands } from './existing-commands';
import { addReleaseCommands } from './release-commands';
import { withMeantOptions } from './meant-options';
import type { ProveOptions } from './prove-command';
import { synthCommand, type CommandContext, type SynthOptions } from './synth-command';

const USAGE_EXIT_CODE = 2;

/** The command line as a program; `context` is all it touches besides the disk. */
function program(context: CommandContext): Command {
  const command = new Command('cado-response')
    .description('Terraform modules that give the Cado / Darktrace forensics platform exactly the AWS access it needs')
    .version(version)
    .enablePositionalOptions()
    .configureOutput({ outputError: (text, write) => write(printable(text)) })
    .addHelpText('after', '\nIn a clone: npx cado-response COMMAND. Elsewhere: npx --package cdktf-cado-response cado-response COMMAND')
    .exitOverride();
  command
    .command('synth')
    .description('write the modules as HCL, JSON and README')
    .option('--out <dir>', 'folder to write to (default: modules)')
    .option('--check', 'write nothing; exit 1 and name each stale file')
    .option('--module <name...>', 'only these modules (default: all)')
    .allowExcessArguments(false)
    .exitOverride()
    .action((options: SynthOptions) => synthCommand(options, context))
    .addHelpText('after', '\nExample:\n  cado-response synth --out terraform/modules --module cado-kms-key-policy');
  command
    .command('prove')
    .description('decide every import path and every attack for what the modules render; exit 1 when one is not as claimed')
    .option('--module <name...>', 'only claims that these modules carry (default: all)')
    .option('--level <level...>', 'only these levels of kms_tightening (default: all)')
    .option('--plan <file>', 'prove what Terraform rendered: a file with the output of terraform show -json, or -')
    .option('--json', 'print JSON')
    .allowExcessArguments(false)
    .exitOverride()
    .action(async (options: ProveOptions) => {
      const [{ proveCommand }, { progressOn }] = await Promise.all([import('./prove-command.js'), import('./progress.js')]);
      proveCommand(options, { print: context.print, progress: progressOn(process.stderr) });
    })
    .addHelpText(
      'after',
      '\nA plan comes by: terraform show -json plan.tfplan | cado-response prove --plan -\n\nExample:\n  cado-response prove --module cado-kms-key-policy --level encryption_context pinned',
    );
  addExistingCommands(command, context);
  addReleaseCommands(command, context);
  command.commands.forEach(takeEachOptionOnce);
  command.commands.forEach(tellWhatWasMeant);
  return command;
}

/** An option with one value is given once: of two, the first would be lost unseen. */
function takeEachOptionOnce({ options }: Command): void {
  for (const option of options) {
    if (!option.required || option.variadic || option.parseArg !== undefined) continue;
    option.argParser((value, previous: string | undefined) => {
      if (previous !== undefined) throw new InvalidArgumentError(`It was ${previous} before. Give the option once.`);
      return value;
    });
  }
}

/**
 * Tells of an unknown option which one may be meant, and of a missing argument where it may have gone: an option with several values
 * takes every word up to the next option.
 */
function tellWhatWasMeant(command: Command): void {
  const isNamedFirst = command.registeredArguments.length > 0 && command.options.some(({ variadic }) => variadic);
  if (isNamedFirst) command.usage(`${command.usage().replace('[options] ', '')} [options]`);
  const told = (text: string): string =>
    isNamedFirst ? text.replace(/^(error: missing required argument .*)\n$/, `$1. ${NAMED_FIRST}\n`) : text;
  command.configureOutput({ outputError: (text, write) => write(printable(told(withMeantOptions(text, command)))) });
}

const NAMED_FIRST = 'Name it before the options: one that has several values takes every word up to the next option';

/** What the build made of the stacks; `cdktf synth` makes it again. */
const builtDocuments = (): readonly PrintedDocument[] =>
  JSON.parse(readFileSync(join(__dirname, 'modules.json'), 'utf8')) as readonly PrintedDocument[];

const written = (text: string): void => void process.stdout.write(text);

/**
 * Runs the command line and gives its exit code: 0 for success, 1 for a failed check or error, 2 for wrong usage.
 *
 * @param argv arguments without node and script
 * @param write takes the text of a result; @default writes to standard output
 */
export async function main(argv: readonly string[], write = written): Promise<number> {
  const print = (text: string): void => write(`${text}\n`);
  const context = { projectFolder: join(__dirname, '..'), workingFolder: process.cwd(), print, write, documents: builtDocuments };
  try {
    await program(context).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
    process.stderr.write(`${printable(error instanceof Error ? error.message : String(error))}\n`);
    return exitCodeOf(error);
  }
}
