import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, TerraformRoot } from './terraform-root';

/** What a module instance refused: the check that failed, and its messages. */
export interface FailedCheck {
  /** Name of the module block in the root, or key of its instance. */
  readonly module: string;
  /** The variable, output or resource whose check failed, e.g. `var.grants`. */
  readonly checked: string;
  readonly messages: readonly string[];
}

/** A plan that ended in errors. */
export interface FailedPlan {
  readonly failures: readonly FailedCheck[];
  /** Summaries of all errors, e.g. `Invalid value for variable`; each failed check is among them. */
  readonly errors: readonly string[];
}

/** One element of `checks` in a plan. */
interface PlanCheck {
  readonly instances?: readonly {
    readonly address: { readonly module?: string; readonly to_display: string };
    readonly problems?: readonly { readonly message: string }[];
  }[];
}

/**
 * Plans a root that must fail. Terraform reports every failed check of every module instance, and keeps a plan that
 * names them.
 */
export async function failedPlan(root: TerraformRoot): Promise<FailedPlan> {
  const file = 'failed.tfplan';
  const { exitCode, stdout, stderr } = await root.tryTerraform('plan', '-input=false', '-json', `-out=${file}`);
  if (exitCode !== 1) throw new Error(`The plan ended with ${exitCode}, not with errors:\n${stderr}`);
  const errors = errorSummaries(stdout);
  const shown = await root.tryTerraform('show', '-json', file);
  rmSync(join(root.folder, file), { force: true });
  if (shown.exitCode !== 0) throw new Error(`The plan failed before any check:\n${stdout}`);
  const { checks = [] } = JSON.parse(shown.stdout) as Plan;
  return { errors, failures: (checks as readonly PlanCheck[]).flatMap(failuresOf) };
}

function failuresOf({ instances = [] }: PlanCheck): readonly FailedCheck[] {
  return instances.flatMap(({ address, problems = [] }) => {
    if (problems.length === 0) return [];
    const prefix = `${address.module ?? ''}.`;
    return [
      {
        module: instanceName(address.module ?? ''),
        checked: address.to_display.replace(prefix, ''),
        messages: problems.map(({ message }) => message),
      },
    ];
  });
}

const instanceName = (module: string): string => /\["(.*)"\]$/.exec(module)?.[1] ?? module.replace(/^module\./, '');

function errorSummaries(stdout: string): readonly string[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { readonly diagnostic?: { readonly severity: string; readonly summary: string } })
    .flatMap(({ diagnostic }) => (diagnostic?.severity === 'error' ? [diagnostic.summary] : []));
}
