import { pathTo } from './json-path';

/** An object or list that the scanner is in. */
interface Open {
  /** Keys so far. @default - it is a list */
  readonly keys?: Set<string>;
  /** Where in it the scanner is. */
  at: string | number;
}

/**
 * Paths at which an object of a JSON text names a key again. Parsers keep the last one only, so the first vanishes unseen.
 * Takes any text, and no recursion, so that no depth overflows it.
 */
export function repeatedKeys(text: string): readonly string[] {
  const open: Open[] = [];
  const found: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const here = open.at(-1);
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      if (here?.keys !== undefined && isFollowedByColon(text, end)) {
        here.at = decoded(text.slice(at, end));
        if (here.keys.has(here.at)) found.push(open.reduce((path, part) => pathTo(path, part.at), ''));
        here.keys.add(here.at);
      }
      at = end - 1;
    } else if (character === '{') {
      open.push({ keys: new Set(), at: '' });
    } else if (character === '[') {
      open.push({ at: 0 });
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === ',' && typeof here?.at === 'number') {
      here.at++;
    }
  }
  return found;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function isFollowedByColon(text: string, end: number): boolean {
  let at = end;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at++;
  return text[at] === ':';
}

/** A key with its escapes read, so that two spellings of one key are one. */
function decoded(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
