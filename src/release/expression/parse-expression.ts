import { Undecided, type Expression, type ForExpression } from './expression';
import { templateOf, tokensOf, type Token } from './tokens';

/** Binary operators, loosest first. */
const PRECEDENCE: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];
const CONSTANTS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** Reads an expression; one beyond the grammar is `unknown` as a whole. */
export function parseExpression(text: string): Expression {
  try {
    const reader = new TokenReader(tokensOf(text));
    const expression = readExpression(reader);
    reader.skipNewlines();
    reader.expectEnd();
    return expression;
  } catch (error) {
    if (error instanceof Undecided) return { kind: 'unknown', text };
    throw error;
  }
}

/** A string of Terraform's JSON syntax, which is a template; one that is a single interpolation is its expression. */
export function parseTemplate(text: string): Expression {
  try {
    return templateExpression(templateOf(text));
  } catch (error) {
    if (error instanceof Undecided) return { kind: 'unknown', text };
    throw error;
  }
}

function templateExpression(parts: NonNullable<Token['parts']>): Expression {
  const read = parts.map((part) => (typeof part === 'string' ? part : parseExpression(part.interpolation)));
  const [only] = read;
  if (read.length === 1 && only !== undefined) return typeof only === 'string' ? { kind: 'literal', value: only } : only;
  return { kind: 'template', parts: read };
}

/** A place in a list of tokens. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  public constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  public get next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', line: 0 };
  }

  public take(): Token {
    const token = this.next;
    this.#at++;
    return token;
  }

  public skipNewlines(): void {
    while (this.next.kind === 'newline') this.#at++;
  }

  /** Whether the next token is this symbol or word, newlines apart; it is taken then. */
  public accept(text: string): boolean {
    const start = this.#at;
    this.skipNewlines();
    if (this.isAt(text)) {
      this.#at++;
      return true;
    }
    this.#at = start;
    return false;
  }

  public isAt(text: string): boolean {
    return this.next.text === text && (this.next.kind === 'symbol' || this.next.kind === 'name');
  }

  public expect(text: string): void {
    if (!this.accept(text)) throw new Undecided(`line ${this.next.line}: ${JSON.stringify(this.next.text)} where ${text} was expected`);
  }

  public expectEnd(): void {
    if (this.next.kind !== 'end') throw new Undecided(`line ${this.next.line}: ${JSON.stringify(this.next.text)} is one too many`);
  }

  public name(): string {
    this.skipNewlines();
    const token = this.take();
    if (token.kind !== 'name') throw new Undecided(`line ${token.line}: ${JSON.stringify(token.text)} where a name was expected`);
    return token.text;
  }
}

/** Reads one expression. In brackets newlines mean nothing; outside of them one ends the expression. */
export function readExpression(reader: TokenReader, inBrackets = true): Expression {
  if (inBrackets) reader.skipNewlines();
  const test = readBinary(reader, 0, inBrackets);
  if (!follows(reader, '?', inBrackets)) return test;
  const yes = readExpression(reader, true);
  reader.expect(':');
  return { kind: 'conditional', test, yes, no: readExpression(reader, inBrackets) };
}

/** Takes an operator if it stands here, on the same line or, in brackets, after newlines. */
function follows(reader: TokenReader, text: string, inBrackets: boolean): boolean {
  if (inBrackets) return reader.accept(text);
  if (!reader.isAt(text)) return false;
  reader.take();
  return true;
}

function readBinary(reader: TokenReader, level: number, inBrackets: boolean): Expression {
  const operators = PRECEDENCE[level];
  if (operators === undefined) return readUnary(reader, inBrackets);
  let left = readBinary(reader, level + 1, inBrackets);
  for (;;) {
    const operator = operators.find((candidate) => follows(reader, candidate, inBrackets));
    if (operator === undefined) return left;
    reader.skipNewlines();
    left = { kind: 'binary', operator, left, right: readBinary(reader, level + 1, inBrackets) };
  }
}

