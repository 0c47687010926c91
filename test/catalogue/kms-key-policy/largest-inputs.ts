import type { BoundedInputs } from './in-bounds-inputs';

const PARTITION = 'aws-us-gov';

/** The longest role ARN that IAM takes, in an account of its own. */
const longestRole = (index: number): string =>
  `arn:${PARTITION}:iam::${222222222222 + index}:role/${'path-'.repeat(102)}/${'n'.repeat(64)}`;

/** The inputs with the largest policy: everything long, every statement and every condition. */
export function largest({
  furtherRoles,
  buckets,
  target = true,
}: {
  readonly furtherRoles: number;
  readonly buckets: number;
  readonly target?: boolean;
}): BoundedInputs {
  const list = (length: number, element: (index: number) => string): readonly string[] =>
    Array.from({ length }, (_unused, index) => element(index));
  return {
    partition: PARTITION,
    furtherRoles,
    buckets,
    inputs: {
      platform_role_arn: longestRole(0),
      target_role_arn: target ? longestRole(1) : null,
      additional_platform_role_arns: list(furtherRoles, (index) => longestRole(index + 2)),
      create_grant_for: null,
      protects: ['ebs', 's3'],
      acquisition_methods: ['create_volume'],
      kms_tightening: 'pinned',
      platform_region: 'ap-southeast-99',
      evidence_regions: list(39, (index) => `ap-southeast-${index + 10}`),
      ebs_resource_ids: ['snap-fedcba9876543210f', 'vol-fedcba9876543210f'],
      evidence_source_bucket_arns: list(buckets, (index) => `arn:${PARTITION}:s3:::${String(index).padStart(63, 'e')}`),
      principal_match: 'principal_arn',
      enforce: true,
    },
  };
}
