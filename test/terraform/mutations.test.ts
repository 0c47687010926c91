import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_MODULES } from '../../src/modules/all-modules';
import { batchesOf } from './mutations/batches';
import { moduleCopies, type ModuleCopies } from './mutations/module-copies';
import { mutantsOf, type Mutant } from './mutations/mutants';
import { isNoticed } from './mutations/noticed';
import { triedMutants } from './mutations/tried-mutants';
import { twoAtATime } from './mutations/two-at-a-time';
import { describeTerraform } from './test-bed/describe-terraform';
import type { ProcessResult } from './test-bed/run-process';
import { MODULES } from './test-bed/terraform-root';

/** At least so many statements and conditions are tried. */
const TRIED: Readonly<Record<string, number>> = { 'cado-role': 140, 'cado-cross-account-trust': 85, 'cado-kms-key-policy': 25 };

describeTerraform.each(ALL_MODULES.map(({ name }) => name))("The module's own tests of %s", (module) => {
  const folder = join(MODULES, module);
  const mutants = mutantsOf(folder);
  const testFiles = readdirSync(join(folder, 'tests'));
  let copies: ModuleCopies;
  let unchanged: ReadonlyMap<string, ProcessResult>;
  let mutated: ReadonlyMap<Mutant, ProcessResult>;

  beforeAll(async () => {
    copies = await moduleCopies(folder);
    unchanged = await twoAtATime(testFiles, copies.testUnchanged);
    mutated = await triedMutants(copies, mutants);
  });

  afterAll(() => copies?.remove());

  test('are tried on every kind of block, a good number of them', () => {
    const statements = mutants.filter(({ what }) => /^without (dynamic )?"?(statement|condition)/.test(what));
    expect(statements.length).toBeGreaterThanOrEqual(TRIED[module] ?? Infinity);
    expect(new Set(mutants.map(({ what }) => what)).size).toBe(mutants.length);
    expect(batchesOf(mutants).flatMap((batch) => batch.mutants)).toHaveLength(mutants.length);
  });

  test.each(testFiles)('pass on the module as it is: %s', (file) => {
    expect(unchanged.get(file)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test.each(mutants.map((mutant) => [mutant.what, mutant] as const))('fail %s', (_what, mutant) => {
    const result = mutated.get(mutant);
    expect(result).toBeDefined();
    if (result !== undefined && !isNoticed(result)) expect(result.stdout + result.stderr).toBe('noticed');
  });
});
