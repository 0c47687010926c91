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
  const lines: string[] = [];
  let neighbours: Assignment[] = [];
  const flush = (): void => {
    const width = neighbours.reduce((widest, { name }) => Math.max(widest, name.length), 0);
    for (const { name, lines: value } of neighbours) lines.push(`${name.padEnd(width)} = ${value[0] ?? ''}`);
    neighbours = [];
  };
  for (const entry of entries) {
    if (entry.lines.length === 1) neighbours.push(entry);
    else {
      flush();
      lines.push(`${entry.name} = ${entry.lines[0] ?? ''}`, ...entry.lines.slice(1));
    }
  }
  flush();
  return lines;
}

/** An assignment; the value's lines are not indented yet. */
export interface Assignment {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Lines moved in by one level; empty ones stay empty. */
export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

function withComma(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => (index === lines.length - 1 ? `${line},` : line));
}
