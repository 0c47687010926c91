import { STATEMENT_RULES } from '../catalogue/kms-key-policy/cross-input-rules';
import { KMS_KEY_POLICY_INPUTS } from '../catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE } from '../catalogue/kms-key-policy/statements';
import type { InputValues } from '../policy/guard';
import { asOption, inputProblems, withDefaults, type InputSpec } from '../policy/input-spec';
import type { PolicyStatement } from '../policy/policy-json';
import { resolve } from '../policy/resolve';

/** Our statements for inputs of `cado-kms-key-policy`, or all that is wrong with the inputs. */
export type KeyStatements =
  | { readonly statements: readonly PolicyStatement[]; readonly problems: readonly [] }
  | { readonly statements?: undefined; readonly problems: readonly string[] };

/**
 * What `cado-kms-key-policy` writes into a key policy for inputs, by their Terraform names.
 *
 * @param partition of the key, in which roles, buckets and Regions must lie
 * @param label how messages name an input
 */
export function keyStatements(given: InputValues, partition: string, label: (input: string) => string): KeyStatements {
  const values = inOrder(withDefaults(KMS_KEY_POLICY_INPUTS, given));
  const wrong = KMS_KEY_POLICY_INPUTS.flatMap((spec) =>
    inputProblems(spec, values[spec.name], label(spec.name), asOption(label(spec.name))),
  );
  const named = (problem: string): string =>
    KMS_KEY_POLICY_INPUTS.reduce((text, { name }) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), label(name)), problem);
  const together = wrong.length > 0 ? [] : STATEMENT_RULES.flatMap((rule) => rule.problem(values, partition) ?? []).map(named);
  const problems = [...wrong, ...together];
  return problems.length > 0 ? { problems } : { statements: resolve(KMS_KEY_POLICY_TEMPLATE, values, { partition }), problems: [] };
}

/** Sets as Terraform goes through them, so that both give the values of a condition in the same order. */
const inOrder = (values: InputValues): InputValues =>
  Object.fromEntries(KMS_KEY_POLICY_INPUTS.map((spec) => [spec.name, isSet(spec) ? sorted(values[spec.name]) : values[spec.name]]));

const isSet = ({ type }: InputSpec): boolean => type.startsWith('set(');
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === 'string');
const sorted = (value: unknown): unknown => (isTexts(value) ? [...new Set(value)].toSorted() : value);
