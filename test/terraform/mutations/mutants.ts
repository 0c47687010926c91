import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hclBlocks, withoutBlock, type HclBlock } from './hcl-blocks';

/** A module without one of its blocks. */
export interface Mutant {
  /** What is missing, for the test's name; unique. */
  readonly missing: string;
  readonly file: string;
  readonly content: string;
  /** Test files by name, cut down to runs that expect the block; empty when no run shows that it does. */
  readonly firstTests: Readonly<Record<string, string>>;
}

/** Blocks whose loss the module's own tests must notice. */
const DELETED: Readonly<Record<string, RegExp>> = {
  'main.tf': /^(dynamic "(statement|condition|constraints)"|statement|condition|principals|precondition)$/,
  'outputs.tf': /^precondition$/,
  'variables.tf': /^validation$/,
};

/** Every mutant of the module in `folder`. */
export function mutantsOf(folder: string): readonly Mutant[] {
  const runs = testRuns(join(folder, 'tests'));
  return Object.entries(DELETED).flatMap(([file, deleted]) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const blocks = hclBlocks(text).filter(({ header }) => deleted.test(header));
    return blocks.map((block) => ({
      missing: `${block.header} on line ${block.first + 1} of ${file} (${subject(block)})`,
      file,
      content: withoutBlock(text, block),
      firstTests: cutDown(runs, expecting(block)),
    }));
  });
}

interface TestRun {
  readonly file: string;
  /** Everything in the file before its first run. */
  readonly head: string;
  readonly text: string;
}

function testRuns(folder: string): readonly TestRun[] {
  return readdirSync(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const runs = hclBlocks(text).filter(({ header, parents }) => header.startsWith('run ') && parents.length === 0);
    const head = text.split('\n').slice(0, runs[0]?.first).join('\n');
    return runs.map((run) => ({ file, head, text: run.text }));
  });
}

/**
 * A choice to save time. Every run stands alone, so a run that fails here fails in the whole suite as well; a mutant
 * that these runs do not notice gets the whole suite.
 */
function cutDown(runs: readonly TestRun[], isExpected: (run: string) => boolean): Readonly<Record<string, string>> {
  const chosen = runs.filter(({ text }) => isExpected(text));
  const kept = chosen.every(({ text }) => text.includes('expect_failures')) ? chosen : chosen.slice(0, 1);
  return Object.fromEntries(
    [...new Set(kept.map(({ file }) => file))].map((file) => {
      const inFile = kept.filter((run) => run.file === file);
      return [file, [inFile[0]?.head, ...inFile.map(({ text }) => text)].join('\n')] as const;
    }),
  );
}

function expecting(block: HclBlock): (run: string) => boolean {
  if (/^(precondition|validation)$/.test(block.header)) {
    const failure = `expect_failures = [${subject(block)}]`;
    return (run) => run.includes(failure);
  }
  const sid = sidOf(block);
  if (sid === undefined) return (run) => run.includes('constraints');
  const key = /variable = ("[^"]+")/.exec(/condition/.test(block.header) ? block.text : '')?.[1] ?? '';
  return (run) => run.split(/^ *(?=Sid +=)/m).some((statement) => statement.includes(sid) && statement.includes(key));
}

/** The address of what holds a rule, or the Sid of a statement. */
function subject(block: HclBlock): string {
  const [kind = '', ...labels] = (block.parents[0] ?? block).header.replaceAll('"', '').split(' ');
  const address = [...(kind === 'resource' ? [] : [kind === 'variable' ? 'var' : kind]), ...labels].join('.');
  return sidOf(block) ?? address;
}

function sidOf(block: HclBlock): string | undefined {
  const statement = [...block.parents, block].find(({ header }) => /^(dynamic "statement"|statement)$/.test(header));
  return /^ *sid +=  *("[^"]+")$/m.exec(statement?.text ?? '')?.[1];
}
