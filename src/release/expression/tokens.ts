import { Undecided } from './expression';

/** A piece of HCL. `newline` matters in bodies and between the items of an object. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'symbol' | 'newline' | 'end';
  readonly text: string;
  /** Of a string: its literal parts, unescaped, and the texts of its interpolations. */
  readonly parts?: readonly (string | { readonly interpolation: string })[];
  readonly line: number;
}

type Part = string | { readonly interpolation: string };

const SPACE = /[ \t\r]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\//y;
const NAME = /[A-Za-z_][A-Za-z0-9_-]*/y;
const NUMBER = /\d+(\.\d+)?([eE][+-]?\d+)?/y;
const SYMBOL = /\.\.\.|=>|==|!=|<=|>=|&&|\|\||[{}()[\].,?:=<>!+*/%-]/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/**
 * Cuts HCL into tokens; comments are left out.
 *
 * @throws Undecided for what modules of this project never use, such as heredocs
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const space = match(SPACE);
    if (space !== undefined) {
      at += space.length;
      line += space.split('\n').length - 1;
      continue;
    }
    const token = text[at] === '"' ? quoted(text, at, line) : plainToken(text, at, line, match);
    tokens.push(token.token);
    at += token.length;
    if (token.token.kind === 'newline') line++;
  }
  return [...tokens, { kind: 'end', text: '', line }];
}

type Read = { readonly token: Token; readonly length: number };

function plainToken(text: string, at: number, line: number, match: (pattern: RegExp) => string | undefined): Read {
  if (text[at] === '\n') return { token: { kind: 'newline', text: '\n', line }, length: 1 };
  for (const [kind, pattern] of [
    ['name', NAME],
    ['number', NUMBER],
    ['symbol', SYMBOL],
  ] as const) {
    const found = match(pattern);
    if (found !== undefined) return { token: { kind, text: found, line }, length: found.length };
  }
  throw new Undecided(`line ${line}: ${JSON.stringify(text.slice(at, at + 20))} is beyond what is read here`);
}

function quoted(text: string, start: number, line: number): Read {
  const { parts, end } = templateParts(text, start + 1, '"');
  if (text[end] !== '"') throw new Undecided(`line ${line}: a string does not end`);
  return { token: { kind: 'string', text: text.slice(start, end + 1), parts, line }, length: end + 1 - start };
}

/** A template that stands by itself, as strings of Terraform's JSON syntax do. Backslashes are plain there. */
export function templateOf(text: string): readonly Part[] {
  return templateParts(text, 0, undefined).parts;
}

function templateParts(text: string, start: number, quote: string | undefined): { readonly parts: readonly Part[]; readonly end: number } {
  const parts: Part[] = [];
  let literal = '';
  let at = start;
  const isInside = (): boolean => at < text.length && (quote === undefined || text[at] !== quote);
  while (isInside()) {
    const two = text.slice(at, at + 2);
    if (text.startsWith('$${', at) || text.startsWith('%%{', at)) {
      literal += text.slice(at + 1, at + 3);
      at += 3;
    } else if (two === '${') {
      const end = endOfInterpolation(text, at + 2);
      if (literal !== '') parts.push(literal);
      literal = '';
      parts.push({ interpolation: text.slice(at + 2, end) });
      at = end + 1;
    } else if (two === '%{') {
      throw new Undecided('a template with %{ is beyond what is read here');
    } else if (quote !== undefined && text[at] === '\\') {
      const [escaped, length] = unescaped(text, at);
      literal += escaped;
      at += length;
    } else literal += text[at++];
  }
  return { parts: literal !== '' || parts.length === 0 ? [...parts, literal] : parts, end: at };
}

function unescaped(text: string, at: number): readonly [character: string, length: number] {
  const code = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text.slice(at, at + 10));
  if (code !== null) return [String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? '0', 16)), code[0].length];
  const known = ESCAPES[text[at + 1] ?? ''];
  if (known === undefined) throw new Undecided(`\\${text[at + 1]} is no escape that is read here`);
  return [known, 2];
}

/** Where the `}` of an interpolation stands; braces in its own strings do not count. */
function endOfInterpolation(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = templateParts(text, at + 1, '"').end;
    else if (character === '{') depth++;
    else if (character === '}' && depth-- === 0) return at;
  }
  throw new Undecided('an interpolation does not end');
}
