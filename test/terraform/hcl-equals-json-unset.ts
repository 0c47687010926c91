import { isObject, type InputSpec } from '../../src/policy/input-spec';
import { isJsonObject, type Json, type JsonObject } from '../../src/policy/policy-json';

/** The settings of an input that every call leaves as they are by default: the input itself, and attributes of its objects. */
export function unsetIn(calls: readonly JsonObject[], spec: InputSpec): readonly string[] {
  const given = valuesOf(spec.name, calls);
  const objects = given.filter(isJsonObject).flatMap((value) => (isObject(spec) ? [value] : Object.values(value).filter(isJsonObject)));
  const attributes = Object.entries(spec.entries ?? {}).filter(([name, standard]) => !differs(valuesOf(name, objects), standard));
  return [...(differs(given, spec.default) ? [] : [spec.name]), ...attributes.map(([name]) => `${spec.name}.${name}`)];
}

function valuesOf(name: string, objects: readonly JsonObject[]): readonly Json[] {
  return objects.flatMap((object) => (name in object ? [object[name] ?? null] : []));
}

function differs(values: readonly Json[], standard: Json | undefined): boolean {
  return values.some((value) => JSON.stringify(value) !== JSON.stringify(standard));
}
