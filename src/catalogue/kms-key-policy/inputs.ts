import { TIGHTENING_INPUT, TIGHTENING_LEVELS } from '../../policy/guard';
import type { InputRule, InputSpec } from '../../policy/input-spec';
import { literal } from '../../policy/terraform-literal';
import { BUCKET_ARN, EBS_RESOURCE_ID, REGION, ROLE_ARN } from '../arn-patterns';
import { ACQUISITION_METHODS, DEFAULT_GRANT_OPERATIONS } from '../kms-actions';
import { EXISTING_POLICY_RULES } from './existing-policy-rules';
import { GRANTS_RULES } from './grants-rules';

const ROLE = 'the ARN of an IAM role (no user, session, account root or wildcard)';
const ROLE_EXAMPLE = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const NOT_EMPTY = 'name at least one, since an empty set never means everything';

const roleArn: InputRule = { must: `be ${ROLE}`, example: ROLE_EXAMPLE, check: { kind: 'matches', pattern: ROLE_ARN } };

const someOf = (values: readonly string[]): InputRule => ({
  must: `hold only ${values.join(' and ')}`,
  example: JSON.stringify([values[0]]),
  check: { kind: 'each_one_of', values },
});

const oneOf = (values: readonly string[], example: string): InputRule => ({
  must: `be one of ${values.join(', ')}`,
  example,
  check: { kind: 'one_of', values },
});

const notEmpty = (example: string): InputRule => ({ must: NOT_EMPTY, example, check: { kind: 'not_empty' } });

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
    rules: [
      {
        must: `hold only ARNs of IAM roles (no user, session, account root or wildcard)`,
        example: JSON.stringify(['arn:aws:iam::111122223333:role/CadoResponseInstanceRole']),
        check: { kind: 'each_matches', pattern: ROLE_ARN },
      },
    ],
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
  {
    name: 'acquisition_methods',
    type: 'set(string)',
    default: [...ACQUISITION_METHODS],
    nullable: false,
    description:
      'How the platform reads volumes: create_volume copies, shares and attaches them (legacy), ebs_direct reads blocks and needs only Decrypt',
    rules: [notEmpty('["ebs_direct"]'), someOf(ACQUISITION_METHODS)],
  },
  {
    name: TIGHTENING_INPUT,
    type: 'string',
    default: 'aws_resources',
    nullable: false,
    description: `How tight the statements are, each level including the ones before it: ${TIGHTENING_LEVELS.join(', ')}`,
    rules: [oneOf(TIGHTENING_LEVELS, 'aws_resources')],
  },
  {
    name: 'platform_region',
    type: 'string',
    default: null,
    nullable: true,
    description: 'Region of the platform. From via_service on, the key is used only in this Region and evidence_regions',
    rules: [{ must: 'be a Region code in lower case', example: 'eu-west-1', check: { kind: 'matches', pattern: REGION } }],
  },
  {
    name: 'evidence_regions',
    type: 'set(string)',
    default: [],
    nullable: false,
    description: 'Regions where evidence lies',
    rules: [
      {
        must: 'hold only Region codes in lower case',
        example: '["us-east-1"]',
        check: { kind: 'each_matches', pattern: REGION },
      },
    ],
  },
  {
    name: 'ebs_resource_ids',
    type: 'set(string)',
    default: ['vol-*', 'snap-*'],
    nullable: false,
    description:
      'From encryption_context on: only these volumes and snapshots. A snapshot of a volume carries the vol- id, a copied snapshot its own snap- id, so an import usually needs both',
    rules: [
      notEmpty('["vol-*", "snap-*"]'),
      {
        must: 'hold only volume and snapshot ids, or the start of one and *',
        example: '["vol-0123456789abcdef0", "snap-*"]',
        check: { kind: 'each_matches', pattern: EBS_RESOURCE_ID },
      },
    ],
  },
  {
    name: 'evidence_source_bucket_arns',
    type: 'set(string)',
    default: null,
    nullable: true,
    description:
      'Buckets whose objects the key encrypts, when protects has s3. Null stands for any bucket; a list: from encryption_context on exactly these; []: none, so the S3 statement is left out',
    rules: [
      {
        must: 'hold only ARNs of S3 buckets, without an object path',
        example: '["arn:aws:s3:::example-evidence"]',
        check: { kind: 'each_matches', pattern: BUCKET_ARN },
      },
    ],
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
