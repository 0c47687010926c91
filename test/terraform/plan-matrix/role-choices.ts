import { TIGHTENING_LEVELS } from '../../../src/policy/guard';
import { EMULATOR_ACCOUNT } from '../test-bed/emulator';
import { always, leftOut, type Choice, type Choices } from './choices';
import { key, listOf, multiRegionKey } from './role-arguments';

const REGIONS: Choices = {
  platform_region: { null: leftOut, given: ({ region }) => region },
  evidence_regions: {
    '[]': leftOut,
    'one more': ({ otherRegion }) => [otherRegion],
    "the platform's": ({ region }) => [region],
    two: ({ region, otherRegion }) => [region, otherRegion],
  },
};

const KEYS: Choices = {
  acquisition_methods: { both: leftOut, create_volume: always(['create_volume']), ebs_direct: always(['ebs_direct']) },
  kms_tightening: Object.fromEntries(TIGHTENING_LEVELS.map((level) => [level, always(level)])),
  create_grant: { null: leftOut, true: always(true), false: always(false) },
  kms_key_arns: {
    null: leftOut,
    '[]': always([]),
    'of two accounts': listOf(key(EMULATOR_ACCOUNT), multiRegionKey('444455556666')),
  },
  ebs_resource_ids: { default: leftOut, named: always(['vol-0123456789abcdef0', 'snap-0a*']) },
};

/** The inputs of both roles that decide over keys. */
export const KEY_INPUTS = ['acquisition_methods', 'kms_tightening', 'create_grant', 'platform_region', 'evidence_regions', 'kms_key_arns'];

const SOURCES: Choices = {
  evidence_source_bucket_arns: {
    null: leftOut,
    '[]': always([]),
    two: ({ partition }) => [`arn:${partition}:s3:::evidence.one`, `arn:${partition}:s3:::evidence-two`],
  },
  lambda_log_group_names: { default: leftOut, two: always(['/aws/lambda/one_*', 'log/groups.#/TWO-2']) },
  ssm_instance_tags: { '{}': leftOut, two: always({ CadoResponseSSMEnabled: 'true', 'team : of/forensics': 'a=b @c' }) },
  tag_after_create: { false: leftOut, true: always(true) },
  import_image: { false: leftOut, true: always(true) },
};

/** Sets of capabilities that both roles know; `more` are those that one of them has besides. */
function capabilities(more: Readonly<Record<string, Choice>>): Choices {
  return {
    capabilities: {
      default: leftOut,
      '[]': always([]),
      ec2: always(['ec2']),
      ami: always(['ami']),
      s3: always(['s3']),
      lambda: always(['lambda']),
      'eks and ecs': always(['eks', 'ecs']),
      'policy_check and cloudtrail': always(['policy_check', 'cloudtrail']),
      'memory_forensics and s3': always(['memory_forensics', 's3']),
      'triage and lambda': always(['triage', 'lambda']),
      'isolate_ec2 and guardduty': always(['isolate_ec2', 'guardduty']),
      ...more,
    },
  };
}

/** What an instance varies in as to what the role may do. */
export function permissionChoices(more: Readonly<Record<string, Choice>>): Choices {
  return { ...capabilities(more), ...KEYS, ...REGIONS, ...SOURCES };
}

/** What an instance varies in as to the role itself. */
export const ROLE_CHOICES: Choices = {
  role_name: { default: leftOut, 'of its own': always('x.DarktraceForensics=1,@y_+-') },
  role_path: { default: leftOut, 'of its own': always('/forensics/a.b=c,@d_+-/') },
  role_description: { default: leftOut, 'of its own': always('Für "alle" ${Fälle} & <mehr>\n%{x}') },
  permissions_boundary_arn: { null: leftOut, given: ({ partition }) => `arn:${partition}:iam::aws:policy/PowerUserAccess` },
  max_session_duration: { default: leftOut, longest: always(43200) },
  tags: { '{}': leftOut, two: always({ 'team : of/forensics': 'a=b @c', empty: '' }) },
  principal_match: { default: leftOut, role_arn: always('role_arn'), principal_arn: always('principal_arn') },
};
