import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcessResult } from '../test-bed/run-process';
import { rootIn } from '../test-bed/terraform-root';
import { edited } from './hcl-blocks';
import type { Mutant } from './mutants';
import { cutDown, type TestRun } from './test-runs';

/** Copies of one module that share the provider of one `terraform init`. */
export interface ModuleCopies {
  /** `terraform test` of the module as it is, one file of it. */
  readonly testUnchanged: (testFile: string) => Promise<ProcessResult>;
  /** `terraform test` of the module with these changes, by some of its runs. @param runs @default - all of them */
  readonly testMutants: (mutants: readonly Mutant[], runs?: readonly TestRun[]) => Promise<ProcessResult>;
  readonly remove: () => void;
}

const COPIED = ['main.tf', 'variables.tf', 'outputs.tf', 'versions.tf'] as const;
const SHARED = ['.terraform', '.terraform.lock.hcl'] as const;

/** Copies the module in `folder` and initialises it. */
export async function moduleCopies(folder: string): Promise<ModuleCopies> {
  const parent = mkdtempSync(join(tmpdir(), 'cado-response-mutants-'));
  const original = join(parent, 'original');
  for (const name of [...COPIED, 'tests']) cpSync(join(folder, name), join(original, name), { recursive: true });
  await rootIn(original).terraform('init', '-input=false');

  const testMutants = async (mutants: readonly Mutant[], runs?: readonly TestRun[]): Promise<ProcessResult> => {
    const target = mkdtempSync(join(parent, 'mutant-'));
    for (const name of COPIED) {
      const edits = mutants.filter(({ file }) => file === name).map(({ edit }) => edit);
      writeFileSync(join(target, name), edited(readFileSync(join(original, name), 'utf8'), edits));
    }
    for (const name of SHARED) symlinkSync(join(original, name), join(target, name));
    if (runs === undefined) cpSync(join(original, 'tests'), join(target, 'tests'), { recursive: true });
    else for (const [file, text] of Object.entries(cutDown(runs))) writeFileSync(join(target, file), text);
    return rootIn(target).tryTerraform('test');
  };

  return {
    testUnchanged: (testFile) => rootIn(original).tryTerraform('test', `-filter=tests/${testFile}`),
    testMutants,
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
