import { atLeast, holds, type InputValues } from '../../policy/guard';
import type { CrossInputRule } from '../../policy/input-spec';
import { isJsonObject } from '../../policy/policy-json';
import { foreignRegions, regionsOf } from '../derivation-inputs';

const isGiven = (value: unknown): boolean => value !== null && value !== undefined;
const count = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const grantsOf = (inputs: InputValues): readonly (readonly [string, Readonly<Record<string, unknown>>])[] =>
  Object.entries((inputs['grants'] ?? {}) as Record<string, unknown>).flatMap(([name, grant]) =>
    isJsonObject(grant) ? [[name, grant] as const] : [],
  );

const REGIONS_BY_PARTITION = 'eu-west-1 in aws, us-gov-west-1 in aws-us-gov, cn-north-1 in aws-cn';

/** Rules across inputs that decide whether the statements make sense; checked before any policy is rendered. */
export const STATEMENT_RULES: readonly CrossInputRule[] = [
  {
    inputs: [],
    terraform: (ref) => ({
      condition: `${ref.input('platform_role_arn')} != null || ${ref.input('target_role_arn')} != null`,
      errorMessage:
        'platform_role_arn and target_role_arn are both null, so nobody would be let in. Give at least one, e.g. platform_role_arn = arn:aws:iam::111122223333:role/CadoResponseRole',
    }),
    problem: (inputs) =>
      isGiven(inputs['platform_role_arn']) || isGiven(inputs['target_role_arn'])
        ? undefined
        : 'platform_role_arn and target_role_arn are both missing, so nobody would be let in. Give at least one',
  },
  {
    inputs: ['kms_tightening', 'evidence_regions'],
    terraform: (ref) => ({
      condition: `!${ref.guard('at_least_via_service')} || length(${ref.derived('regions')}) > 0`,
      errorMessage: `kms_tightening \${jsonencode(${ref.input('kms_tightening')})} ties the key to Regions, but platform_region is null and evidence_regions is empty. Give at least one, e.g. platform_region = eu-west-1`,
    }),
    problem: (inputs) =>
      !holds(atLeast('via_service'), inputs, {}) || isGiven(inputs['platform_region']) || count(inputs['evidence_regions']) > 0
        ? undefined
        : `kms_tightening ${JSON.stringify(inputs['kms_tightening'])} ties the key to Regions, but platform_region and evidence_regions are missing. Give at least one, e.g. eu-west-1`,
  },
  {
    inputs: ['create_grant_for', 'additional_platform_role_arns'],
    terraform: (ref) => ({
      condition: `(!${ref.guard('grants_to_platform')} || length(${ref.derived('platform_role_arns')}) > 0) && (!${ref.guard('grants_to_target')} || ${ref.guard('target_given')})`,
      errorMessage: `create_grant_for is \${jsonencode(${ref.input('create_grant_for')})} but names a role that is not given. Give platform_role_arn or target_role_arn as well, or take it out, e.g. create_grant_for = ["target"] with target_role_arn`,
    }),
    problem: (inputs) => {
      const named = (inputs['create_grant_for'] ?? []) as readonly unknown[];
      const platform = isGiven(inputs['platform_role_arn']) || count(inputs['additional_platform_role_arns']) > 0;
      return (named.includes('platform') && !platform) || (named.includes('target') && !isGiven(inputs['target_role_arn']))
        ? `create_grant_for is ${JSON.stringify(named)} but names a role that is not given. Give that role's ARN as well, or take it out`
        : undefined;
    },
  },
  {
    inputs: ['platform_role_arn', 'target_role_arn', 'additional_platform_role_arns', 'evidence_source_bucket_arns'],
    terraform: (ref) => ({
      condition: `length(${ref.derived('foreign_arns')}) == 0`,
      errorMessage: `platform_role_arn, target_role_arn, additional_platform_role_arns and evidence_source_bucket_arns must lie in the partition of the key, \${${ref.partition}}, since nothing crosses partitions; not \${jsonencode(${ref.derived('foreign_arns')})}. Accepted: arn:\${${ref.partition}}:iam::111122223333:role/CadoResponseRole`,
    }),
    problem: (inputs, partition) => {
      const arns = namedArns(inputs);
      if (partition !== undefined) {
        const foreign = arns.filter((arn) => arn.split(':')[1] !== partition);
        return foreign.length === 0
          ? undefined
          : `platform_role_arn, target_role_arn, additional_platform_role_arns and evidence_source_bucket_arns must lie in the partition of the key, ${partition}, since nothing crosses partitions; not ${JSON.stringify(foreign)}. Accepted: arn:${partition}:iam::111122223333:role/CadoResponseRole`;
      }
      return new Set(arns.map((arn) => arn.split(':')[1])).size > 1
        ? `${JSON.stringify(arns)} lie in different partitions, and nothing crosses partitions. Give ARNs of the key's own partition`
        : undefined;
    },
  },
  {
    inputs: [],
    terraform: (ref) => ({
      condition: `length(${ref.derived('foreign_regions')}) == 0`,
      errorMessage: `platform_region and evidence_regions must be Regions of the partition of the key, \${${ref.partition}}; not \${jsonencode(${ref.derived('foreign_regions')})}. Accepted: ${REGIONS_BY_PARTITION}`,
    }),
    problem: (inputs, partition) => {
      const foreign = partition === undefined ? [] : foreignRegions(regionsOf(inputs), partition);
      return foreign.length === 0
        ? undefined
        : `platform_region and evidence_regions must be Regions of the partition of the key, ${partition}; not ${JSON.stringify(foreign)}. Accepted: ${REGIONS_BY_PARTITION}`;
    },
  },
];

