import fc from 'fast-check';
import { printHcl } from '../../src/emit/hcl/print-hcl';
import type { TerraformDocument } from '../../src/module-document';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { hostileText } from '../support/hostile-text';
import { asTemplates, asTerraformHoldsIt } from '../support/terraform-text';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { emulatedProvider, MODULES, REQUIRED_AWS, terraformRoot, type Plan, type TerraformRoot } from './test-bed/terraform-root';

const SEED = 20_240_517;
const ROLE = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const SYNTAXES = ['hcl', 'json'] as const;
const POLICIES = 10;
const TEXTS_PER_POLICY = 20;

const TEXTS = fc.sample(hostileText, { numRuns: 2_000, seed: SEED });

/** Terraform normalizes the whole JSON text, so a mark behind the `n` of `\n` would join it: such a policy is refused. */
const staysJson = (text: string): boolean => JSON.stringify(text).normalize('NFC') === JSON.stringify(text.normalize('NFC'));
const POLICY_TEXTS = TEXTS.filter(staysJson).slice(0, POLICIES * TEXTS_PER_POLICY);

const ROOT: JsonObject = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::123456789012:root' },
  Action: 'kms:*',
  Resource: '*',
};

/** Foreign statements that hold a text wherever a policy has room for one. */
const STATEMENTS = Array.from({ length: POLICIES }, (_, index) => [
  ROOT,
  ...POLICY_TEXTS.slice(index * TEXTS_PER_POLICY, (index + 1) * TEXTS_PER_POLICY).map((text) => ({
    ...ROOT,
    Sid: text,
    Action: 'kms:Decrypt',
    Condition: { StringEquals: { [text]: [text, 'x'] } },
  })),
]);

/** Values that each syntax hands through Terraform as they are. */
const VALUES: Readonly<Record<string, Json>> = {
  list: TEXTS,
  object: Object.fromEntries(new Map(TEXTS.map((text) => [text.normalize('NFC'), text]))),
  nested: { deeper: TEXTS.slice(0, 200).map((text) => ({ [text]: [text] })) },
};

function configuration(syntax: (typeof SYNTAXES)[number]): TerraformDocument {
  const values = Object.entries(VALUES).map(([name, value]) => [`${syntax}_${name}`, { value: asTemplates(value) }] as const);
  const policies = STATEMENTS.map(
    (_, index) => [`${syntax}_policy_${index}`, { value: `\${module.${syntax}_${index}.policy_json}` }] as const,
  );
  const modules = STATEMENTS.map((Statement, index) => {
    const existing = asTemplates(JSON.stringify({ Version: '2012-10-17', Statement }));
    const source = `${MODULES}/cado-kms-key-policy${syntax === 'json' ? '/json' : ''}`;
    return [`${syntax}_${index}`, { source, platform_role_arn: ROLE, existing_policy_json: existing }] as const;
  });
  return { module: Object.fromEntries(modules), output: Object.fromEntries([...values, ...policies]) };
}

describeEmulated('hostile text through a real plan', () => {
  let emulator: Emulator;
  let root: TerraformRoot;
  let plan: Plan;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await terraformRoot({
      'main.tf.json': { terraform: REQUIRED_AWS, provider: { aws: emulatedProvider(emulator.endpoint) } },
      'from-hcl.tf': printHcl(configuration('hcl')),
      'from-json.tf.json': configuration('json'),
    });
    plan = await root.plan();
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  const output = (name: string): Json => plan.planned_values.outputs?.[name]?.value as Json;

  it.each(SYNTAXES.flatMap((syntax) => Object.keys(VALUES).map((shape) => ({ syntax, shape }))))(
    `arrives as it was written in $syntax, as $shape, in NFC (seed ${SEED})`,
    ({ syntax, shape }) => {
      expect(output(`${syntax}_${shape}`)).toEqual(asTerraformHoldsIt(VALUES[shape] ?? null));
    },
  );

  it.each(SYNTAXES.flatMap((syntax) => STATEMENTS.map((statements, index) => ({ syntax, statements, index }))))(
    `survives in an existing policy given in $syntax, policy $index (seed ${SEED})`,
    ({ syntax, statements, index }) => {
      const policy = JSON.parse(output(`${syntax}_policy_${index}`) as string) as { readonly Statement: readonly Json[] };
      expect(policy.Statement.slice(0, statements.length)).toEqual(asTerraformHoldsIt(statements));
    },
  );
});
