import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploymentRole, sendToEmulator } from './test-bed/emulated-folder';
import { copyShippedFolders } from './test-bed/shipped-folders';
import { rootIn, type TerraformRoot } from './test-bed/terraform-root';

/** The accounts of a root. */
export interface Accounts {
  readonly platform: string;
  readonly target: string;
}

/** What the root is told. */
export const EXTERNAL_ID = '0f3c9a52-6d1e-4b7a-8c25-91d4e7b3a608';

/** The role that the platform's instance has. */
export function instanceRole({ platform }: Accounts): string {
  return `arn:aws:iam::${platform}:role/CadoResponseInstanceRole`;
}

/**
 * The example `cross-account` as a user has it, in two accounts of the emulator. For JSON its modules come from their
 * folder `json`.
 */
export async function twoAccountsRoot(endpoint: string, syntax: 'hcl' | 'json', accounts: Accounts): Promise<TerraformRoot> {
  const copy = mkdtempSync(join(tmpdir(), 'cado-response-two-accounts-'));
  copyShippedFolders(copy);
  const folder = join(copy, 'examples/cross-account');
  if (syntax === 'json') takeJsonModules(join(folder, 'main.tf'));
  await sendToEmulator(folder, endpoint, (alias) => (alias === 'target' ? accounts.target : accounts.platform));
  const variables = {
    platform_instance_role_arn: instanceRole(accounts),
    target_deployment_role_arn: deploymentRole(accounts.target),
    external_id: EXTERNAL_ID,
  };
  writeFileSync(join(folder, 'terraform.tfvars.json'), JSON.stringify(variables));
  const root = rootIn(folder);
  await root.terraform('init', '-input=false');
  return { ...root, remove: () => rmSync(copy, { recursive: true, force: true }) };
}

function takeJsonModules(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/"(\.\.\/\.\.\/modules\/[a-z-]+)"/g, '"$1/json"'));
}
