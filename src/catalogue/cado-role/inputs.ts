import type { InputRule, InputSpec } from '../../policy/input-spec';
import { isJsonObject } from '../../policy/policy-json';
import { stringLiteral } from '../../policy/terraform-literal';
import { ALIAS_PREFIX, BUCKET_NAME, REGION, ROLE_PATH_AND_NAME } from '../arn-patterns';
import { keyArn, notEmpty, organizationId, roleArn, roleArns } from '../input-rules';
import { permissionInputs } from '../roles/permission-inputs';
import { ROLE_INPUTS } from '../roles/role-inputs';

const TEMPORARY_KEY_DEFAULTS = {
  enabled: true,
  alias_prefix: 'CadoResponse-KMS-Alias',
  replica_regions: [],
  service_linked_role: true,
  delete_alias: false,
} as const;

const attribute = (value: unknown, name: string): unknown => (isJsonObject(value) ? value[name] : undefined);

const TEMPORARY_KEY_RULES: readonly InputRule[] = [
  {
    must: 'have an alias_prefix of 3 to 200 letters, digits and /_- that does not begin with aws/',
    example: '{ alias_prefix = "CadoResponse-KMS-Alias" }',
    check: {
      kind: 'custom',
      terraform: (value) => ({
        condition: `can(regex(${stringLiteral(ALIAS_PREFIX)}, ${value}.alias_prefix)) && !startswith(${value}.alias_prefix, "aws/")`,
        shown: value,
      }),
      accepts: (value) => {
        const prefix = attribute(value, 'alias_prefix');
        return typeof prefix === 'string' && new RegExp(ALIAS_PREFIX).test(prefix) && !prefix.startsWith('aws/');
      },
    },
  },
  {
    must: 'have replica_regions of Region codes in lower case',
    example: '{ replica_regions = ["us-east-1"] }',
    check: {
      kind: 'custom',
      terraform: (value) => ({
        condition: `alltrue([\n  for region in ${value}.replica_regions : can(regex(${stringLiteral(REGION)}, region))\n])`,
        shown: value,
      }),
      accepts: (value) => {
        const regions = attribute(value, 'replica_regions');
        return Array.isArray(regions) && regions.every((region) => typeof region === 'string' && new RegExp(REGION).test(region));
      },
    },
  },
];

/** Inputs of the trust policy of `cado-role`. */
export const CADO_ROLE_TRUST_INPUTS: readonly InputSpec[] = [
  {
    name: 'trusted_role_arns',
    type: 'list(string)',
    nullable: false,
    description: "Roles that may assume this one: the platform's instance role or roles, exactly",
    rules: [notEmpty('["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]'), roleArns],
  },
  ...ROLE_INPUTS,
];

/** Every input of `cado-role`, in the order of its README. */
export const CADO_ROLE_INPUTS: readonly InputSpec[] = [
  ...CADO_ROLE_TRUST_INPUTS,
  {
    name: 'target_role_arns',
    type: 'list(string)',
    default: [],
    nullable: false,
    description: 'Roles in other accounts that this one may assume, exactly',
    rules: [roleArns],
  },
  {
    name: 'target_role_name',
    type: 'string',
    default: null,
    nullable: true,
    description: 'For many accounts: this role, path included, in every account of organization_id',
    rules: [
      {
        must: 'contain CadoResponse or DarktraceForensics in its name, behind its path if it has one',
        example: 'CadoResponseRole',
        check: { kind: 'matches', pattern: ROLE_PATH_AND_NAME },
      },
    ],
  },
  {
    name: 'organization_id',
    type: 'string',
    default: null,
    nullable: true,
    description: 'Organisation whose accounts target_role_name stands for',
    rules: [organizationId],
  },
  ...permissionInputs('platform'),
  {
    name: 'temporary_key',
    type: [
      'object({',
      '  enabled             = optional(bool, true)',
      '  alias_prefix        = optional(string, "CadoResponse-KMS-Alias")',
      '  replica_regions     = optional(set(string), [])',
      '  service_linked_role = optional(bool, true)',
      '  delete_alias        = optional(bool, false)',
      '})',
    ].join('\n'),
    default: {},
    entries: TEMPORARY_KEY_DEFAULTS,
    nullable: false,
    description:
      'The key of its own through which the platform moves volumes between accounts (create_volume only). alias_prefix tells these keys from others; replica_regions are Regions beyond evidence_regions; service_linked_role: KMS needs it for every multi-Region key; delete_alias: KMS deletes aliases with the key, and a key without its alias can no longer be deleted by this role',
    rules: TEMPORARY_KEY_RULES,
  },
  {
    name: 'evidence_bucket_name',
    type: 'string',
    default: null,
    nullable: true,
    description: "The platform's own bucket, which it reads and writes",
    rules: [{ must: 'be the name of an S3 bucket', example: 'example-evidence', check: { kind: 'matches', pattern: BUCKET_NAME } }],
  },
  {
    name: 'evidence_bucket_kms_key_arn',
    type: 'string',
    default: null,
    nullable: true,
    description: 'Key of that bucket, where it has one',
    rules: [keyArn],
  },
  {
    name: 'worker_role_arn',
    type: 'string',
    default: null,
    nullable: true,
    description: 'With capability core_platform: the role that the platform gives its worker instances. Null: none may be given',
    rules: [roleArn],
  },
];
