import { printHcl } from '../../src/emit/hcl/print-hcl';
import type { TerraformDocument } from '../../src/module-document';
import { withDefaults } from '../../src/policy/input-spec';
import { isJsonObject, type Json, type JsonObject } from '../../src/policy/policy-json';
import { problemsOf } from '../support/inputs-by-module';
import { asTemplates, asTerraformHoldsIt } from '../support/terraform-text';
import { hostileCalls, slotsOf } from './hostile-inputs-calls';
import { FORMS, type Form } from './plan-matrix/copied-module';
import type { MatrixModule } from './plan-matrix/matrix-module';
import { MATRIX_MODULES } from './plan-matrix/matrix-modules';
import { plannedResources } from './plan-matrix/planned-resources';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { emulatedProvider, MODULES, REQUIRED_AWS, terraformRoot, type Plan, type TerraformRoot } from './test-bed/terraform-root';

const SEED = 20_261_124;

interface Call {
  readonly module: MatrixModule;
  readonly form: Form;
  readonly name: string;
  readonly inputs: JsonObject;
}

const CALLS: readonly Call[] = MATRIX_MODULES.flatMap((module) =>
  hostileCalls(module.name, module.inputs, SEED).flatMap((inputs, index) =>
    FORMS.map((form) => ({ module, form, name: `${module.prefix}_${form}_${index}`, inputs })),
  ),
);

/** The calls of the modules in one form, as a document of that form. */
function configuration(form: Form): TerraformDocument {
  const calls = CALLS.filter((call) => call.form === form);
  return {
    module: Object.fromEntries(
      calls.map(({ name, module, inputs }) => [
        name,
        { source: `${MODULES}/${module.name}${form === 'json' ? '/json' : ''}`, ...(asTemplates(inputs) as JsonObject) },
      ]),
    ),
    output: Object.fromEntries(
      calls.map(({ name, module }) => [
        name,
        { value: Object.fromEntries(module.outputs.map((output) => [output, `\${module.${name}.${output}}`])) },
      ]),
    ),
  };
}

const effective = ({ module, inputs }: Call): JsonObject =>
  withDefaults(module.inputs, asTerraformHoldsIt(inputs) as JsonObject) as JsonObject;

/** Every text of a value as Terraform holds it, but for the word that chooses the role of a grant. */
function textsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value.normalize('NFC')];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(textsOf);
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, inner]) => (key === 'grantee' ? [] : textsOf(inner))) : [];
}

test.each(MATRIX_MODULES)(`the calls of $name are accepted, input by input (seed ${SEED})`, ({ name }) => {
  const calls = CALLS.filter(({ module }) => module.name === name);
  const problems = calls.flatMap(({ module, inputs }) =>
    module.inputs.filter((spec) => spec.name in inputs).flatMap((spec) => problemsOf(spec, inputs[spec.name])),
  );
  expect(calls).not.toEqual([]);
  expect(problems).toEqual([]);
});

describeEmulated('hostile text in every input that takes text, through a real plan', () => {
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

  test.each(CALLS)(`$name has the policies that the resolver gives (seed ${SEED})`, (call) => {
    const rendered = plan.planned_values.outputs?.[call.name]?.value;
    expect(rendered).toBeDefined();
    expect(call.module.differences(call.name, effective(call), 'aws', rendered)).toEqual([]);
  });

  test.each(MATRIX_MODULES)(`every input of $name with text shows in what is compared (seed ${SEED})`, (module) => {
    const resources = Object.entries(plannedResources(plan));
    const shows = ({ name, inputs }: Call, input: string): boolean => {
      const compared = [plan.planned_values.outputs?.[name]?.value, resources.filter(([address]) => address.startsWith(`module.${name}.`))];
      const shown = JSON.stringify(compared);
      return input in inputs && textsOf(inputs[input] ?? null).every((text) => shown.includes(JSON.stringify(text).slice(1, -1)));
    };
    const free = module.inputs.filter((spec) => slotsOf(spec).length > 0).map(({ name }) => name);
    const hidden = free.filter((input) => !CALLS.some((call) => call.module === module && shows(call, input)));
    expect(free).not.toEqual([]);
    expect(hidden).toEqual([]);
  });

  test(`every resource holds the texts as they were written, in NFC (seed ${SEED})`, () => {
    const expected = CALLS.map((call) => call.module.resources(`module.${call.name}`, effective(call), 'aws'));
    expect(plannedResources(plan)).toEqual(Object.assign({}, ...expected));
  });
});
