import type { Json, JsonObject } from '../../../src/policy/policy-json';
import { literal } from '../../../src/policy/terraform-literal';
import type { Call } from './calls';
import { callsRoot, type RootFiles } from './calls-root';
import { disguised, wholesDisguised } from './disguise';

/** A root in which everything that the modules get is sensitive, but the keys of `grants`. */
export function sensitiveRoot(endpoint: string, calls: readonly Call[]): RootFiles {
  return callsRoot(endpoint, calls, sensitiveArguments, (reference) => `\${jsondecode(nonsensitive(jsonencode(${reference})))}`);
}

function sensitiveArguments({ given, way }: Call): JsonObject {
  const sensitive = (_path: string, value: Json): string => `\${sensitive(${literal(value)})}`;
  return way === 'wholes' ? wholesDisguised(given, '', sensitive) : (disguised(given, '', sensitive) as JsonObject);
}
