import type { Json, JsonObject } from '../../policy/policy-json';
import { objectIn } from './json-access';

/**
 * Inputs of a module's call that a plan tells for sure: constants, and in the root a variable by itself.
 *
 * @param address e.g. `module.forensics["eu"].module.role`
 * Source: https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
 */
export function inputsOf(plan: JsonObject, address: string): JsonObject {
  const names = [...address.matchAll(/(?:^|\.)module\.([^.[]+)(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/g)].map(([, name = '']) => name);
  const last = names.pop();
  if (last === undefined) return {};
  const root = objectIn(plan, 'configuration', 'root_module');
  const parent = names.reduce((module, name) => objectIn(module, 'module_calls', name, 'module'), root);
  const expressions = objectIn(parent, 'module_calls', last, 'expressions') ?? {};
  const variables = parent === root ? (objectIn(plan, 'variables') ?? {}) : {};
  return Object.fromEntries(
    Object.entries(expressions).flatMap(([name, expression]) => {
      const value = valueOf(objectIn({ expression }, 'expression'), variables);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function valueOf(expression: JsonObject | undefined, variables: JsonObject): Json | undefined {
  if (expression === undefined) return undefined;
  const { constant_value: constant, references } = expression;
  // In Terraform's JSON syntax a template shows as a constant too.
  if (constant !== undefined && references === undefined) return constant;
  const [only, ...others] = Array.isArray(references) ? (references as readonly Json[]) : [];
  if (typeof only !== 'string' || others.length > 0 || !only.startsWith('var.')) return undefined;
  return objectIn(variables, only.slice('var.'.length))?.['value'];
}
