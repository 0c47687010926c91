import { NO_BUCKETS, NO_REGIONS, NO_ROLES, NO_VOLUMES } from './refused-names';
import { refusedValue, type RefusedRow, type RefusedValue } from './refused-value';
import type { RoleSide } from '../support/role-cases';

/** A value that an input of a role refuses. */
export interface RefusedRoleInput extends RefusedValue {
  readonly role: RoleSide;
  readonly input: string;
}

const rows = (roles: readonly RoleSide[], input: string, ...values: readonly RefusedRow[]): readonly RefusedRoleInput[] =>
  roles.flatMap((role) => values.map((row) => ({ role, input, ...refusedValue(row) })));

const BOTH = ['platform', 'target'] as const;
const PLATFORM = ['platform'] as const;
const TARGET = ['target'] as const;
const GOOD_ROLE = 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole';
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

const NO_KEYS: readonly (readonly [what: string, value: string])[] = [
  ['nothing', ''],
  ['everything', '*'],
  ['an-id-alone', KEY_ID],
  ['an-alias', 'arn:aws:kms:eu-west-1:444455556666:alias/volumes'],
  ['every-key', 'arn:aws:kms:eu-west-1:444455556666:key/*'],
  ['a-key-in-any-account', `arn:aws:kms:eu-west-1:*:key/${KEY_ID}`],
  ['a-key-in-any-region', `arn:aws:kms:*:444455556666:key/${KEY_ID}`],
  ['a-newline-behind', `arn:aws:kms:eu-west-1:444455556666:key/${KEY_ID}\n`],
  ['capitals', `arn:aws:kms:eu-west-1:444455556666:key/${KEY_ID.toUpperCase()}`],
  ['another-service', `arn:aws:s3:eu-west-1:444455556666:key/${KEY_ID}`],
];

const NO_ORGANIZATIONS: readonly RefusedRow[] = [
  ['nothing', ''],
  ['a-unit', 'ou-ab12-11111111'],
  ['a-root', 'r-ab12'],
  ['an-arn', 'arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5'],
  ['a-path', 'o-a1b2c3d4e5/r-ab12'],
  ['a-wildcard', 'o-*'],
  ['capitals', 'O-A1B2C3D4E5'],
  ['nine-characters', 'o-a1b2c3d4e'],
  ['a-newline', 'o-a1b2c3d4e5\n'],
];

const NO_NAMES: readonly RefusedRow[] = [
  ['nothing', ''],
  ['a-name-the-platform-does-not-know', 'ForensicsRole'],
  ['other-capitals', 'cadoresponse'],
  ['a-space', 'CadoResponse Role'],
  ['a-wildcard', 'CadoResponse*'],
  ['a-newline', 'CadoResponseRole\n'],
  ['a-policy-variable', 'CadoResponse$${aws:username}'],
  ['an-umlaut', 'CadoResponseRölle'],
];

const TOO_MANY_TAGS = Object.fromEntries(Array.from({ length: 51 }, (_unused, index) => [`tag${index}`, 'x']));

const OF_BOTH: readonly RefusedRoleInput[] = [
  ...rows(BOTH, 'role_name', ...NO_NAMES, ['a-path', 'forensics/CadoResponseRole'], ['65-characters', `CadoResponse${'r'.repeat(53)}`]),
  ...rows(
    BOTH,
    'role_path',
    ['nothing', ''],
    ['no-end', '/forensics'],
    ['no-beginning', 'forensics/'],
    ['an-empty-folder', '//'],
    ['a-wildcard', '/forensics*/'],
    ['a-newline', '/forensics/\n'],
    ['513-characters', `/${'p'.repeat(511)}/`],
  ),
  ...rows(
    BOTH,
    'role_description',
    ['greek', 'Ανάλυση'],
    ['a-control-character', 'a\u0007b'],
    ['an-emoji', 'forensics 🔍'],
    ['1001-characters', 'd'.repeat(1001)],
  ),
  ...rows(
    BOTH,
    'permissions_boundary_arn',
    ['nothing', ''],
    ['a-role', 'arn:aws:iam::111122223333:role/Boundary'],
    ['a-wildcard', 'arn:aws:iam::111122223333:policy/*'],
    ['a-name-of-129-characters', `arn:aws:iam::111122223333:policy/${'b'.repeat(129)}`],
    ['a-newline', 'arn:aws:iam::111122223333:policy/Boundary\n'],
  ),
  ...rows(
    BOTH,
    'max_session_duration',
    ['half-an-hour', 1800],
    ['a-second-too-short', 3599],
    ['a-second-too-long', 43201],
    ['a-fraction', 3600.5],
    ['nothing', 0],
    ['less-than-nothing', -3600],
  ),
  ...rows(
    BOTH,
    'tags',
    ['a-question-mark', { team: 'who?' }],
    ['an-asterisk-as-key', { '*': 'x' }],
    ['an-empty-key', { '': 'x' }],
    ['a-newline', { team: 'a\nb' }],
    ['a-key-of-129-characters', { ['k'.repeat(129)]: 'x' }],
    ['a-value-of-257-characters', { team: 'v'.repeat(257) }],
    ['a-key-of-aws', { 'aws:team': 'forensics' }],
    ['a-key-of-aws-in-capitals', { 'AWS:team': 'forensics' }],
    ['fifty-one', TOO_MANY_TAGS, '51'],
  ),
  ...rows(BOTH, 'principal_match', ['nothing', ''], ['another-form', 'any'], ['capitals', 'ROLE_ARN'], ['a-newline', 'role_arn\n']),
  ...rows(
    BOTH,
    'capabilities',
    ['an-unknown-one', ['ec2', 'everything']],
    ['a-wildcard', ['*']],
    ['capitals', ['EC2']],
    ['a-newline', ['ec2\n']],
    ['null', ['ec2', null]],
  ),
  ...rows(BOTH, 'acquisition_methods', ['an-empty-set', []], ['another-method', ['copy']], ['null', [null, 'ebs_direct']]),
  ...rows(BOTH, 'kms_tightening', ['nothing', ''], ['another-level', 'tight'], ['a-capital', 'Pinned'], ['a-newline', 'pinned\n']),
  ...rows(BOTH, 'platform_region', ...NO_REGIONS),
  ...rows(BOTH, 'evidence_regions', ...NO_REGIONS.map(([what, value]): RefusedRow => [what, ['us-east-1', value]]), ['null', [null]]),
  ...rows(BOTH, 'kms_key_arns', ...NO_KEYS.map(([what, value]): RefusedRow => [what, [value]]), ['null', [null]]),
  ...rows(BOTH, 'ebs_resource_ids', ...NO_VOLUMES),
  ...rows(BOTH, 'evidence_source_bucket_arns', ...NO_BUCKETS),
  ...rows(
    BOTH,
    'ssm_instance_tags',
    ['a-pattern', { team: '*' }],
    ['a-pattern-as-key', { 'te?m': 'x' }],
    ['an-empty-key', { '': 'x' }],
    ['a-policy-variable', { team: '$${aws:username}' }],
    ['a-key-of-129-characters', { ['k'.repeat(129)]: 'x' }],
    ['a-value-of-257-characters', { team: 'v'.repeat(257) }],
  ),
  ...rows(
    BOTH,
    'lambda_log_group_names',
    ['everything', ['*']],
    ['a-wildcard-within', ['/aws/*/web']],
    ['a-stream', ['/aws/lambda/web:log-stream:1']],
    ['an-arn', ['arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/web']],
    ['a-newline', ['/aws/lambda/web\n']],
    ['null', [null]],
  ),
];

