import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../src/policy/policy-json';
import { CALLED_EXAMPLES, EXAMPLE_ACCOUNT, exampleAccount, requiredInputs } from './configurations-inputs';
import { describeEmulated, describeTerraform } from './test-bed/describe-terraform';
import { providerInAccount, sendToEmulator } from './test-bed/emulated-folder';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { copyShippedFolders, EXAMPLE_FOLDERS, MODULE_FOLDERS, REPOSITORY, SHIPPED_FOLDERS } from './test-bed/shipped-folders';
import { REQUIRED_AWS, rootIn, type TerraformRoot } from './test-bed/terraform-root';

describeTerraform('What is shipped to users', () => {
  test('is formatted as terraform fmt does it', async () => {
    const result = await rootIn(REPOSITORY).tryTerraform('fmt', '-check', '-recursive', ...SHIPPED_FOLDERS);
    expect(result).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('has examples for every module', () => {
    for (const module of MODULE_FOLDERS) {
      expect(EXAMPLE_FOLDERS.filter((example) => example.startsWith(`${module}/`))).not.toEqual([]);
    }
  });
});

describeTerraform('One configuration that calls every module in HCL and JSON, and every example', () => {
  let root: TerraformRoot;

  beforeAll(async () => {
    root = await configurationOfEverything();
  });

  afterAll(() => root?.remove());

  test('is valid, without a warning', async () => {
    const { valid, diagnostics } = JSON.parse(await root.terraform('validate', '-json')) as {
      readonly valid: boolean;
      readonly diagnostics: readonly unknown[];
    };
    expect({ valid, diagnostics }).toEqual({ valid: true, diagnostics: [] });
  });
});

describeEmulated('The same configuration on the emulator', () => {
  let emulator: Emulator;
  let root: TerraformRoot;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await configurationOfEverything(emulator.endpoint);
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  test('plans, and creates everything', async () => {
    const plan = await root.plan();
    expect(Object.keys(plan.planned_values.outputs ?? {})).toEqual(Object.keys(calls()).toSorted());
    const actions = new Set((plan.resource_changes ?? []).flatMap(({ change }) => change.actions));
    expect([...actions].toSorted()).toEqual(['create', 'read']);
  });
});

/** Module calls by name. The folders are copied, so that the examples find their modules beside them. */
function calls(): Readonly<Record<string, JsonObject>> {
  const modules = MODULE_FOLDERS.flatMap((folder) => [folder, `${folder}/json`]);
  return Object.fromEntries(
    [...modules, ...CALLED_EXAMPLES].map((folder) => [
      folder.replaceAll(/[^A-Za-z0-9]+/g, '_'),
      { source: `./${folder}`, ...requiredInputs(folder) },
    ]),
  );
}

/** @param endpoint of the emulator. @default - providers stay as the examples have them */
async function configurationOfEverything(endpoint?: string): Promise<TerraformRoot> {
  const folder = mkdtempSync(join(tmpdir(), 'cado-response-shipped-'));
  copyShippedFolders(folder);
  const module = calls();
  const output = Object.fromEntries(Object.keys(module).map((name) => [name, { value: `\${module.${name}}`, sensitive: true }]));
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: REQUIRED_AWS, module, output }, null, 2));
  if (endpoint !== undefined) {
    writeFileSync(join(folder, 'provider.tf.json'), JSON.stringify({ provider: { aws: providerInAccount(endpoint, EXAMPLE_ACCOUNT) } }));
    for (const example of CALLED_EXAMPLES) await sendToEmulator(join(folder, example), endpoint, exampleAccount);
  }
  const root = rootIn(folder);
  await root.terraform('init', '-input=false');
  return root;
}
