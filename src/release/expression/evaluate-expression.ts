import { isJsonObject, type Json, type JsonObject, plainText } from '../../policy/policy-json';
import type { Branches } from './branches';
import { Undecided, type Expression, type ForExpression } from './expression';
import { FUNCTIONS } from './functions';
import { sameValue } from './same-value';

/** Terraform would refuse this; `try` and `can` catch it. */
export class EvaluationError extends Error {}

/** What a name stands for: a value, or a place with names below it, such as `var`. */
export type Binding = { readonly value: Json } | { readonly below: (name: string) => Binding };

/** Where an expression is evaluated. */
export interface Scope {
  readonly lookup: (name: string) => Binding | undefined;
  /** Told which branch was taken. @default - nobody */
  readonly branches?: Branches;
}

/**
 * The value of an expression. Sets are lists in order, as Terraform prints them.
 *
 * @throws EvaluationError where Terraform would; Undecided for what cannot be told here
 */
export function evaluateExpression(expression: Expression, scope: Scope): Json {
  const binding = bindingOf(expression, scope);
  if (binding === undefined) return valueOf(expression, scope);
  if ('value' in binding) return binding.value;
  throw new Undecided(`${wordsOf(expression)} is no value`);
}

const wordsOf = (expression: Expression): string =>
  expression.kind === 'attribute' ? `${wordsOf(expression.of)}.${expression.name}` : expression.kind === 'name' ? expression.name : '…';

/** What a chain of names stands for; undefined for any other expression. */
function bindingOf(expression: Expression, scope: Scope): Binding | undefined {
  if (expression.kind === 'name') {
    const binding = scope.lookup(expression.name);
    if (binding === undefined) throw new Undecided(`${expression.name} is not known`);
    return binding;
  }
  if (expression.kind !== 'attribute' && expression.kind !== 'index') return undefined;
  const of = bindingOf(expression.of, scope) ?? { value: evaluateExpression(expression.of, scope) };
  const key = expression.kind === 'attribute' ? expression.name : evaluateExpression(expression.key, scope);
  if ('below' in of) return of.below(textOf(key));
  return { value: member(of.value, key) };
}

function member(value: Json, key: Json): Json {
  if (Array.isArray(value)) {
    const found = (value as readonly Json[])[Number(key)];
    if (found === undefined) throw new EvaluationError(`there is no element ${plainText(key)}`);
    return found;
  }
  if (isJsonObject(value) && Object.hasOwn(value, plainText(key))) return value[plainText(key)] ?? null;
  throw new EvaluationError(`there is no ${JSON.stringify(key)}`);
}

function valueOf(expression: Expression, scope: Scope): Json {
  const { branches } = scope;
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return expression.parts.map((part) => (typeof part === 'string' ? part : textOf(evaluateExpression(part, scope)))).join('');
    case 'unary':
      return unary(expression.operator, evaluateExpression(expression.operand, scope));
    case 'binary':
      return binary(expression, scope);
    case 'conditional': {
      const test = booleanOf(evaluateExpression(expression.test, scope));
      branches?.take(expression.test, test);
      return evaluateExpression(test ? expression.yes : expression.no, scope);
    }
    case 'tuple':
      return expression.items.map((item) => evaluateExpression(item, scope));
    case 'object':
      return Object.fromEntries(
        expression.items.map(([key, value]) => [textOf(evaluateExpression(key, scope)), evaluateExpression(value, scope)]),
      );
    case 'for':
      return forValue(expression, scope);
    case 'call':
      return call(expression, scope);
    case 'unknown':
      throw new Undecided(`${JSON.stringify(expression.text)} is beyond what is read here`);
    default:
      throw new Undecided(`${expression.kind} stands alone`);
  }
}

/** As Terraform turns a value into text; null has none. */
export function textOf(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new EvaluationError(`${JSON.stringify(value)} is no text`);
}

export function booleanOf(value: Json): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new EvaluationError(`${JSON.stringify(value)} is neither true nor false`);
}

function numberOf(value: Json): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) throw new EvaluationError(`${JSON.stringify(value)} is no number`);
  return number;
}

const unary = (operator: string, value: Json): Json => (operator === '!' ? !booleanOf(value) : -numberOf(value));

const ARITHMETIC: Readonly<Record<string, (left: number, right: number) => Json>> = {
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

/** Both sides are evaluated, as Terraform before 1.12 does, so that an error in either is one. */
function binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, scope: Scope): Json {
  const [one, other] = [evaluateExpression(left, scope), evaluateExpression(right, scope)];
  if (operator === '==' || operator === '!=') return sameValue(one, other) === (operator === '==');
  if (operator === '&&' || operator === '||') {
    const [first, second] = [booleanOf(one), booleanOf(other)];
    // What the other side leaves undecided is a branch of its own.
    if (second === (operator === '&&')) scope.branches?.take(left, first);
    if (first === (operator === '&&')) scope.branches?.take(right, second);
    return operator === '&&' ? first && second : first || second;
  }
  const compute = ARITHMETIC[operator];
  if (compute === undefined) throw new Undecided(`the operator ${operator} is beyond what is read here`);
  return compute(numberOf(one), numberOf(other));
}

function forValue(expression: ForExpression, scope: Scope): Json {
  const over = evaluateExpression(expression.over, scope);
  if (typeof over !== 'object' || over === null) throw new EvaluationError('for needs a list or a map');
  const entries: readonly (readonly [Json, Json])[] = Array.isArray(over)
    ? (over as readonly Json[]).map((element, index) => [index, element])
    : Object.entries(over as JsonObject).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const results = entries.flatMap(([key, value]): readonly (readonly [string, Json])[] => {
    const inner = withNames(scope, {
      [expression.valueName]: value,
      ...(expression.keyName !== undefined && { [expression.keyName]: key }),
    });
    if (expression.condition !== undefined) {
      const holds = booleanOf(evaluateExpression(expression.condition, inner));
      scope.branches?.take(expression.condition, holds);
      if (!holds) return [];
    }
    const name = expression.key === undefined ? '' : textOf(evaluateExpression(expression.key, inner));
    return [[name, evaluateExpression(expression.value, inner)]];
  });
  return expression.key === undefined ? results.map(([, value]) => value) : Object.fromEntries(results);
}

/** A scope with further names that stand for values. */
export const withNames = (scope: Scope, names: Readonly<Record<string, Json>>): Scope => ({
  ...scope,
  lookup: (name) => (Object.hasOwn(names, name) ? { value: names[name] ?? null } : scope.lookup(name)),
});

function call({ name, args, isExpanded }: Extract<Expression, { kind: 'call' }>, scope: Scope): Json {
  if (name === 'try' || name === 'can') return attempt(name, args, scope);
  const compute = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (compute === undefined) throw new Undecided(`the function ${name} is beyond what is read here`);
  const values = args.map((arg) => evaluateExpression(arg, scope));
  const last = isExpanded ? values.pop() : undefined;
  try {
    return compute(...values, ...(Array.isArray(last) ? (last as readonly Json[]) : []));
  } catch (error) {
    if (error instanceof Undecided) throw error;
    throw new EvaluationError(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function attempt(name: string, args: readonly Expression[], scope: Scope): Json {
  for (const arg of args) {
    try {
      const value = evaluateExpression(arg, scope);
      scope.branches?.take(arg, true);
      return name === 'can' ? true : value;
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      scope.branches?.take(arg, false);
    }
  }
  if (name === 'can') return false;
  throw new EvaluationError('try: every expression failed');
}
