import { isJsonObject, type Json, type JsonObject, plainText } from '../../policy/policy-json';
import { evaluateExpression, EvaluationError } from '../expression/evaluate-expression';
import { Undecided, type Expression } from '../expression/expression';
import { FUNCTIONS } from '../expression/functions';

/**
 * A value as Terraform converts it to the type of a variable: sets in order, attributes of objects with their defaults.
 *
 * Source: https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 */
export function converted(value: Json, type: Expression): Json {
  if (value === null) return null;
  if (type.kind === 'name') return primitive(value, type.name);
  if (type.kind !== 'call') throw new Undecided('a type that is not read here');
  const [inner] = type.args;
  if (type.name === 'object') return objectOf(value, inner);
  if (inner === undefined) throw new Undecided(`the type ${type.name} without an argument`);
  if (type.name === 'map') {
    if (!isJsonObject(value)) throw new EvaluationError('a map is needed');
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, converted(element, inner)]));
  }
  if (!Array.isArray(value)) throw new EvaluationError(`a ${type.name} is needed`);
  const elements = (value as readonly Json[]).map((element) => converted(element, inner));
  if (type.name === 'list') return elements;
  if (type.name === 'set') return FUNCTIONS['toset']?.(elements) ?? elements;
  throw new Undecided(`the type ${type.name} is not read here`);
}

function primitive(value: Json, type: string): Json {
  if (type === 'any') return value;
  if (typeof value === 'object') throw new EvaluationError(`a ${type} is needed`);
  if (type === 'string') return String(value);
  if (type === 'number') return Number(value);
  return value === true || value === 'true';
}

function objectOf(value: Json, shape: Expression | undefined): JsonObject {
  if (!isJsonObject(value) || shape?.kind !== 'object') throw new EvaluationError('an object is needed');
  return Object.fromEntries(
    shape.items.map(([key, type]) => {
      const name = key.kind === 'literal' ? plainText(key.value) : '';
      const isOptional = type.kind === 'call' && type.name === 'optional';
      const [inner = type, fallback] = isOptional ? type.args : [type];
      const given = value[name] ?? null;
      if (given !== null) return [name, converted(given, inner)];
      if (!isOptional && !Object.hasOwn(value, name)) throw new EvaluationError(`the attribute ${name} is missing`);
      return [name, fallback === undefined ? null : converted(evaluateExpression(fallback, { lookup: () => undefined }), inner)];
    }),
  );
}
