import type { InputSpec } from '../../policy/input-spec';
import { literal } from '../../policy/terraform-literal';
import {
  ACQUISITION_METHODS_INPUT,
  EBS_RESOURCE_IDS_INPUT,
  EVIDENCE_REGIONS_INPUT,
  KMS_TIGHTENING_INPUT,
  PLATFORM_REGION_INPUT,
} from '../common-inputs';
import { bucketArns, notEmpty, oneOf, roleArn, roleArns, someOf } from '../input-rules';
import { DEFAULT_GRANT_OPERATIONS } from '../kms-actions';
import { EXISTING_POLICY_RULES } from './existing-policy-rules';
import { GRANTS_RULES } from './grants-rules';

/** Every input of `cado-kms-key-policy`, in the order of its README. */
export const KMS_KEY_POLICY_INPUTS: readonly InputSpec[] = [
  {
    name: 'platform_role_arn',
    type: 'string',
    default: null,
    nullable: true,
    description:
      "ARN of the platform's CadoResponseRole. Give this, target_role_arn or both; with the target role alone the platform imports through its temporary key",
    rules: [roleArn],
  },
  {
    name: 'target_role_arn',
    type: 'string',
    default: null,
    nullable: true,
    description: "ARN of the role that the platform assumes in the account where the evidence lies, usually the key's own account",
    rules: [roleArn],
  },
  {
    name: 'additional_platform_role_arns',
    type: 'list(string)',
    default: [],
    nullable: false,
    description: 'Further roles that act as the platform, such as its instance role; each gets what platform_role_arn gets',
    rules: [roleArns],
  },
  {
    name: 'create_grant_for',
    type: 'set(string)',
    default: null,
    nullable: true,
    description:
      'Which roles may create grants for AWS resources: platform, target. Null: every role when acquisition_methods has create_volume, otherwise none. []: none',
    rules: [someOf(['platform', 'target'])],
  },
  {
    name: 'protects',
    type: 'set(string)',
    default: ['ebs'],
    nullable: false,
    description: 'What the key encrypts, hence through which service it is used: ebs, s3',
    rules: [notEmpty('["ebs"]'), someOf(['ebs', 's3'])],
  },
  ACQUISITION_METHODS_INPUT,
  KMS_TIGHTENING_INPUT,
  PLATFORM_REGION_INPUT,
  EVIDENCE_REGIONS_INPUT,
  EBS_RESOURCE_IDS_INPUT,
  {
    name: 'evidence_source_bucket_arns',
    type: 'set(string)',
    default: null,
    nullable: true,
    description:
      'Buckets whose objects the key encrypts, when protects has s3. Null stands for any bucket; a list: from encryption_context on exactly these; []: none, so the S3 statement is left out',
    rules: [bucketArns],
  },
  {
    name: 'principal_match',
    type: 'string',
    default: 'principal_arn',
    nullable: false,
    description:
      'How roles are named. principal_arn: the account and aws:PrincipalArn, works before a role exists and after it is re-created, but then the role needs its own KMS permission too. role_arn: the role itself, bound to its unique id, enough alone in the same account',
    rules: [oneOf(['principal_arn', 'role_arn'], 'principal_arn')],
  },
  {
    name: 'enforce',
    type: 'bool',
    default: false,
    nullable: false,
    description:
      'From via_service on, also deny our roles any use outside those services, which root delegation and a wide role policy would otherwise allow',
    rules: [],
  },
  {
    name: 'existing_policy_json',
    type: 'string',
    default: null,
    nullable: true,
    description:
      "The key's present policy, as aws kms get-key-policy prints it. Every statement of it survives in policy_json; ours are added, or replaced by Sid",
    rules: EXISTING_POLICY_RULES,
  },
  {
    name: 'grants',
    type: [
      'map(object({',
      '  key_id                    = string',
      '  grantee                   = string',
      `  operations                = optional(set(string), ${literal(DEFAULT_GRANT_OPERATIONS)})`,
      '  encryption_context_equals = optional(map(string))',
      '}))',
    ].join('\n'),
    default: {},
    entries: { operations: [...DEFAULT_GRANT_OPERATIONS], encryption_context_equals: null },
    nullable: false,
    description:
      'KMS grants on keys whose policy cannot be changed, by name: grantee is platform or target, operations default to Decrypt and DescribeKey. Only up to aws_resources, since a grant cannot be tied to a service',
    rules: GRANTS_RULES,
  },
];
