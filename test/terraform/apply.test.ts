import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/policy/policy-json';
import { applyRoot, foreignPolicy, REGION, ROLES, SYNTAXES, type Syntax } from './apply-root';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { kmsClient, type Grant, type KmsClient } from './test-bed/kms-client';
import { terraformRoot, type Plan, type TerraformRoot } from './test-bed/terraform-root';

const BOTH = Object.keys(SYNTAXES) as readonly Syntax[];
const NEW_KEYS = BOTH.flatMap((syntax) => [`${syntax}_new`, `${syntax}_merged`]);
const SOMEBODY_ELSE = 'arn:aws:iam::999988887777:role/Backup';

/** Grants of ours on each old key, as `ListGrants` must show them. */
const EXPECTED_GRANTS = [
  {
    Name: 'CadoResponse-by/arn-2',
    GranteePrincipal: ROLES.target,
    Operations: ['DescribeKey'],
    Constraints: {},
  },
  {
    Name: 'CadoResponse-of_one_volume',
    GranteePrincipal: ROLES.platform,
    Operations: ['Decrypt', 'ReEncryptFrom'],
    Constraints: { EncryptionContextEquals: { 'aws:ebs:id': 'vol-0123456789abcdef0' } },
  },
  {
    Name: 'CadoResponse-reads',
    GranteePrincipal: ROLES.target,
    Operations: ['Decrypt', 'DescribeKey'],
    Constraints: {},
  },
] as const;

// The tests follow one configuration from its first apply to its destroy, so they run in this order.
describeEmulated('A configuration with the HCL and the JSON module, applied', () => {
  let emulator: Emulator;
  let kms: KmsClient;
  let root: TerraformRoot;
  let oldKeys: Readonly<Record<Syntax, string>>;

  beforeAll(async () => {
    emulator = await startEmulator();
    kms = kmsClient(emulator.endpoint, REGION);
    oldKeys = { hcl: await kms.createKey(foreignPolicy('hcl')), json: await kms.createKey(foreignPolicy('json')) };
    for (const keyId of Object.values(oldKeys)) await kms.createGrant(keyId, SOMEBODY_ELSE, 'backup');
    root = await terraformRoot({ 'main.tf.json': applyRoot(emulator.endpoint, oldKeys) });
    await applyLevel(root, 'aws_resources');
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  test.each(NEW_KEYS)('gives the new key %s exactly policy_json', async (name) => {
    await expectPolicyOnKey(root, kms, name);
  });

  test.each(BOTH)('keeps every foreign statement in the merged policy (%s)', async (syntax) => {
    const { id } = await newKey(root, `${syntax}_merged`);
    const { Statement: foreign, ...rest } = foreignPolicy('merged');
    expect(await kms.keyPolicy(id)).toMatchObject({
      ...rest,
      Statement: [...(foreign as readonly Json[]), ...ownSids(['DescribeKey', 'EbsUse', 'EbsCreateGrant'])],
    });
  });

  test.each(BOTH)('puts exactly the grants asked for on the existing key (%s)', async (syntax) => {
    const ours = (await kms.listGrants(oldKeys[syntax])).filter((grant) => grant.GranteePrincipal !== SOMEBODY_ELSE);
    expect(ours.map(described).toSorted(byName)).toEqual(EXPECTED_GRANTS);
    const ids = (await outputs(root))[`${syntax}_grant_ids`] as Readonly<Record<string, string>>;
    expect(Object.fromEntries(ours.map(({ Name, GrantId }) => [Name, GrantId]))).toEqual(
      Object.fromEntries(Object.entries(ids).map(([name, id]) => [`CadoResponse-${name}`, id])),
    );
  });

  test.each(BOTH)('never writes the policy of the existing key (%s)', async (syntax) => {
    expect(await kms.keyPolicy(oldKeys[syntax])).toEqual(foreignPolicy(syntax));
  });

  test('has nothing to change in a second plan', () => expectNoChange(root));

  test.each(['pinned', 'aws_resources'])('updates the keys in place when the level moves to %s, and nothing else', async (level) => {
    const changes = await applyLevel(root, level);
    expect(changes).toEqual(NEW_KEYS.toSorted().map((name) => ({ address: `aws_kms_key.${name}`, actions: ['update'] })));
    for (const name of NEW_KEYS) await expectPolicyOnKey(root, kms, name);
    await expectNoChange(root);
  });

  test('leaves every existing key as it was after a destroy', async () => {
    await root.terraform('destroy', '-auto-approve', '-input=false');
    for (const syntax of BOTH) {
      expect(await kms.keyPolicy(oldKeys[syntax])).toEqual(foreignPolicy(syntax));
      expect((await kms.listGrants(oldKeys[syntax])).map(({ Name }) => Name)).toEqual(['backup']);
    }
  });
});

/** Plans and applies the level, and gives what the plan changes. */
async function applyLevel(root: TerraformRoot, level: string): Promise<readonly unknown[]> {
  writeFileSync(join(root.folder, 'level.auto.tfvars.json'), JSON.stringify({ kms_tightening: level }));
  const changes = changesOf(await root.plan());
  await root.terraform('apply', '-input=false', 'plan.tfplan');
  return changes;
}

function changesOf(plan: Plan): readonly { readonly address: string; readonly actions: readonly string[] }[] {
  return (plan.resource_changes ?? [])
    .map(({ address, change }) => ({ address, actions: change.actions }))
    .filter(({ actions }) => actions.some((action) => action !== 'no-op' && action !== 'read'));
}

async function expectNoChange(root: TerraformRoot): Promise<void> {
  const { exitCode, stdout, stderr } = await root.tryTerraform('plan', '-input=false', '-detailed-exitcode');
  expect({ exitCode, stderr, stdout: exitCode === 0 ? '' : stdout }).toEqual({ exitCode: 0, stderr: '', stdout: '' });
}

async function expectPolicyOnKey(root: TerraformRoot, kms: KmsClient, name: string): Promise<void> {
  const { id, policy } = await newKey(root, name);
  expect(await kms.keyPolicy(id)).toEqual(policy);
}

/** The id of a new key, and the policy that its module gave it. */
async function newKey(root: TerraformRoot, name: string): Promise<{ readonly id: string; readonly policy: unknown }> {
  const { [`${name}_key_id`]: id, [`${name}_policy`]: policy } = await outputs(root);
  if (typeof id !== 'string' || typeof policy !== 'string') throw new Error(`The root has no outputs for ${name}`);
  return { id, policy: JSON.parse(policy) as unknown };
}

async function outputs(root: TerraformRoot): Promise<Readonly<Record<string, Json>>> {
  const document = JSON.parse(await root.terraform('output', '-json')) as Readonly<Record<string, { readonly value: Json }>>;
  return Object.fromEntries(Object.entries(document).map(([name, { value }]) => [name, value]));
}

function ownSids(names: readonly string[]): readonly unknown[] {
  return names.map((name) => expect.objectContaining({ Sid: `CadoResponse${name}` }) as unknown);
}

/** The provider sends the constraint that is not used too, as an empty map. */
function described({ Name, GranteePrincipal, Operations, Constraints }: Grant): object {
  const used = Object.entries(Constraints ?? {}).filter(([, pairs]) => JSON.stringify(pairs) !== '{}');
  return { Name, GranteePrincipal, Operations: Operations.toSorted(), Constraints: Object.fromEntries(used) };
}

function byName(left: object, right: object): number {
  return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;
}
