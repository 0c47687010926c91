import fc from 'fast-check';
import { inputProblems, withDefaults } from '../../src/policy/input-spec';
import { printHcl } from '../../src/emit/hcl/print-hcl';
import type { TerraformDocument } from '../../src/module-document';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { hostileText } from '../support/hostile-text';
import { required, ROLES, type RoleSide } from '../support/role-cases';
import { asTemplates, asTerraformHoldsIt } from '../support/terraform-text';
import { canonicalStatements } from './plan-matrix/canonical';
import { expectedRole } from './plan-matrix/expected-role';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { emulatedProvider, MODULES, REQUIRED_AWS, terraformRoot, type Plan, type TerraformRoot } from './test-bed/terraform-root';

const SEED = 20_261_124;
const CALLS = 12;
const SIDES = ['platform', 'target'] as const;
const FORMS = ['hcl', 'json'] as const;

/** What means something to HCL, to a template or to a policy, among the signs that an input takes. */
const text = (signs: string, limits: { minLength?: number; maxLength: number }): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(signs)), ...limits });

const LETTERS = 'aZ09éÜß証λ';
const TAG_KEY = text(`${LETTERS} _.:/=+-@`, { minLength: 1, maxLength: 20 }).filter((key) => !/^aws:/i.test(key));
const TAG_VALUE = text(`${LETTERS} _.:/=+-@`, { maxLength: 40 });
const NAME_SIGNS = 'aZ09+=,.@_-';

const SHARED = {
  role_description: text('aé "\'\\${}%~\n\t#/*<>=|&;`', { maxLength: 60 }),
  tags: fc.dictionary(TAG_KEY, TAG_VALUE, { maxKeys: 5 }),
  role_name: fc
    .tuple(text(NAME_SIGNS, { maxLength: 20 }), text(NAME_SIGNS, { maxLength: 20 }))
    .map(([one, other]) => `${one}CadoResponse${other}`),
  role_path: fc.array(text(NAME_SIGNS, { minLength: 1, maxLength: 10 }), { maxLength: 4 }).map((names) => ['', ...names, ''].join('/')),
  ssm_instance_tags: fc.dictionary(text('aZ09 _.:/=+@-', { minLength: 1, maxLength: 20 }), text('aZ09 _.:/=+@-', { maxLength: 40 }), {
    minKeys: 1,
    maxKeys: 3,
  }),
  lambda_log_group_names: fc.uniqueArray(
    text('aZ09_/.#-', { minLength: 1, maxLength: 30 }).map((name) => `${name}*`),
    { maxLength: 3 },
  ),
} as const;

const OWN: Readonly<Record<RoleSide, Readonly<Record<string, fc.Arbitrary<Json>>>>> = {
  platform: { temporary_key: fc.record({ alias_prefix: text('aZ09/_-', { minLength: 2, maxLength: 30 }).map((rest) => `a${rest}`) }) },
  target: { external_id: text('aZ09_+=,.@:/-', { minLength: 2, maxLength: 40 }) },
};

interface Call {
  readonly role: RoleSide;
  readonly form: (typeof FORMS)[number];
  readonly name: string;
  readonly inputs: JsonObject;
}

const ROLE_CALLS: readonly Call[] = SIDES.flatMap((role) =>
  fc.sample(fc.record({ ...SHARED, ...OWN[role] }), { numRuns: CALLS, seed: SEED }).flatMap((chosen, index) =>
    FORMS.map((form) => ({
      role,
      form,
      name: `${role}_${form}_${index}`,
      inputs: { ...required(role, 'aws'), capabilities: ['ec2', 's3', 'lambda', 'triage'], ...chosen } as JsonObject,
    })),
  ),
);

function configuration(form: Call['form']): TerraformDocument {
  const calls = ROLE_CALLS.filter((call) => call.form === form);
  const source = (role: RoleSide): string => `${MODULES}/${ROLES[role].moduleName}${form === 'json' ? '/json' : ''}`;
  return {
    module: Object.fromEntries(
      calls.map(({ name, role, inputs }) => [name, { source: source(role), ...(asTemplates(inputs) as JsonObject) }]),
    ),
    output: Object.fromEntries(
      calls.flatMap(({ name }) =>
        ['policy_json', 'trust_policy_json'].map((output) => [`${name}_${output}`, { value: `\${module.${name}.${output}}` }]),
      ),
    ),
  };
}

/** Inputs that hold one text, which their rules tell from any other. */
const ONE_TEXT = SIDES.flatMap((role) =>
  ROLES[role].inputs.filter(({ type, rules }) => type === 'string' && rules.length > 0).map((spec) => [role, spec] as const),
);

test.each(ONE_TEXT.map(([role, spec]) => [role, spec.name, spec] as const))(
  `hostile text is refused by the rules of %s: %s (seed ${SEED})`,
  (_role, _name, spec) => {
    const accepted = fc
      .sample(hostileText, { numRuns: 2_000, seed: SEED })
      .filter((value) => inputProblems(spec, value, spec.name).length === 0);
    const harmless = spec.name === 'role_description' ? /^[\t\n\r\x20-\x7e\xa1-\xff]*$/ : /^[\w+=,.@:/-]*$/;
    expect(accepted.filter((value) => !harmless.test(value))).toEqual([]);
  },
);

test.each(ROLE_CALLS.map((call) => [call.name, call] as const))(`%s is accepted (seed ${SEED})`, (_name, { role, inputs }) => {
  const values = withDefaults(ROLES[role].inputs, inputs);
  expect(ROLES[role].inputs.flatMap((spec) => inputProblems(spec, values[spec.name], spec.name))).toEqual([]);
});

describeEmulated('hostile text in roles, through a real plan', () => {
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

  test.each(ROLE_CALLS.map((call) => [call.name, call] as const))(
    `%s arrives as it was written (seed ${SEED})`,
    (name, { role, inputs }) => {
      const change = plan.resource_changes?.find(({ address }) => address === `module.${name}.aws_iam_role.this`);
      expect(change?.change.after).toMatchObject(
        asTerraformHoldsIt({
          name: inputs['role_name'] ?? null,
          path: inputs['role_path'] ?? null,
          description: inputs['role_description'] === '' ? null : (inputs['role_description'] ?? null),
          tags: inputs['tags'] ?? null,
        }) as JsonObject,
      );
      const { trust, policies } = expectedRole(ROLES[role], withDefaults(ROLES[role].inputs, inputs), 'aws');
      const output = (key: string): Json => plan.planned_values.outputs?.[`${name}_${key}`]?.value as Json;
      const rendered = { trust: output('trust_policy_json'), ...(output('policy_json') as JsonObject) };
      for (const [key, statements] of Object.entries({ trust, ...policies })) {
        const { Statement } = JSON.parse(rendered[key as keyof typeof rendered] as string) as { readonly Statement: Json };
        const list = Array.isArray(Statement) ? (Statement as readonly Json[]) : [Statement];
        expect(canonicalStatements(list)).toEqual(
          asTerraformHoldsIt(canonicalStatements(statements as unknown as readonly Json[]) as Json),
        );
      }
    },
  );
});
