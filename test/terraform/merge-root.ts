import { escapeTemplate } from '../../src/policy/terraform-literal';
import type { JsonObject } from '../../src/policy/policy-json';
import type { KeyPolicyCase } from '../cases/key-policy-cases';
import { emulatedProvider, MODULES, REQUIRED_AWS, terraformRoot, type TerraformRoot } from './test-bed/terraform-root';

/** What the root gives out for one case. */
export interface MergeOutput {
  /** The policy as it arrived through a variables file, and as a literal of the configuration. */
  readonly text: string;
  readonly literal: string;
  readonly policy_json: string;
  readonly policy_bytes: number;
  readonly statements_json: string;
  /** The merge of `policy_json` with the same inputs once more. */
  readonly again: string;
}

/** A root with one module instance a case, and where `chained` a second one that merges into what the first one gives. */
export function mergeRoot(cases: readonly KeyPolicyCase[], endpoint: string, chained: boolean): Promise<TerraformRoot> {
  return terraformRoot({
    'main.tf.json': {
      terraform: REQUIRED_AWS,
      provider: { aws: emulatedProvider(endpoint) },
      variable: { policies: { type: 'map(string)' } },
      module: Object.fromEntries(cases.flatMap((one) => modulesOf(one, chained))),
      ...(chained && { output: Object.fromEntries(cases.map(({ name, text }) => [name, { value: outputOf(name, text) }])) }),
    },
    'policies.auto.tfvars.json': { policies: Object.fromEntries(cases.map(({ name, text }) => [name, text])) },
  });
}

function modulesOf({ name, inputs }: KeyPolicyCase, chained: boolean): readonly (readonly [string, JsonObject])[] {
  const module = (existing: string): JsonObject => ({
    source: `${MODULES}/cado-kms-key-policy`,
    ...inputs,
    existing_policy_json: `\${${existing}}`,
  });
  return [
    [name, module(`var.policies["${name}"]`)],
    ...(chained ? [[`${name}-again`, module(`module.${name}.policy_json`)] as const] : []),
  ];
}

function outputOf(name: string, text: string): JsonObject {
  return {
    text: `\${var.policies["${name}"]}`,
    literal: escapeTemplate(text),
    policy_json: `\${module.${name}.policy_json}`,
    policy_bytes: `\${module.${name}.policy_bytes}`,
    statements_json: `\${module.${name}.statements_json}`,
    again: `\${module.${name}-again.policy_json}`,
  };
}
