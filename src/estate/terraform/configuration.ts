import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../../proof/plan/json-access';
import type { TerraformResource } from './resources';

/** A step of a module's address. */
export interface ModuleStep {
  readonly name: string;
  /** The instance as an address has it, e.g. `"eu"` or `0`. @default - there is one, or nobody said which */
  readonly index?: string;
}

const STEP = /(?:^|\.)module\.([^.[]+)(?:\[("(?:[^"\\]|\\.)*"|\d+)\])?/g;

/** The steps of a module's address, e.g. `module.forensics["eu"].module.key`. */
export const moduleSteps = (address: string): readonly ModuleStep[] =>
  [...address.matchAll(STEP)].map(([, name = '', index]) => (index === undefined ? { name } : { name, index }));

/** The configuration of a module below the root module's. Source: https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation */
export const moduleConfiguration = (root: JsonObject | undefined, steps: readonly ModuleStep[]): JsonObject | undefined =>
  steps.reduce((module, { name }) => objectIn(module, 'module_calls', name, 'module'), root);

/** The block of a resource in the configuration; undefined where it is no longer there, or no configuration is. */
export function blockOf(root: JsonObject | undefined, { module, type, name, isData }: TerraformResource): JsonObject | undefined {
  const configuration = moduleConfiguration(root, moduleSteps(module));
  return configuration && blocksOf(configuration).get(`${isData ? 'data.' : ''}${type}.${name}`);
}

const BLOCKS = new WeakMap<JsonObject, ReadonlyMap<string, JsonObject>>();

/** The resources of a module's configuration by type and name, made once. */
function blocksOf(configuration: JsonObject): ReadonlyMap<string, JsonObject> {
  const known =
    BLOCKS.get(configuration) ??
    new Map(
      objectsIn(configuration['resources']).map((one) => [
        `${one['mode'] === 'data' ? 'data.' : ''}${textIn(one, 'type')}.${textIn(one, 'name')}`,
        one,
      ]),
    );
  BLOCKS.set(configuration, known);
  return known;
}

/** Whether the configuration of a resource says something of an attribute, and not `null`; undefined where it is not known. */
export function says(root: JsonObject | undefined, resource: TerraformResource, attribute: string): boolean | undefined {
  const block = blockOf(root, resource);
  if (block === undefined) return undefined;
  const expression = objectIn(block, 'expressions')?.[attribute];
  return expression !== undefined && !isNull(root, expression, moduleSteps(resource.module));
}

/** Whether an expression is `null`, or a variable that modules are not given and that is `null` by default. */
function isNull(root: JsonObject | undefined, expression: Json, steps: readonly ModuleStep[]): boolean {
  if (!isJsonObject(expression)) return false;
  if (expression['constant_value'] !== undefined) return expression['constant_value'] === null;
  const [reference = '', ...others] = referencesIn(expression);
  const name = /^var\.([\w-]+)$/.exec(reference)?.[1];
  const [outer, call] = [steps.slice(0, -1), steps.at(-1)];
  if (name === undefined || others.length > 0 || call === undefined) return false;
  const given = objectIn(moduleConfiguration(root, outer), 'module_calls', call.name, 'expressions')?.[name];
  if (given !== undefined) return isNull(root, given, outer);
  const variable = objectIn(moduleConfiguration(root, steps), 'variables', name);
  return variable !== undefined && (variable['default'] ?? null) === null;
}

/** What an expression refers to: an attribute has its references, a block those of its attributes. */
export function referencesIn(expression: Json | undefined): readonly string[] {
  if (Array.isArray(expression))
    return (expression as readonly Json[]).flatMap((block) => (isJsonObject(block) ? Object.values(block).flatMap(referencesIn) : []));
  const references = isJsonObject(expression) ? expression['references'] : undefined;
  return Array.isArray(references) ? references.filter((one) => typeof one === 'string') : [];
}

/** The value of an expression where it is a constant, or a variable of the root module by itself. */
export function constantOf(expression: Json | undefined, variables: JsonObject | undefined): Json | undefined {
  if (!isJsonObject(expression)) return undefined;
  if (expression['constant_value'] !== undefined) return expression['constant_value'];
  const [only, ...others] = referencesIn(expression);
  return only?.startsWith('var.') === true && others.length === 0 ? objectIn(variables, only.slice('var.'.length))?.['value'] : undefined;
}
