import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploymentRole } from './test-bed/emulated-folder';
import { exampleRoot } from './test-bed/example-root';
import type { TerraformRoot } from './test-bed/terraform-root';

/** The accounts of a root. */
export interface Accounts {
  readonly platform: string;
  readonly target: string;
}

/** The external id that the root is told. */
export const EXTERNAL_ID = '0f3c9a52-6d1e-4b7a-8c25-91d4e7b3a608';

/** The role that the platform's instance has. */
export function instanceRole({ platform }: Accounts): string {
  return `arn:aws:iam::${platform}:role/CadoResponseInstanceRole`;
}

/**
 * The example `cross-account` as a user has it, in two accounts of the emulator. For JSON its modules come from their
 * folder `json`.
 */
export function twoAccountsRoot(endpoint: string, syntax: 'hcl' | 'json', accounts: Accounts): Promise<TerraformRoot> {
  return exampleRoot('cross-account', {
    endpoint,
    accountOf: (alias) => (alias === 'target' ? accounts.target : accounts.platform),
    variables: {
      platform_instance_role_arn: instanceRole(accounts),
      target_deployment_role_arn: deploymentRole(accounts.target),
      external_id: EXTERNAL_ID,
    },
    ...(syntax === 'json' && { change: takeJsonModules }),
  });
}

function takeJsonModules(folder: string): void {
  const file = join(folder, 'main.tf');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/"(\.\.\/\.\.\/modules\/[a-z-]+)"/g, '"$1/json"'));
}
