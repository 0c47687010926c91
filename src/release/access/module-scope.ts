import { isJsonObject, type Json, type JsonObject, plainText } from '../../policy/policy-json';
import type { Branches } from '../expression/branches';
import { evaluateExpression, type Binding, type Scope } from '../expression/evaluate-expression';
import { Undecided, type Expression } from '../expression/expression';
import { expressionOf, type Block, type Configuration, type Variable } from '../tree/configuration';
import { converted } from './convert';
import { renderedPolicy } from './rendered-policy';

/** Values of inputs, by name; the others are at their defaults. */
export type Setting = JsonObject;

/** Where modules are evaluated: in the commercial partition, in the account that the settings speak of. */
export const ACCOUNT = '111122223333';
/** The account and partition that a module works in. */
export interface Whereabouts {
  readonly account: string;
  readonly partition: string;
}

const dataIn = ({ account, partition }: Whereabouts): Readonly<Record<string, JsonObject>> => ({
  aws_partition: { partition },
  aws_caller_identity: { account_id: account },
});

/** Values of inputs, locals and data sources by address, once they were evaluated. */
export type Memo = Map<string, Json>;

/** How a module is evaluated. */
export interface Evaluation {
  /** Told which branches were taken. @default - nobody */
  readonly branches?: Branches;
  /** Takes what was evaluated, and gives what is known already. @default - empty */
  readonly memo?: Memo;
  /** @default - {@link ACCOUNT} in the commercial partition */
  readonly where?: Whereabouts;
}

/** What a module's expressions are evaluated in, for one setting. Locals and data sources are evaluated once, when asked for. */
export function moduleScope(
  configuration: Configuration,
  setting: Setting,
  { branches, memo: known = new Map(), where = { account: ACCOUNT, partition: 'aws' } }: Evaluation = {},
): Scope {
  const running = new Set<string>();
  const once = (key: string, compute: () => Json): Json => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (running.has(key)) throw new Undecided(`${key} refers to itself`);
    running.add(key);
    try {
      const value = compute();
      known.set(key, value);
      return value;
    } finally {
      running.delete(key);
    }
  };
  const variables = new Map(configuration.variables.map((variable) => [variable.name, variable]));
  const scope: Scope = { lookup, ...(branches !== undefined && { branches }) };
  function lookup(name: string): Binding | undefined {
    if (name === 'var')
      return { below: (input) => ({ value: once(`var.${input}`, () => inputValue(variables.get(input), input, setting)) }) };
    if (name === 'local') {
      return {
        below: (local) => ({
          value: once(`local.${local}`, () => evaluateExpression(wanted(configuration.locals.get(local), `local.${local}`), scope)),
        }),
      };
    }
    if (name === 'data')
      return {
        below: (type) => ({
          below: (label) => ({ value: once(`data.${type}.${label}`, () => dataValue(configuration, { type, name: label }, scope, where)) }),
        }),
      };
    if (configuration.resources.some(({ type }) => type === name))
      return { below: (label) => resourceBinding(configuration, name, label, scope) };
    return undefined;
  }
  return scope;
}

function wanted<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Undecided(`${name} is not declared`);
  return value;
}

function inputValue(variable: Variable | undefined, name: string, setting: Setting): Json {
  const { type, fallback, isNullable } = wanted(variable, `var.${name}`);
  const given = Object.hasOwn(setting, name) ? (setting[name] ?? null) : undefined;
  if (given === undefined || (given === null && !isNullable)) return converted(wanted(fallback, `a value for ${name}`), type);
  return converted(given, type);
}

function dataValue(configuration: Configuration, { type, name }: Pick<Block, 'type' | 'name'>, scope: Scope, where: Whereabouts): Json {
  const fixed = Object.entries(dataIn(where)).find(([known]) => known === type)?.[1];
  if (fixed !== undefined) return fixed;
  const block = wanted(
    configuration.data.find((one) => one.type === type && one.name === name),
    `data.${type}.${name}`,
  );
  if (type !== 'aws_iam_policy_document') throw new Undecided(`the data source ${type} is not read here`);
  return { json: JSON.stringify(renderedPolicy(block.body, scope)) };
}

/** Attributes of a resource, by text that stands for what AWS will give it. Those of a role follow from its inputs. */
function resourceBinding(configuration: Configuration, type: string, name: string, scope: Scope): Binding {
  const block = wanted(
    configuration.resources.find((one) => one.type === type && one.name === name),
    `${type}.${name}`,
  );
  const attributes = (address: string, inner: Scope): Binding => ({
    below: (attribute) => ({
      value: Object.hasOwn(block.body, attribute)
        ? evaluateExpression(expressionOf(block.body[attribute] ?? null), inner)
        : `(${address}.${attribute})`,
    }),
  });
  if (block.body['for_each'] === undefined) return attributes(`${type}.${name}`, scope);
  return { below: (key) => attributes(`${type}.${name}[${key}]`, withEach(scope, key, null)) };
}

/** The scope of one instance of a resource with `for_each`. */
export const withEach = (scope: Scope, key: string, value: Json): Scope => ({
  ...scope,
  lookup: (name) => (name === 'each' ? { below: (part) => ({ value: part === 'key' ? key : value }) } : scope.lookup(name)),
});

/** Instances of a resource: their addresses and where their attributes are evaluated. */
export function instancesOf({ type, name, body }: Block, scope: Scope): readonly { readonly address: string; readonly scope: Scope }[] {
  if (body['count'] !== undefined) throw new Undecided(`${type}.${name} has a count, which no module of ours has`);
  if (body['for_each'] === undefined) return [{ address: `${type}.${name}`, scope }];
  const over = evaluateExpression(expressionOf(body['for_each']), scope);
  const entries: readonly (readonly [string, Json])[] = Array.isArray(over)
    ? (over as readonly Json[]).map((key) => [plainText(key), key])
    : isJsonObject(over)
      ? Object.entries(over)
      : [];
  return entries.map(([key, value]) => ({ address: `${type}.${name}[${JSON.stringify(key)}]`, scope: withEach(scope, key, value) }));
}

/** Evaluates an expression, or says why it cannot be told. */
export function valueOrReason(expression: Expression, scope: Scope): { readonly value: Json } | { readonly reason: string } {
  try {
    return { value: evaluateExpression(expression, scope) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
