import type { JsonObject } from '../../../src/policy/policy-json';
import { escapeTemplate } from '../../../src/policy/terraform-literal';
import type { Arguments } from '../plan-matrix/key-policy-instance';
import { argumentShapes } from './argument-shapes';
import { callsOf, callsRoot, type RootFiles, type Way } from './calls-root';
import { disguised, wholesDisguised } from './disguise';

/** A reference to an id that nobody knows before the key is created. */
const LATE_KEY_ID = '${aws_kms_key.customer.key_id}';

/**
 * A root in which nothing that the module gets is known before the apply. Where an argument is unknown as a whole, so is
 * its length, and whether it is null. Keys of `grants` stay known, as the module asks.
 */
export function unknownRoot(endpoint: string): RootFiles {
  const shapes = argumentShapes(LATE_KEY_ID);
  const late: JsonObject = {
    resource: {
      aws_kms_key: { customer: { description: 'A key whose id is unknown until it is created' } },
      terraform_data: Object.fromEntries(Object.entries(shapes).map(([shape, given]) => [shape, { input: lateInput(given) }])),
    },
  };
  const calls = callsRoot(
    endpoint,
    callsOf(shapes),
    ({ shape, way }) => unknownArguments(shapes[shape] ?? {}, `terraform_data.${shape}.output`, way),
    (reference) => `\${${reference}}`,
  );
  return { ...calls, 'late.tf.json': late };
}

/** What `terraform_data` passes on: plain text, but for the key's id. */
function lateInput(given: Arguments): JsonObject {
  return disguised(given, '', (_path, text) => (text === LATE_KEY_ID ? text : escapeTemplate(text))) as JsonObject;
}

function unknownArguments(given: Arguments, late: string, way: Way): JsonObject {
  if (way === 'wholes') return wholesDisguised(given, late, (path) => `\${${path}}`);
  return disguised(given, late, (path) => `\${${path}}`) as JsonObject;
}
