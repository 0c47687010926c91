import { isJsonObject, type Json } from '../../../src/policy/policy-json';
import { escapeTemplate } from '../../../src/policy/terraform-literal';

/** A value as Terraform's JSON syntax has to spell it, so that no string in it is read as a template. */
export function escaped(value: Json): Json {
  if (typeof value === 'string') return escapeTemplate(value);
  if (Array.isArray(value)) return value.map((element: Json) => escaped(element));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, escaped(element)]));
}
