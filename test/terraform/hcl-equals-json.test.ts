import { ALL_MODULES } from '../../src/modules/all-modules';
import type { JsonObject } from '../../src/policy/policy-json';
import { INPUTS_BY_MODULE } from '../support/inputs-by-module';
import { CALLS } from './hcl-equals-json-calls';
import { roleCalls } from './hcl-equals-json-role-calls';
import { unsetIn } from './hcl-equals-json-unset';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { emulatedProvider, MODULES, REQUIRED_AWS, terraformRoot, type Plan } from './test-bed/terraform-root';

const COMPARED = ['planned_values', 'resource_changes', 'output_changes', 'checks'] as const;

interface Module {
  readonly name: string;
  readonly calls: Readonly<Record<string, JsonObject>>;
  /** Outputs that are known at plan. */
  readonly known: readonly string[];
  /** Addresses in the module that a call plans. */
  readonly planned: (inputs: JsonObject) => readonly string[];
}

const keyed = (resource: string, keys: readonly string[]): readonly string[] => keys.map((key) => `${resource}[${JSON.stringify(key)}]`);

const role = (keys: readonly string[]): Module['planned'] => {
  return () => ['aws_iam_role.this', ...keyed('aws_iam_policy.this', keys), ...keyed('aws_iam_role_policy_attachment.this', keys)];
};

const ROLE_OUTPUTS = ['role_name', 'trust_policy_json', 'policy_json'];

const COMPARED_MODULES: readonly Module[] = [
  {
    name: 'cado-kms-key-policy',
    calls: CALLS,
    known: ['statements_json', 'policy_json', 'policy_bytes'],
    planned: (inputs) => keyed('aws_kms_grant.this', Object.keys((inputs['grants'] ?? {}) as JsonObject)),
  },
  {
    name: 'cado-role',
    calls: roleCalls('platform'),
    known: ROLE_OUTPUTS,
    planned: role(['acquisition', 'kms', 'operations', 'platform', 'temporary_key']),
  },
  {
    name: 'cado-cross-account-trust',
    calls: roleCalls('target'),
    known: [...ROLE_OUTPUTS, 'platform_assume_role_policy_json'],
    planned: role(['acquisition', 'kms', 'operations']),
  },
];

const CALLS_OF_ALL = COMPARED_MODULES.flatMap((module) =>
  Object.entries(module.calls).map(([call, inputs]) => ({ module, name: `${module.name}_${call}`, inputs })),
);
const OUTPUTS = CALLS_OF_ALL.flatMap(({ module, name }) =>
  module.known.map((output) => ({ name: `${name}_${output}`, value: `module.${name}.${output}` })),
);

test('these are all modules', () => {
  expect(COMPARED_MODULES.map(({ name }) => name).toSorted()).toEqual(ALL_MODULES.map(({ name }) => name).toSorted());
});

test.each(COMPARED_MODULES.map((module) => [module.name, module] as const))('every input of %s is set by some call', (name, { calls }) => {
  expect(INPUTS_BY_MODULE[name]?.flatMap((spec) => unsetIn(Object.values(calls), spec))).toEqual([]);
});

describeEmulated('The HCL and the JSON modules with the same inputs', () => {
  let emulator: Emulator;
  let hcl: Plan;
  let json: Plan;

  beforeAll(async () => {
    emulator = await startEmulator();
    [hcl, json] = await Promise.all([planOf('', emulator.endpoint), planOf('/json', emulator.endpoint)]);
  });

  afterAll(() => emulator?.stop());

  test.each(COMPARED)('plan the same %s', (part) => {
    expect(json[part]).toEqual(hcl[part]);
    expect(JSON.stringify(json[part])).toBe(JSON.stringify(hcl[part]));
  });

  test('know their outputs at plan', () => {
    const unknown = OUTPUTS.filter(({ name }) => hcl.planned_values.outputs?.[name]?.value === undefined);
    expect(unknown).toEqual([]);
    expect(hcl.checks).not.toEqual([]);
  });

  test('plan something for every call, and nothing else', () => {
    const planned = new Set((hcl.resource_changes ?? []).map(({ address }) => address));
    const expected = CALLS_OF_ALL.flatMap(({ module, name, inputs }) =>
      module.planned(inputs).map((address) => `module.${name}.${address}`),
    );
    expect([...planned].toSorted()).toEqual(expected.toSorted());
  });
});

async function planOf(form: '' | '/json', endpoint: string): Promise<Plan> {
  const root = await terraformRoot({
    'main.tf.json': {
      terraform: REQUIRED_AWS,
      provider: { aws: emulatedProvider(endpoint) },
      module: Object.fromEntries(
        CALLS_OF_ALL.map(({ module, name, inputs }) => [name, { source: `${MODULES}/${module.name}${form}`, ...inputs }]),
      ),
      output: Object.fromEntries(OUTPUTS.map(({ name, value }) => [name, { value: `\${${value}}` }])),
    },
  });
  try {
    return await root.plan();
  } finally {
    root.remove();
  }
}
