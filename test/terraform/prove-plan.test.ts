import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TIGHTENING_LEVELS } from '../../src/policy/guard';
import type { JsonObject } from '../../src/policy/policy-json';
import type { ModuleName } from '../../src/proof/claims/import-path';
import { provePlan } from '../../src/proof/plan/plan-proof';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { emulatedProvider, MODULES, REQUIRED_AWS, terraformRoot, type TerraformRoot } from './test-bed/terraform-root';

const ALL: readonly ModuleName[] = ['cado-role', 'cado-cross-account-trust', 'cado-kms-key-policy'];
const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const TARGET = 'arn:aws:iam::444455556666:role/CadoResponseRole';
const SHARED = { platform_region: 'eu-west-1', evidence_regions: ['us-east-1'] } as const;

/** A change of a main.tf by hand, and what the proof must name. */
interface Edit {
  readonly what: string;
  readonly module: ModuleName;
  readonly find: RegExp;
  readonly put: string;
  readonly named: readonly RegExp[];
}

const condition = (key: string, operator = '\\w+'): string =>
  `dynamic "condition" \\{\\s+for_each = [^\\n]+\\n\\s+content \\{\\s+test\\s+= "${operator}"\\s+variable = "${key}"\\s+values\\s+= [^\\n]+\\s+\\}\\s+\\}`;
const inStatement = (sid: string, key: string): RegExp => new RegExp(`(sid\\s+= "${sid}"(?:(?!sid\\s+= ").)*?)${condition(key)}`, 's');

const EDITS: readonly Edit[] = [
  {
    what: 'the service is taken out',
    module: 'cado-kms-key-policy',
    find: inStatement('CadoResponseEbsUse', 'kms:ViaService'),
    put: '$1',
    named: [
      /Decrypt by a direct call, as with stolen credentials must be refused/,
      /allowed by CadoResponseEbsUse of cado-kms-key-policy module\.edited/,
    ],
  },
  {
    what: 'the encryption context is taken out',
    module: 'cado-cross-account-trust',
    find: inStatement('KmsUse', 'kms:EncryptionContext:aws:ebs:id'),
    put: '$1',
    named: [/without an encryption context must be refused/, / KmsUse of cado-cross-account-trust module\.edited/],
  },
  {
    what: 'another Region is pinned',
    module: 'cado-role',
    find: /ec2_services( +)= \[for region in local\.regions : "ec2\.\$\{region\}\.amazonaws\.com"\]/,
    put: 'ec2_services$1= ["ec2.eu-north-1.amazonaws.com"]',
    named: [
      /must work, but kms:\w+ on arn:aws:kms:/,
      /closest is \w+ of cado-role module\.edited.* whose Condition\.StringEquals\.kms:ViaService wants/,
    ],
  },
  {
    what: 'the external id is taken out',
    module: 'cado-cross-account-trust',
    find: inStatement('AssumeRole', 'sts:ExternalId'),
    put: '$1',
    named: [
      /without the external id must be refused, but sts:AssumeRole/,
      /allowed by AssumeRole of cado-cross-account-trust module\.edited/,
    ],
  },
  {
    what: 'the name of what is deleted is taken out',
    module: 'cado-role',
    find: /(sid\s+= "SnapshotDelete"(?:(?!sid\s+= ").)*?)condition \{\s+test\s+= "StringLike"\s+variable = "aws:ResourceTag\/Name"\s+values\s+= \["CadoResponse\*"\]\s+\}/s,
    put: '$1',
    named: [/deleting a customer's snapshot must be refused/, /allowed by SnapshotDelete of cado-role module\.edited/],
  },
];

const INPUTS: Readonly<Record<ModuleName, JsonObject>> = {
  'cado-role': { ...SHARED, trusted_role_arns: ['arn:aws:iam::111122223333:role/CadoResponseInstanceRole'], target_role_arns: [TARGET] },
  'cado-cross-account-trust': { ...SHARED, platform_role_arn: PLATFORM, external_id: 'f3a1-forensics' },
  'cado-kms-key-policy': { ...SHARED, platform_role_arn: PLATFORM, target_role_arn: TARGET, protects: ['ebs', 's3'] },
};

/** The HCL of a module, edited; an edit that finds nothing would prove nothing. */
function moduleFiles(name: ModuleName, folder: string, edit?: Edit): Readonly<Record<string, string>> {
  const files = readdirSync(join(MODULES, name)).filter((file) => file.endsWith('.tf'));
  return Object.fromEntries(
    files.map((file) => {
      const text = readFileSync(join(MODULES, name, file), 'utf8');
      if (edit === undefined || file !== 'main.tf') return [`${folder}/${file}`, text];
      if (!edit.find.test(text)) throw new Error(`${edit.what}: not found in main.tf of ${name}`);
      return [`${folder}/${file}`, text.replace(edit.find, edit.put)];
    }),
  );
}

function root(endpoint: string, edit?: Edit): Readonly<Record<string, JsonObject | string>> {
  const names = edit === undefined ? ALL : [edit.module];
  const module = Object.fromEntries(
    names.flatMap((name) =>
      TIGHTENING_LEVELS.map((level): readonly [string, JsonObject] => [
        edit === undefined ? `${name}-${level}` : `edited-${level}`,
        { source: `./${name}`, kms_tightening: level, ...INPUTS[name] },
      ]),
    ),
  );
  return {
    'main.tf.json': { terraform: REQUIRED_AWS, provider: { aws: emulatedProvider(endpoint) }, module },
    ...Object.assign({}, ...names.map((name) => moduleFiles(name, name, edit))),
  };
}

describeEmulated('prove --plan of what real Terraform renders', () => {
  let emulator: Emulator;
  const roots: TerraformRoot[] = [];

  beforeAll(async () => {
    emulator = await startEmulator();
  });

  afterAll(async () => {
    for (const one of roots) one.remove();
    await emulator?.stop();
  });

  async function planText(edit?: Edit): Promise<string> {
    const one = await terraformRoot(root(emulator.endpoint, edit));
    roots.push(one);
    return JSON.stringify(await one.plan());
  }

  it('finds every claim to hold, at the level that each call names', async () => {
    const { modules, problems } = provePlan(await planText(), { modules: ALL });
    expect(problems).toEqual([]);
    expect(modules.map(({ module, level }) => `${module.address}: ${level}`).toSorted()).toEqual(
      ALL.flatMap((name) => TIGHTENING_LEVELS.map((level) => `module.${name}-${level}: ${level}`)).toSorted(),
    );
    for (const { paths, attacks } of modules) expect({ paths: paths > 0, attacks: attacks > 10 }).toEqual({ paths: true, attacks: true });
  });

  it.each(EDITS)('fails and names the statement when by hand $what', async (edit) => {
    const { problems } = provePlan(await planText(edit), { modules: ALL });
    for (const name of edit.named) expect(problems.join('\n')).toMatch(name);
  });
});
