import { REFUSED_GRANTS } from './refused-grants';
import { NO_BUCKETS, NO_REGIONS, NO_ROLES, NO_VOLUMES } from './refused-names';
import { REFUSED_POLICIES } from './refused-policies';
import { refusedValue, type RefusedRow, type RefusedValue } from './refused-value';

/** A value that one input refuses. */
export interface RefusedInput extends RefusedValue {
  readonly input: string;
}

const rows = (input: string, ...values: readonly RefusedRow[]): readonly RefusedInput[] =>
  values.map((row) => ({ input, ...refusedValue(row) }));

const of = (input: string, values: readonly RefusedValue[]): readonly RefusedInput[] => values.map((row) => ({ input, ...row }));

const GOOD_ROLE = 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole';

/** Values that an input refuses by itself. Every rule of every input is broken at least once. */
export const REFUSED_INPUTS: readonly RefusedInput[] = [
  ...rows('platform_role_arn', ...NO_ROLES),
  ...rows('target_role_arn', ...NO_ROLES),
  ...rows(
    'additional_platform_role_arns',
    ...NO_ROLES.map(([what, value]): RefusedRow => [what, [GOOD_ROLE, value]]),
    ['null', [null]],
    ['null-among-roles', [GOOD_ROLE, null]],
  ),
  ...rows('create_grant_for', ['another-role', ['platform', 'everyone']], ['capitals', ['Platform']], ['nothing', ['']], ['null', [null]]),
  ...rows('protects', ['an-empty-set', []], ['another-service', ['ebs', 'rds']], ['capitals', ['EBS']], ['null', [null]]),
  ...rows(
    'acquisition_methods',
    ['an-empty-set', []],
    ['another-method', ['copy']],
    ['a-newline', ['ebs_direct\n']],
    ['null', [null, 'ebs_direct']],
  ),
  ...rows(
    'kms_tightening',
    ['nothing', ''],
    ['another-level', 'tight'],
    ['a-capital', 'Pinned'],
    ['a-newline', 'pinned\n'],
    ['dashes', 'via-service'],
    ['a-number', '5'],
  ),
  ...rows('platform_region', ...NO_REGIONS),
  ...rows('evidence_regions', ...NO_REGIONS.map(([what, value]): RefusedRow => [what, ['us-east-1', value]]), ['null', [null]]),
  ...rows('ebs_resource_ids', ...NO_VOLUMES),
  ...rows('evidence_source_bucket_arns', ...NO_BUCKETS),
  ...rows('principal_match', ['nothing', ''], ['another-form', 'any'], ['capitals', 'ROLE_ARN'], ['a-newline', 'role_arn\n']),
  ...of('existing_policy_json', REFUSED_POLICIES),
  ...of('grants', REFUSED_GRANTS),
];
