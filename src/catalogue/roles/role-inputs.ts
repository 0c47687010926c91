import type { InputRule, InputSpec } from '../../policy/input-spec';
import { IAM_PATH, POLICY_ARN, ROLE_NAME } from '../arn-patterns';
import { atMostCharacters, everyEntry, oneOf } from '../input-rules';

const ROLE_NAME_EXAMPLE = 'CadoResponseRole';

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
