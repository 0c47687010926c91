import { plannedResources } from './plan-matrix/planned-resources';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { kmsClient } from './test-bed/kms-client';
import { terraformRoot, type Plan, type TerraformRoot } from './test-bed/terraform-root';
import { callsOf, differencesIn, expectedResources, outputName, type Call, type Outputs } from './unknown-and-sensitive/calls';
import { sensitiveRoot } from './unknown-and-sensitive/sensitive-root';
import { unknownRoot } from './unknown-and-sensitive/unknown-root';

/** What is planned within the modules, by address, with whatever actions. */
function plannedAddresses({ resource_changes: changes = [] }: Plan): readonly string[] {
  const ofModules = changes.filter(({ address, change }) => address.startsWith('module.') && change.actions.join() === 'create');
  return ofModules.map(({ address }) => address).toSorted();
}

async function applied(root: TerraformRoot): Promise<Outputs> {
  await root.terraform('apply', '-input=false', 'plan.tfplan');
  return JSON.parse(await root.terraform('output', '-json')) as Outputs;
}

async function changesOfSecondPlan(root: TerraformRoot): Promise<readonly string[]> {
  const changes = (await root.plan()).resource_changes ?? [];
  return changes.filter(({ change }) => change.actions.join() !== 'no-op').map(({ address }) => address);
}

describeEmulated('With inputs that are unknown until the apply', () => {
  const calls = callsOf('a key that nobody knows yet');
  let emulator: Emulator;
  let root: TerraformRoot;
  let plan: Plan;
  let outputs: Outputs;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await terraformRoot(unknownRoot(emulator.endpoint));
    plan = await root.plan();
    outputs = await applied(root);
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  it.each(calls)('$name plans, and its first policy is not known yet', (call) => {
    const planned = plan.planned_values.outputs?.[outputName(call, call.module.outputs[0] ?? '')];
    expect(planned).toBeDefined();
    expect(planned).not.toHaveProperty('value');
  });

  it('the plan holds every resource, since keys never depend on what is unknown', () => {
    expect(plannedAddresses(plan)).toEqual(Object.keys(expectedResources(calls)).toSorted());
  });

  it('the apply gives what the resolver gives', () => {
    expect(differencesIn(calls, outputs)).toEqual([]);
  });

  it('a second plan changes nothing', async () => {
    expect(await changesOfSecondPlan(root)).toEqual([]);
  });
});

describeEmulated('With inputs that are sensitive', () => {
  let emulator: Emulator;
  let calls: readonly Call[];
  let root: TerraformRoot;
  let plan: Plan;
  let outputs: Outputs;

  beforeAll(async () => {
    emulator = await startEmulator();
    calls = callsOf(await kmsClient(emulator.endpoint, 'eu-west-1').createKey({}));
    root = await terraformRoot(sensitiveRoot(emulator.endpoint, calls));
    plan = await root.plan();
    outputs = await applied(root);
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  it('the plan gives what the resolver gives', () => {
    expect(differencesIn(calls, plan.planned_values.outputs ?? {})).toEqual([]);
  });

  it('the plan holds every resource as the inputs ask for it', () => {
    expect(plannedResources(plan)).toEqual(expectedResources(calls));
  });

  it('the apply gives what the resolver gives', () => {
    expect(differencesIn(calls, outputs)).toEqual([]);
  });

  it('a second plan changes nothing', async () => {
    expect(await changesOfSecondPlan(root)).toEqual([]);
  });
});
