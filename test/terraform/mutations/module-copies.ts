import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcessResult } from '../test-bed/run-process';
import { rootIn } from '../test-bed/terraform-root';
import type { Mutant } from './mutants';

/** Copies of one module that share the provider of one `terraform init`. */
export interface ModuleCopies {
  /** `terraform test` of the module as it is, one file of it. */
  readonly testUnchanged: (testFile: string) => Promise<ProcessResult>;
  /** `terraform test` of a mutant: first the runs that should notice, then, if they did not, all of them. */
  readonly testMutant: (mutant: Mutant) => Promise<ProcessResult>;
  readonly remove: () => void;
}

const COPIED = ['main.tf', 'variables.tf', 'outputs.tf', 'versions.tf', 'tests'] as const;
const SHARED = ['.terraform', '.terraform.lock.hcl'] as const;

/** Copies the module in `folder` and initialises it. */
export async function moduleCopies(folder: string): Promise<ModuleCopies> {
  const parent = mkdtempSync(join(tmpdir(), 'cado-response-mutants-'));
  const original = join(parent, 'original');
  for (const name of COPIED) cpSync(join(folder, name), join(original, name), { recursive: true });
  await rootIn(original).terraform('init', '-input=false');

  const copy = (mutant: Mutant): string => {
    const target = mkdtempSync(join(parent, 'mutant-'));
    for (const name of COPIED) cpSync(join(original, name), join(target, name), { recursive: true });
    for (const name of SHARED) symlinkSync(join(original, name), join(target, name));
    writeFileSync(join(target, mutant.file), mutant.content);
    return target;
  };

  const testMutant = async (mutant: Mutant): Promise<ProcessResult> => {
    const target = copy(mutant);
    const tests = Object.entries(mutant.firstTests);
    mkdirSync(join(target, 'first'));
    for (const [file, text] of tests) writeFileSync(join(target, 'first', file), text);
    const first = tests.length === 0 ? undefined : await rootIn(target).tryTerraform('test', '-test-directory=first');
    return first !== undefined && first.exitCode !== 0 ? first : rootIn(target).tryTerraform('test');
  };

  return {
    testUnchanged: (testFile) => rootIn(original).tryTerraform('test', `-filter=tests/${testFile}`),
    testMutant,
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
