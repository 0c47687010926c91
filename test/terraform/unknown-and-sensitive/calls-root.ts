import type { JsonObject } from '../../../src/policy/policy-json';
import { KEY_POLICY_SOURCES, keyPolicyModules } from '../plan-matrix/copied-module';
import { emulatedProvider, REQUIRED_AWS } from '../test-bed/terraform-root';
import type { ArgumentShapes } from './argument-shapes';

/** Files of a root, by name. */
export type RootFiles = Readonly<Record<string, JsonObject | string>>;

/** The ways in which arguments are disguised: each string alone, or each argument as a whole. */
export const WAYS = ['strings', 'wholes'] as const;

/** One of {@link WAYS}. */
export type Way = (typeof WAYS)[number];

/** One module block: a form of the module, with the arguments of a shape in one disguise. */
export interface Call {
  readonly name: string;
  readonly source: string;
  readonly shape: string;
  readonly way: Way;
}

/** Both forms of the module, called with every shape in every way. */
export function callsOf(shapes: ArgumentShapes): readonly Call[] {
  return Object.entries(KEY_POLICY_SOURCES).flatMap(([form, source]) =>
    Object.keys(shapes).flatMap((shape) => WAYS.map((way) => ({ name: `${form}_${shape}_${way}`, source, shape, way }))),
  );
}

const OUTPUTS = ['statements_json', 'policy_json', 'policy_bytes'] as const;

/** A root that makes the calls; `shown` is the expression under which it shows an output of the module. */
export function callsRoot(
  endpoint: string,
  calls: readonly Call[],
  argumentsOf: (call: Call) => JsonObject,
  shown: (reference: string) => string,
): RootFiles {
  const main: JsonObject = {
    terraform: REQUIRED_AWS,
    provider: { aws: emulatedProvider(endpoint) },
    module: Object.fromEntries(calls.map((call) => [call.name, { source: call.source, ...argumentsOf(call) }])),
    output: Object.fromEntries(
      calls.flatMap(({ name }) => OUTPUTS.map((output) => [`${name}_${output}`, { value: shown(`module.${name}.${output}`) }])),
    ),
  };
  return { 'main.tf.json': main, ...keyPolicyModules() };
}
