import * as fc from 'fast-check';
import { KMS_KEY_POLICY_TEMPLATE, rootDelegation } from '../../../src/catalogue/kms-key-policy/statements';
import { TIGHTENING_LEVELS } from '../../../src/policy/guard';
import { minifiedStatements, policyBytes } from '../../../src/policy/policy-size';
import { resolve } from '../../../src/policy/resolve';

/** How many elements inputs without a natural limit may have. */
interface Bounds {
  readonly furtherRoles: number;
  readonly buckets: number;
}

/** Inputs of one key policy, and how many elements count against the bounds. */
export interface BoundedInputs {
  readonly partition: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly furtherRoles: number;
  readonly buckets: number;
}

/** What decides how long the ARN of a role is. */
interface RoleShape {
  /** Characters of its path, both slashes included. */
  readonly path: number;
  readonly name: number;
  /** Whether no other role lies in its account. */
  readonly ownAccount: boolean;
}

const MAX_REGIONS = 40;
const KEY_ACCOUNT = '123456789012';

/** A length from 1 to the longest; the longest every other time, since that is where a bound breaks. */
const lengthUpTo = (longest: number): fc.Arbitrary<number> => fc.oneof(fc.constant(longest), fc.integer({ min: 1, max: longest }));

/** One text of a length: the ending makes it another text for another index. */
const textOf = (length: number, ending: string): string => `${'x'.repeat(Math.max(0, length - ending.length))}${ending}`.slice(-length);

/** Names as IAM takes them: up to 64 characters, behind a path of up to 512. */
const roleShape: fc.Arbitrary<RoleShape> = fc.record({ path: lengthUpTo(512), name: lengthUpTo(64), ownAccount: fc.boolean() });

function roleArn(partition: string, { path, name, ownAccount }: RoleShape, index: number): string {
  const folders = path < 3 ? '/' : `/${'p'.repeat(path - 2)}/`;
  return `arn:${partition}:iam::${100000000000 + (ownAccount ? index : 0)}:role${folders}${textOf(name, String(index))}`;
}

/** Region codes as long as those of Regions that exist: `ap-southeast-99` has one digit more than any. */
const region = (index: number): string => `${['ap-southeast', 'eu-central', 'me-south', 'us-gov-west'][index % 4]}-${index + 10}`;
const longestRegion = (index: number): string => `ap-southeast-${index + 10}`;

/** Inputs that the worst case promises to cover: any roles, up to 40 Regions and two EBS ids. */
export function inBounds(bounds: Bounds): fc.Arbitrary<BoundedInputs> {
  return fc
    .record({
      partition: fc.constantFrom('aws', 'aws-us-gov', 'aws-cn'),
      given: fc.subarray(['platform', 'target'], { minLength: 1 }),
      platform: roleShape,
      target: roleShape,
      further: sized(roleShape, bounds.furtherRoles),
      grants: fc.option(fc.subarray(['platform', 'target'])),
      buckets: fc.option(sized(lengthUpTo(63), bounds.buckets)),
      regions: fc.record({ count: fc.nat(MAX_REGIONS), code: fc.constantFrom(region, longestRegion) }),
      platform_region: fc.boolean(),
      plain: plainInputs,
    })
    .map(({ partition, given, platform, target, further, grants, buckets, regions, platform_region: home, plain }) => ({
      partition,
      furtherRoles: further.length,
      buckets: buckets?.length ?? 0,
      inputs: {
        ...plain,
        platform_role_arn: given.includes('platform') ? roleArn(partition, platform, 1) : null,
        target_role_arn: given.includes('target') ? roleArn(partition, target, 2) : null,
        additional_platform_role_arns: further.map((shape, index) => roleArn(partition, shape, 3 + index)),
        create_grant_for: grants,
        evidence_source_bucket_arns:
          buckets?.map((length, index) => `arn:${partition}:s3:::${textOf(Math.max(3, length), String(100 + index))}`) ?? null,
        platform_region: home ? regions.code(0) : null,
        evidence_regions: Array.from({ length: regions.count }, (_unused, index) => regions.code(index)),
      },
    }));
}

/** A list of up to `longest` elements; at once many or few, since a bound that grows breaks only far out. */
function sized<Value>(element: fc.Arbitrary<Value>, longest: number): fc.Arbitrary<readonly Value[]> {
  const uniform = fc.record({ element, length: fc.nat(longest) }).map((all) => Array.from({ length: all.length }, () => all.element));
  return fc.oneof(uniform, fc.array(element, { maxLength: longest, size: 'max' }));
}

const plainInputs = fc.record({
  protects: fc.subarray(['ebs', 's3'], { minLength: 1 }),
  acquisition_methods: fc.subarray(['create_volume', 'ebs_direct'], { minLength: 1 }),
  kms_tightening: fc.oneof(fc.constant('pinned'), fc.constantFrom(...TIGHTENING_LEVELS)),
  ebs_resource_ids: fc.subarray(['vol-*', 'snap-0123456789abcdef0', 'vol-0123456789abcdef0', 'snap-0a*'], { minLength: 1, maxLength: 2 }),
  principal_match: fc.constantFrom('principal_arn', 'role_arn'),
  enforce: fc.boolean(),
});

/** Bytes of the policy without an existing one: the root delegation and our statements. */
export function keyPolicyBytes({ partition, inputs }: BoundedInputs): number {
  const ours = resolve(KMS_KEY_POLICY_TEMPLATE, inputs, { partition });
  return policyBytes(`{"Statement":${minifiedStatements([rootDelegation(partition, KEY_ACCOUNT), ...ours])},"Version":"2012-10-17"}`);
}
