import { ONE, STAR, type Piece } from './wildcard';

/** A policy variable: the value of a condition key of the request. */
export interface Variable {
  /** Lower case, as keys are compared. */
  readonly key: string;
  /** @default - none: without the key, nothing fits */
  readonly fallback?: string;
}

/** Text of a policy, taken apart. */
export type PolicyText = readonly (Piece | Variable)[];

/** How a text of a policy is read. */
export interface TextRules {
  /** Whether `*` and `?` stand for other characters. */
  readonly wildcards: boolean;
  /** Whether `${…}` is a variable, as it is in Version 2012-10-17. */
  readonly variables: boolean;
}

/** Gives the one value of a condition key; undefined where the request has none, or several. */
export type ValueOfKey = (key: string) => string | undefined;

/**
 * Takes a text of a policy apart. `${*}`, `${?}` and `${$}` are those characters themselves, and a variable may have a default:
 * `${aws:username, 'nobody'}`.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parseText(text: string, { wildcards, variables }: TextRules): PolicyText {
  if (!variables) return plainOrPattern(text, wildcards);
  let from = 0;
  const before = variablesIn(text).flatMap(([start, end]): PolicyText => {
    const plainText = text.slice(from, start);
    from = end + 1;
    return [...plainOrPattern(plainText, wildcards), variable(text.slice(start + 2, end))];
  });
  return [...before, ...plainOrPattern(text.slice(from), wildcards)];
}

/** Where each `${` and its `}` are; what is never closed is text. */
function variablesIn(text: string): readonly (readonly [start: number, end: number])[] {
  const found: [number, number][] = [];
  const last = text.lastIndexOf('}');
  for (let start = text.indexOf('${'); start >= 0 && start < last; start = text.indexOf('${', start)) {
    const end = text.indexOf('}', start);
    found.push([start, end]);
    start = end + 1;
  }
  return found;
}

const plainOrPattern = (text: string, wildcards: boolean): readonly Piece[] =>
  wildcards ? text.split(/([*?])/).flatMap(wildcard) : plain(text);

const plain = (text: string): readonly Piece[] => (text === '' ? [] : [text]);

function wildcard(text: string): readonly Piece[] {
  if (text === '*') return [STAR];
  return text === '?' ? [ONE] : plain(text);
}

function variable(content: string): string | Variable {
  if (content === '*' || content === '?' || content === '$') return content;
  const comma = content.indexOf(',');
  const key = (comma < 0 ? content : content.slice(0, comma)).trim().toLowerCase();
  const fallback = comma < 0 ? '' : content.slice(comma + 1).trim();
  const isQuoted = fallback.length > 1 && fallback.startsWith("'") && fallback.endsWith("'");
  return isQuoted ? { key, fallback: fallback.slice(1, -1) } : { key };
}

const isVariable = (piece: Piece | Variable): piece is Variable => typeof piece === 'object';

/** The pieces of a text without variables; undefined where it has some. */
export function piecesOf(text: PolicyText): readonly Piece[] | undefined {
  return text.some(isVariable) ? undefined : (text as readonly Piece[]);
}

/**
 * The pieces of a text with the values of a request, whose own `*` and `?` are just characters; undefined where the request lacks
 * a value. A key of several values gives none.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export function resolveText(text: PolicyText, valueOf: ValueOfKey): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const piece of text) {
    const known = isVariable(piece) ? (valueOf(piece.key) ?? piece.fallback) : piece;
    if (known === undefined) return undefined;
    pieces.push(known);
  }
  return pieces;
}

/** The parts between colons. */
export function splitAtColons(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    if (typeof piece !== 'string') parts.at(-1)?.push(piece);
    else
      piece.split(':').forEach((text, index) => {
        if (index > 0) parts.push([]);
        parts.at(-1)?.push(text);
      });
  }
  return parts;
}
