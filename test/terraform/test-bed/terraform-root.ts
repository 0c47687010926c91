import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { JsonObject } from '../../../src/policy/policy-json';
import { cleanEnvironment } from './environment';
import { runProcess, type ProcessResult } from './run-process';

/** The emitted modules. */
export const MODULES = resolve(__dirname, '../../../modules');

/** A root configuration in a folder of its own, and the Terraform commands on it. */
export interface TerraformRoot {
  readonly folder: string;
  /** Runs `terraform`, and throws with its output unless it succeeds. */
  readonly terraform: (...args: readonly string[]) => Promise<string>;
  /** Runs `terraform` whatever its exit code. */
  readonly tryTerraform: (...args: readonly string[]) => Promise<ProcessResult>;
  /** Plans, and gives the plan as `terraform show -json` has it. */
  readonly plan: () => Promise<Plan>;
  readonly remove: () => void;
}

/** What tests read of a plan in JSON. */
export interface Plan {
  readonly planned_values: { readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>> };
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, unknown>>;
  readonly checks?: readonly unknown[];
}

/** One change of a plan. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly actions: readonly string[]; readonly after?: unknown; readonly before?: unknown };
}

/** Writes files into a new folder and initialises it. Objects are written as JSON. */
export async function terraformRoot(files: Readonly<Record<string, JsonObject | string>>): Promise<TerraformRoot> {
  const root = writtenRoot(files);
  await root.terraform('init', '-input=false');
  return root;
}

/** The same without initialising it. @param env added to the environment of Terraform */
export function writtenRoot(
  files: Readonly<Record<string, JsonObject | string>>,
  env: Readonly<Record<string, string>> = {},
): TerraformRoot {
  const folder = mkdtempSync(join(tmpdir(), 'cado-response-root-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return rootIn(folder, env);
}

/** The Terraform commands on a folder that is there already. */
export function rootIn(folder: string, added: Readonly<Record<string, string>> = {}): TerraformRoot {
  const env = { ...cleanEnvironment(), ...added };
  const tryTerraform = (...args: readonly string[]): Promise<ProcessResult> =>
    runProcess(
      'terraform',
      [args[0] ?? '', ...(['fmt', 'providers', 'show'].includes(args[0] ?? '') ? [] : ['-no-color']), ...args.slice(1)],
      {
        cwd: folder,
        env,
      },
    );
  const terraform = async (...args: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await tryTerraform(...args);
    if (exitCode !== 0) throw new Error(`terraform ${args.join(' ')} ended with ${exitCode}:\n${stderr === '' ? stdout : stderr}`);
    return stdout;
  };
  const plan = async (): Promise<Plan> => {
    await terraform('plan', '-input=false', '-out=plan.tfplan');
    return JSON.parse(await terraform('show', '-json', 'plan.tfplan')) as Plan;
  };
  return { folder, terraform, tryTerraform, plan, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A `provider "aws"` block with dummy credentials, all of whose calls go to the emulator. */
export function emulatedProvider(endpoint: string, region = 'eu-west-1', alias?: string): JsonObject {
  return {
    ...(alias !== undefined && { alias }),
    region,
    access_key: 'test',
    secret_key: 'test',
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
    skip_region_validation: true,
    skip_requesting_account_id: true,
    endpoints: { iam: endpoint, kms: endpoint, s3: endpoint, sts: endpoint },
  };
}

/** The `terraform` block of a test root. */
export const REQUIRED_AWS: JsonObject = { required_providers: { aws: { source: 'hashicorp/aws' } } };
