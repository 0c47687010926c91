import { join } from 'node:path';
import { ALL_MODULES } from '../../src/modules/all-modules';
import { mutantsOf, unchanged } from './mutations/mutants';
import { isNoticed, testedMutants, triedMutants, type Errors } from './mutations/tested-mutants';
import { describeTerraform } from './test-bed/describe-terraform';
import { MODULES } from './test-bed/terraform-root';

/** At least so many statements and conditions are deleted. */
const DELETED: Readonly<Record<string, number>> = { 'cado-role': 140, 'cado-cross-account-trust': 85, 'cado-kms-key-policy': 25 };

/** Hundreds of runs of `terraform test`, half a second each on an idle machine. */
const LONGEST = 30 * 60_000;

describeTerraform.each(ALL_MODULES.map(({ name }) => name))("The module's own tests of %s", (module) => {
  const folder = join(MODULES, module);
  const mutants = mutantsOf(folder);
  const controls = unchanged(folder);
  let errors: Errors;

  beforeAll(async () => {
    errors = new Map([...(await triedMutants(folder, controls)), ...(await testedMutants(folder, mutants))]);
  }, LONGEST);

  test.each(controls.map((control) => [control.what, control] as const))('pass on the module as it is: %s', (_file, control) => {
    expect(errors.get(control)).toEqual([]);
  });

  test('are tried on every kind of block, a good number of them', () => {
    const deleted = mutants.filter(({ what }) => /^without (dynamic )?"?(statement|condition)/.test(what));
    expect(deleted.length).toBeGreaterThanOrEqual(DELETED[module] ?? Infinity);
    expect(new Set(mutants.map(({ what }) => what)).size).toBe(mutants.length);
  });

  test.each(mutants.map((mutant) => [mutant.what, mutant] as const))('fail %s', (_what, mutant) => {
    expect({ errors: errors.get(mutant), noticed: isNoticed(errors.get(mutant)) }).toMatchObject({ noticed: true });
  });
});
