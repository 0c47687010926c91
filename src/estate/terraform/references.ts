import type { JsonObject } from '../../policy/policy-json';
import { objectIn } from '../../proof/plan/json-access';
import { blockOf, moduleConfiguration, moduleSteps, referencesIn, type ModuleStep } from './configuration';
import { grouped } from '../grouped';
import type { TerraformResource } from './resources';

/** A block that an expression refers to, as far as the configuration tells which instance of it. */
interface Referred {
  readonly modules: readonly ModuleStep[];
  readonly type: string;
  readonly name: string;
  readonly index?: string;
}

/** Resources of a document by their blocks, whatever instance. */
export type ResourcesByBlock = ReadonlyMap<string, readonly TerraformResource[]>;

const blockKey = (modules: readonly ModuleStep[], type: string, name: string): string =>
  `${modules.map((step) => step.name).join('.')}|${type}.${name}`;

/** Instances of one block together. */
export const byBlock = (resources: readonly TerraformResource[]): ResourcesByBlock =>
  grouped(resources, ({ module, type, name }) => blockKey(moduleSteps(module), type, name));

/**
 * The resource that an attribute refers to, through outputs and variables of modules. Of several instances it is the one under the same
 * key; undefined where the attribute may be one of several resources.
 *
 * @param root configuration of the root module
 */
export function referredResource(
  root: JsonObject | undefined,
  resource: TerraformResource,
  attribute: string,
  types: readonly string[],
  blocks: ResourcesByBlock,
): TerraformResource | undefined {
  const found = referredBlocks(root, resource, attribute)
    .filter(({ type }) => types.includes(type))
    .flatMap((referred) => instanceOf(referred, resource, blocks) ?? []);
  const [only, ...others] = new Map(found.map((one) => [one.address, one])).values();
  return others.length === 0 ? only : undefined;
}

function instanceOf(referred: Referred, resource: TerraformResource, blocks: ResourcesByBlock): TerraformResource | undefined {
  const { modules, type, name, index } = referred;
  const fits = (one: TerraformResource): boolean =>
    (index === undefined || indexOf(one) === index) &&
    moduleSteps(one.module).every((step, at) => modules[at]?.index === undefined || modules[at].index === step.index);
  const instances = (blocks.get(blockKey(modules, type, name)) ?? []).filter(fits);
  if (instances.length <= 1) return instances[0];
  const wanted = indexOf(resource) ?? moduleSteps(resource.module).at(-1)?.index;
  const same = instances.filter((one) => (indexOf(one) ?? moduleSteps(one.module).at(-1)?.index) === wanted);
  return same.length === 1 ? same[0] : undefined;
}

const indexOf = ({ index }: TerraformResource): string | undefined => (index === undefined ? undefined : JSON.stringify(index));

function referredBlocks(root: JsonObject | undefined, resource: TerraformResource, attribute: string): readonly Referred[] {
  const block = blockOf(root, resource);
  const steps = moduleSteps(resource.module);
  const ofEach = referencesIn(block?.['for_each_expression']);
  return mostExact(
    referencesIn(objectIn(block, 'expressions')?.[attribute]).flatMap((one) => (one.startsWith('each.') ? ofEach : [one])),
  ).flatMap((reference) => followed(root, reference, steps, 0));
}

/** Terraform lists `module.key.arn` together with what it is a part of. */
const mostExact = (references: readonly string[]): readonly string[] =>
  references.filter((one) => !references.some((other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`)));

/** Modules may pass what they are given to modules of their own, but hardly deeper than this. */
const DEEPEST = 12;
const INDEX = String.raw`(?:\[("(?:[^"\\]|\\.)*"|\d+)\])?`;
const OUTPUT = new RegExp(String.raw`^module\.([\w-]+)${INDEX}(?:\.([\w-]+))?`);
const RESOURCE = new RegExp(String.raw`^([a-z][a-z0-9]*_\w+)\.([\w-]+)${INDEX}`);

/** What a reference in a module stands for: a resource there, what an output of a module inside it is, or what a variable is given. */
function followed(root: JsonObject | undefined, reference: string, steps: readonly ModuleStep[], depth: number): readonly Referred[] {
  if (depth > DEEPEST) return [];
  const on = (references: readonly string[], where: readonly ModuleStep[]): readonly Referred[] =>
    mostExact(references).flatMap((one) => followed(root, one, where, depth + 1));
  if (reference.startsWith('var.')) {
    const [call, name] = [steps.at(-1)?.name ?? '', reference.split('.')[1] ?? ''];
    const outer = moduleConfiguration(root, steps.slice(0, -1));
    return on(referencesIn(objectIn(outer, 'module_calls', call, 'expressions')?.[name]), steps.slice(0, -1));
  }
  const [, module, instance, output] = OUTPUT.exec(reference) ?? [];
  if (module !== undefined) {
    const inner: readonly ModuleStep[] = [...steps, instance === undefined ? { name: module } : { name: module, index: instance }];
    const outputs = objectIn(moduleConfiguration(root, inner), 'outputs') ?? {};
    // An output of an instance under a key that is computed is not named: each of them may be meant.
    const meant = output === undefined ? Object.keys(outputs) : [output];
    return meant.flatMap((name) => on(referencesIn(objectIn(outputs, name)?.['expression']), inner));
  }
  const [, type, name, index] = RESOURCE.exec(reference) ?? [];
  if (type === undefined || name === undefined) return [];
  return [{ modules: steps, type, name, ...(index !== undefined && { index }) }];
}
