import { parse } from '@cdktf/hcl2json';
import { isJsonObject, type Json, type JsonObject } from '../../../src/policy/policy-json';

/**
 * The slots in which the parse of a `.tf` file differs from Terraform's JSON syntax although both mean the same. Whatever
 * differs elsewhere is a difference between the modules.
 */
const COMMENT = '//';
/** A type is an expression in HCL and a bare string in JSON; references as well. */
const BARE = /^variable[.][^.]+[.]type$|[.](depends_on|ignore_changes)([.][0-9]+)?$/;
/** Plain text, in which only HCL escapes `${`. */
const LITERAL = /^(variable|output)[.][^.]+[.]description$|^variable[.][^.]+[.]default([.]|$)|^terraform[.]/;
/** Blocks by path. The parser puts each into an array, and JSON may leave out the array around a single one. */
const BLOCK =
  /^(locals|terraform|terraform[.]required_providers|(variable|output)[.][^.]+|(data|resource)[.][^.]+[.][^.]+|.*[.](lifecycle|content|validation|precondition|statement|principals|condition|constraints))$/;

/** The parse of `.tf` files in a form to compare. */
export function comparableHcl(tree: Json, path = ''): Json {
  if (typeof tree === 'string') {
    if (BARE.test(path)) return withoutIndentation(tree.replace(/^\$\{([^]*)\}$/, '$1'));
    if (LITERAL.test(path)) return tree.replaceAll('$${', '${').replaceAll('%%{', '%{');
    return withoutIndentation(tree);
  }
  return mapped(tree, path, comparableHcl);
}

/** A document in JSON syntax in a form to compare. Expressions go through the parser that read the HCL. */
export async function comparableJson(tree: Json, path = ''): Promise<Json> {
  if (typeof tree === 'string') {
    if (BARE.test(path) || LITERAL.test(path)) return withoutIndentation(tree);
    return comparableHcl(await parsedExpression(tree));
  }
  if (Array.isArray(tree)) return Promise.all((tree as readonly Json[]).map((element) => comparableJson(element, path)));
  if (!isJsonObject(tree)) return tree;
  const keys = Object.keys(tree).filter((key) => key !== COMMENT);
  const entries = await Promise.all(keys.map(async (key) => [key, await comparableJson(tree[key] ?? null, below(path, key))] as const));
  return Object.fromEntries(entries.map(([key, value]) => [key, asBlocks(value, below(path, key))]));
}

function mapped(tree: Json, path: string, map: (tree: Json, path: string) => Json): Json {
  if (Array.isArray(tree)) return (tree as readonly Json[]).map((element) => map(element, path));
  if (!isJsonObject(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, map(value, below(path, key))]));
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function asBlocks(value: Json, path: string): Json {
  return BLOCK.test(path) && isJsonObject(value) ? [value] : value;
}

/** A template that is one expression, as the parser has it in HCL: objects and strings in it become values. */
function parsedExpression(template: string): Promise<Json> {
  const known = parsed.get(template) ?? parseExpression(template);
  parsed.set(template, known);
  return known;
}

/** Documents that are compared share most of their expressions. */
const parsed = new Map<string, Promise<Json>>();

async function parseExpression(template: string): Promise<Json> {
  const expression = /^\$\{([^]*)\}$/.exec(template)?.[1];
  if (expression === undefined) return template;
  try {
    const { locals } = (await parse('expression.tf', `locals {\n  it = ${expression}\n}\n`)) as { readonly locals: readonly [JsonObject] };
    return locals[0]['it'] ?? null;
  } catch {
    return template; // several interpolations, the first at the start and the last at the end
  }
}

/** The printer indents the lines of an expression with the block that it stands in. */
function withoutIndentation(text: string): string {
  return text.replaceAll(/\n */g, '\n');
}
