import type { JsonObject } from '../../../src/policy/policy-json';
import { bothForms } from '../plan-matrix/copied-module';
import { MATRIX_MODULES } from '../plan-matrix/matrix-modules';
import { emulatedProvider, REQUIRED_AWS } from '../test-bed/terraform-root';
import { outputName, type Call } from './calls';

/** Files of a root, by name. */
export type RootFiles = Readonly<Record<string, JsonObject | string>>;

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
      calls.flatMap((call) =>
        call.module.outputs.map((output) => [outputName(call, output), { value: shown(`module.${call.name}.${output}`) }]),
      ),
    ),
  };
  return { 'main.tf.json': main, ...Object.assign({}, ...MATRIX_MODULES.map(({ name }) => bothForms(name))) };
}
