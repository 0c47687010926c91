import type { Json } from '../../policy/policy-json';

/** Members of events lie less deep. */
const DEEPEST = 8;

/**
 * What Athena and CloudTrail Lake print of a struct: `{type=AssumedRole, arn=…, sessioncontext={…}}`. Nothing in it is escaped, so
 * that a text which could be read in two ways, or names a member twice, is read as none.
 *
 * @returns undefined for anything else
 */
export function structOf(text: string): Json | undefined {
  const read = valueAt(text, 0, 0);
  return read === undefined || read.end !== text.length ? undefined : read.value;
}

interface Read {
  readonly value: Json;
  readonly end: number;
}

function valueAt(text: string, start: number, depth: number): Read | undefined {
  if (depth > DEEPEST) return undefined;
  if (text[start] === '{') return structAt(text, start + 1, depth);
  if (text[start] === '[') return listAt(text, start + 1, depth);
  const end = plainEnd(text, start);
  return { value: text.slice(start, end), end };
}

/** A plain text goes up to the next member, or to what closes the struct. */
function plainEnd(text: string, start: number): number {
  const rest = /, |[}\]]/g;
  rest.lastIndex = start;
  return rest.exec(text)?.index ?? text.length;
}

function structAt(text: string, start: number, depth: number): Read | undefined {
  const members = new Map<string, Json>();
  for (let at = start; ; at += 2) {
    const name = /^[A-Za-z]\w{0,63}(?==)/.exec(text.slice(at, at + 65))?.[0];
    if (name === undefined || members.has(name)) return undefined;
    const read = valueAt(text, at + name.length + 1, depth + 1);
    if (read === undefined) return undefined;
    members.set(name, read.value);
    at = read.end;
    if (text[at] === '}') return { value: Object.fromEntries(members), end: at + 1 };
    if (!text.startsWith(', ', at)) return undefined;
  }
}

function listAt(text: string, start: number, depth: number): Read | undefined {
  const values: Json[] = [];
  for (let at = start; ; at += 2) {
    const read = valueAt(text, at, depth + 1);
    if (read === undefined) return undefined;
    values.push(read.value);
    at = read.end;
    if (text[at] === ']') return { value: values, end: at + 1 };
    if (!text.startsWith(', ', at)) return undefined;
  }
}
