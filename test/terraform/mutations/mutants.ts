import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hclBlocks, type Edit, type HclBlock } from './hcl-blocks';
import { runsThatExpect, runsThatMiss } from './noticing-runs';
import { addressOf, sidOf } from './policy-blocks';
import { testRuns, type TestRun } from './test-runs';

/** A module with one change that its own tests must notice. */
export interface Mutant {
  /** What is changed, for the test's name; unique in the module. */
  readonly what: string;
  readonly file: string;
  readonly edit: Edit;
  /** The runs that should notice; empty when no run shows that it does. */
  readonly runs: readonly TestRun[];
}

/** Blocks whose loss the module's own tests must notice. */
const DELETED: Readonly<Record<string, RegExp>> = {
  'main.tf': /^(dynamic "(statement|condition|constraints)"|statement|condition|principals|precondition)$/,
  'outputs.tf': /^precondition$/,
  'variables.tf': /^validation$/,
};

/** Every mutant of the module in `folder`: each block deleted, and each guard of a block made to hold always. */
export function mutantsOf(folder: string): readonly Mutant[] {
  const runs = testRuns(folder);
  const deleted = Object.entries(DELETED).flatMap(([file, pattern]) =>
    blocksIn(folder, file)
      .filter(({ header }) => pattern.test(header))
      .map((block) => deletedMutant(file, block, runs)),
  );
  return [...deleted, ...unguardedMutants(folder, runs)];
}

/** The module as it is, once for each of its test files: what all its runs must pass. */
export function unchanged(folder: string): readonly Mutant[] {
  const runs = testRuns(folder);
  return [...new Set(runs.map(({ file }) => file))].map((file) => ({
    what: file,
    file: 'main.tf',
    edit: { first: 0, last: -1, lines: [] },
    runs: runs.filter((run) => run.file === file),
  }));
}

function blocksIn(folder: string, file: string): readonly HclBlock[] {
  return hclBlocks(readFileSync(join(folder, file), 'utf8'));
}

function deletedMutant(file: string, block: HclBlock, runs: readonly TestRun[]): Mutant {
  const { first, last } = block;
  return { what: `without ${title(block, file)}`, file, edit: { first, last, lines: [] }, runs: runsThatExpect(block, runs) };
}

function unguardedMutants(folder: string, runs: readonly TestRun[]): readonly Mutant[] {
  const guarded = blocksIn(folder, 'main.tf').flatMap((block) => {
    const line = block.text.split('\n').findIndex((text) => /^ *for_each = .* \? \[1\] : \[\]$/.test(text));
    return /^dynamic "(statement|condition)"$/.test(block.header) && line === 1 ? [{ block, at: block.first + line }] : [];
  });
  return guarded.map(({ block, at }) => ({
    what: `with ${title(block, 'main.tf')} in any case`,
    file: 'main.tf',
    edit: { first: at, last: at, lines: ['for_each = [1]'] },
    runs: runsThatMiss(block, runs),
  }));
}

function title(block: HclBlock, file: string): string {
  return `${block.header} on line ${block.first + 1} of ${file} (${sidOf(block) ?? addressOf(block)})`;
}
