import { isJsonObject, type Json, type JsonObject, plainText } from '../../policy/policy-json';
import { sameValue } from './same-value';

type TerraformFunction = (...args: readonly Json[]) => Json;

const list = (value: Json | undefined): readonly Json[] => {
  if (Array.isArray(value)) return value as readonly Json[];
  throw new Error(`${JSON.stringify(value)} is no list`);
};
const text = (value: Json | undefined): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${JSON.stringify(value)} is no text`);
};
const object = (value: Json | undefined): JsonObject => {
  if (isJsonObject(value)) return value;
  throw new Error(`${JSON.stringify(value)} is no object`);
};
const distinct = (values: readonly Json[]): readonly Json[] =>
  values.filter((value, index) => values.findIndex((other) => sameValue(value, other)) === index);
const flat = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]).flatMap(flat) : [value]);
const sorted = (values: readonly Json[]): readonly Json[] =>
  distinct(values).toSorted((one, other) => (plainText(one) < plainText(other) ? -1 : plainText(one) > plainText(other) ? 1 : 0));

const PATTERNS = new Map<string, RegExp>();

/** RE2 and ECMAScript read alike what this project writes; `s` aside, which RE2 spells in the pattern. */
function pattern(source: string, flags: string): RegExp {
  const known = PATTERNS.get(`${flags} ${source}`);
  // One that is global remembers where it was.
  if (known !== undefined) return Object.assign(known, { lastIndex: 0 });
  const inline = /^\(\?([ims]+)\)/.exec(source);
  const made = new RegExp(inline === null ? source : source.slice(inline[0].length), `${flags}u${inline?.[1] ?? ''}`);
  if (PATTERNS.size > 1000) PATTERNS.clear();
  PATTERNS.set(`${flags} ${source}`, made);
  return made;
}

const captured = (match: RegExpExecArray | RegExpMatchArray): Json =>
  match.length > 1 ? match.slice(1).map((group) => (group as string | undefined) ?? null) : match[0];

function required(match: RegExpExecArray | null): Json {
  if (match === null) throw new Error('the pattern matches nothing');
  return captured(match);
}

function replaced(subject: string, search: string, by: string): string {
  if (!(search.length > 1 && search.startsWith('/') && search.endsWith('/'))) return subject.replaceAll(search, () => by);
  return subject.replaceAll(pattern(search.slice(1, -1), 'g'), by);
}

/** As Terraform encodes: keys in order, and what HTML would read escaped. */
function encoded(value: Json): string {
  const inOrder = (inner: Json): Json => {
    if (Array.isArray(inner)) return (inner as readonly Json[]).map(inOrder);
    if (!isJsonObject(inner)) return inner;
    return Object.fromEntries(
      Object.entries(inner)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, element]) => [key, inOrder(element)]),
    );
  };
  return JSON.stringify(inOrder(value)).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function first(values: readonly Json[]): Json {
  const found = values.find((value) => value !== null && value !== '');
  if (found === undefined) throw new Error('every value is null or empty');
  return found;
}

function length(value: Json | undefined): number {
  if (typeof value === 'string') return Array.from(value).length;
  return Array.isArray(value) ? value.length : Object.keys(object(value)).length;
}

/**
 * The functions that modules of this project call, but for `try` and `can`.
 *
 * Source: https://developer.hashicorp.com/terraform/language/functions
 */
export const FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  alltrue: (values) => list(values).every((value) => value === true || value === 'true'),
  anytrue: (values) => list(values).some((value) => value === true || value === 'true'),
  base64encode: (value) => Buffer.from(text(value), 'utf8').toString('base64'),
  coalesce: (...values) => first(values),
  compact: (values) => list(values).filter((value) => value !== null && value !== ''),
  concat: (...lists) => lists.flatMap(list),
  contains: (values, value) => list(values).some((element) => sameValue(element, value ?? null)),
  distinct: (values) => distinct(list(values)),
  endswith: (value, end) => text(value).endsWith(text(end)),
  flatten: (values) => flat(list(values)),
  floor: (value) => Math.floor(Number(value)),
  join: (separator, values) => list(values).map(text).join(text(separator)),
  jsondecode: (value) => JSON.parse(text(value)) as Json,
  jsonencode: (value) => encoded(value ?? null),
  keys: (value) => Object.keys(object(value)).toSorted(),
  length,
  lower: (value) => text(value).toLowerCase(),
  merge: (...objects) => Object.assign({}, ...objects.filter((value) => value !== null).map(object)) as JsonObject,
  nonsensitive: (value) => value ?? null,
  regex: (source, value) => required(pattern(text(source), '').exec(text(value))),
  regexall: (source, value) => [...text(value).matchAll(pattern(text(source), 'g'))].map(captured),
  replace: (value, search, by) => replaced(text(value), text(search), text(by)),
  setintersection: (left, right) => sorted(list(left).filter((value) => list(right).some((other) => sameValue(value, other)))),
  setsubtract: (left, right) => sorted(list(left).filter((value) => !list(right).some((other) => sameValue(value, other)))),
  setunion: (...sets) => sorted(sets.flatMap(list)),
  sort: (values) => list(values).map(text).toSorted(),
  split: (separator, value) => text(value).split(text(separator)),
  startswith: (value, start) => text(value).startsWith(text(start)),
  substr: (value, start, count) =>
    Array.from(text(value))
      .slice(Number(start), Number(count) < 0 ? undefined : Number(start) + Number(count))
      .join(''),
  tobool: (value) => value === true || value === 'true',
  tolist: (values) => list(values),
  tomap: (value) => object(value),
  toset: (values) => sorted(list(values)),
  tostring: (value) => (value === null || value === undefined ? null : text(value)),
  upper: (value) => text(value).toUpperCase(),
  values: (value) =>
    Object.entries(object(value))
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([, element]) => element),
};
