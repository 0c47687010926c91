import type { Attack } from '../attack';
import { on, onKey } from '../calls';
import { ALIASED } from '../import-steps';
import type { World } from '../world';

const VENDOR = "the vendor's roles";
const THEIRS = { 'kms:ResourceAliases': ['alias/payroll'] } as const;
const BOTH = { 'kms:ResourceAliases': ['alias/CadoResponse-KMS-Alias-1', 'alias/payroll'] } as const;
const NONE = { 'kms:ResourceAliases': [] } as const;

const alias = ({ partition, regions, accounts }: World, name: string): string =>
  `arn:${partition}:kms:${regions.platform}:${accounts.platform}:alias/${name}`;

/** Source: https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-auth.html */
export const MULTI_REGION_ROLE = 'aws-service-role/mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys';

const MADE = {
  'kms:MultiRegion': 'true',
  'kms:KeySpec': 'SYMMETRIC_DEFAULT',
  'kms:KeyUsage': 'ENCRYPT_DECRYPT',
  'kms:KeyOrigin': 'AWS_KMS',
} as const;

/** Condition keys of the key itself, which every call on it carries. */
const made = (world: World) => ({ ...MADE, 'aws:RequestedRegion': world.regions.platform });

const created =
  (context: Readonly<Record<string, string>>): Attack['calls'] =>
  (world) =>
    on(world, 'platform', 'kms:CreateKey', ['*'], { ...made(world), ...context });

/** The platform may make and delete keys of its own, and tells them by their alias. Source: https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html */
export const TEMPORARY_KEY: readonly Attack[] = (
  [
    ["hanging its alias on a customer's key", VENDOR, (world) => [onKey(world, 'platform', 'CreateAlias', 'platform', NONE)]],
    [
      "hanging its alias on a customer's multi-Region key that has a name",
      VENDOR,
      (world) => [onKey(world, 'platform', 'CreateAlias', 'multi-Region of the platform', THEIRS)],
    ],
    [
      "hanging its alias on a customer's key in another account",
      'leftover administrator',
      (world) =>
        on(world, 'target', 'kms:CreateAlias', [
          alias(world, 'CadoResponse-KMS-Alias-1').replace(world.accounts.platform, world.accounts.target),
        ]),
    ],
    [
      "deleting an alias of a customer's key",
      'leftover administrator',
      (world) => [
        ...[NONE, THEIRS, BOTH].map((aliases) => onKey(world, 'platform', 'DeleteAlias', 'multi-Region of the platform', aliases)),
        onKey(world, 'platform', 'DeleteAlias', 'platform', ALIASED),
      ],
    ],
    ['making an alias of another name', VENDOR, (world) => on(world, 'platform', 'kms:CreateAlias', [alias(world, 'payroll')])],
    [
      'deleting a key that has no alias',
      'our policies without conditions',
      (world) => [onKey(world, 'platform', 'ScheduleKeyDeletion', 'multi-Region of the platform', { ...NONE, ...made(world) })],
    ],
    [
      'deleting a key that has an alias of its owner',
      'our policies without conditions',
      (world) => [onKey(world, 'platform', 'ScheduleKeyDeletion', 'multi-Region of the platform', { ...THEIRS, ...made(world) })],
    ],
    [
      'deleting a key that has an alias of its owner too',
      'our policies without conditions',
      (world) => [onKey(world, 'platform', 'ScheduleKeyDeletion', 'multi-Region of the platform', BOTH)],
    ],
    [
      "deleting a key that is no temporary one, under the platform's alias",
      VENDOR,
      (world) => [onKey(world, 'platform', 'ScheduleKeyDeletion', 'platform', ALIASED)],
    ],
    [
      'deleting an alias',
      'leftover administrator',
      (world) => [
        ...on(world, 'platform', 'kms:DeleteAlias', [alias(world, 'payroll'), alias(world, 'CadoResponse-KMS-Alias-1')]),
        onKey(world, 'platform', 'DeleteAlias', 'temporary', ALIASED),
      ],
      'aliases are kept',
    ],
    [
      'replicating its key into a Region that nobody named',
      VENDOR,
      (world) => [onKey(world, 'platform', 'ReplicateKey', 'temporary', { ...ALIASED, 'kms:ReplicaRegion': world.regions.elsewhere })],
      'Regions are named',
    ],
    [
      "replicating a customer's key",
      'our policies without conditions',
      (world) => [
        onKey(world, 'platform', 'ReplicateKey', 'multi-Region of the platform', {
          ...THEIRS,
          'kms:ReplicaRegion': world.regions.evidence,
        }),
        ...[NONE, BOTH].map((aliases) =>
          onKey(world, 'platform', 'ReplicateKey', 'multi-Region of the platform', {
            ...aliases,
            'kms:ReplicaRegion': world.regions.evidence,
          }),
        ),
      ],
    ],
    [
      "replicating what is no temporary key, under the platform's alias",
      VENDOR,
      (world) => [onKey(world, 'platform', 'ReplicateKey', 'platform', { ...ALIASED, 'kms:ReplicaRegion': world.regions.evidence })],
    ],
    ['making a key of one Region', VENDOR, created({ 'kms:MultiRegion': 'false' })],
    ['making a key for signing', VENDOR, created({ 'kms:KeyUsage': 'SIGN_VERIFY', 'kms:KeySpec': 'RSA_2048' })],
    ['making a key for message authentication codes', VENDOR, created({ 'kms:KeyUsage': 'GENERATE_VERIFY_MAC' })],
    ['making an asymmetric key', VENDOR, created({ 'kms:KeySpec': 'RSA_4096' })],
    ['making a key of foreign material', VENDOR, created({ 'kms:KeyOrigin': 'EXTERNAL' })],
    [
      'making a key in a Region that nobody named',
      VENDOR,
      (world) => on(world, 'platform', 'kms:CreateKey', ['*'], { ...MADE, 'aws:RequestedRegion': world.regions.elsewhere }),
      'Regions are named',
    ],
    [
      "making keys, by the target's role",
      'leftover administrator',
      (world) => on(world, 'target', 'kms:CreateKey', ['*'], { ...MADE, 'aws:RequestedRegion': world.regions.evidence }),
    ],
    [
      "another service's service-linked role",
      'leftover administrator',
      ({ partition, accounts }) => [
        {
          by: 'platform',
          action: 'iam:CreateServiceLinkedRole',
          resource: `arn:${partition}:iam::${accounts.platform}:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot`,
          context: { 'iam:AWSServiceName': 'spot.amazonaws.com' },
        },
        {
          by: 'platform',
          action: 'iam:CreateServiceLinkedRole',
          resource: `arn:${partition}:iam::${accounts.platform}:role/${MULTI_REGION_ROLE}`,
          context: { 'iam:AWSServiceName': 'spot.amazonaws.com' },
        },
      ],
    ],
  ] as readonly (readonly [string, Attack['allowedBy'], Attack['calls'], Attack['where']?])[]
).map(([title, allowedBy, calls, where]) => ({ title, ...(where !== undefined && { where }), allowedBy, calls }));
