import type { InputRule, InputSpec } from '../../policy/input-spec';
import { stringLiteral } from '../../policy/terraform-literal';
import { capabilitiesOf } from '../capabilities';
import { IAM_PATH, LOG_GROUP_NAME, POLICY_ARN, ROLE_NAME } from '../arn-patterns';
import {
  ACQUISITION_METHODS_INPUT,
  EBS_RESOURCE_IDS_INPUT,
  EVIDENCE_REGIONS_INPUT,
  KMS_TIGHTENING_INPUT,
  PLATFORM_REGION_INPUT,
} from '../common-inputs';
import { atMostCharacters, bucketArns, keyArns, oneOf, someOf } from '../input-rules';

const ROLE_NAME_EXAMPLE = 'CadoResponseRole';

/** Which of a map's entries a rule accepts. */
const everyEntry = (must: string, example: string, key: string, value: string): InputRule => ({
  must,
  example,
  check: {
    kind: 'custom',
    terraform: (map) => ({
      condition: `alltrue([\n  for key, value in ${map} : can(regex(${stringLiteral(key)}, key)) && can(regex(${stringLiteral(value)}, value))\n])`,
      shown: map,
    }),
    accepts: (map) =>
      Object.entries(map as Readonly<Record<string, unknown>>).every(
        ([name, text]) => new RegExp(key).test(name) && typeof text === 'string' && new RegExp(value).test(text),
      ),
  },
});

/** Any character but control characters and the ASCII signs that IAM refuses in tags. */
const TAG_CHARACTER = '[^\\x00-\\x1f!-*,;<>?\\x5b-^\\x60\\x7b-\\x7f]';

const noAwsKeys: InputRule = {
  must: 'have no key that begins with aws:, which belongs to AWS',
  example: '{ team = "forensics" }',
  check: {
    kind: 'custom',
    terraform: (map) => ({ condition: `alltrue([\n  for key, value in ${map} : !startswith(lower(key), "aws:")\n])`, shown: map }),
    accepts: (map) => Object.keys(map as object).every((key) => !key.toLowerCase().startsWith('aws:')),
  },
};

const tagCount: InputRule = {
  must: 'hold at most 50 tags',
  example: '{ team = "forensics" }',
  check: {
    kind: 'custom',
    terraform: (map) => ({ condition: `length(${map}) <= 50`, shown: `length(${map})` }),
    accepts: (map) => Object.keys(map as object).length <= 50,
  },
};

/** Inputs of the role itself; only these may decide over it, so that two roles can refer to each other. */
export const ROLE_INPUTS: readonly InputSpec[] = [
  {
    name: 'role_name',
    type: 'string',
    default: ROLE_NAME_EXAMPLE,
    nullable: false,
    description: 'Name of the role. The platform knows its roles by CadoResponse or DarktraceForensics in their name',
    rules: [
      {
        must: 'contain CadoResponse or DarktraceForensics and only letters, digits and _+=,.@-',
        example: ROLE_NAME_EXAMPLE,
        check: { kind: 'matches', pattern: ROLE_NAME },
      },
      atMostCharacters(64, ROLE_NAME_EXAMPLE),
    ],
  },
  {
    name: 'role_path',
    type: 'string',
    default: '/',
    nullable: false,
    description: 'Path of the role and its policies',
    rules: [
      { must: 'begin and end with /, with names between', example: '/forensics/', check: { kind: 'matches', pattern: IAM_PATH } },
      atMostCharacters(512, '/forensics/'),
    ],
  },
  {
    name: 'role_description',
    type: 'string',
    default: 'Lets the Cado / Darktrace forensics platform acquire evidence',
    nullable: false,
    description: 'Description of the role',
    rules: [
      {
        must: 'hold only characters of Latin-1, as IAM takes them',
        example: 'Forensic acquisition',
        check: { kind: 'matches', pattern: '^[\\t\\n\\r\\x20-\\x7e\\xa1-\\xff]*$' },
      },
      atMostCharacters(1000, 'Forensic acquisition'),
    ],
  },
  {
    name: 'permissions_boundary_arn',
    type: 'string',
    default: null,
    nullable: true,
    description: 'Managed policy that bounds the role',
    rules: [
      {
        must: 'be the ARN of a managed policy',
        example: 'arn:aws:iam::111122223333:policy/Boundary',
        check: { kind: 'matches', pattern: POLICY_ARN },
      },
    ],
  },
  {
    name: 'max_session_duration',
    type: 'number',
    default: 3600,
    nullable: false,
    description: 'Longest session in seconds, 3600 to 43200. A role that is assumed by a role gets an hour at most, whatever stands here',
    rules: [
      {
        must: 'be a whole number from 3600 to 43200',
        example: '3600',
        check: {
          kind: 'custom',
          terraform: (value) => ({ condition: `${value} >= 3600 && ${value} <= 43200 && floor(${value}) == ${value}`, shown: value }),
          accepts: (value) => Number.isInteger(value) && (value as number) >= 3600 && (value as number) <= 43200,
        },
      },
    ],
  },
  {
    name: 'tags',
    type: 'map(string)',
    default: {},
    nullable: false,
    description: 'Tags of the role and its policies',
    rules: [
      everyEntry(
        'hold keys of 1 to 128 and values of up to 256 letters, digits, spaces and _.:/=+-@',
        '{ team = "forensics" }',
        `^${TAG_CHARACTER}{1,128}$`,
        `^${TAG_CHARACTER}{0,256}$`,
      ),
      noAwsKeys,
      tagCount,
    ],
  },
  {
    name: 'principal_match',
    type: 'string',
    default: 'role_arn',
    nullable: false,
    description:
      'How trusted roles are named. role_arn: the role itself, bound to its unique id. principal_arn: its account and aws:PrincipalArn, which works before that role exists and after it is re-created, but then it also needs a permission of its own to assume this one',
    rules: [oneOf(['role_arn', 'principal_arn'], 'role_arn')],
  },
];

