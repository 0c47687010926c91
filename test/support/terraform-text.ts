import type { Json } from '../../src/policy/policy-json';
import { isJsonObject } from '../../src/policy/policy-json';
import { escapeTemplate } from '../../src/policy/terraform-literal';

/** A plain value as it goes into a document: every text, keys included, is the template that stands for it. */
export function asTemplates(value: Json): Json {
  return mapTexts(value, escapeTemplate);
}

/** What a value read from HCL or JSON stands for. Only interpolations that our own encoder writes are evaluated. */
export function evaluated(value: Json): Json {
  return mapTexts(value, evaluatedTemplate);
}

/** What the same value stands for when Terraform reads it from JSON, where a template loses a byte order mark at its start. */
export function evaluatedFromJson(value: Json): Json {
  return evaluated(mapTexts(value, (template) => template.replace(/^\ufeff/, '')));
}

/** A value as Terraform hands it on: it holds every string in Unicode NFC. */
export function asTerraformHoldsIt(value: Json): Json {
  return mapTexts(value, (text) => text.normalize('NFC'));
}

/**
 * Evaluates a template whose only interpolations are a quoted run of `$` and `%`, and a byte order mark at the start.
 *
 * @throws Error for any other interpolation or directive: there, text has become syntax.
 */
function evaluatedTemplate(template: string): string {
  return template
    .replace(/^\$\{"\\ufeff"\}/, '\ufeff')
    .replace(/\$\{"([$%]+)"\}|([$%])\2\{|[$%]\{/g, (match, run: string | undefined, sign: string | undefined) => {
      if (run !== undefined) return run;
      if (sign !== undefined) return `${sign}{`;
      throw new Error(`Text has become syntax: ${match} in ${JSON.stringify(template)}`);
    });
}

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((element) => mapTexts(element, change));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, element]) => [change(key), mapTexts(element, change)] as const);
  return Object.fromEntries<Json>(entries);
}
