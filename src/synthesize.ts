import { droppedFiles, otherChecksums, staleFiles, type StaleFile } from './disk/stale-files';
import { readReleaseRecord } from './disk/release-record';
import { writeFileTree } from './disk/write-file-tree';
import { emitModules } from './emit/emit-modules';
import type { FileTree } from './emit/file-tree';
import type { PrintedDocument } from './module-document';

/** What to emit, and where to. */
export interface SynthesisOptions {
  /** Documents of all modules. */
  readonly documents: readonly PrintedDocument[];
  /** Folder of the project: its LICENSE and the record of releases. */
  readonly projectFolder: string;
  /** Folder to write to. */
  readonly outputFolder: string;
  /** Names of the modules to emit. */
  readonly moduleNames: readonly string[];
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

/** The whole `modules` folder, as it is generated. Writes nothing. */
export function generatedFiles(documents: readonly PrintedDocument[], projectFolder: string): FileTree {
  return emitModules(documents, readReleaseRecord(projectFolder, namesOf(documents)), []);
}

const namesOf = (documents: readonly PrintedDocument[]): readonly string[] => documents.map(({ name }) => name);

function emittedFiles({ documents, projectFolder, outputFolder, moduleNames }: SynthesisOptions): FileTree {
  const chosen = documents.filter(({ name }) => moduleNames.includes(name));
  const record = readReleaseRecord(projectFolder, moduleNames);
  return emitModules(chosen, record, otherChecksums(outputFolder, moduleNames, namesOf(documents)));
}