const aliasPrefix = (prefix: string): RefusedRow[1] => ({ alias_prefix: prefix });

const OF_PLATFORM: readonly RefusedRoleInput[] = [
  ...rows(
    PLATFORM,
    'trusted_role_arns',
    ['nobody', []],
    ...NO_ROLES.map(([what, value]): RefusedRow => [`${what}-among-roles`, [GOOD_ROLE, value]]),
    ['null', [null]],
  ),
  ...rows(PLATFORM, 'target_role_arns', ...NO_ROLES.map(([what, value]): RefusedRow => [what, [value]]), ['null', [null]]),
  ...rows(PLATFORM, 'target_role_name', ...NO_NAMES, ['a-path-alone', 'CadoResponse/'], ['a-path-before', '/CadoResponseRole']),
  ...rows(PLATFORM, 'organization_id', ...NO_ORGANIZATIONS),
  ...rows(
    PLATFORM,
    'temporary_key',
    ['a-prefix-of-aws', aliasPrefix('aws/cado')],
    ['a-prefix-of-two-characters', aliasPrefix('ab')],
    ['a-prefix-of-201-characters', aliasPrefix('a'.repeat(201))],
    ['a-prefix-with-a-wildcard', aliasPrefix('Cado*')],
    ['every-alias', aliasPrefix('*')],
    ['a-prefix-with-a-space', aliasPrefix('Cado Response')],
    ['a-prefix-with-a-newline', aliasPrefix('CadoResponse\n')],
    ['a-region-in-capitals', { replica_regions: ['US-EAST-1'] }],
    ['a-zone', { replica_regions: ['us-east-1', 'us-east-1a'] }],
    ['everywhere', { replica_regions: ['*'] }],
  ),
  ...rows(
    PLATFORM,
    'evidence_bucket_name',
    ['nothing', ''],
    ['an-arn', 'arn:aws:s3:::example-evidence'],
    ['a-path', 'example-evidence/cado'],
    ['a-wildcard', 'example-*'],
    ['capitals', 'Example'],
    ['two-characters', 'ab'],
    ['64-characters', 'b'.repeat(64)],
    ['a-newline', 'example\n'],
  ),
  ...rows(PLATFORM, 'evidence_bucket_kms_key_arn', ...NO_KEYS),
  ...rows(PLATFORM, 'worker_role_arn', ...NO_ROLES),
];

const OF_TARGET: readonly RefusedRoleInput[] = [
  ...rows(TARGET, 'platform_role_arn', ...NO_ROLES),
  ...rows(TARGET, 'additional_platform_role_arns', ...NO_ROLES.map(([what, value]): RefusedRow => [what, [GOOD_ROLE, value]]), [
    'null',
    [null],
  ]),
  ...rows(
    TARGET,
    'external_id',
    ['nothing', ''],
    ['one-character', 'x'],
    ['a-space', 'my id'],
    ['a-newline', 'f00d-1\n'],
    ['a-quote', 'f00d"1'],
    ['a-wildcard', 'f00d-*'],
    ['a-policy-variable', '$${aws:PrincipalAccount}'],
    ['1225-characters', 'x'.repeat(1225)],
    ['the-public-one', 'NoExternalIdRequired'],
    ['the-public-one-in-capitals', 'NOEXTERNALIDREQUIRED'],
  ),
  ...rows(TARGET, 'organization_id', ...NO_ORGANIZATIONS),
];

/** Values that an input of a role refuses by itself. Every rule of every input is broken at least once. */
export const REFUSED_ROLE_INPUTS: readonly RefusedRoleInput[] = [...OF_BOTH, ...OF_PLATFORM, ...OF_TARGET];
