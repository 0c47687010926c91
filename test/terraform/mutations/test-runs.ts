import { readdirSync, readFileSync } from 'node:fs';
import { hclBlocks } from './hcl-blocks';

/** One `run` of a module's own tests. Every run stands alone, so what fails here fails in the whole suite as well. */
export interface TestRun {
  readonly name: string;
  readonly file: string;
  /** Everything in the file before its first run. */
  readonly head: string;
  readonly text: string;
}

/** Every run in the test files of a folder. */
export function testRuns(folder: string): readonly TestRun[] {
  return readdirSync(folder).flatMap((file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    const runs = hclBlocks(text).filter(({ header, parents }) => header.startsWith('run ') && parents.length === 0);
    const head = text.split('\n').slice(0, runs[0]?.first).join('\n');
    return runs.map((run) => ({ name: run.header.slice('run "'.length, -1), file, head, text: run.text }));
  });
}

/** The test files, cut down to some of their runs. */
export function cutDown(runs: readonly TestRun[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...new Set(runs.map(({ file }) => file))].map((file) => {
      const inFile = runs.filter((run) => run.file === file);
      return [file, [inFile[0]?.head, ...inFile.map(({ text }) => text)].join('\n')] as const;
    }),
  );
}

/** Whether a run expects that the object of an address refuses its inputs. */
export function expectsFailure(run: TestRun, address: string): boolean {
  return run.text.includes(`expect_failures = [${address}]`);
}

/**
 * Whether a run shows a statement in full. @param output only in what is asserted of this output; everywhere without.
 * @param key a condition key that the statement must have.
 */
export function showsStatement(run: TestRun, sid: string, key: string, output: string | undefined): boolean {
  return run.text
    .split(/^ *assert \{$/m)
    .filter((assertion) => output === undefined || assertion.includes(`jsondecode(${output})`))
    .flatMap((assertion) => assertion.split(/^ *(?=Sid +=)/m))
    .some((statement) => /^Sid += ("[^"]*")/.exec(statement)?.[1] === `"${sid}"` && statement.includes(key));
}
