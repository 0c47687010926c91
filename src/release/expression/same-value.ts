import { isJsonObject, type Json } from '../../policy/policy-json';

/** Whether two values are equal, whatever the order of an object's keys. */
export function sameValue(one: Json, other: Json): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return (
      one.length === other.length && one.every((element, index) => sameValue(element as Json, (other as readonly Json[])[index] ?? null))
    );
  }
  if (isJsonObject(one) && isJsonObject(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && sameValue(one[key] ?? null, other[key] ?? null))
    );
  }
  return one === other;
}
