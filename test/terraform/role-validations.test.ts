import type { InputValues } from '../../src/policy/guard';
import { inputProblems, withDefaults, type CrossInputRule, type InputSpec } from '../../src/policy/input-spec';
import type { JsonObject } from '../../src/policy/policy-json';
import { ACCEPTED_ROLE_INPUTS, type AcceptedRoleInput } from '../cases/accepted-role-inputs';
import { REFUSED_ROLE_COMBINATIONS, type RefusedRoleCombination } from '../cases/refused-role-combinations';
import { REFUSED_ROLE_INPUTS, type RefusedRoleInput } from '../cases/refused-role-inputs';
import { required, ROLES, type RoleSide } from '../support/role-cases';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { failedPlan, type FailedCheck, type FailedPlan } from './test-bed/failed-plan';
import type { TerraformRoot } from './test-bed/terraform-root';
import { inputsRoot, type InputsCall } from './validations/inputs-root';
import { rulesIn, shownParts } from './validations/messages';

const SIDES = ['platform', 'target'] as const;

const VALIDATED = SIDES.flatMap((role) => ROLES[role].inputs.filter(({ rules }) => rules.length > 0).map((spec) => [role, spec] as const));
const RULES = SIDES.flatMap((role) => rulesOf(role).map((rule) => [role, rule] as const));

function rulesOf(role: RoleSide): readonly CrossInputRule[] {
  return [...ROLES[role].trustRules, ...ROLES[role].permissionRules];
}

function specOf(role: RoleSide, input: string): InputSpec {
  const spec = ROLES[role].inputs.find(({ name }) => name === input);
  if (spec === undefined) throw new Error(`${role} has no input ${input}`);
  return spec;
}

/** What is wrong with a value of an input; attributes that it leaves out have their defaults, as in Terraform. */
function problemsOf(role: RoleSide, input: string, value: unknown): readonly string[] {
  const { [input]: effective } = withDefaults(ROLES[role].inputs, { [input]: value });
  return inputProblems(specOf(role, input), effective, input);
}

const nameOf = ({ role, input, what }: RefusedRoleInput | AcceptedRoleInput): string => `${role}-${input}-${what}`;
const titled = <T extends RefusedRoleInput | AcceptedRoleInput>(table: readonly T[]): readonly (readonly [string, T])[] =>
  table.map((row) => [nameOf(row), row]);

const given = (role: RoleSide, inputs: object): JsonObject => ({ ...required(role, 'aws'), ...inputs }) as JsonObject;
const accepted = (row: AcceptedRoleInput): JsonObject => given(row.role, { ...row.with, [row.input]: row.value });
const allInputs = (role: RoleSide, inputs: JsonObject): InputValues => withDefaults(ROLES[role].inputs, inputs);

const call = (name: string, role: RoleSide, inputs: JsonObject, inGovCloud = false): InputsCall => ({
  name,
  module: ROLES[role].moduleName,
  inputs,
  inGovCloud,
});
const combination = ({ role, inputs, inGovCloud = false }: RefusedRoleCombination): JsonObject =>
  ({ ...required(role, inGovCloud ? 'aws-us-gov' : 'aws'), ...inputs }) as JsonObject;

