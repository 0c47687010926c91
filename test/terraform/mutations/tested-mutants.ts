import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootIn } from '../test-bed/terraform-root';
import { edited } from './hcl-blocks';
import type { Mutant } from './mutants';
import { cutDown, ofModule, testRuns, type TestRun } from './test-runs';

/** What `terraform test` says when a run notices; of a module that cannot be loaded it says something else. */
const NOTICED: readonly string[] = [
  'Test assertion failed',
  'Missing expected failure',
  'Module output value precondition failed',
  'Unsupported attribute',
  'Attempt to get attribute from null value',
];

const SOURCES = ['main.tf', 'variables.tf', 'outputs.tf', 'versions.tf'] as const;
const PROCESSES = 2;

/** Errors of `terraform test` on each mutant, in the order of the runs. */
export type Errors = ReadonlyMap<Mutant, readonly string[]>;

/** Whether the tests failed for a reason that a change of the module can have. */
export function isNoticed(errors: readonly string[] | undefined): boolean {
  return errors?.some((error) => NOTICED.includes(error)) === true;
}

/**
 * Tries the module's own tests in `folder` on every mutant: first by one run that should notice, then by all that should, and by
 * the whole suite where those did not. A run stands alone, so what fails here fails in the whole suite as well.
 */
export async function testedMutants(folder: string, mutants: readonly Mutant[]): Promise<Errors> {
  const all = testRuns(folder);
  const rounds: readonly ChosenRuns[] = [({ runs }) => runs.slice(0, 1), ({ runs }) => runs.slice(1), () => all];
  const errors = new Map<Mutant, readonly string[]>();
  for (const runsOf of rounds) {
    const left = mutants.filter((mutant) => !isNoticed(errors.get(mutant)) && runsOf(mutant).length > 0);
    for (const [mutant, found] of await triedMutants(folder, left, runsOf)) errors.set(mutant, found);
  }
  return errors;
}

type ChosenRuns = (mutant: Mutant) => readonly TestRun[];

/** Tries each mutant by its own runs, or by those that are chosen. */
export async function triedMutants(folder: string, mutants: readonly Mutant[], runsOf: ChosenRuns = ({ runs }) => runs): Promise<Errors> {
  const parts = Array.from({ length: PROCESSES }, (_unused, part) => mutants.filter((_mutant, index) => index % PROCESSES === part));
  const results = await Promise.all(parts.filter((part) => part.length > 0).map((part) => triedInOneRoot(folder, part, runsOf)));
  return new Map(results.flatMap((errors) => [...errors]));
}

/** All mutants as modules of one root, each with test files of its own: one process reads the provider's schema once. */
async function triedInOneRoot(folder: string, mutants: readonly Mutant[], runsOf: ChosenRuns): Promise<Errors> {
  const target = mkdtempSync(join(tmpdir(), 'cado-response-mutants-'));
  try {
    for (const name of SOURCES) cpSync(join(folder, name), join(target, name));
    mkdirSync(join(target, 'tests'));
    mutants.forEach((mutant, index) => {
      writeMutant(folder, join(target, 'mutants', String(index)), mutant);
      const runs = runsOf(mutant).map((run) => ofModule(run, `./mutants/${index}`));
      for (const [file, text] of Object.entries(cutDown(runs))) writeFileSync(join(target, 'tests', `${index}-${file}`), text);
    });
    const root = rootIn(target);
    await root.terraform('init', '-input=false');
    const { stdout, stderr } = await root.tryTerraform('test', '-json');
    const errors = errorsByFile(stdout, stderr);
    return new Map(
      mutants.map((mutant, index) => [mutant, errors.flatMap(([file, error]) => (file.startsWith(`tests/${index}-`) ? [error] : []))]),
    );
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

function writeMutant(folder: string, target: string, { file, edit }: Mutant): void {
  mkdirSync(target, { recursive: true });
  for (const name of SOURCES) {
    writeFileSync(join(target, name), edited(readFileSync(join(folder, name), 'utf8'), name === file ? [edit] : []));
  }
}

interface Message {
  readonly type?: string;
  readonly '@testfile'?: string;
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail: string };
}

/** Every error with the test file it is of. @throws Error for one that is of no file: the root itself is wrong */
function errorsByFile(stdout: string, stderr: string): readonly (readonly [file: string, summary: string])[] {
  if (stderr !== '') throw new Error(stderr);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const { '@testfile': file, diagnostic, type } = JSON.parse(line) as Message;
      if (type !== 'diagnostic' || diagnostic?.severity !== 'error') return [];
      if (file === undefined) throw new Error(`${diagnostic.summary}: ${diagnostic.detail}`);
      return [[file, diagnostic.summary]];
    });
}
