import { isJsonObject, type Json, type JsonObject, plainText } from '../../policy/policy-json';
import { evaluateExpression, withNames, type Scope } from '../expression/evaluate-expression';
import { Undecided } from '../expression/expression';
import { expressionOf, listed } from '../tree/configuration';

/** What `aws_iam_policy_document` gives for a body in Terraform's JSON syntax. @throws Undecided for attributes that ours never have */
export function renderedPolicy(body: JsonObject, scope: Scope): JsonObject {
  const beyond = Object.keys(body).filter((key) => !['//', 'statement', 'dynamic', 'lifecycle', 'version', 'depends_on'].includes(key));
  if (beyond.length > 0) throw new Undecided(`aws_iam_policy_document with ${beyond.join(', ')} is not read here`);
  return {
    Version: body['version'] === undefined ? '2012-10-17' : valueIn(body, 'version', scope),
    Statement: blocksOf(body, 'statement', scope).map(({ content, scope: inner }) => statement(content, inner)),
  };
}

interface Content {
  readonly content: JsonObject;
  readonly scope: Scope;
}

/** Blocks of a kind, those of `dynamic` included. */
function blocksOf(body: JsonObject, kind: string, scope: Scope): readonly Content[] {
  const plain = listed(body[kind]).map((content) => ({ content, scope }));
  const dynamic = listed(body['dynamic']).flatMap((kinds) => {
    const beyond = Object.keys(kinds).filter((key) => !['//', 'statement', 'condition', 'principals'].includes(key));
    if (beyond.length > 0) throw new Undecided(`dynamic ${beyond.join(', ')} is not read here`);
    return listed(kinds[kind]).flatMap((block) => repeated(block, kind, scope));
  });
  return [...plain, ...dynamic];
}

function repeated(block: JsonObject, kind: string, scope: Scope): readonly Content[] {
  const test = expressionOf(block['for_each'] ?? null);
  const over = evaluateExpression(test, scope);
  const entries: readonly (readonly [Json, Json])[] = Array.isArray(over)
    ? (over as readonly Json[]).map((value, index) => [index, value])
    : isJsonObject(over)
      ? Object.entries(over)
      : [];
  scope.branches?.take(test, entries.length > 0);
  const iterator = typeof block['iterator'] === 'string' ? block['iterator'] : kind;
  const [content] = listed(block['content']);
  if (content === undefined) throw new Undecided(`dynamic ${kind} has no content`);
  return entries.map(([key, value]) => ({ content, scope: withNames(scope, { [iterator]: { key, value } }) }));
}

const ELEMENTS: Readonly<Record<string, string>> = {
  actions: 'Action',
  not_actions: 'NotAction',
  resources: 'Resource',
  not_resources: 'NotResource',
};

function statement(body: JsonObject, scope: Scope): JsonObject {
  const known = ['//', 'sid', 'effect', 'principals', 'not_principals', 'condition', 'dynamic', ...Object.keys(ELEMENTS)];
  const beyond = Object.keys(body).filter((key) => !known.includes(key));
  if (beyond.length > 0) throw new Undecided(`a statement with ${beyond.join(', ')} is not read here`);
  const elements = Object.entries(ELEMENTS).flatMap(([attribute, element]) =>
    body[attribute] === undefined ? [] : [[element, valueIn(body, attribute, scope)] as const],
  );
  return {
    ...(body['sid'] !== undefined && { Sid: valueIn(body, 'sid', scope) }),
    Effect: body['effect'] === undefined ? 'Allow' : valueIn(body, 'effect', scope),
    ...principals(body, 'principals', 'Principal', scope),
    ...principals(body, 'not_principals', 'NotPrincipal', scope),
    ...Object.fromEntries(elements),
    ...conditions(body, scope),
  };
}

function principals(body: JsonObject, kind: string, element: string, scope: Scope): JsonObject {
  const blocks = blocksOf(body, kind, scope);
  if (blocks.length === 0) return {};
  const byType: Record<string, Json> = {};
  for (const { content, scope: inner } of blocks) {
    const type = plainText(valueIn(content, 'type', inner));
    byType[type] = [...((byType[type] as readonly Json[] | undefined) ?? []), ...values(valueIn(content, 'identifiers', inner))];
  }
  return { [element]: byType };
}

function conditions(body: JsonObject, scope: Scope): JsonObject {
  const blocks = blocksOf(body, 'condition', scope);
  if (blocks.length === 0) return {};
  const byOperator: Record<string, Record<string, readonly Json[]>> = {};
  for (const { content, scope: inner } of blocks) {
    const block = (byOperator[plainText(valueIn(content, 'test', inner))] ??= {});
    const key = plainText(valueIn(content, 'variable', inner));
    block[key] = [...(block[key] ?? []), ...values(valueIn(content, 'values', inner))];
  }
  return { Condition: byOperator };
}

const values = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);

/** `&{…}` is how the data source spells a policy variable. */
function valueIn(body: JsonObject, name: string, scope: Scope): Json {
  const value = evaluateExpression(expressionOf(body[name] ?? null), scope);
  const text = (inner: Json): Json => (typeof inner === 'string' ? inner.replaceAll('&{', '${') : inner);
  return Array.isArray(value) ? (value as readonly Json[]).map(text) : text(value);
}
