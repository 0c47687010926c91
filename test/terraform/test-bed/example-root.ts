import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/policy/policy-json';
import { sendToEmulator } from './emulated-folder';
import { copyShippedFolders } from './shipped-folders';
import { rootIn, type TerraformRoot } from './terraform-root';

/** How an example is run. */
export interface ExampleRun {
  readonly endpoint: string;
  /** In which account of the emulator a provider works; the default provider has no alias. */
  readonly accountOf: (alias?: string) => string;
  /** @default - none: the example asks for none */
  readonly variables?: JsonObject;
  /** Changes the copy before it is initialised. @default - as it is shipped */
  readonly change?: (folder: string) => void;
}

/** A copy of an example of the repository as a root, with the modules at the place where it looks for them. */
export async function exampleRoot(name: string, { endpoint, accountOf, variables, change }: ExampleRun): Promise<TerraformRoot> {
  const copy = mkdtempSync(join(tmpdir(), `cado-response-${name}-`));
  copyShippedFolders(copy);
  const folder = join(copy, 'examples', name);
  change?.(folder);
  await sendToEmulator(folder, endpoint, accountOf);
  if (variables !== undefined) writeFileSync(join(folder, 'terraform.tfvars.json'), JSON.stringify(variables));
  const root = rootIn(folder);
  await root.terraform('init', '-input=false');
  return { ...root, remove: () => rmSync(copy, { recursive: true, force: true }) };
}
