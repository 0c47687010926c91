import type { InputValues } from '../../policy/guard';
import { KEY_POLICY_MAX_BYTES, minifiedStatements, policyBytes } from '../../policy/policy-size';
import { resolve } from '../../policy/resolve';
import { KMS_KEY_POLICY_TEMPLATE, rootDelegation } from './statements';

const PARTITION = 'aws-us-gov';
const PATH_LENGTH = 512;
const NAME_LENGTH = 64;
const REGIONS = 40;

/** What the largest key policy takes, and what each further element of an unbounded input adds. */
export interface WorstCase {
  /** Two roles with the longest names and paths, every statement and condition, 40 Regions. Bytes of UTF-8. */
  readonly bytes: number;
  /** Bytes that one more role in `additional_platform_role_arns` adds at most. */
  readonly perRole: number;
  /** Bytes that one more bucket in `evidence_source_bucket_arns` adds at most. */
  readonly perBucket: number;
  readonly limit: number;
}

/**
 * The worst case of the key policy, computed from the template itself.
 *
 * @throws Error when the largest policy that the bounded inputs allow would not fit into a key policy.
 */
export function kmsKeyPolicyWorstCase(): WorstCase {
  const bytes = Math.max(...SHAPES.map((shape) => sizeOf(shape, 0, 1)));
  if (bytes > KEY_POLICY_MAX_BYTES) {
    throw new Error(`The largest key policy has ${bytes} bytes and KMS takes ${KEY_POLICY_MAX_BYTES}: shorten its statements`);
  }
  return {
    bytes,
    perRole: Math.max(...SHAPES.map((shape) => sizeOf(shape, 2, 1) - sizeOf(shape, 1, 1))),
    perBucket: Math.max(...SHAPES.map((shape) => sizeOf(shape, 0, 2) - sizeOf(shape, 0, 1))),
    limit: KEY_POLICY_MAX_BYTES,
  };
}

/** What decides how often a role is named: without a target role the platform's roles also read the buckets. */
const SHAPES: readonly InputValues[] = ['principal_arn', 'role_arn'].flatMap((principal_match) =>
  [longestRoleArn(1), null].map((target_role_arn) => ({ principal_match, target_role_arn })),
);

function sizeOf(shape: InputValues, additionalRoles: number, buckets: number): number {
  const inputs = { ...largestInputs(additionalRoles, buckets), ...shape };
  const ours = resolve(KMS_KEY_POLICY_TEMPLATE, inputs, { partition: PARTITION });
  const statements = minifiedStatements([rootDelegation(PARTITION, '100000000000'), ...ours]);
  return policyBytes(`{"Statement":${statements},"Version":"2012-10-17"}`);
}

function largestInputs(additionalRoles: number, buckets: number): InputValues {
  const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_unused, index) => index);
  return {
    platform_role_arn: longestRoleArn(0),
    additional_platform_role_arns: numbers(additionalRoles).map((index) => longestRoleArn(index + 2)),
    create_grant_for: null,
    protects: ['ebs', 's3'],
    acquisition_methods: ['create_volume', 'ebs_direct'],
    kms_tightening: 'pinned',
    platform_region: null,
    evidence_regions: numbers(REGIONS).map((index) => `ap-southeast-${10 + index}`),
    ebs_resource_ids: ['vol-0123456789abcdef0', 'snap-0123456789abcdef0'],
    evidence_source_bucket_arns: numbers(buckets).map((index) => `arn:${PARTITION}:s3:::${String(index).padStart(63, 'b')}`),
    enforce: true,
  };
}

function longestRoleArn(index: number): string {
  const account = String(100000000000 + index);
  return `arn:${PARTITION}:iam::${account}:role/${'p'.repeat(PATH_LENGTH - 2)}/${'r'.repeat(NAME_LENGTH)}`;
}
