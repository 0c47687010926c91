import type { JsonObject } from '../../../src/policy/policy-json';
import { emulatedProvider, MODULES, REQUIRED_AWS, terraformRoot, type TerraformRoot } from '../test-bed/terraform-root';

/** A call of a module with values that Terraform reads from a file, so that nothing of them is syntax. */
export interface InputsCall {
  /** Name of the module block; unique in the root. */
  readonly name: string;
  readonly module: string;
  readonly inputs: JsonObject;
  /** @default false */
  readonly inGovCloud?: boolean;
}

/** A root that calls modules with many inputs. @param endpoint of the emulator */
export async function inputsRoot(calls: readonly InputsCall[], endpoint: string): Promise<TerraformRoot> {
  return terraformRoot({
    'main.tf.json': {
      terraform: REQUIRED_AWS,
      provider: { aws: [emulatedProvider(endpoint), emulatedProvider(endpoint, 'us-gov-west-1', 'gov')] },
      variable: { inputs: { type: 'any' } },
      module: Object.fromEntries(
        calls.map(({ name, module, inputs, inGovCloud }) => {
          const references = Object.keys(inputs).map((input) => [input, `\${var.inputs["${name}"].${input}}`]);
          return [
            name,
            {
              source: `${MODULES}/${module}`,
              ...(inGovCloud === true && { providers: { aws: 'aws.gov' } }),
              ...Object.fromEntries(references),
            },
          ];
        }),
      ),
    },
    'inputs.auto.tfvars.json': { inputs: Object.fromEntries(calls.map(({ name, inputs }) => [name, inputs])) },
  });
}
