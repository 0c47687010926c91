import { getExpressionAst } from '@cdktf/hcl2json';
import { isJsonObject, type Json, type JsonObject } from '../../src/policy/policy-json';

/** A key of a block, with the path of the block as the allow-list writes it. */
export interface BlockKey {
  readonly block: string;
  readonly key: string;
}

/** What a template calls and refers to. */
export interface TemplateUse {
  readonly functions: readonly string[];
  /** Addresses with their attributes, and the names that a `for` binds. */
  readonly references: readonly string[];
}

const COMMENT = '//';
const NO_TEMPLATE = /^terraform[.]|^(variable|output)[.][^.]+[.]description$|^variable[.][^.]+[.](type|default)([.]|$)/;

/** Every key of every block whose path is among `blocks`. A path that ends in `*` stands for bodies under names. */
export function blockKeys(body: Json, blocks: readonly string[], path = ''): readonly BlockKey[] {
  if (Array.isArray(body)) return (body as readonly Json[]).flatMap((element) => blockKeys(element, blocks, path));
  if (!isJsonObject(body)) return [];
  const named = `${path}.*`;
  if (blocks.includes(named)) return keysOf(body).flatMap((name) => blockKeys(body[name] ?? null, blocks, named));
  if (!blocks.includes(path)) return [];
  return keysOf(body).flatMap((key) => {
    const value = body[key] ?? null;
    if (key === 'dynamic' && isJsonObject(value)) return dynamicKeys(value, blocks, path);
    return [{ block: path, key }, ...blockKeys(value, blocks, below(path, key))];
  });
}

function dynamicKeys(value: JsonObject, blocks: readonly string[], path: string): readonly BlockKey[] {
  return keysOf(value).flatMap((made) => {
    const contents = ([value[made] ?? null].flat() as readonly JsonObject[]).map((block) => block['content'] ?? null);
    return [{ block: path, key: made }, ...contents.flatMap((content) => blockKeys(content, blocks, below(path, made)))];
  });
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** Every string of a document that Terraform reads as a template, with its path. */
export function templates(tree: Json, path = ''): readonly { readonly path: string; readonly text: string }[] {
  if (typeof tree === 'string') return NO_TEMPLATE.test(path) ? [] : [{ path, text: tree }];
  if (Array.isArray(tree)) return (tree as readonly Json[]).flatMap((element) => templates(element, path));
  if (!isJsonObject(tree)) return [];
  return keysOf(tree).flatMap((key) => templates(tree[key] ?? null, below(path, key)));
}

/** What a template uses, by the parser. A heredoc takes the text as it is. */
export async function templateUse(text: string): Promise<TemplateUse> {
  const nodes = allNodes((await getExpressionAst('template.tf', `<<TEMPLATE\n${text}\nTEMPLATE\n`)) as unknown as Node);
  return {
    functions: nodes.filter(({ type }) => type === 'function').map(({ meta }) => meta?.name ?? ''),
    references: nodes.filter(({ type }) => type === 'scopeTraversal').map(({ meta }) => meta?.fullAccessor ?? ''),
  };
}

interface Node {
  readonly type: string;
  readonly meta?: { readonly name?: string; readonly fullAccessor?: string };
  readonly children?: readonly Node[];
}

function allNodes(node: Node): readonly Node[] {
  return [node, ...(node.children ?? []).flatMap(allNodes)];
}

function keysOf(body: JsonObject): readonly string[] {
  return Object.keys(body).filter((key) => key !== COMMENT);
}
