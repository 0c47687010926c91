import { atLeast, holds, inputValue, type InputValues } from '../../policy/guard';
import type { CrossInputRule } from '../../policy/input-spec';

const isGiven = (value: unknown): boolean => value !== null && value !== undefined;
const count = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** A level that ties keys to Regions needs one. */
export const REGIONS_RULE: CrossInputRule = {
  inputs: ['kms_tightening', 'evidence_regions'],
  terraform: (ref) => ({
    condition: `!${ref.guard('at_least_via_service')} || length(${ref.derived('regions')}) > 0`,
    errorMessage: `kms_tightening \${jsonencode(${ref.input('kms_tightening')})} ties keys to Regions, but platform_region is null and evidence_regions is empty. Give at least one, e.g. platform_region = eu-west-1`,
  }),
  problem: (inputs) =>
    !holds(atLeast('via_service'), inputs, {}) || isGiven(inputs['platform_region']) || count(inputs['evidence_regions']) > 0
      ? undefined
      : `kms_tightening ${JSON.stringify(inputs['kms_tightening'])} ties keys to Regions, but platform_region and evidence_regions are missing. Give at least one, e.g. eu-west-1`,
};

/** ARNs must lie in the partition of the role. */
export const partitionRule = (derived: string, names: readonly string[]): CrossInputRule => ({
  inputs: names,
  terraform: (ref) => ({
    condition: `length(${ref.derived(derived)}) == 0`,
    errorMessage: `${names.join(', ')} must lie in the partition of the role, \${${ref.partition}}, since nothing crosses partitions; not \${jsonencode(${ref.derived(derived)})}. Accepted: arn:\${${ref.partition}}:iam::111122223333:role/CadoResponseRole`,
  }),
  problem: (inputs) => {
    const arns = names.flatMap((name) => inputValue(inputs, name) ?? []).filter((arn) => typeof arn === 'string');
    return new Set(arns.map((arn) => arn.split(':')[1])).size > 1
      ? `${JSON.stringify(arns)} lie in different partitions, and nothing crosses partitions. Give ARNs of the role's own partition`
      : undefined;
  },
});

/** Regions must be of the partition of the role. */
export const regionPartitionRule = (names: readonly string[]): CrossInputRule => ({
  inputs: [],
  terraform: (ref) => ({
    condition: `length(${ref.derived('foreign_regions')}) == 0`,
    errorMessage: `${names.join(', ')} must be Regions of the partition of the role, \${${ref.partition}}; not \${jsonencode(${ref.derived('foreign_regions')})}. Accepted: eu-west-1 in aws, us-gov-west-1 in aws-us-gov, cn-north-1 in aws-cn`,
  }),
  problem: () => undefined,
});

/** Two inputs of which the first makes no sense without the second. */
export const needsRule = (first: string, second: string, why: string, example: string): CrossInputRule => ({
  inputs: [],
  terraform: (ref) => ({
    condition: `${ref.input(first)} == null || ${ref.input(second)} != null`,
    errorMessage: `${first} is given without ${second}: ${why}. Give both, e.g. ${second} = ${example}, or neither`,
  }),
  problem: (inputs: InputValues) =>
    isGiven(inputs[first]) && !isGiven(inputs[second])
      ? `${first} is given without ${second}: ${why}. Give both, e.g. ${example}, or neither`
      : undefined,
});
