import type { JsonObject } from '../../../src/policy/policy-json';
import { grouped } from '../../../src/estate/grouped';
import { emulatedProvider, MODULES, REQUIRED_AWS, terraformRoot, type TerraformRoot } from '../test-bed/terraform-root';

/** A call of a module with values that Terraform reads from a file, so that nothing of them is syntax. */
export interface InputsCall {
  /** Unique in the root: the key of the module's instance. */
  readonly name: string;
  readonly module: string;
  readonly inputs: JsonObject;
  /** @default false */
  readonly inGovCloud?: boolean;
  /** Whether no other call may share its block: resources of no instance are planned where an input of any is refused. @default false */
  readonly isAlone?: boolean;
}

/**
 * A root that calls modules with many inputs. Calls that give the same inputs are instances of one block: Terraform reads the module
 * of each block anew, which takes longer than to plan it.
 *
 * @param endpoint of the emulator
 */
export async function inputsRoot(calls: readonly InputsCall[], endpoint: string): Promise<TerraformRoot> {
  const blocks = [...grouped(calls, blockOf).values()];
  return terraformRoot({
    'main.tf.json': {
      terraform: REQUIRED_AWS,
      provider: { aws: [emulatedProvider(endpoint), emulatedProvider(endpoint, 'us-gov-west-1', 'gov')] },
      variable: Object.fromEntries(blocks.map((_calls, index) => [`inputs_${index}`, { type: 'any' }])),
      module: Object.fromEntries(
        blocks.flatMap(([first], index) => (first === undefined ? [] : [[`calls_${index}`, moduleBlock(first, `inputs_${index}`)]])),
      ),
    },
    'inputs.auto.tfvars.json': Object.fromEntries(
      blocks.map((instances, index) => [`inputs_${index}`, Object.fromEntries(instances.map(({ name, inputs }) => [name, inputs]))]),
    ),
  });
}

const blockOf = ({ name, module, inputs, inGovCloud = false, isAlone = false }: InputsCall): string =>
  isAlone ? name : JSON.stringify([module, inGovCloud, Object.keys(inputs).toSorted()]);

function moduleBlock({ module, inputs, inGovCloud = false }: InputsCall, variable: string): JsonObject {
  return {
    source: `${MODULES}/${module}`,
    for_each: `\${var.${variable}}`,
    ...(inGovCloud && { providers: { aws: 'aws.gov' } }),
    ...Object.fromEntries(Object.keys(inputs).map((input) => [input, `\${each.value.${input}}`])),
  };
}
