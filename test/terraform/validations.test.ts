import { GRANT_RULES, STATEMENT_RULES } from '../../src/catalogue/kms-key-policy/cross-input-rules';
import { KMS_KEY_POLICY_INPUTS } from '../../src/catalogue/kms-key-policy/inputs';
import { inputProblems, type InputSpec } from '../../src/policy/input-spec';
import type { JsonObject } from '../../src/policy/policy-json';
import { ACCEPTED_INPUTS, type AcceptedInput } from '../cases/accepted-inputs';
import { allInputs } from '../cases/key-policy-cases';
import { REFUSED_COMBINATIONS, type RefusedCombination } from '../cases/refused-combinations';
import { REFUSED_INPUTS, type RefusedInput } from '../cases/refused-inputs';
import { LONGEST_POLICY } from '../cases/refused-policies';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { failedPlan, type FailedCheck, type FailedPlan } from './test-bed/failed-plan';
import type { TerraformRoot } from './test-bed/terraform-root';
import { inputsRoot, type InputsCall } from './validations/inputs-root';
import { rulesIn, shownParts } from './validations/messages';

const ROLES: JsonObject = {
  platform_role_arn: 'arn:aws:iam::111122223333:role/CadoResponseRole',
  target_role_arn: 'arn:aws:iam::123456789012:role/CadoResponseRole',
};

const VALIDATED = KMS_KEY_POLICY_INPUTS.filter(({ rules }) => rules.length > 0);

const nameOf = ({ input, what }: RefusedInput | AcceptedInput): string => `${input}-${what}`;
const accepted = ({ input, value, with: others }: AcceptedInput): JsonObject => ({ ...ROLES, ...others, [input]: value });
const titled = <T extends RefusedInput | AcceptedInput>(table: readonly T[]): readonly (readonly [string, T])[] =>
  table.map((row) => [nameOf(row), row]);

const calls = (name: string, inputs: JsonObject): InputsCall => ({ name, module: 'cado-kms-key-policy', inputs });

function specOf(input: string): InputSpec {
  const spec = KMS_KEY_POLICY_INPUTS.find(({ name }) => name === input);
  if (spec === undefined) throw new Error(`There is no input ${input}`);
  return spec;
}

describe('the tables of refused and accepted inputs', () => {
  test.each(VALIDATED.map((spec) => [spec.name, spec] as const))('%s has two refused values and an accepted one', (input) => {
    expect(REFUSED_INPUTS.filter((row) => row.input === input).length).toBeGreaterThanOrEqual(2);
    expect(ACCEPTED_INPUTS.filter((row) => row.input === input).length).toBeGreaterThanOrEqual(1);
  });

  test.each(VALIDATED.flatMap((spec) => spec.rules.map(({ must }) => [spec.name, must, spec] as const)))(
    '%s has a value refused because it must %s',
    (input, must, spec) => {
      const rows = REFUSED_INPUTS.filter((row) => row.input === input);
      expect(rows.flatMap(({ value }) => rulesIn(spec, inputProblems(spec, value, input)))).toContain(must);
    },
  );

  test('every rule across inputs is broken by a combination', () => {
    const known = REFUSED_COMBINATIONS.filter(({ knownBeforehand }) => knownBeforehand);
    const broken = [...STATEMENT_RULES, ...GRANT_RULES].filter((rule) =>
      known.some(({ inputs }) => rule.problem(allInputs(inputs)) !== undefined),
    );
    const undecidable = [...STATEMENT_RULES, ...GRANT_RULES].filter(({ inputs }) => inputs.length === 0);
    expect(new Set([...broken, ...undecidable]).size).toBe(STATEMENT_RULES.length + GRANT_RULES.length);
  });

  test('every row has a name of its own and an input that exists', () => {
    const names = [...REFUSED_INPUTS, ...ACCEPTED_INPUTS].map((row) => [row.input, specOf(row.input).name]);
    expect(names.every(([input, name]) => input === name)).toBe(true);
    for (const table of [REFUSED_INPUTS.map(nameOf), ACCEPTED_INPUTS.map(nameOf), REFUSED_COMBINATIONS.map(({ name }) => name)]) {
      expect(new Set(table).size).toBe(table.length);
    }
  });
});

