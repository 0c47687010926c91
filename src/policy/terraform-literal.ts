import type { Json } from './policy-json';

/** A text that Terraform cannot carry unchanged, and why. */
export class UnencodableTextError extends Error {}

/**
 * The body of a Terraform template that stands for `text` itself: `${` and `%{` lose their meaning.
 *
 * A run of `$` and `%` before `{` is given as a quoted interpolation, because `$$${` would read as `$` and an escape.
 * Works in HCL strings and in JSON strings that Terraform reads as templates; of the latter it drops a byte order mark
 * at the start, so that is given as an escape.
 *
 * @throws UnencodableTextError for a carriage return without line feed, after which Terraform's JSON syntax stops
 * evaluating, and for half a surrogate pair, which is no character.
 */
export function escapeTemplate(text: string): string {
  if (/\r(?!\n)/.test(text)) {
    throw new UnencodableTextError(
      `${JSON.stringify(text)} has a carriage return without a line feed, which Terraform JSON cannot carry; use \\n`,
    );
  }
  if (!text.isWellFormed()) {
    throw new UnencodableTextError(`${JSON.stringify(text)} has half of a surrogate pair, which is no character; remove it`);
  }
  return text
    .replace(/([$%]*)([$%])\{/g, (_match, run: string, sign: string) => (run === '' ? `${sign}${sign}{` : `\${"${run}"}${sign}${sign}{`))
    .replace(/^\ufeff/, '${"\\ufeff"}');
}

/** A template body as a quoted HCL string. Escapes what HCL escapes; `${…}` in the body stays a template. */
export function quoteTemplate(body: string): string {
  if (!/[$%]\{/.test(body)) return `"${escapeCharacters(body)}"`;
  let quoted = '';
  for (const part of splitInterpolations(body)) quoted += part.interpolation ? part.text : escapeCharacters(part.text);
  return `"${quoted}"`;
}

/** `text` as an HCL string that means exactly `text`. */
export function stringLiteral(text: string): string {
  return quoteTemplate(escapeTemplate(text));
}

/** A plain value as a one-line HCL expression. */
export function literal(value: Json): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (Array.isArray(value)) return `[${value.map((element: Json) => literal(element)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value as Readonly<Record<string, Json>>);
    if (pairs.length === 0) return '{}';
    return `{ ${pairs.map(([key, element]) => `${objectKey(key)} = ${literal(element)}`).join(', ')} }`;
  }
  return String(value);
}

/** A list of plain values as an HCL expression: on one line while it fits, else an element a line. */
export function listLiteral(values: readonly Json[], indent: string, width: number): string {
  const line = literal(values);
  if (indent.length + line.length <= width) return line;
  return `[\n${values.map((value) => `${indent}  ${literal(value)},\n`).join('')}${indent}]`;
}

/** A key of an HCL object: bare where that is an identifier, quoted otherwise. */
export function objectKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) && !['null', 'true', 'false', 'for'].includes(key) ? key : stringLiteral(key);
}

/** A piece of a template: literal text, or one whole `${…}` / `%{…}` sequence. */
export interface TemplatePart {
  readonly interpolation: boolean;
  readonly text: string;
}

/**
 * Splits a template body into literal text and interpolations. Knows nested strings, templates in them and braces.
 *
 * @throws Error for an interpolation that is not closed.
 */
export function splitInterpolations(body: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let start = 0;
  let at = 0;
  while (at < body.length) {
    const sign = body[at];
    if (sign !== '$' && sign !== '%') at += 1;
    else if (body[at + 1] === sign && body[at + 2] === '{') at += 3;
    else if (body[at + 1] === '{') {
      const end = endOfInterpolation(body, at);
      if (at > start) parts.push({ interpolation: false, text: body.slice(start, at) });
      parts.push({ interpolation: true, text: body.slice(at, end) });
      start = at = end;
    } else at += 1;
  }
  if (start < body.length) parts.push({ interpolation: false, text: body.slice(start) });
  return parts;
}

/** The expression of a template that is one single `${…}` and nothing else; undefined for any other template. */
export function soleExpression(body: string): string | undefined {
  if (!body.startsWith('${')) return undefined;
  return endOfInterpolation(body, 0) === body.length ? body.slice(2, -1).trim() : undefined;
}

function endOfInterpolation(text: string, start: number): number {
  const signs = /[{}"]/g;
  signs.lastIndex = start + 1;
  let depth = 0;
  for (let sign = signs.exec(text); sign !== null; sign = signs.exec(text)) {
    if (sign[0] === '"') signs.lastIndex = endOfString(text, sign.index);
    else {
      depth += sign[0] === '{' ? 1 : -1;
      if (depth === 0) return sign.index + 1;
    }
  }
  throw new Error(`The interpolation is not closed: ${JSON.stringify(text.slice(start, start + 60))}`);
}

function endOfString(text: string, start: number): number {
  const signs = /["\\]|([$%])\1?\{/g;
  signs.lastIndex = start + 1;
  for (let sign = signs.exec(text); sign !== null; sign = signs.exec(text)) {
    if (sign[0] === '"') return sign.index + 1;
    if (sign[0] === '\\') signs.lastIndex = sign.index + 2;
    else if (sign[0].length === 2) signs.lastIndex = endOfInterpolation(text, sign.index);
  }
  throw new Error(`The string is not closed: ${JSON.stringify(text.slice(start, start + 60))}`);
}

function escapeCharacters(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return text;
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\([\s\S])/g, (escape, character: string) => (character === 'b' ? '\\u0008' : character === 'f' ? '\\u000c' : escape))
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