function readUnary(reader: TokenReader, inBrackets: boolean): Expression {
  for (const operator of ['!', '-']) {
    if (follows(reader, operator, inBrackets)) return { kind: 'unary', operator, operand: readUnary(reader, inBrackets) };
  }
  return readTraversal(reader);
}

function readTraversal(reader: TokenReader): Expression {
  let of = readPrimary(reader);
  for (;;) {
    if (reader.isAt('.')) {
      reader.take();
      of = { kind: 'attribute', of, name: reader.name() };
    } else if (reader.isAt('[')) {
      reader.take();
      const key = readExpression(reader);
      reader.expect(']');
      of = { kind: 'index', of, key };
    } else return of;
  }
}

function readPrimary(reader: TokenReader): Expression {
  const token = reader.take();
  if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
  if (token.kind === 'string') return templateExpression(token.parts ?? []);
  if (token.kind === 'name') return readName(reader, token.text);
  if (token.text === '(') {
    const inner = readExpression(reader);
    reader.expect(')');
    return inner;
  }
  if (token.text === '[') return readTuple(reader);
  if (token.text === '{') return readObject(reader);
  throw new Undecided(`line ${token.line}: ${JSON.stringify(token.text)} is no expression that is read here`);
}

function readName(reader: TokenReader, name: string): Expression {
  if (Object.hasOwn(CONSTANTS, name)) return { kind: 'literal', value: CONSTANTS[name] ?? null };
  if (!reader.isAt('(')) return { kind: 'name', name };
  reader.take();
  const args: Expression[] = [];
  let isExpanded = false;
  while (!reader.accept(')')) {
    args.push(readExpression(reader));
    isExpanded = reader.accept('...');
    if (!reader.accept(',')) {
      reader.expect(')');
      break;
    }
  }
  return { kind: 'call', name, args, isExpanded };
}

function readTuple(reader: TokenReader): Expression {
  if (reader.accept('for')) return readFor(reader, ']');
  const items: Expression[] = [];
  while (!reader.accept(']')) {
    items.push(readExpression(reader));
    if (!reader.accept(',')) {
      reader.expect(']');
      break;
    }
  }
  return { kind: 'tuple', items };
}

function readObject(reader: TokenReader): Expression {
  if (reader.accept('for')) return readFor(reader, '}');
  const items: (readonly [Expression, Expression])[] = [];
  while (!reader.accept('}')) {
    reader.skipNewlines();
    const key = readKey(reader);
    if (!reader.accept('=')) reader.expect(':');
    reader.skipNewlines();
    items.push([key, readExpression(reader, false)]);
    if (reader.isAt(',')) reader.take();
  }
  return { kind: 'object', items };
}

/** A bare name is a key by itself; in parentheses it is an expression. */
function readKey(reader: TokenReader): Expression {
  const key = readTraversalOrName(reader);
  return key.kind === 'name' ? { kind: 'literal', value: key.name } : key;
}

function readTraversalOrName(reader: TokenReader): Expression {
  const isGrouped = reader.isAt('(');
  const key = readTraversal(reader);
  return isGrouped && key.kind === 'name' ? { kind: 'template', parts: [key] } : key;
}

function readFor(reader: TokenReader, end: string): ForExpression {
  const first = reader.name();
  const second = reader.accept(',') ? reader.name() : undefined;
  reader.expect('in');
  const over = readExpression(reader);
  reader.expect(':');
  const head = readExpression(reader);
  const value = end === '}' ? (reader.expect('=>'), readExpression(reader)) : undefined;
  const condition = reader.accept('if') ? readExpression(reader) : undefined;
  reader.expect(end);
  return {
    kind: 'for',
    ...(second !== undefined && { keyName: first }),
    valueName: second ?? first,
    over,
    ...(value !== undefined && { key: head }),
    value: value ?? head,
    ...(condition !== undefined && { condition }),
  };
}
