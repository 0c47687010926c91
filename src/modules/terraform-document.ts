import { TerraformElement, type TerraformStack } from 'cdktf';
import { COMMENT } from '../constructs/commented-local';
import type { TerraformDocument } from '../module-document';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';

const ROOT_ORDER = ['terraform', 'variable', 'data', 'locals', 'resource', 'output'];
const BLOCK_ORDER = ['//', 'statement', 'dynamic', 'lifecycle'];

/**
 * A stack as plain data: what `toTerraform()` gives, typed once, without cdktf's metadata, and with the comments of its
 * elements under `//`. The order of blocks is fixed, so that every engine gives the same bytes.
 */
export function terraformDocument(stack: TerraformStack): TerraformDocument {
  const rendered = withoutMetadata(stack.toTerraform() as JsonObject) as JsonObject;
  const commented = elementComments(stack).reduce<JsonObject>(withComment, rendered);
  return Object.fromEntries(
    ROOT_ORDER.filter((type) => type in commented).map((type) => [type, ordered(commented[type] ?? null)]),
  );
}

function withoutMetadata(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutMetadata);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([key, inner]) => !(key === '//' && isJsonObject(inner) && 'metadata' in inner));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutMetadata(inner)]));
}

interface ElementComment {
  readonly type: string;
  readonly name: string;
  readonly text: string;
}

function elementComments(stack: TerraformStack): readonly ElementComment[] {
  return stack.node.findAll().flatMap((node) => {
    const text: unknown = node.node.metadata.find((entry) => entry.type === COMMENT)?.data;
    if (typeof text !== 'string' || !TerraformElement.isTerraformElement(node)) return [];
    const type = (node as unknown as { readonly terraformResourceType: string }).terraformResourceType;
    return [{ type, name: node.friendlyUniqueId, text }];
  });
}

function withComment(document: JsonObject, { type, name, text }: ElementComment): JsonObject {
  const kinds = ['data', 'resource'].filter((kind) => isJsonObject(document[kind]) && type in document[kind]);
  const changed = kinds.map((kind) => {
    const types = document[kind] as JsonObject;
    const named = types[type] as JsonObject;
    if (!(name in named)) return [kind, types] as const;
    return [kind, { ...types, [type]: { ...named, [name]: { '//': text, ...(named[name] as JsonObject) } } }] as const;
  });
  return { ...document, ...Object.fromEntries(changed) };
}

/** Data sources and resources with their blocks in the order in which a person reads them. */
function ordered(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(ordered);
  if (!isJsonObject(value)) return value;
  const rank = (key: string): number => (key === '//' ? -1 : BLOCK_ORDER.indexOf(key));
  const keys = Object.keys(value).toSorted((left, right) => rank(left) - rank(right));
  return Object.fromEntries(keys.map((key) => [key, ordered(value[key] ?? null)]));
}