const TIGHT_ENOUGH_FOR_GRANTS = 'aws_resources';

/** Rules that each grant keeps; in Terraform `each.key` and `each.value` are the grant. */
export const GRANT_RULES: readonly CrossInputRule[] = [
  {
    inputs: ['kms_tightening'],
    terraform: (ref) => ({
      condition: `!${ref.guard('at_least_via_service')}`,
      errorMessage: `grants[\${jsonencode(each.key)}] would walk around kms_tightening \${jsonencode(${ref.input('kms_tightening')})}: a grant cannot be tied to a service. Take the grant out, or use kms_tightening = ${TIGHT_ENOUGH_FOR_GRANTS}`,
    }),
    problem: (inputs) =>
      grantsOf(inputs).length > 0 && holds(atLeast('via_service'), inputs, {})
        ? `grants would walk around kms_tightening ${JSON.stringify(inputs['kms_tightening'])}: a grant cannot be tied to a service. Take them out, or use ${TIGHT_ENOUGH_FOR_GRANTS}`
        : undefined,
  },
  {
    inputs: ['grants', 'kms_tightening'],
    terraform: (ref) => ({
      condition: `!${ref.guard('at_least_aws_resources')} || !contains(each.value.operations, "CreateGrant")`,
      errorMessage: `grants[\${jsonencode(each.key)}] passes on CreateGrant, which kms_tightening \${jsonencode(${ref.input('kms_tightening')})} allows for AWS resources only. Use operations = ["Decrypt", "DescribeKey"], or kms_tightening = documented`,
    }),
    problem: (inputs) => {
      const wide = grantsOf(inputs).filter(([, grant]) => ((grant['operations'] ?? []) as readonly unknown[]).includes('CreateGrant'));
      return wide.length > 0 && holds(atLeast('aws_resources'), inputs, {})
        ? `grants ${JSON.stringify(wide.map(([name]) => name))} pass on CreateGrant, which kms_tightening ${JSON.stringify(inputs['kms_tightening'])} allows for AWS resources only. Use the operations Decrypt and DescribeKey, or kms_tightening documented`
        : undefined;
    },
  },
  {
    inputs: ['grants'],
    terraform: (ref) => ({
      condition: `(each.value.grantee == "platform" ? ${ref.input('platform_role_arn')} : ${ref.input('target_role_arn')}) != null`,
      errorMessage: `grants[\${jsonencode(each.key)}] has the grantee \${jsonencode(each.value.grantee)}, whose role is not given. Give \${each.value.grantee}_role_arn, e.g. arn:aws:iam::111122223333:role/CadoResponseRole`,
    }),
    problem: (inputs) => {
      const missing = grantsOf(inputs).filter(([, grant]) => !isGiven(inputs[`${String(grant['grantee'])}_role_arn`]));
      return missing.length > 0
        ? `grants ${JSON.stringify(missing.map(([name]) => name))} have a grantee whose role is not given. Give that role's ARN`
        : undefined;
    },
  },
  {
    inputs: [],
    terraform: (ref) => ({
      condition: `!startswith(each.value.key_id, "arn:") || startswith(each.value.key_id, "arn:\${${ref.partition}}:")`,
      errorMessage: `grants[\${jsonencode(each.key)}].key_id is \${jsonencode(each.value.key_id)}, which does not lie in the partition \${${ref.partition}}. Accepted: arn:\${${ref.partition}}:kms:REGION:ACCOUNT:key/KEY-ID`,
    }),
    problem: () => undefined,
  },
];

function namedArns(inputs: InputValues): readonly string[] {
  return ['platform_role_arn', 'target_role_arn', 'additional_platform_role_arns', 'evidence_source_bucket_arns']
    .flatMap((name) => inputs[name] ?? [])
    .filter((arn) => typeof arn === 'string');
}
