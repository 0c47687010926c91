import { CADO_ROLE } from '../../src/catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../../src/catalogue/cross-account-trust/definition';
import { KMS_KEY_POLICY_INPUTS } from '../../src/catalogue/kms-key-policy/inputs';
import { inputProblems, withDefaults, type InputSpec } from '../../src/policy/input-spec';

/** The inputs of every module, by its name. */
export const INPUTS_BY_MODULE: Readonly<Record<string, readonly InputSpec[]>> = {
  [CADO_ROLE.moduleName]: CADO_ROLE.inputs,
  [CROSS_ACCOUNT_TRUST.moduleName]: CROSS_ACCOUNT_TRUST.inputs,
  'cado-kms-key-policy': KMS_KEY_POLICY_INPUTS,
};

/** Every input of every module with the name of the module, as rows of a table of tests. */
export const EVERY_INPUT: readonly (readonly [module: string, input: string, spec: InputSpec])[] = Object.entries(INPUTS_BY_MODULE).flatMap(
  ([module, inputs]) => inputs.map((spec) => [module, spec.name, spec] as const),
);

/** What is wrong with a value that a user gives; attributes that it leaves out have their defaults, as in Terraform. */
export function problemsOf(spec: InputSpec, given: unknown): readonly string[] {
  const { [spec.name]: effective } = withDefaults([spec], { [spec.name]: given });
  return inputProblems(spec, effective, spec.name);
}
