import type { JsonObject } from '../../src/policy/policy-json';
import type { RoleSide } from '../support/role-cases';

/** Inputs of a role that do not go together, though each is right by itself. */
export interface RefusedRoleCombination {
  readonly role: RoleSide;
  readonly name: string;
  /** What is given besides the inputs without a default. */
  readonly inputs: JsonObject;
  /** Where the module refuses it. */
  readonly checked: string;
  /** Parts of the message: the inputs, the refused value and what is accepted. */
  readonly message: readonly string[];
  /** Whether it can be told without Terraform, which alone knows the partition and the account. */
  readonly knownBeforehand: boolean;
  /** Whether the provider works in GovCloud. @default false */
  readonly inGovCloud?: boolean;
}

type Row = readonly [name: string, checked: string, inputs: JsonObject, ...message: readonly string[]];

const told = (roles: readonly RoleSide[], ...rows: readonly Row[]): readonly RefusedRoleCombination[] =>
  roles.flatMap((role) =>
    rows.map(([name, checked, inputs, ...message]) => ({ role, name: `${role}-${name}`, inputs, checked, message, knownBeforehand: true })),
  );
const toldLater = (...given: Parameters<typeof told>): readonly RefusedRoleCombination[] =>
  told(...given).map((row) => ({ ...row, knownBeforehand: false }));

const BOTH = ['platform', 'target'] as const;
const TRUST = 'data.aws_iam_policy_document.trust';
const KMS = 'data.aws_iam_policy_document.kms';
const CHINESE_ROLE = 'arn:aws-cn:iam::444455556666:role/CadoResponseRole';
const CHINESE_POLICY = 'arn:aws-cn:iam::111122223333:policy/Boundary';
const CHINESE_KEY = 'arn:aws-cn:kms:cn-north-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const CHINESE_BUCKET = 'arn:aws-cn:s3:::example';
const KEY = CHINESE_KEY.replace('aws-cn', 'aws').replace('cn-north-1', 'eu-west-1');

/** Every rule across inputs of both roles is broken at least once, alone. */
export const REFUSED_ROLE_COMBINATIONS: readonly RefusedRoleCombination[] = [
  ...told(
    BOTH,
    ...['via_service', 'encryption_context', 'pinned'].map((level): Row => [
      `${level}-without-regions`,
      KMS,
      { kms_tightening: level },
      `kms_tightening "${level}"`,
      'platform_region is null and evidence_regions is empty',
      'platform_region = eu-west-1',
    ]),
  ),
  ...told(BOTH, [
    'a-boundary-of-another-partition',
    TRUST,
    { permissions_boundary_arn: CHINESE_POLICY },
    'permissions_boundary_arn',
    CHINESE_POLICY,
    'arn:aws:iam::',
  ]),
  ...toldLater(BOTH, ['keys-of-another-partition', KMS, { kms_key_arns: [CHINESE_KEY] }, 'kms_key_arns', CHINESE_KEY, 'aws']),
  ...toldLater(
    BOTH,
    ['buckets-of-another-partition', KMS, { evidence_source_bucket_arns: [CHINESE_BUCKET] }, 'evidence_source_bucket_arns', CHINESE_BUCKET],
    [
      'a-platform-region-of-another-partition',
      KMS,
      { platform_region: 'us-gov-west-1' },
      'platform_region',
      'us-gov-west-1',
      'eu-west-1 in aws',
    ],
    [
      'an-evidence-region-of-another-partition',
      KMS,
      { evidence_regions: ['cn-north-1'] },
      'evidence_regions',
      'cn-north-1',
      'eu-west-1 in aws',
    ],
  ),
  ...toldLater(
    ['platform'],
    [
      'a-replica-region-of-another-partition',
      KMS,
      { temporary_key: { replica_regions: ['cn-north-1'] } },
      'temporary_key.replica_regions',
      'cn-north-1',
    ],
    ['targets-of-another-partition', KMS, { target_role_arns: [CHINESE_ROLE] }, 'target_role_arns', CHINESE_ROLE],
    ['a-worker-of-another-partition', KMS, { worker_role_arn: CHINESE_ROLE }, 'worker_role_arn', CHINESE_ROLE],
    [
      'a-bucket-key-of-another-partition',
      KMS,
      { evidence_bucket_kms_key_arn: CHINESE_KEY, evidence_bucket_name: 'example' },
      'evidence_bucket_kms_key_arn',
      CHINESE_KEY,
    ],
  ),
  ...told(
    ['platform'],
    [
      'a-name-without-an-organisation',
      KMS,
      { target_role_name: 'CadoResponseRole' },
      'target_role_name',
      'organization_id',
      'o-a1b2c3d4e5',
    ],
    ['an-organisation-without-a-name', KMS, { organization_id: 'o-a1b2c3d4e5' }, 'organization_id', 'target_role_name', 'CadoResponseRole'],
    [
      'a-bucket-key-without-a-bucket',
      KMS,
      { evidence_bucket_kms_key_arn: KEY },
      'evidence_bucket_kms_key_arn',
      'evidence_bucket_name',
      'example-evidence',
    ],
    [
      'a-bucket-key-without-the-platform-region',
      KMS,
      { evidence_bucket_kms_key_arn: KEY, evidence_bucket_name: 'example', kms_tightening: 'via_service', evidence_regions: ['us-east-1'] },
      'evidence_bucket_kms_key_arn',
      'platform_region',
      '"via_service"',
      'platform_region = eu-west-1',
    ],
  ),
  ...toldLater(
    ['platform'],
    ['error-reports-from-govcloud', KMS, { capabilities: ['error_reporting'] }, 'capabilities', 'error_reporting', 'aws-us-gov', '["ec2"]'],
  ).map((row) => ({ ...row, inGovCloud: true })),
];
