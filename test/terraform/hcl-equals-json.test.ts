import type { JsonObject } from '../../src/policy/policy-json';
import { CALLS } from './hcl-equals-json-calls';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { emulatedProvider, MODULES, REQUIRED_AWS, terraformRoot, type Plan } from './test-bed/terraform-root';

const MODULE = `${MODULES}/cado-kms-key-policy`;
const COMPARED = ['planned_values', 'resource_changes', 'output_changes', 'checks'] as const;
const KNOWN_OUTPUTS = ['statements_json', 'policy_json', 'policy_bytes'] as const;
const OUTPUTS = Object.keys(CALLS).flatMap((call) =>
  [...KNOWN_OUTPUTS, 'grant_ids'].map((output) => ({ name: `${call}_${output}`, value: `module.${call}.${output}` })),
);

describeEmulated('The HCL and the JSON module with the same inputs', () => {
  let emulator: Emulator;
  let hcl: Plan;
  let json: Plan;

  beforeAll(async () => {
    emulator = await startEmulator();
    [hcl, json] = await Promise.all([planOf(MODULE, emulator.endpoint), planOf(`${MODULE}/json`, emulator.endpoint)]);
  });

  afterAll(() => emulator?.stop());

  test.each(COMPARED)('plan the same %s', (part) => {
    expect(json[part]).toEqual(hcl[part]);
    expect(JSON.stringify(json[part])).toBe(JSON.stringify(hcl[part]));
  });

  test('plan something for every call', () => {
    const outputs = hcl.planned_values.outputs ?? {};
    for (const call of Object.keys(CALLS)) {
      const known = KNOWN_OUTPUTS.map((output) => outputs[`${call}_${output}`]?.value);
      expect(known).toEqual([expect.stringMatching(/^\[/), expect.stringMatching(/^\{/), expect.any(Number)]);
    }
    const planned = new Set((hcl.resource_changes ?? []).map(({ address }) => address));
    const grants = Object.entries(CALLS).flatMap(([call, inputs]) =>
      Object.keys((inputs['grants'] ?? {}) as JsonObject).map((name) => `module.${call}.aws_kms_grant.this[${JSON.stringify(name)}]`),
    );
    expect([...planned].toSorted()).toEqual(grants.toSorted());
    expect(hcl.checks).not.toEqual([]);
  });
});

async function planOf(source: string, endpoint: string): Promise<Plan> {
  const root = await terraformRoot({
    'main.tf.json': {
      terraform: REQUIRED_AWS,
      provider: { aws: emulatedProvider(endpoint) },
      module: Object.fromEntries(Object.entries(CALLS).map(([name, inputs]) => [name, { source, ...inputs }])),
      output: Object.fromEntries(OUTPUTS.map(({ name, value }) => [name, { value: `\${${value}}` }])),
    },
  });
  try {
    return await root.plan();
  } finally {
    root.remove();
  }
}
