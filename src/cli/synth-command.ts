import { resolve } from 'node:path';
import type { PrintedDocument } from '../module-document';
import { MODULE_NAMES } from '../module-names';
import { checkSynthesis, synthesize } from '../synthesize';
import { isClone } from './clone';
import { CheckFailure, UsageError } from './errors';

/** Options of `cado-response synth`, as given. */
export interface SynthOptions {
  /** @default - `modules` of the clone, or of the working folder */
  readonly out?: string;
  readonly check?: boolean;
  /** @default - all modules */
  readonly module?: readonly string[];
}

/** What a command needs of its surroundings. */
export interface CommandContext {
  readonly projectFolder: string;
  readonly workingFolder: string;
  /** Takes each line of a result. */
  readonly print: (text: string) => void;
  /** Takes a result that is a document, to the letter. */
  readonly write: (text: string) => void;
  /** The documents of all modules. */
  readonly documents: () => readonly PrintedDocument[];
}

/**
 * `cado-response synth`: emits the modules, or with `check` says which files are stale.
 *
 * @throws UsageError for an unknown module; CheckFailure that names each stale file.
 */
export function synthCommand(options: SynthOptions, context: CommandContext): void {
  const known: readonly string[] = MODULE_NAMES;
  const unknown = (options.module ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(
      `--module: ${unknown.map((name) => JSON.stringify(name)).join(', ')}: no such module. Accepted: ${known.join(', ')}`,
    );
  }
  if (options.out?.trim() === '') throw new UsageError('--out is empty. Accepted: a folder, e.g. --out terraform/modules');
  const synthesis = {
    documents: context.documents(),
    projectFolder: context.projectFolder,
    outputFolder: outputFolder(options, context),
    moduleNames: known.filter((name) => options.module === undefined || options.module.includes(name)),
  };
  if (options.check !== true) {
    const files = writable(synthesis.outputFolder, () => synthesize(synthesis));
    context.print(`${files.size} files in ${options.out ?? 'modules'}`);
    return;
  }
  const stale = checkSynthesis(synthesis);
  if (stale.length > 0) {
    const lines = stale.map(({ path, reason }) => `${options.out ?? 'modules'}/${path}: ${reason}`);
    throw new CheckFailure(`${lines.join('\n')}\n${stale.length} stale ${stale.length === 1 ? 'file' : 'files'}. Run cado-response synth`);
  }
  context.print('Every file is up to date');
}

/** A clone keeps its modules; whoever installed the package gets them where they are. */
const outputFolder = ({ out }: SynthOptions, { projectFolder, workingFolder }: CommandContext): string =>
  out === undefined ? resolve(isClone(projectFolder) ? projectFolder : workingFolder, 'modules') : resolve(workingFolder, out);

/** Says of a failed write where it was and what to do; the system's own words name neither. */
function writable<T>(folder: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !['EACCES', 'EEXIST', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS'].includes(code)) throw error;
    throw new Error(`Cannot write to ${folder} (${code}). Give a folder that can be written, e.g. --out terraform/modules`, {
      cause: error,
    });
  }
}
