import type { JsonObject } from '../../../src/policy/policy-json';
import { escapeTemplate } from '../../../src/policy/terraform-literal';
import type { Arguments } from '../plan-matrix/instance';
import { callsOf, type Call } from './calls';
import { callsRoot, type RootFiles } from './calls-root';
import { disguised, wholesDisguised } from './disguise';

/** A reference to an id that nobody knows before the key is created. */
const LATE_KEY_ID = '${aws_kms_key.customer.key_id}';

/**
 * A root in which nothing that the modules get is known before the apply. Where an argument is unknown as a whole, so is
 * its length, and whether it is null. Keys of `grants` stay known, as the module asks.
 */
export function unknownRoot(endpoint: string): RootFiles {
  const calls = callsOf(LATE_KEY_ID);
  const late: JsonObject = {
    resource: {
      aws_kms_key: { customer: { description: 'A key whose id is unknown until it is created' } },
      terraform_data: Object.fromEntries(calls.map(({ name, given }) => [name, { input: lateInput(given) }])),
    },
  };
  return { ...callsRoot(endpoint, calls, unknownArguments, (reference) => `\${${reference}}`), 'late.tf.json': late };
}

/** What `terraform_data` passes on: plain text, but for the key's id. */
function lateInput(given: Arguments): JsonObject {
  return disguised(given, '', (_path, text) => (text === LATE_KEY_ID ? text : escapeTemplate(text))) as JsonObject;
}

function unknownArguments({ name, given, way }: Call): JsonObject {
  const late = `terraform_data.${name}.output`;
  if (way === 'wholes') return wholesDisguised(given, late, (path) => `\${${path}}`);
  return disguised(given, late, (path) => `\${${path}}`) as JsonObject;
}
