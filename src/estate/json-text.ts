import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Json } from '../policy/policy-json';
import { jsonProblem } from './json-problem';

/** A JSON text that was read, or what is wrong with it. */
export type ReadJson = { readonly value: Json; readonly text: string; readonly problem?: undefined } | { readonly problem: string };

/** Deeper than any policy, state or plan; AWS and Terraform print less than 100. */
const MOST_NESTED = 500;
/** How often a text may be encoded: a string of JSON in a URL in a string. */
const MOST_ENCODED = 4;

/**
 * JSON as AWS prints it: raw, URL-encoded (`GetRole` of the API, CloudTrail), also twice or as a form, or as a string of JSON
 * (`--output json` of a text).
 *
 * @returns the value and the text of the innermost JSON, without byte order marks; never throws
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html
 */
export function readJson(given: string): ReadJson {
  const whole = given.replace(/^\uFEFF+/, '');
  let text = trimmed(whole);
  let problem = 'it is empty';
  for (let round = 0; round < MOST_ENCODED && text !== ''; round += 1) {
    const parsed = parsedJson(text);
    if (parsed.problem !== undefined) {
      problem = parsed.problem;
      const decoded = urlDecoded(text);
      if (decoded === undefined) return { problem };
      text = trimmed(decoded);
    } else if (typeof parsed.value === 'string') {
      problem = 'it is a text, not an object';
      text = trimmed(parsed.value);
    } else {
      // What was not encoded stays as it is, down to its last line break.
      return { value: parsed.value, text: round === 0 ? whole : text };
    }
  }
  return { problem };
}

/** Without the whitespace that JSON has; other whitespace is none of its own. */
function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && WHITESPACE.has(text.charAt(from))) from += 1;
  while (to > from && WHITESPACE.has(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

const WHITESPACE: ReadonlySet<string> = new Set([' ', '\t', '\r', '\n']);

function parsedJson(text: string): { readonly value: Json; readonly problem?: undefined } | { readonly problem: string } {
  if (isNestedTooDeep(text)) return { problem: `it is nested deeper than ${MOST_NESTED} levels` };
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return { problem: jsonProblem(text) };
  }
}

/** Only a text that is encoded as a whole: JSON itself begins with none of these. */
const URL_ENCODED = /^(?:%(?:25)*(?:20|09|0D|0A)|\+)*%(?:25)*(?:7B|5B|22)/i;

function urlDecoded(text: string): string | undefined {
  if (!URL_ENCODED.test(text)) return undefined;
  // A form writes a space as +. Whoever leaves + as it is leaves colons and commas as well.
  const isForm = !/[:,]/.test(text);
  try {
    return decodeURIComponent(isForm ? text.replaceAll('+', '%20') : text);
  } catch {
    return undefined;
  }
}

function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  let isText = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isText) {
      if (code === BACKSLASH) index += 1;
      else if (code === QUOTE) isText = false;
    } else if (code === QUOTE) isText = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
      if (depth > MOST_NESTED) return true;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
  return false;
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [34, 92, 123, 125, 91, 93];

/** The tree of a text that is JSON; undefined where it is none. Never throws. */
export function jsonTree(text: string): Node | undefined {
  const errors: ParseError[] = [];
  if (isNestedTooDeep(text)) return undefined;
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors.length === 0 ? root : undefined;
}

/** Keys that an object of the text names twice, by path: parsers keep one of them, so that a condition would vanish unseen. */
export function repeatedKeys(text: string): readonly string[] {
  const root = jsonTree(text);
  const repeated: string[] = [];
  if (root !== undefined) collectRepeated(root, '', repeated);
  return repeated;
}

function collectRepeated({ type, children = [] }: Node, path: string, repeated: string[]): void {
  if (type === 'array') children.forEach((child, index) => collectRepeated(child, `${path}[${index}]`, repeated));
  if (type !== 'object') return;
  const seen = new Set<string>();
  for (const { children: [key, value] = [] } of children) {
    const name = String(key?.value);
    const place = memberPath(path, name);
    if (seen.has(name)) repeated.push(place);
    seen.add(name);
    if (value !== undefined) collectRepeated(value, place, repeated);
  }
}

/** A name that is no word stands in quotes, as it may hold dots, line breaks or anything else. */
function memberPath(path: string, name: string): string {
  if (!/^[\w:/*-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}
