import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import type { JsonObject } from '../../src/policy/policy-json';
import { describeEmulated, describeTerraform } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { copyShippedFolders, EXAMPLE_FOLDERS, MODULE_FOLDERS, REPOSITORY, SHIPPED_FOLDERS } from './test-bed/shipped-folders';
import { emulatedProvider, REQUIRED_AWS, rootIn, type TerraformRoot } from './test-bed/terraform-root';

/** The account in which the examples put their keys. */
const EXAMPLE_ACCOUNT = '444455556666';
const ROLE = { platform_role_arn: 'arn:aws:iam::111122223333:role/CadoResponseRole' } as const;

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

  test('plans, and only creates', async () => {
    const plan = await root.plan();
    expect(Object.keys(plan.planned_values.outputs ?? {})).toEqual(Object.keys(calls()).toSorted());
    const actions = new Set((plan.resource_changes ?? []).flatMap(({ change }) => change.actions));
    expect([...actions]).toEqual(['create']);
  });
});

/** Module calls by name. The folders are copied, so that the examples find their module at `../..`. */
function calls(): Readonly<Record<string, JsonObject>> {
  const modules = MODULE_FOLDERS.flatMap((folder) => [folder, `${folder}/json`]).map((folder) => [folder, ROLE] as const);
  const examples = EXAMPLE_FOLDERS.map((folder) => [folder, {}] as const);
  return Object.fromEntries(
    [...modules, ...examples].map(([folder, inputs]) => [folder.replaceAll(/[^A-Za-z0-9]+/g, '_'), { source: `./${folder}`, ...inputs }]),
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
    writeFileSync(join(folder, 'provider.tf.json'), JSON.stringify({ provider: { aws: inExampleAccount(endpoint) } }));
    for (const example of EXAMPLE_FOLDERS) await sendToEmulator(join(folder, example), endpoint);
  }
  const root = rootIn(folder);
  await root.terraform('init', '-input=false');
  return root;
}

/** An override file adds arguments to the provider blocks of an example and leaves the rest of them as they are. */
async function sendToEmulator(folder: string, endpoint: string): Promise<void> {
  const aliases: (string | undefined)[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.tf'))) {
    const { provider } = (await parse(file, readFileSync(join(folder, file), 'utf8'))) as {
      readonly provider?: { readonly aws?: readonly { readonly alias?: string }[] };
    };
    aliases.push(...(provider?.aws ?? []).map(({ alias }) => alias));
  }
  const blocks = aliases.map((alias) => withoutRegion({ ...inExampleAccount(endpoint), ...(alias !== undefined && { alias }) }));
  writeFileSync(join(folder, 'emulator_override.tf.json'), JSON.stringify({ provider: { aws: blocks } }, null, 2));
}

/** The emulator knows the account of a caller by the role that the caller assumed. */
function inExampleAccount(endpoint: string): JsonObject {
  return { ...emulatedProvider(endpoint), assume_role: { role_arn: `arn:aws:iam::${EXAMPLE_ACCOUNT}:role/Examples` } };
}

function withoutRegion(provider: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(provider).filter(([name]) => name !== 'region'));
}
