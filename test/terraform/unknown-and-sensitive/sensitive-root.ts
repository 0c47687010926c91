import type { Json, JsonObject } from '../../../src/policy/policy-json';
import { literal } from '../../../src/policy/terraform-literal';
import type { Arguments } from '../plan-matrix/key-policy-instance';
import type { ArgumentShapes } from './argument-shapes';
import { callsOf, callsRoot, type RootFiles, type Way } from './calls-root';
import { disguised, wholesDisguised } from './disguise';

/** A root in which everything that the module gets is sensitive, but the keys of `grants`. */
export function sensitiveRoot(endpoint: string, shapes: ArgumentShapes): RootFiles {
  return callsRoot(
    endpoint,
    callsOf(shapes),
    ({ shape, way }) => sensitiveArguments(shapes[shape] ?? {}, way),
    (reference) => `\${nonsensitive(${reference})}`,
  );
}

function sensitiveArguments(given: Arguments, way: Way): JsonObject {
  const sensitive = (_path: string, value: Json): string => `\${sensitive(${literal(value)})}`;
  return way === 'wholes' ? wholesDisguised(given, '', sensitive) : (disguised(given, '', sensitive) as JsonObject);
}
