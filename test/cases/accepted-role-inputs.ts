import type { Json, JsonObject } from '../../src/policy/policy-json';
import type { RoleSide } from '../support/role-cases';

/** A value at the edge of what an input of a role takes. */
export interface AcceptedRoleInput {
  readonly role: RoleSide;
  readonly input: string;
  /** Unique among the rows of the input. */
  readonly what: string;
  readonly value: Json;
  /** Other inputs that the value needs. */
  readonly with?: JsonObject;
}

type Row = readonly [what: string, value: Json, others?: JsonObject];

const rows = (roles: readonly RoleSide[], input: string, ...values: readonly Row[]): readonly AcceptedRoleInput[] =>
  roles.flatMap((role) =>
    values.map(([what, value, others]) => ({ role, input, what, value, ...(others !== undefined && { with: others }) })),
  );

const BOTH = ['platform', 'target'] as const;
const PLATFORM = ['platform'] as const;
const TARGET = ['target'] as const;
const ROLE_WITH_PATH = 'arn:aws:iam::111122223333:role/security/forensics_2/CadoResponseRole';
const LONGEST_ROLE = `arn:aws:iam::111122223333:role/${'r'.repeat(64)}`;
const KEY = 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const MULTI_REGION_KEY = 'arn:aws:kms:ap-southeast-12:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ab';
const ORGANIZATION = 'o-a1b2c3d4e5';
const fiftyTags = Object.fromEntries(Array.from({ length: 50 }, (_unused, index) => [`tag${index}`, 'x']));

/** Values at the edge of what each input of a role takes. */
export const ACCEPTED_ROLE_INPUTS: readonly AcceptedRoleInput[] = [
  ...rows(
    BOTH,
    'role_name',
    ['64-characters', `CadoResponse${'r'.repeat(52)}`],
    ['the-other-word', 'My+=,.@_-DarktraceForensicsRole'],
    ['the-word-alone', 'CadoResponse'],
  ),
  ...rows(BOTH, 'role_path', ['512-characters', `/${'p'.repeat(510)}/`], ['folders', '/security/forensics_2/']),
  ...rows(
    BOTH,
    'role_description',
    ['nothing', ''],
    ['1000-characters', 'd'.repeat(1000)],
    ['latin-1', 'Forensik für "Köln" ${x} %{y} \\ ¡ÿ'],
  ),
  ...rows(
    BOTH,
    'permissions_boundary_arn',
    ['null', null],
    ['a-policy-of-aws', 'arn:aws:iam::aws:policy/PowerUserAccess'],
    ['a-path', `arn:aws:iam::111122223333:policy/forensics/${'b'.repeat(128)}`],
  ),
  ...rows(BOTH, 'max_session_duration', ['an-hour', 3600], ['twelve-hours', 43200]),
  ...rows(
    BOTH,
    'tags',
    ['none', {}],
    ['fifty', fiftyTags],
    ['the-longest', { ['k'.repeat(128)]: 'v'.repeat(256) }],
    ['every-sign-and-other-scripts', { 'a _.:/=+-@ü': 'Ανάλυση 証拠' }],
    ['an-empty-value', { team: '' }],
  ),
  ...rows(BOTH, 'principal_match', ['by-condition', 'principal_arn']),
  ...rows(BOTH, 'capabilities', ['nothing', []], ['one', ['ecs']]),
  ...rows(BOTH, 'acquisition_methods', ['one', ['create_volume']], ['the-other', ['ebs_direct']]),
  ...rows(BOTH, 'kms_tightening', ['the-loosest', 'documented'], ['the-tightest', 'pinned', { platform_region: 'eu-west-1' }]),
  ...rows(BOTH, 'platform_region', ['null', null], ['two-digits', 'ap-southeast-12']),
  ...rows(BOTH, 'evidence_regions', ['none', []], ['many', ['eu-west-1', 'us-east-1', 'mx-central-1', 'il-central-1']]),
  ...rows(BOTH, 'kms_key_arns', ['null', null], ['none', []], ['both-forms', [KEY, MULTI_REGION_KEY]]),
  ...rows(BOTH, 'ebs_resource_ids', ['old-ids', ['vol-01234567']], ['starts', ['vol-0*', 'snap-0123456789abcdef*']]),
  ...rows(
    BOTH,
    'evidence_source_bucket_arns',
    ['null', null],
    ['none', []],
    ['three-and-63-characters', ['arn:aws:s3:::abc', `arn:aws:s3:::${'b'.repeat(63)}`]],
  ),
  ...rows(
    BOTH,
    'ssm_instance_tags',
    ['none', {}],
    ['the-longest', { ['k'.repeat(128)]: 'v'.repeat(256) }],
    ['an-empty-value', { CadoResponseSSMEnabled: '' }],
  ),
  ...rows(BOTH, 'lambda_log_group_names', ['none', []], ['a-name-and-a-start', ['/custom/web.1#2', '/aws/lambda/*']]),
  ...rows(PLATFORM, 'trusted_role_arns', ['several', [ROLE_WITH_PATH, LONGEST_ROLE]]),
  ...rows(PLATFORM, 'target_role_arns', ['none', []], ['several', [ROLE_WITH_PATH, LONGEST_ROLE]]),
  ...rows(
    PLATFORM,
    'target_role_name',
    ['null', null],
    ['with-a-path', 'forensics/DarktraceForensicsRole', { organization_id: ORGANIZATION }],
  ),
  ...rows(PLATFORM, 'organization_id', ['the-longest', `o-${'a'.repeat(32)}`, { target_role_name: 'CadoResponseRole' }]),
  ...rows(
    PLATFORM,
    'temporary_key',
    ['defaults', {}],
    ['none', { enabled: false }],
    ['a-prefix-of-three-characters', { alias_prefix: 'abc' }],
    ['a-prefix-of-200-characters', { alias_prefix: 'a'.repeat(200) }],
    ['a-prefix-that-only-begins-like-one-of-aws', { alias_prefix: 'awsome/_-' }],
  ),
  ...rows(PLATFORM, 'evidence_bucket_name', ['null', null], ['63-characters', 'b'.repeat(63)], ['three-characters', 'a.1']),
  ...rows(
    PLATFORM,
    'evidence_bucket_kms_key_arn',
    ['null', null],
    ['a-multi-region-key', MULTI_REGION_KEY, { evidence_bucket_name: 'example' }],
  ),
  ...rows(PLATFORM, 'worker_role_arn', ['null', null], ['with-a-path', ROLE_WITH_PATH]),
  ...rows(TARGET, 'platform_role_arn', ['with-a-path', ROLE_WITH_PATH], ['the-longest', LONGEST_ROLE]),
  ...rows(TARGET, 'additional_platform_role_arns', ['none', []], ['several', [ROLE_WITH_PATH, LONGEST_ROLE]]),
  ...rows(
    TARGET,
    'external_id',
    ['null', null],
    ['two-characters', 'x1'],
    ['1224-characters', 'x'.repeat(1224)],
    ['every-sign', 'a_+=,.@:/-1'],
    ['almost-the-public-one', 'NoExternalIdRequired1'],
  ),
  ...rows(TARGET, 'organization_id', ['null', null], ['the-longest', `o-${'a'.repeat(32)}`]),
];
