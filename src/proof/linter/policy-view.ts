import { isJsonObject, type JsonObject } from '../../policy/policy-json';
import type { LintedPolicy } from './finding';
import { pathTo } from './json-path';
import { ofAbsentKey, operatorOf, type OfAbsentKey, type Operator } from './operators';

/** A text and where it stands. */
export interface Located {
  readonly text: string;
  readonly path: string;
}

/** One condition: an operator, a key and its values. */
export interface ConditionView {
  readonly operator: Operator;
  /** In lower case, since IAM tells no cases of keys apart. */
  readonly key: string;
  /** As written. */
  readonly name: string;
  readonly values: readonly Located[];
  readonly path: string;
  readonly ofAbsentKey: OfAbsentKey;
}

/** One principal, by its kind: `AWS`, `Service`, `Federated`, … */
export interface PrincipalView extends Located {
  readonly type: string;
}

/** A statement as far as it can be read; what is of the wrong form is left out. */
export interface StatementView {
  readonly path: string;
  readonly json: JsonObject;
  /** @default - neither */
  readonly effect?: 'Allow' | 'Deny';
  readonly actions: readonly Located[];
  readonly resources: readonly Located[];
  readonly conditions: readonly ConditionView[];
  readonly principals: readonly PrincipalView[];
}

/** A policy as far as it can be read. */
export interface PolicyView {
  readonly policy: LintedPolicy;
  /** @default - the policy is no object */
  readonly root?: JsonObject;
  readonly statements: readonly StatementView[];
}

/** Reads any JSON as a policy. */
export function viewOf(policy: LintedPolicy): PolicyView {
  const { json } = policy;
  if (!isJsonObject(json)) return { policy, statements: [] };
  return { policy, root: json, statements: statementsIn(json).map(([value, path]) => statementView(value, path)) };
}

/** The objects of a policy's `Statement`, which may be one or a list. */
function statementsIn(root: JsonObject): readonly (readonly [JsonObject, string])[] {
  const value = own(root, 'Statement');
  if (isJsonObject(value)) return [[value, 'Statement']];
  if (!Array.isArray(value)) return [];
  return value.flatMap((element: unknown, index) => (isJsonObject(element) ? [[element, pathTo('Statement', index)] as const] : []));
}

function statementView(json: JsonObject, path: string): StatementView {
  const effect = own(json, 'Effect');
  const textsOf = (name: string): readonly Located[] => textsIn(own(json, name), pathTo(path, name));
  return {
    path,
    json,
    ...((effect === 'Allow' || effect === 'Deny') && { effect }),
    actions: textsOf('Action'),
    resources: textsOf('Resource'),
    conditions: conditionsIn(own(json, 'Condition'), pathTo(path, 'Condition')),
    principals: principalsIn(own(json, 'Principal'), pathTo(path, 'Principal')),
  };
}

function conditionsIn(block: unknown, path: string): readonly ConditionView[] {
  return entriesOf(block).flatMap(([operator, keys]) =>
    entriesOf(keys).map(([name, given]) => {
      const at = pathTo(pathTo(path, operator), name);
      const values = textsIn(given, at);
      const parsed = operatorOf(operator);
      const texts = values.map(({ text }) => text);
      return { operator: parsed, key: name.toLowerCase(), name, values, path: at, ofAbsentKey: ofAbsentKey(parsed, texts) };
    }),
  );
}

function principalsIn(value: unknown, path: string): readonly PrincipalView[] {
  if (typeof value === 'string') return [{ type: 'AWS', text: value, path }];
  return entriesOf(value).flatMap(([type, names]) => textsIn(names, pathTo(path, type)).map((located) => ({ type, ...located })));
}

/** A value or a list of values as texts; what is no text, number or truth value is left out. */
function textsIn(value: unknown, path: string): readonly Located[] {
  if (!Array.isArray(value)) return isScalar(value) ? [{ text: String(value), path }] : [];
  return value.flatMap((element: unknown, index) => (isScalar(element) ? [{ text: String(element), path: pathTo(path, index) }] : []));
}

/** Whether a value may stand in a condition. */
export const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** The entries of an object; none of anything else. */
export const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] => (isJsonObject(value) ? Object.entries(value) : []);

/** An entry that the object itself has. */
export const own = (object: JsonObject, name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined);
