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

/** A KMS key by ARN. */
export const KEY_ARN = `^arn:${PARTITION}:kms:[a-z0-9-]+:[0-9]{12}:key/([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$`;

/**
 * A managed policy, AWS's or the customer's.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export const POLICY_ARN = `^arn:${PARTITION}:iam::([0-9]{12}|aws):policy/([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,128}$`;

/** A role name that the platform accepts: it recognises its own roles by these words. */
export const ROLE_NAME = '^[A-Za-z0-9+=,.@_-]*(CadoResponse|DarktraceForensics)[A-Za-z0-9+=,.@_-]*$';

/** The path of a role or policy: `/`, or names between slashes. */
export const IAM_PATH = '^/([A-Za-z0-9+=,.@_-]+/)*$';

/** A role name that the platform accepts, behind its path, if it has one. */
export const ROLE_PATH_AND_NAME = '^([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]*(CadoResponse|DarktraceForensics)[A-Za-z0-9+=,.@_-]*$';

/** An AWS organisation. */
export const ORGANIZATION_ID = '^o-[a-z0-9]{10,32}$';

/** The name of an S3 bucket. */
export const BUCKET_NAME = '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$';

/**
 * An external id as STS takes it, but for its length.
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const EXTERNAL_ID = '^[A-Za-z0-9_+=,.@:/-]{2,}$';

/** The start of a KMS alias, behind `alias/`; `aws/` belongs to AWS. */
export const ALIAS_PREFIX = '^[A-Za-z0-9_-][A-Za-z0-9/_-]{2,199}$';

/** A CloudWatch log group by name, or the start of one followed by `*`. */
export const LOG_GROUP_NAME = '^[A-Za-z0-9_/.#-]{1,511}[*]?$';

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
