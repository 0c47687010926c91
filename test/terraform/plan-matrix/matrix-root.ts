import type { JsonObject } from '../../../src/policy/policy-json';
import { emulatedProvider, REQUIRED_AWS, type Plan } from '../test-bed/terraform-root';
import { bothForms, FORMS, sourceOf } from './copied-module';
import { escaped } from './escaped';
import { blockName, blockOf, type Instance } from './instance';
import { MATRIX_MODULES } from './matrix-modules';
import type { MatrixModule } from './matrix-module';
import { PLACES } from './places';

/**
 * A root with a provider for each place, and a module block for each module, place and form that calls the module once
 * for each of its instances. A few blocks with `for_each` plan much faster than a block for each instance.
 */
export function matrixRoot(instances: readonly Instance[], endpoint: string): Readonly<Record<string, JsonObject | string>> {
  const main: JsonObject = {
    terraform: REQUIRED_AWS,
    provider: { aws: Object.keys(PLACES).map((region) => emulatedProvider(endpoint, region, region)) },
    locals: Object.fromEntries(BLOCKS.map((block) => [block.name, casesOf(block, instances)])),
    module: Object.fromEntries(BLOCKS.map((block) => [block.name, moduleBlock(block)])),
    output: Object.fromEntries(BLOCKS.map((block) => [block.name, { value: renderedBy(block) }])),
  };
  return { 'main.tf.json': main, ...Object.fromEntries(MATRIX_MODULES.flatMap(({ name }) => Object.entries(bothForms(name)))) };
}

/** What the outputs of a plan of {@link matrixRoot} hold for one instance. */
export function renderedIn(plan: Plan, instance: Instance): unknown {
  const outputs = plan.planned_values.outputs?.[blockOf(instance)]?.value as Readonly<Record<string, unknown>> | undefined;
  const rendered = outputs?.[instance.name];
  if (rendered === undefined) throw new Error(`The plan has no outputs of ${instance.name} of ${instance.module.name}`);
  return rendered;
}

interface Block {
  readonly name: string;
  readonly module: MatrixModule;
  readonly source: string;
  readonly region: string;
}

const BLOCKS: readonly Block[] = MATRIX_MODULES.flatMap((module) =>
  FORMS.flatMap((form) =>
    Object.keys(PLACES).map((region) => ({
      name: blockName(module, form, region),
      module,
      source: sourceOf(module.name, form),
      region,
    })),
  ),
);

function moduleBlock({ name, module, source, region }: Block): JsonObject {
  return {
    source,
    for_each: `\${local.${name}}`,
    providers: { aws: `aws.${region}` },
    ...Object.fromEntries(module.inputs.map((input) => [input.name, `\${each.value.${input.name}}`])),
  };
}

function renderedBy({ name, module }: Block): string {
  const outputs = module.outputs.map((output) => `${output} = instance.${output}`);
  return `\${{ for name, instance in module.${name} : name => { ${outputs.join(', ')} } }}`;
}

/** Arguments by instance; null is what Terraform passes for an argument that is left out. */
function casesOf({ name, module }: Block, instances: readonly Instance[]): JsonObject {
  return Object.fromEntries(
    instances
      .filter((instance) => blockOf(instance) === name)
      .map((instance) => [
        instance.name,
        Object.fromEntries(module.inputs.map((input) => [input.name, escaped(instance.arguments[input.name] ?? null)])),
      ]),
  );
}
