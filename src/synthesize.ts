import type { App } from 'cdktf';
import { droppedFiles, otherChecksums, staleFiles, type StaleFile } from './disk/stale-files';
import { readReleaseRecord } from './disk/release-record';
import { writeFileTree } from './disk/write-file-tree';
import { emitModules } from './emit/emit-modules';
import type { FileTree } from './emit/file-tree';
import { ALL_MODULES, moduleDocuments } from './modules/all-modules';

/** What to emit, and where to. */
export interface SynthesisOptions {
  /** Folder of the project: its LICENSE and the record of releases. */
  readonly projectFolder: string;
  /** Folder to write to. */
  readonly outputFolder: string;
  /** Names of the modules to emit. */
  readonly moduleNames: readonly string[];
  /** The cdktf app whose stacks the modules are. @default - a new one */
  readonly app?: App;
}

/** Emits modules into the output folder and returns what was written. Nothing is written unless all of it is valid. */
export function synthesize(options: SynthesisOptions): FileTree {
  const files = emittedFiles(options);
  writeFileTree(options.outputFolder, files, droppedFiles(options.outputFolder, files, options.moduleNames));
  return files;
}

/** Files of the output folder that {@link synthesize} would change. Writes nothing. */
export function checkSynthesis(options: SynthesisOptions): readonly StaleFile[] {
  return staleFiles(options.outputFolder, emittedFiles(options), options.moduleNames);
}

function emittedFiles({ projectFolder, outputFolder, moduleNames, app }: SynthesisOptions): FileTree {
  const allNames = ALL_MODULES.map(({ name }) => name);
  const documents = moduleDocuments(app).filter(({ name }) => moduleNames.includes(name));
  const record = readReleaseRecord(projectFolder, moduleNames);
  return emitModules(documents, record, otherChecksums(outputFolder, moduleNames, allNames));
}
