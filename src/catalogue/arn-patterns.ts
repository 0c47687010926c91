/**
 * Shapes of names and ARNs that inputs take. Patterns keep to what RE2 (Terraform) and ECMAScript read alike: `$` is
 * the end of the text in both, so a trailing newline never passes, and no pattern lets a wildcard through.
 */

const PARTITION = 'aws(-[a-z]+){0,2}';

/**
 * An IAM role, path included; no user, no session (`sts`), no account root, no wildcard.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export const ROLE_ARN = `^arn:${PARTITION}:iam::[0-9]{12}:role/([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,64}$`;

/** The root of an account, the principal that stands for "whoever this account lets". */
export const ACCOUNT_ROOT_ARN = `^arn:${PARTITION}:iam::[0-9]{12}:root$`;

/** What KMS shows in place of a role that was deleted: its unique id. */
export const ROLE_UNIQUE_ID = '^AROA[A-Z0-9]+$';

/**
 * An S3 bucket, without an object path.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const BUCKET_ARN = `^arn:${PARTITION}:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`;

/** A Region code of any partition, in lower case. */
export const REGION = '^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$';

/** A KMS key, by id or by ARN; an alias is no key to a grant. */
export const KEY_ID = `^(arn:${PARTITION}:kms:[a-z0-9-]+:[0-9]{12}:key/)?([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$`;

/** A volume or snapshot id, or the start of one followed by `*`. */
export const EBS_RESOURCE_ID = '^(vol|snap)-([0-9a-f]{8}|[0-9a-f]{17}|[0-9a-f]{0,16}[*])$';

/** The partition that a Region code belongs to, by its first letters; the first match counts. */
export const PARTITION_OF_REGION: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
  ['', 'aws'],
];
