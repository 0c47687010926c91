import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { moduleDocuments } from '../../../src/modules/all-modules';
import type { ModuleTestExpectation } from '../../../src/module-document';
import type { PolicyStatement } from '../../../src/policy/policy-json';
import { hclBlocks } from './hcl-blocks';

/** One `run` of a module's own tests. Every run stands alone, so what fails here fails in the whole suite as well. */
export interface TestRun {
  readonly file: string;
  /** Everything in the file before its first run. */
  readonly head: string;
  readonly text: string;
  /** The statements it expects, by the name of the policy document in the module; empty when it expects something else. */
  readonly expected: Readonly<Record<string, readonly PolicyStatement[]>>;
}

/** Every run in the test files of the module in a folder. */
export function testRuns(folder: string): readonly TestRun[] {
  const document = moduleDocuments().find(({ name }) => name === basename(folder));
  const cases = new Map(document?.tests.flatMap((file) => file.cases.map((one) => [`${file.name}.${one.name}`, one] as const)));
  return readdirSync(join(folder, 'tests')).flatMap((file) => {
    const text = readFileSync(join(folder, 'tests', file), 'utf8');
    const runs = hclBlocks(text).filter(({ header, parents }) => header.startsWith('run ') && parents.length === 0);
    const head = text.split('\n').slice(0, runs[0]?.first).join('\n');
    return runs.map((run) => {
      const one = cases.get(`${file.replace('.tftest.hcl', '')}.${run.header.slice('run "'.length, -1)}`);
      if (one === undefined) throw new Error(`${file} has ${run.header}, which the module's document has not`);
      return { file, head, text: run.text, expected: expectedStatements(one.expect) };
    });
  });
}

function expectedStatements(expect: ModuleTestExpectation): TestRun['expected'] {
  switch (expect.kind) {
    case 'statements':
      return { statements: expect.statements };
    case 'policy':
      return { statements: expect.ours, root_delegation: expect.ours };
    case 'policies':
      return { trust: expect.trust, ...expect.policies };
    case 'refused':
    case 'holds':
      return {};
  }
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

/** The run on another module than the one it lies in. @param source as a `module` block names it */
export function ofModule(run: TestRun, source: string): TestRun {
  const [opening = '', ...body] = run.text.split('\n');
  return { ...run, text: [opening, '  module {', `    source = "${source}"`, '  }', ...body].join('\n') };
}
