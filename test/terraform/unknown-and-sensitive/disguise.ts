import { isJsonObject, type Json, type JsonObject } from '../../../src/policy/policy-json';

/** What stands in a module block for a value of an argument; `path` is where the value lies, as Terraform reads it. */
export type Disguise<Value extends Json> = (path: string, value: Value) => string;

/** A value each of whose strings is disguised: elements and attributes, but no keys. */
export function disguised(value: Json, path: string, disguise: Disguise<string>): Json {
  if (typeof value === 'string') return disguise(path, value);
  if (Array.isArray(value)) return value.map((element: Json, index) => disguised(element, `${path}[${index}]`, disguise));
  if (!isJsonObject(value)) return value;
  return eachAttribute(value, path, (inner, innerPath) => disguised(inner, innerPath, disguise));
}

/** Arguments each of which is disguised as a whole; of `grants` each attribute is, since its keys must stay plain. */
export function wholesDisguised(given: JsonObject, path: string, disguise: Disguise<Json>): JsonObject {
  return eachAttribute(given, path, (value, inner) => {
    if (!inner.endsWith('["grants"]') || !isJsonObject(value)) return disguise(inner, value);
    return eachAttribute(value, inner, (grant, grantPath) =>
      eachAttribute(grant as JsonObject, grantPath, (attribute, attributePath) => disguise(attributePath, attribute)),
    );
  });
}

function eachAttribute(object: JsonObject, path: string, change: (value: Json, path: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, `${path}[${JSON.stringify(key)}]`)]));
}
