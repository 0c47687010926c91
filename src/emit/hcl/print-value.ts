import type { Json } from '../../policy/policy-json';
import { escapeTemplate, objectKey, quoteTemplate, soleExpression } from '../../policy/terraform-literal';
import type { AttributeKind } from './block-types';

const LINE_WIDTH = 110;

/**
 * An attribute's value as lines of HCL, the first to stand behind `=`. Expressions lose their `${}`; lists and objects
 * get lines of their own where they are long.
 */
export function printValue(value: Json, kind: AttributeKind): readonly string[] {
  if (typeof value === 'string') return printString(value, kind).split('\n');
  if (Array.isArray(value)) return printList(value as readonly Json[], kind);
  if (typeof value === 'object' && value !== null) return printObject(value as Readonly<Record<string, Json>>, kind);
  return [String(value)];
}

function printString(text: string, kind: AttributeKind): string {
  switch (kind) {
    case 'type':
    case 'reference':
      return text;
    case 'literal':
      return quoteTemplate(escapeTemplate(text));
    case 'expression':
      return soleExpression(text) ?? quoteTemplate(text);
  }
}

function printList(values: readonly Json[], kind: AttributeKind): readonly string[] {
  const printed = values.map((value) => printValue(value, kind));
  const line = `[${printed.map((lines) => lines.join('\n')).join(', ')}]`;
  if (!line.includes('\n') && line.length <= LINE_WIDTH) return [line];
  return ['[', ...printed.flatMap((lines) => indented(withComma(lines))), ']'];
}

function printObject(value: Readonly<Record<string, Json>>, kind: AttributeKind): readonly string[] {
  const entries = Object.entries(value).map(([key, element]) => ({ name: printKey(key, kind), lines: printValue(element, kind) }));
  return entries.length === 0 ? ['{}'] : ['{', ...indented(alignedAssignments(entries)), '}'];
}

/** Terraform's JSON syntax reads a key as it reads the value beside it: within an expression, both are templates. */
function printKey(key: string, kind: AttributeKind): string {
  const bare = objectKey(key) === key;
  return kind === 'expression' && !bare ? quoteTemplate(key) : objectKey(key);
}

/** `name = value` lines. `=` is aligned over neighbouring assignments of one line each, as `terraform fmt` does. */
export function alignedAssignments(entries: readonly Assignment[]): readonly string[] {
  return entries.flatMap(({ name, lines }, index) => {
    const [first = '', ...rest] = lines;
    return [`${name.padEnd(alignedWidth(entries, index))} = ${first}`, ...rest];
  });
}

/** An assignment; the value's lines are not indented yet. */
export interface Assignment {
  readonly name: string;
  readonly lines: readonly string[];
}

function alignedWidth(entries: readonly Assignment[], index: number): number {
  const single = (at: number): boolean => entries[at]?.lines.length === 1;
  if (!single(index)) return 0;
  let first = index;
  let last = index;
  while (single(first - 1)) first -= 1;
  while (single(last + 1)) last += 1;
  return Math.max(...entries.slice(first, last + 1).map(({ name }) => name.length));
}

/** Lines moved in by one level; empty ones stay empty. */
export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

function withComma(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => (index === lines.length - 1 ? `${line},` : line));
}
