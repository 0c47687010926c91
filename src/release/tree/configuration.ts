import { isJsonObject, plainText, type Json, type JsonObject } from '../../policy/policy-json';
import type { Expression } from '../expression/expression';
import { parseExpression, parseTemplate } from '../expression/parse-expression';

/** A rule with what it says: a validation or a precondition. */
export interface Rule {
  readonly condition: Expression;
}

/** An input as a module declares it. */
export interface Variable {
  readonly name: string;
  readonly type: Expression;
  /** Undefined where the input is required. */
  readonly fallback: Json | undefined;
  readonly isNullable: boolean;
  readonly isSensitive: boolean;
  readonly validations: readonly Rule[];
}

/** An output as a module declares it. */
export interface Output {
  readonly name: string;
  readonly value: Expression;
  readonly isSensitive: boolean;
  readonly preconditions: readonly Rule[];
}

/** A resource or data source: its body in Terraform's JSON syntax. */
export interface Block {
  readonly type: string;
  readonly name: string;
  readonly body: JsonObject;
}

/** A module as its `main.tf.json` declares it. */
export interface Configuration {
  readonly requiredVersion: string;
  readonly providers: Readonly<Record<string, JsonObject>>;
  readonly variables: readonly Variable[];
  readonly locals: ReadonlyMap<string, Expression>;
  readonly data: readonly Block[];
  readonly resources: readonly Block[];
  readonly outputs: readonly Output[];
  /** From address to address. */
  readonly moved: readonly (readonly [from: string, to: string])[];
  /** Kinds of blocks that no module of this project has, such as `provider`. */
  readonly otherBlocks: readonly string[];
}

const KNOWN = ['//', 'terraform', 'variable', 'locals', 'data', 'resource', 'output', 'moved'];

/** Reads a module's document. @throws Error for what is no configuration */
export function configurationOf(document: JsonObject): Configuration {
  const terraform = child(document, 'terraform');
  const locals = Object.entries(child(document, 'locals')).filter(([name]) => name !== '//');
  return {
    requiredVersion: textIn(terraform, 'required_version'),
    providers: Object.fromEntries(
      Object.entries(child(terraform, 'required_providers')).map(([name, value]) => [
        name,
        isJsonObject(value) ? value : { version: value },
      ]),
    ),
    variables: named(child(document, 'variable')).map(([name, body]) => variable(name, body)),
    locals: new Map(locals.map(([name, value]) => [name, expressionOf(value)])),
    data: blocks(child(document, 'data')),
    resources: blocks(child(document, 'resource')),
    outputs: named(child(document, 'output')).map(([name, body]) => output(name, body)),
    moved: listed(document['moved']).map(({ from: source, to: target }) => [plainText(source), plainText(target)] as const),
    otherBlocks: [
      ...Object.keys(document).filter((key) => !KNOWN.includes(key)),
      ...Object.keys(terraform)
        .filter((key) => !['//', 'required_version', 'required_providers'].includes(key))
        .map((key) => `terraform.${key}`),
    ],
  };
}

const READ = new Map<string, Expression>();

/** A value of Terraform's JSON syntax as an expression; the same text gives the same expression. */
export function expressionOf(value: Json): Expression {
  if (typeof value === 'string') {
    const known = READ.get(value);
    if (known !== undefined) return known;
    const read = parseTemplate(value);
    if (READ.size > 50_000) READ.clear();
    READ.set(value, read);
    return read;
  }
  if (Array.isArray(value)) return { kind: 'tuple', items: (value as readonly Json[]).map(expressionOf) };
  if (!isJsonObject(value)) return { kind: 'literal', value };
  const items = Object.entries(value).map(([key, inner]) => [expressionOf(key), expressionOf(inner)] as const);
  return { kind: 'object', items };
}

const DYNAMIC: Expression = { kind: 'name', name: 'any' };

function variable(name: string, body: JsonObject): Variable {
  return {
    name,
    type: typeof body['type'] === 'string' ? parseExpression(body['type']) : DYNAMIC,
    fallback: Object.hasOwn(body, 'default') ? (body['default'] ?? null) : undefined,
    isNullable: body['nullable'] !== false,
    isSensitive: body['sensitive'] === true,
    validations: listed(body['validation']).map(rule),
  };
}

function output(name: string, body: JsonObject): Output {
  return {
    name,
    value: expressionOf(body['value'] ?? null),
    isSensitive: body['sensitive'] === true,
    preconditions: listed(body['precondition']).map(rule),
  };
}

/** The preconditions of a resource or data source. */
export const preconditionsOf = ({ body }: Block): readonly Rule[] =>
  listed(body['lifecycle']).flatMap((lifecycle) => listed(lifecycle['precondition']).map(rule));

const rule = (body: JsonObject): Rule => ({ condition: expressionOf(body['condition'] ?? null) });

/** Bodies of a block that may stand once or several times. */
export function listed(value: Json | undefined): readonly JsonObject[] {
  if (Array.isArray(value)) return (value as readonly Json[]).filter(isJsonObject);
  return isJsonObject(value) ? [value] : [];
}

function named(blocksByName: JsonObject): readonly (readonly [string, JsonObject])[] {
  return Object.entries(blocksByName).flatMap(([name, value]) => listed(value).map((body) => [name, body] as const));
}

const blocks = (byType: JsonObject): readonly Block[] =>
  named(byType).flatMap(([type, byName]) => named(byName).map(([name, body]) => ({ type, name, body })));

function child(parent: JsonObject, name: string): JsonObject {
  return Object.assign({}, ...listed(parent[name])) as JsonObject;
}

function textIn(body: JsonObject, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}
