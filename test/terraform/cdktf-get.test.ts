import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import type { JsonObject } from '../../src/policy/policy-json';
import { describeTerraform } from './test-bed/describe-terraform';
import { cleanEnvironment } from './test-bed/environment';
import { runProcess } from './test-bed/run-process';
import { REQUIRED_AWS, rootIn } from './test-bed/terraform-root';

const PROJECT = resolve(__dirname, '../..');

/** The example and the modules in a folder of their own, since `cdktf get` writes beside the app. */
function copiedExample(): { readonly folder: string; readonly example: string } {
  const folder = mkdtempSync(join(tmpdir(), 'cado-response-get-'));
  const example = join(folder, 'examples/cdktf-get');
  mkdirSync(join(folder, 'examples'));
  cpSync(join(PROJECT, 'examples/cdktf-get'), example, { recursive: true });
  cpSync(join(PROJECT, 'modules'), join(folder, 'modules'), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  return { folder, example };
}

describeTerraform('an app that takes the emitted module through cdktf get', () => {
  const { folder, example } = copiedExample();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const cdktf = async (...args: readonly string[]): Promise<void> => {
    const env = { ...cleanEnvironment(), CI: '1', CDKTF_HOME: join(folder, 'home') };
    const { exitCode, stdout, stderr } = await runProcess(
      process.execPath,
      [join(PROJECT, 'node_modules/cdktf-cli/bundle/bin/cdktf'), ...args],
      {
        cwd: example,
        env,
      },
    );
    if (exitCode !== 0) throw new Error(`cdktf ${args.join(' ')} ended with ${exitCode}:\n${stdout}${stderr}`);
  };

  test('gets a class with typed inputs and every output, synthesizes and validates', async () => {
    await cdktf('get');
    const generated = readFileSync(join(example, '.gen/modules/cado_role.ts'), 'utf8');
    expect(generated).toMatch(/readonly trustedRoleArns: string\[\];/);
    expect(generated).toMatch(/readonly kmsTightening\?: string;/);
    for (const output of ['roleArn', 'roleName', 'roleUniqueId', 'trustPolicyJson', 'policyJson'])
      expect(generated).toContain(`get ${output}Output()`);

    buildSync({
      entryPoints: [join(example, 'main.ts')],
      bundle: true,
      platform: 'node',
      outfile: join(example, 'main.js'),
      logLevel: 'silent',
    });
    await cdktf('synth');
    const stacks = join(example, 'cdktf.out/stacks');
    expect(readdirSync(stacks)).toEqual(['platform']);
    const file = join(stacks, 'platform/cdk.tf.json');
    const stack = JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
    // cdktf pins the one provider version its classes were made from; the module takes any from its own lower bound.
    writeFileSync(file, JSON.stringify({ ...stack, terraform: REQUIRED_AWS }));
    const root = rootIn(join(stacks, 'platform'));
    await root.terraform('init', '-input=false');
    await root.terraform('validate');
  });
});