/** Inputs of what a role may do. */
export function permissionInputs(role: 'platform' | 'target'): readonly InputSpec[] {
  const capabilities = capabilitiesOf(role);
  return [
    {
      name: 'capabilities',
      type: 'set(string)',
      default: capabilities.filter(({ byDefault }) => byDefault).map(({ name }) => name),
      nullable: false,
      description: `What the role can acquire and do: ${capabilities.map(({ name }) => name).join(', ')}. []: nothing`,
      rules: [someOf(capabilities.map(({ name }) => name))],
    },
    ACQUISITION_METHODS_INPUT,
    KMS_TIGHTENING_INPUT,
    {
      name: 'create_grant',
      type: 'bool',
      default: null,
      nullable: true,
      description:
        'Whether the role may create grants. Null: when acquisition_methods has create_volume, which cannot attach or copy encrypted volumes without',
      rules: [],
    },
    {
      ...PLATFORM_REGION_INPUT,
      description: 'Region of the platform. From via_service on, keys are used only in this Region and evidence_regions',
    },
    EVIDENCE_REGIONS_INPUT,
    {
      name: 'kms_key_arns',
      type: 'set(string)',
      default: null,
      nullable: true,
      description: KEY_ARNS_DESCRIPTION[role],
      rules: [keyArns],
    },
    EBS_RESOURCE_IDS_INPUT,
    {
      name: 'evidence_source_bucket_arns',
      type: 'set(string)',
      default: null,
      nullable: true,
      description: 'Buckets that evidence is read from. Null: buckets of this account; a list: exactly these; []: none',
      rules: [bucketArns],
    },
    {
      name: 'ssm_instance_tags',
      type: 'map(string)',
      default: {},
      nullable: false,
      description: 'Commands and sessions only on instances with all of these tags; {}: on every instance',
      rules: [
        everyEntry(
          'hold tags of letters, digits, spaces and _.:/=+-@',
          '{ CadoResponseSSMEnabled = "true" }',
          '^[A-Za-z0-9 _.:/=+@-]{1,128}$',
          '^[A-Za-z0-9 _.:/=+@-]{0,256}$',
        ),
      ],
    },
    {
      name: 'lambda_log_group_names',
      type: 'set(string)',
      default: ['/aws/lambda/*'],
      nullable: false,
      description: 'Log groups of functions, by name or the start of one and *; a function may have a log group of its own. []: none',
      rules: [
        {
          must: 'hold only names of log groups, or the start of one and *',
          example: '["/aws/lambda/*"]',
          check: { kind: 'each_matches', pattern: LOG_GROUP_NAME },
        },
      ],
    },
    {
      name: 'tag_after_create',
      type: 'bool',
      default: false,
      nullable: false,
      description:
        "Also let the role tag any snapshot and image, should the platform tag what it made only afterwards. It can then name a customer's snapshot as its own and delete it",
      rules: [],
    },
    {
      name: 'import_image',
      type: 'bool',
      default: false,
      nullable: false,
      description:
        'Also let the role import disk images as machine images, with capability ami and create_volume; needs the service role vmimport',
      rules: [],
    },
  ];
}

const KEY_ARNS_DESCRIPTION = {
  platform:
    'Keys that the role may use and create grants on, in any account. Null: every key in those Regions, of this account and of the accounts of target_role_arns; []: none. Reading a key type, listing aliases and temporary keys keep their own statements',
  target:
    'Keys that the role may use and create grants on, in any account. Null: every key of this account in those Regions; []: none. Reading a key type, listing aliases and temporary keys keep their own statements',
} as const;
