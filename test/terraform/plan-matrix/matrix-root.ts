import { KMS_KEY_POLICY_INPUTS } from '../../../src/catalogue/kms-key-policy/inputs';
import type { JsonObject } from '../../../src/policy/policy-json';
import { emulatedProvider, REQUIRED_AWS, type Plan } from '../test-bed/terraform-root';
import { KEY_POLICY_SOURCES, keyPolicyModules } from './copied-module';
import { escaped } from './escaped';
import type { Instance } from './key-policy-instance';
import { PLACES } from './places';
import type { Row } from './tuples';

/** What the module's outputs hold for one instance. */
export interface Rendered {
  readonly statements_json: string;
  readonly policy_json: string;
  readonly policy_bytes: number;
}

/**
 * A root with a provider for each place, and a module block for each place and source that calls the module once for
 * each of its instances. Eight blocks with `for_each` plan much faster than a block for each instance.
 */
export function matrixRoot(instances: readonly Instance[], endpoint: string): Readonly<Record<string, JsonObject | string>> {
  const main: JsonObject = {
    terraform: REQUIRED_AWS,
    provider: { aws: Object.keys(PLACES).map((region) => emulatedProvider(endpoint, region, region)) },
    locals: Object.fromEntries(BLOCKS.map((block) => [block.name, casesOf(block, instances)])),
    module: Object.fromEntries(BLOCKS.map((block) => [block.name, moduleBlock(block)])),
    output: Object.fromEntries(BLOCKS.map(({ name }) => [name, { value: renderedBy(name) }])),
  };
  return { 'main.tf.json': main, ...keyPolicyModules() };
}

/** What the outputs of a plan of {@link matrixRoot} hold for one instance. */
export function renderedIn(plan: Plan, { name, row }: Instance): Rendered {
  const outputs = plan.planned_values.outputs?.[blockName(row)]?.value as Readonly<Record<string, Rendered>> | undefined;
  const rendered = outputs?.[name];
  if (rendered === undefined) throw new Error(`The plan has no outputs of ${name}`);
  return rendered;
}

/** Name of the module block that an instance belongs to. */
export function blockName(row: Row): string {
  return `${row['source']}_${row['provider']}`;
}

interface Block {
  readonly name: string;
  readonly source: string;
  readonly region: string;
}

const BLOCKS: readonly Block[] = Object.entries(KEY_POLICY_SOURCES).flatMap(([form, source]) =>
  Object.keys(PLACES).map((region) => ({ name: blockName({ source: form, provider: region }), source, region })),
);

const INPUT_NAMES = KMS_KEY_POLICY_INPUTS.map(({ name }) => name);

function moduleBlock({ name, source, region }: Block): JsonObject {
  return {
    source,
    for_each: `\${local.${name}}`,
    providers: { aws: `aws.${region}` },
    ...Object.fromEntries(INPUT_NAMES.map((input) => [input, `\${each.value.${input}}`])),
  };
}

/** All outputs but `grant_ids`, which nobody knows before an apply. */
function renderedBy(block: string): string {
  const outputs = ['statements_json', 'policy_json', 'policy_bytes'].map((output) => `${output} = instance.${output}`);
  return `\${{ for name, instance in module.${block} : name => { ${outputs.join(', ')} } }}`;
}

/** Arguments by instance; null is what Terraform passes for an argument that is left out. */
function casesOf({ name }: Block, instances: readonly Instance[]): JsonObject {
  return Object.fromEntries(
    instances
      .filter(({ row }) => blockName(row) === name)
      .map((instance) => [
        instance.name,
        Object.fromEntries(INPUT_NAMES.map((input) => [input, escaped(instance.arguments[input] ?? null)])),
      ]),
  );
}