describe('inputs, read without Terraform', () => {
  test.each(titled(REFUSED_INPUTS))('%s is refused, by name and with an accepted example', (_name, { input, value }) => {
    const problems = inputProblems(specOf(input), value, input);
    expect(problems).not.toStrictEqual([]);
    for (const problem of problems) expect(problem).toMatch(new RegExp(`^${input} is .*, but must .+\\. Accepted: .+`, 's'));
  });

  test.each(titled(ACCEPTED_INPUTS))('%s is accepted', (_name, row) => {
    expect(inputProblems(specOf(row.input), row.value, row.input)).toStrictEqual([]);
    expect([...STATEMENT_RULES, ...GRANT_RULES].flatMap((rule) => rule.problem(allInputs(accepted(row))) ?? [])).toStrictEqual([]);
  });

  test.each(REFUSED_COMBINATIONS.map((row) => [row.name, row] as const))(
    '%s is right input by input',
    (_name, { inputs, knownBeforehand }) => {
      expect(Object.entries(inputs).flatMap(([input, value]) => inputProblems(specOf(input), value, input))).toStrictEqual([]);
      const problems = [...STATEMENT_RULES, ...GRANT_RULES].flatMap((rule) => rule.problem(allInputs(inputs)) ?? []);
      expect(problems.length > 0).toBe(knownBeforehand);
    },
  );

  test('a policy of exactly the size that KMS takes is accepted', () => {
    expect(inputProblems(specOf('existing_policy_json'), LONGEST_POLICY, 'existing_policy_json')).toStrictEqual([]);
  });
});

describeEmulated('inputs that Terraform refuses', () => {
  let emulator: Emulator;
  let root: TerraformRoot;
  let plan: FailedPlan;

  beforeAll(async () => {
    emulator = await startEmulator();
    const inputs = REFUSED_INPUTS.map((row) => calls(nameOf(row), { ...ROLES, [row.input]: row.value }));
    const combinations = REFUSED_COMBINATIONS.map((row) => ({ ...calls(row.name, row.inputs), isAlone: true }));
    root = await inputsRoot([...inputs, ...combinations], emulator.endpoint);
    plan = await failedPlan(root);
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  const failuresOf = (module: string): readonly FailedCheck[] => plan.failures.filter((failure) => failure.module === module);

  test('are all reported in one plan, and nothing else is wrong', () => {
    expect(new Set(plan.errors)).toStrictEqual(
      new Set(['Invalid value for variable', 'Resource precondition failed', 'Module output value precondition failed']),
    );
    expect(plan.errors.length).toBe(plan.failures.flatMap(({ messages }) => messages).length);
  });

  test.each(titled(REFUSED_INPUTS))('%s: the message names the input, shows the value and an accepted one', (name, row) => {
    const [failure, ...others] = failuresOf(name);
    expect(others).toStrictEqual([]);
    expect(failure?.checked).toBe(`var.${row.input}`);
    for (const message of failure?.messages ?? []) {
      expect(message).toMatch(new RegExp(`^${row.input} is .*, but must .+\\. Accepted: .+`, 's'));
    }
    const text = (failure?.messages ?? []).join('\n');
    for (const part of row.shown === undefined ? shownParts(row.value) : [row.shown]) expect(text).toContain(part);
  });

  test.each(titled(REFUSED_INPUTS))('%s: the same rules are broken as without Terraform', (name, row) => {
    const spec = specOf(row.input);
    const messages = failuresOf(name).flatMap((failure) => failure.messages);
    expect(rulesIn(spec, messages)).toStrictEqual(rulesIn(spec, inputProblems(spec, row.value, row.input)));
  });

  test.each(REFUSED_COMBINATIONS.map((row) => [row.name, row] as const))('%s', (name, { checked, message }: RefusedCombination) => {
    const [failure, ...others] = failuresOf(name);
    expect(others).toStrictEqual([]);
    expect(failure?.checked).toBe(checked);
    for (const part of message) expect(failure?.messages.join('\n')).toContain(part);
  });
});

describeEmulated('inputs that Terraform accepts', () => {
  let emulator: Emulator;
  let root: TerraformRoot;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await inputsRoot(
      ACCEPTED_INPUTS.map((row) => calls(nameOf(row), accepted(row))),
      emulator.endpoint,
    );
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  test('are planned, and each grant with them', async () => {
    const { resource_changes: changes = [] } = await root.plan();
    const grants = ACCEPTED_INPUTS.flatMap((row) => {
      const names = row.input === 'grants' ? Object.keys(row.value as JsonObject) : [];
      return names.map((name) => `["${nameOf(row)}"].aws_kms_grant.this["${name}"]`);
    });
    const planned = changes.filter(({ type }) => type === 'aws_kms_grant').map(({ address }) => address.replace(/^module\.\w+/, ''));
    expect(planned.toSorted()).toStrictEqual(grants.toSorted());
  });
});
