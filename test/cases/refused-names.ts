import type { RefusedRow } from './refused-value';

/** What is no ARN of a role, though some of it looks like one. */
export const NO_ROLES: readonly (readonly [what: string, value: string])[] = [
  ['nothing', ''],
  ['everyone', '*'],
  ['an-account-id-that-is-short', 'arn:aws:iam::11112222333:role/CadoResponseRole'],
  ['an-account-id-that-is-long', 'arn:aws:iam::1111222233334:role/CadoResponseRole'],
  ['an-account-id-alone', '111122223333'],
  ['no-account', 'arn:aws:iam:::role/CadoResponseRole'],
  ['a-wildcard-account', 'arn:aws:iam::*:role/CadoResponseRole'],
  ['a-user', 'arn:aws:iam::111122223333:user/alice'],
  ['a-group', 'arn:aws:iam::111122223333:group/role/admins'],
  ['an-instance-profile', 'arn:aws:iam::111122223333:instance-profile/CadoResponseRole'],
  ['a-session', 'arn:aws:sts::111122223333:assumed-role/CadoResponseRole/session'],
  ['a-root', 'arn:aws:iam::111122223333:root'],
  ['a-unique-id', 'AROAEXAMPLEEXAMPLE123'],
  ['a-service', 'ec2.amazonaws.com'],
  ['a-newline-behind', 'arn:aws:iam::111122223333:role/CadoResponseRole\n'],
  ['a-newline-before', '\narn:aws:iam::111122223333:role/CadoResponseRole'],
  ['a-newline-within', 'arn:aws:iam::111122223333:role/CadoResponseRole\narn:aws:iam::111122223333:role/Other'],
  ['a-space-before', ' arn:aws:iam::111122223333:role/CadoResponseRole'],
  ['a-wildcard-name', 'arn:aws:iam::111122223333:role/CadoResponse*'],
  ['a-wildcard-of-one', 'arn:aws:iam::111122223333:role/CadoResponseRol?'],
  ['a-wildcard-path', 'arn:aws:iam::111122223333:role/*/CadoResponseRole'],
  ['a-policy-variable', 'arn:aws:iam::111122223333:role/$${aws:username}'],
  ['no-name', 'arn:aws:iam::111122223333:role/'],
  ['a-path-alone', 'arn:aws:iam::111122223333:role/forensics/'],
  ['an-empty-folder', 'arn:aws:iam::111122223333:role//CadoResponseRole'],
  ['a-name-of-65-characters', `arn:aws:iam::111122223333:role/${'r'.repeat(65)}`],
  ['another-service', 'arn:aws:s3::111122223333:role/CadoResponseRole'],
  ['a-region', 'arn:aws:iam:eu-west-1:111122223333:role/CadoResponseRole'],
  ['capitals', 'ARN:AWS:IAM::111122223333:ROLE/CadoResponseRole'],
  ['a-name-alone', 'CadoResponseRole'],
];

/** What is no code of a Region. */
export const NO_REGIONS: readonly (readonly [what: string, value: string])[] = [
  ['nothing', ''],
  ['capitals', 'EU-WEST-1'],
  ['a-capital', 'Eu-west-1'],
  ['a-newline-behind', 'eu-west-1\n'],
  ['a-space-before', ' eu-west-1'],
  ['no-number', 'eu-west'],
  ['a-zone', 'eu-west-1a'],
  ['underscores', 'eu_west_1'],
  ['a-wildcard', 'eu-*-1'],
  ['everywhere', '*'],
  ['a-name', 'Ireland'],
  ['a-list', 'eu-west-1,us-east-1'],
];

/** What names neither volumes nor snapshots. */
export const NO_VOLUMES: readonly RefusedRow[] = [
  ['an-empty-set', []],
  ['everything', ['*']],
  ['two-wildcards', ['vol-**']],
  ['a-wildcard-within', ['vol-*0']],
  ['a-wildcard-of-one', ['vol-0123456789abcdef?']],
  ['a-short-id', ['vol-*', 'vol-0123']],
  ['an-id-of-18-digits', ['snap-0123456789abcdef01']],
  ['capitals', ['vol-0123456789ABCDEF0']],
  ['a-newline', ['snap-0123456789abcdef0\n']],
  ['an-instance', ['i-0123456789abcdef0']],
  ['an-arn', ['arn:aws:ec2:eu-west-1:111122223333:volume/vol-0123456789abcdef0']],
  ['null', ['vol-*', null]],
];

/** What names no buckets. */
export const NO_BUCKETS: readonly RefusedRow[] = [
  ['a-name', ['example-evidence']],
  ['objects', ['arn:aws:s3:::example-evidence/*']],
  ['every-bucket', ['arn:aws:s3:::*']],
  ['a-wildcard', ['arn:aws:s3:::example-*']],
  ['capitals', ['arn:aws:s3:::Example']],
  ['a-name-of-two-characters', ['arn:aws:s3:::ab']],
  ['a-name-of-64-characters', [`arn:aws:s3:::${'b'.repeat(64)}`]],
  ['a-dash-at-the-end', ['arn:aws:s3:::example-']],
  ['another-service', ['arn:aws:sqs:::example']],
  ['a-region', ['arn:aws:s3:eu-west-1::example']],
  ['a-newline', ['arn:aws:s3:::example\n']],
  ['null', ['arn:aws:s3:::example', null]],
];
