import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment } from './environment';
import { runProcess } from './run-process';

const OLDEST = [1, 7] as const;

/** Why a tool cannot be used, and how to get it; undefined when it can. */
export interface Availability {
  readonly terraform?: string;
  readonly emulator?: string;
  readonly nginx?: string;
  readonly chromium?: string;
}

/** Looks for Terraform, the AWS provider, the AWS emulator, nginx and Chromium. */
export async function probe(): Promise<Availability> {
  const [terraform, emulator, nginx, chromium] = await Promise.all([
    terraformProblem(),
    emulatorProblem(),
    nginxProblem(),
    chromiumProblem(),
  ]);
  return {
    ...(terraform !== undefined && { terraform }),
    ...(emulator !== undefined && { emulator }),
    ...(nginx !== undefined && { nginx }),
    ...(chromium !== undefined && { chromium }),
  };
}

async function terraformProblem(): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'cado-response-probe-'));
  const options = { cwd: folder, env: cleanEnvironment() };
  try {
    const version = await runProcess('terraform', ['version', '-json'], options);
    if (version.exitCode !== 0) return 'terraform is not on PATH; get it from https://developer.hashicorp.com/terraform/install';
    const text = (JSON.parse(version.stdout) as { readonly terraform_version: string }).terraform_version;
    const [major = 0, minor = 0] = text.split('.').map(Number);
    if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
      return `terraform is ${text}, and the tests need ${OLDEST.join('.')}; get it from https://developer.hashicorp.com/terraform/install`;
    }
    writeFileSync(
      join(folder, 'main.tf.json'),
      JSON.stringify({ terraform: { required_providers: { aws: { source: 'hashicorp/aws' } } } }),
    );
    const init = await runProcess('terraform', ['init', '-input=false', '-no-color'], options);
    if (init.exitCode === 0) return undefined;
    return 'the provider hashicorp/aws cannot be installed; allow registry.terraform.io, or name a copy with TF_CLI_ARGS_init=-plugin-dir=DIR';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function emulatorProblem(): Promise<string | undefined> {
  const help = await runProcess('moto_server', ['--help'], { cwd: tmpdir(), env: cleanEnvironment() });
  return help.exitCode === 0 ? undefined : 'moto_server is not on PATH; get it with pip install "moto[server]"';
}

async function nginxProblem(): Promise<string | undefined> {
  const version = await runProcess('nginx', ['-v'], { cwd: tmpdir(), env: cleanEnvironment() });
  return version.exitCode === 0 ? undefined : 'nginx is not on PATH; get it from https://nginx.org/en/linux_packages.html';
}

async function chromiumProblem(): Promise<string | undefined> {
  const version = await runProcess('chromium', ['--version'], { cwd: tmpdir(), env: cleanEnvironment() });
  return version.exitCode === 0 ? undefined : 'chromium is not on PATH; get it from your distribution, e.g. apt-get install chromium';
}
