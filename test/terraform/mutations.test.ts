import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { moduleCopies, type ModuleCopies } from './mutations/module-copies';
import { mutantsOf } from './mutations/mutants';
import { twoAtATime } from './mutations/two-at-a-time';
import { describeTerraform } from './test-bed/describe-terraform';
import type { ProcessResult } from './test-bed/run-process';
import { MODULES } from './test-bed/terraform-root';

const MODULE = join(MODULES, 'cado-kms-key-policy');
const MUTANTS = mutantsOf(MODULE);
const TEST_FILES = readdirSync(join(MODULE, 'tests'));

/** What `terraform test` says when a run notices; of a module that cannot be loaded it says something else. */
const NOTICED = new RegExp(
  `Error: (${[
    'Test assertion failed',
    'Missing expected failure',
    'Module output value precondition failed',
    'Unsupported attribute',
    'Attempt to get attribute from null value',
  ].join('|')})\\n`,
);

describeTerraform("The module's own tests", () => {
  let copies: ModuleCopies;
  let unchanged: ReadonlyMap<string, ProcessResult>;
  let mutated: ReadonlyMap<string, ProcessResult>;

  beforeAll(async () => {
    copies = await moduleCopies(MODULE);
    unchanged = await twoAtATime(TEST_FILES, copies.testUnchanged);
    const results = await twoAtATime(MUTANTS, copies.testMutant);
    mutated = new Map([...results].map(([{ missing }, result]) => [missing, result]));
  });

  afterAll(() => copies?.remove());

  test('are tried on every kind of block, a good number of them', () => {
    const statements = MUTANTS.filter(({ missing }) => /^(dynamic )?"?(statement|condition)/.test(missing));
    expect(statements.length).toBeGreaterThan(25);
    expect(new Set(MUTANTS.map(({ missing }) => missing)).size).toBe(MUTANTS.length);
    expect(MUTANTS.some(({ missing }) => missing.includes('Enable IAM User Permissions'))).toBe(true);
  });

  test.each(TEST_FILES)('pass on the module as it is: %s', (file) => {
    expect(unchanged.get(file)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test.each(MUTANTS.map(({ missing }) => missing))('fail without %s', (missing) => {
    const { exitCode, stdout, stderr } = mutated.get(missing) ?? { exitCode: 0, stdout: '', stderr: '' };
    expect({ exitCode, output: stdout + stderr }).toEqual({ exitCode: 1, output: expect.stringMatching(NOTICED) as unknown });
  });
});
