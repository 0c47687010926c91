import { differences, type Difference } from './plan-matrix/differences';
import type { Rendered } from './plan-matrix/matrix-root';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { terraformRoot, type Plan, type TerraformRoot } from './test-bed/terraform-root';
import { argumentShapes, PARTITION, withDefaults } from './unknown-and-sensitive/argument-shapes';
import { callsOf } from './unknown-and-sensitive/calls-root';
import { sensitiveRoot } from './unknown-and-sensitive/sensitive-root';
import { unknownRoot } from './unknown-and-sensitive/unknown-root';

const shapes = argumentShapes('1234abcd-12ab-34cd-56ef-1234567890ab');
const calls = callsOf(shapes);
const grantAddresses = calls.flatMap(({ name, shape }) =>
  Object.keys(shapes[shape]?.['grants'] ?? {}).map((grant) => `module.${name}.aws_kms_grant.this["${grant}"]`),
);

type Outputs = Readonly<Record<string, { readonly value?: unknown }>>;

function differencesIn(outputs: Outputs): readonly Difference[] {
  return calls.flatMap(({ name, shape }) => {
    const output = (of: string): unknown => outputs[`${name}_${of}`]?.value;
    const rendered = {
      statements_json: output('statements_json'),
      policy_json: output('policy_json'),
      policy_bytes: output('policy_bytes'),
    };
    return differences(name, withDefaults(shapes[shape] ?? {}), PARTITION, rendered as Rendered);
  });
}

const plannedGrantAddresses = ({ resource_changes: changes = [] }: Plan): readonly string[] =>
  changes.filter(({ type }) => type === 'aws_kms_grant').map(({ address }) => address);

describeEmulated('With inputs that are unknown until the apply', () => {
  let emulator: Emulator;
  let root: TerraformRoot;
  let plan: Plan;
  let applied: Outputs;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await terraformRoot(unknownRoot(emulator.endpoint));
    plan = await root.plan();
    await root.terraform('apply', '-input=false', 'plan.tfplan');
    applied = JSON.parse(await root.terraform('output', '-json')) as Outputs;
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  it.each(calls)('$name plans, and its statements are not known yet', ({ name }) => {
    const planned = plan.planned_values.outputs?.[`${name}_statements_json`];
    expect(planned).toBeDefined();
    expect(planned).not.toHaveProperty('value');
  });

  it('the plan holds every grant, since their keys are known', () => {
    expect(plannedGrantAddresses(plan).toSorted()).toEqual(grantAddresses.toSorted());
  });

  it('the apply gives what the resolver gives', () => {
    expect(differencesIn(applied)).toEqual([]);
  });

  it('a second plan changes nothing', async () => {
    const changes = (await root.plan()).resource_changes ?? [];
    expect(changes.filter(({ change }) => change.actions.join() !== 'no-op')).toEqual([]);
  });
});

describeEmulated('With inputs that are sensitive', () => {
  let emulator: Emulator;
  let root: TerraformRoot;
  let plan: Plan;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await terraformRoot(sensitiveRoot(emulator.endpoint, shapes));
    plan = await root.plan();
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  it('the plan gives what the resolver gives', () => {
    expect(differencesIn(plan.planned_values.outputs ?? {})).toEqual([]);
  });

  it('the plan holds every grant, since their keys are not sensitive', () => {
    expect(plannedGrantAddresses(plan).toSorted()).toEqual(grantAddresses.toSorted());
  });
});
