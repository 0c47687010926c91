import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Json } from '../policy/policy-json';

/** A JSON text that was read, or what is wrong with it. */
export type ReadJson = { readonly value: Json; readonly text: string; readonly problem?: undefined } | { readonly problem: string };

/** Deeper than any policy, state or plan; AWS and Terraform print less than 100. */
const MOST_NESTED = 500;
/** How often a text may be encoded: a string of JSON in a URL in a string. */
const MOST_ENCODED = 4;

/**
 * JSON as AWS prints it: raw, URL-encoded (`GetRole` of the API, CloudTrail), or as a string of JSON (`--output json` of a text).
 *
 * @returns the value and the text of the innermost JSON; never throws
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html
 */
export function readJson(given: string): ReadJson {
  const whole = given.replace(/^\uFEFF/, '');
  let text = whole.trim();
  let problem = 'it is empty';
  for (let round = 0; round < MOST_ENCODED && text !== ''; round += 1) {
    const parsed = parsedJson(text);
    if (parsed.problem !== undefined) {
      problem = parsed.problem;
      const decoded = urlDecoded(text);
      if (decoded === undefined) return { problem };
      text = decoded.trim();
    } else if (typeof parsed.value === 'string') {
      problem = 'it is a text, not an object';
      text = parsed.value.trim();
    } else {
      // What was not encoded stays as it is, down to its last line break.
      return { value: parsed.value, text: round === 0 ? whole : text };
    }
  }
  return { problem };
}

function parsedJson(text: string): { readonly value: Json; readonly problem?: undefined } | { readonly problem: string } {
  if (isNestedTooDeep(text)) return { problem: `it is nested deeper than ${MOST_NESTED} levels` };
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Only a text that is encoded as a whole: JSON itself begins with none of these. */
function urlDecoded(text: string): string | undefined {
  if (!/^%(7B|5B|22)/i.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
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
  return root === undefined ? [] : repeatedIn(root, '');
}

function repeatedIn({ type, children = [] }: Node, path: string): readonly string[] {
  if (type === 'array') return children.flatMap((child, index) => repeatedIn(child, `${path}[${index}]`));
  if (type !== 'object') return [];
  const seen = new Set<string>();
  return children.flatMap(({ children: [key, value] = [] }) => {
    const name = String(key?.value);
    const place = path === '' ? name : `${path}.${name}`;
    const repeated = seen.has(name) ? [place] : [];
    seen.add(name);
    return value === undefined ? repeated : [...repeated, ...repeatedIn(value, place)];
  });
}