describe('the tables of refused and accepted inputs of roles', () => {
  test.each(VALIDATED.map(([role, spec]) => [role, spec.name] as const))(
    '%s: %s has two refused values and an accepted one',
    (role, input) => {
      const ofInput = (row: RefusedRoleInput | AcceptedRoleInput): boolean => row.role === role && row.input === input;
      expect(REFUSED_ROLE_INPUTS.filter(ofInput).length).toBeGreaterThanOrEqual(2);
      expect(ACCEPTED_ROLE_INPUTS.filter(ofInput).length).toBeGreaterThanOrEqual(1);
    },
  );

  test.each(VALIDATED.flatMap(([role, spec]) => spec.rules.map(({ must }) => [role, spec.name, must, spec] as const)))(
    '%s: %s has a value refused because it must %s',
    (role, input, must, spec) => {
      const rows = REFUSED_ROLE_INPUTS.filter((row) => row.role === role && row.input === input);
      expect(rows.flatMap(({ value }) => rulesIn(spec, problemsOf(role, input, value)))).toContain(must);
    },
  );

  test('every rule across inputs is broken by a combination', () => {
    const decidable = RULES.filter(([role, rule]) => rule.problem(allInputs(role, given(role, {}))) === undefined);
    const broken = RULES.filter(([role, rule]) =>
      REFUSED_ROLE_COMBINATIONS.some(
        (row) => row.role === role && row.knownBeforehand && rule.problem(allInputs(role, combination(row))) !== undefined,
      ),
    );
    const onlyByTerraform = RULES.filter(([role, rule]) =>
      REFUSED_ROLE_COMBINATIONS.filter((row) => row.role === role && !row.knownBeforehand).some(
        (row) => rule.problem(allInputs(role, combination(row))) === undefined,
      ),
    );
    expect(decidable).toHaveLength(RULES.length);
    expect(new Set([...broken, ...onlyByTerraform]).size).toBe(RULES.length);
  });

  test('every row has a name of its own', () => {
    for (const names of [
      REFUSED_ROLE_INPUTS.map(nameOf),
      ACCEPTED_ROLE_INPUTS.map(nameOf),
      REFUSED_ROLE_COMBINATIONS.map(({ name }) => name),
    ]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('inputs of roles, read without Terraform', () => {
  test.each(titled(REFUSED_ROLE_INPUTS))('%s is refused, by name and with an accepted example', (_name, { role, input, value }) => {
    const problems = problemsOf(role, input, value);
    expect(problems).not.toStrictEqual([]);
    for (const problem of problems) expect(problem).toMatch(new RegExp(`^${input} is .*, but must .+\\. Accepted: .+`, 's'));
  });

  test.each(titled(ACCEPTED_ROLE_INPUTS))('%s is accepted', (_name, row) => {
    expect(problemsOf(row.role, row.input, row.value)).toStrictEqual([]);
    expect(rulesOf(row.role).flatMap((rule) => rule.problem(allInputs(row.role, accepted(row))) ?? [])).toStrictEqual([]);
  });

  test.each(REFUSED_ROLE_COMBINATIONS.map((row) => [row.name, row] as const))('%s is right input by input', (_name, row) => {
    const inputs = combination(row);
    expect(Object.entries(inputs).flatMap(([input, value]) => problemsOf(row.role, input, value))).toStrictEqual([]);
    const problems = rulesOf(row.role).flatMap((rule) => rule.problem(allInputs(row.role, inputs)) ?? []);
    expect(problems.length > 0).toBe(row.knownBeforehand);
  });
});

describeEmulated('inputs of roles that Terraform refuses', () => {
  let emulator: Emulator;
  let root: TerraformRoot;
  let plan: FailedPlan;

  beforeAll(async () => {
    emulator = await startEmulator();
    const inputs = REFUSED_ROLE_INPUTS.map((row) => call(nameOf(row), row.role, given(row.role, { [row.input]: row.value })));
    const combinations = REFUSED_ROLE_COMBINATIONS.map((row) => ({
      ...call(row.name, row.role, combination(row), row.inGovCloud),
      isAlone: true,
    }));
    root = await inputsRoot([...inputs, ...combinations], emulator.endpoint);
    plan = await failedPlan(root);
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  const failuresOf = (module: string): readonly FailedCheck[] => plan.failures.filter((failure) => failure.module === module);

  test('are all reported, and nothing else is wrong', () => {
    expect(new Set(plan.errors)).toStrictEqual(new Set(['Invalid value for variable', 'Resource precondition failed']));
    expect(plan.errors.length).toBe(plan.failures.flatMap(({ messages }) => messages).length);
  });

  test.each(titled(REFUSED_ROLE_INPUTS))('%s: the message names the input, shows the value and an accepted one', (name, row) => {
    const [failure, ...others] = failuresOf(name);
    expect(others).toStrictEqual([]);
    expect(failure?.checked).toBe(`var.${row.input}`);
    for (const message of failure?.messages ?? []) {
      expect(message).toMatch(new RegExp(`^${row.input} is .*, but must .+\\. Accepted: .+`, 's'));
    }
    const text = (failure?.messages ?? []).join('\n');
    for (const part of row.shown === undefined ? shownParts(row.value) : [row.shown]) expect(text).toContain(part);
  });

  test.each(titled(REFUSED_ROLE_INPUTS))('%s: the same rules are broken as without Terraform', (name, row) => {
    const spec = specOf(row.role, row.input);
    const messages = failuresOf(name).flatMap((failure) => failure.messages);
    expect(rulesIn(spec, messages)).toStrictEqual(rulesIn(spec, problemsOf(row.role, row.input, row.value)));
  });

  test.each(REFUSED_ROLE_COMBINATIONS.map((row) => [row.name, row] as const))('%s', (name, { checked, message }) => {
    const [failure, ...others] = failuresOf(name);
    expect(others).toStrictEqual([]);
    expect(failure?.checked).toBe(checked);
    for (const part of message) expect(failure?.messages.join('\n')).toContain(part);
  });
});

describeEmulated('inputs of roles that Terraform accepts', () => {
  let emulator: Emulator;
  let root: TerraformRoot;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await inputsRoot(
      ACCEPTED_ROLE_INPUTS.map((row) => call(nameOf(row), row.role, accepted(row))),
      emulator.endpoint,
    );
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  test('are planned, a role for each', async () => {
    const { resource_changes: changes = [] } = await root.plan();
    const roles = changes.filter(({ type }) => type === 'aws_iam_role').map(({ address }) => address.replace(/^module\.\w+/, ''));
    expect(roles.toSorted()).toStrictEqual(ACCEPTED_ROLE_INPUTS.map((row) => `["${nameOf(row)}"].aws_iam_role.this`).toSorted());
  });
});
