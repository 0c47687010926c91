import type { ModuleTestCase } from '../../module-document';
import type { Json, JsonObject } from '../../policy/policy-json';
import { refused } from './test-cases';

/** Inputs of both roles that break one rule each: the case, the input, and its value. */
const VALUES: readonly (readonly [name: string, input: string, value: Json])[] = [
  ['a_name_that_the_platform_does_not_know', 'role_name', 'ForensicsRole'],
  ['a_name_of_65_characters', 'role_name', `CadoResponse${'r'.repeat(53)}`],
  ['a_path_without_its_end', 'role_path', '/forensics'],
  ['a_description_in_greek', 'role_description', 'Ανάλυση'],
  ['a_role_as_a_boundary', 'permissions_boundary_arn', 'arn:aws:iam::111122223333:role/Boundary'],
  ['half_an_hour', 'max_session_duration', 1800],
  ['a_tag_with_a_question_mark', 'tags', { team: 'who?' }],
  ['a_tag_of_aws', 'tags', { 'AWS:team': 'forensics' }],
  ['an_unknown_principal_match', 'principal_match', 'any'],
  ['an_unknown_capability', 'capabilities', ['ec2', 'everything']],
  ['no_method', 'acquisition_methods', []],
  ['an_unknown_method', 'acquisition_methods', ['copy']],
  ['an_unknown_level', 'kms_tightening', 'tight'],
  ['a_region_in_capitals', 'platform_region', 'EU-WEST-1'],
  ['an_evidence_region_in_capitals', 'evidence_regions', ['US-EAST-1']],
  ['a_key_by_alias', 'kms_key_arns', ['arn:aws:kms:eu-west-1:444455556666:alias/volumes']],
  ['no_volumes', 'ebs_resource_ids', []],
  ['every_resource', 'ebs_resource_ids', ['*']],
  ['a_bucket_with_a_path', 'evidence_source_bucket_arns', ['arn:aws:s3:::bucket/*']],
  ['a_tag_pattern', 'ssm_instance_tags', { team: '*' }],
  ['every_log_group', 'lambda_log_group_names', ['*']],
];

/** The same for values too long to print. */
const EXPRESSIONS: readonly (readonly [name: string, input: string, expression: string])[] = [
  ['a_path_of_513_characters', 'role_path', 'format("/%0511d/", 0)'],
  ['a_description_of_1001_characters', 'role_description', 'format("%01001d", 0)'],
  ['fifty_one_tags', 'tags', '{ for i in range(51) : format("tag%d", i) => "x" }'],
];

/** A case that one value, given as an expression, is refused. */
export function refusedExpression(
  [name, input, expression]: readonly [name: string, input: string, expression: string],
  by: string,
  others: JsonObject,
): ModuleTestCase {
  return { ...refused(name, by, others), expressions: { [input]: expression } };
}

/** Bad values of the inputs that both roles have. @param required inputs without a default. */
export function refusedRoleInputs(required: JsonObject): readonly ModuleTestCase[] {
  return [
    ...VALUES.map(([name, input, value]) => refused(name, `var.${input}`, { ...required, [input]: value })),
    ...EXPRESSIONS.map((row) => refusedExpression(row, `var.${row[1]}`, required)),
  ];
}

/**
 * What of a role is in none of its policies. @param required inputs without a default
 */
export function roleAttributes(required: JsonObject, keys: readonly string[]): ModuleTestCase {
  const role = (attribute: string, value: string): string => `aws_iam_role.this.${attribute} == ${value}`;
  const everyPolicy = (attribute: string, value: string): string =>
    `alltrue([for key, policy in aws_iam_policy.this : policy.${attribute} == ${value}])`;
  const sorted = keys.toSorted().map((key) => `"${key}"`);
  return {
    name: 'the_role_is_as_named_and_its_policies_with_it',
    variables: {
      ...required,
      role_name: 'DarktraceForensicsRole',
      role_path: '/forensics/',
      role_description: 'Forensics',
      permissions_boundary_arn: 'arn:aws:iam::111122223333:policy/Boundary',
      max_session_duration: 7200,
      tags: { team: 'forensics' },
    },
    expect: {
      kind: 'holds',
      conditions: [
        {
          condition: [
            role('name', '"DarktraceForensicsRole"'),
            role('path', '"/forensics/"'),
            role('description', '"Forensics"'),
            role('permissions_boundary', '"arn:aws:iam::111122223333:policy/Boundary"'),
            role('max_session_duration', '7200'),
            role('tags', 'tomap({ team = "forensics" })'),
          ].join(' && '),
          message: 'The role must be what the inputs of the role say.',
        },
        {
          condition: [
            everyPolicy('name', '"DarktraceForensicsRole-${key}"'),
            everyPolicy('path', '"/forensics/"'),
            everyPolicy('tags', 'tomap({ team = "forensics" })'),
            'alltrue([for key, policy in aws_iam_policy.this : jsonencode(jsondecode(policy.policy)) == jsonencode(jsondecode(output.policy_json[key]))])',
            `jsonencode(keys(aws_iam_policy.this)) == jsonencode([${sorted.join(', ')}])`,
          ].join(' && '),
          message: 'Every policy must be named after the role and its key, and lie where the role does.',
        },
        {
          condition: [
            'alltrue([for key, attachment in aws_iam_role_policy_attachment.this : attachment.role == "DarktraceForensicsRole"])',
            `jsonencode(keys(aws_iam_role_policy_attachment.this)) == jsonencode([${sorted.join(', ')}])`,
          ].join(' && '),
          message: 'Every policy must be attached to the role.',
        },
      ],
    },
  };
}
