import { TIGHTENING_LEVELS } from '../../../src/policy/guard';
import { EMULATOR_ACCOUNT } from '../test-bed/emulator';
import { always, leftOut, type Choice, type Choices } from './choices';
import { existingPolicy } from './existing-policy';
import type { Place } from './places';

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

const role =
  (account: string, name: string): ((place: Place) => string) =>
  ({ partition }) =>
    `arn:${partition}:iam::${account}:role/${name}`;

const platform = role('111122223333', 'forensics/cado/CadoResponseRole');
const further = role('111122223333', 'CadoResponseInstanceRole');

const grantsOfTarget: Choice = ({ partition, region }) => ({
  'case/7_b': {
    key_id: `arn:${partition}:kms:${region}:${EMULATOR_ACCOUNT}:key/${KEY_ID}`,
    grantee: 'target',
    operations: ['Decrypt', 'DescribeKey', 'ReEncryptFrom'],
    encryption_context_equals: { 'aws:ebs:id': 'vol-0123456789abcdef0' },
  },
});

/** What an instance of `cado-kms-key-policy` varies in. */
export const KEY_POLICY_CHOICES = {
  platform_role_arn: { null: leftOut, 'with path': platform },
  target_role_arn: {
    null: leftOut,
    'in another account': role('444455556666', 'CadoResponseTargetRole'),
    'in the account of the platform': role('111122223333', 'CadoResponseTargetRole'),
  },
  additional_platform_role_arns: {
    '[]': leftOut,
    one: (place) => [further(place)],
    'one and the platform again': (place) => [further(place), platform(place)],
  },
  create_grant_for: {
    null: leftOut,
    '[]': always([]),
    platform: always(['platform']),
    target: always(['target']),
    both: always(['platform', 'target']),
  },
  protects: { ebs: always(['ebs']), s3: always(['s3']), both: always(['ebs', 's3']) },
  acquisition_methods: {
    create_volume: always(['create_volume']),
    ebs_direct: always(['ebs_direct']),
    both: always(['create_volume', 'ebs_direct']),
  },
  kms_tightening: Object.fromEntries(TIGHTENING_LEVELS.map((level) => [level, always(level)])),
  platform_region: { null: leftOut, given: ({ region }) => region },
  evidence_regions: {
    '[]': leftOut,
    one: ({ otherRegion }) => [otherRegion],
    two: ({ region, otherRegion }) => [region, otherRegion],
  },
  ebs_resource_ids: { default: leftOut, named: always(['vol-0123456789abcdef0', 'snap-0123456789abcdef0', 'vol-0a*']) },
  evidence_source_bucket_arns: {
    null: leftOut,
    '[]': always([]),
    two: ({ partition }) => [`arn:${partition}:s3:::evidence.one`, `arn:${partition}:s3:::evidence-two`],
  },
  principal_match: { principal_arn: always('principal_arn'), role_arn: always('role_arn') },
  enforce: { false: always(false), true: always(true) },
  existing_policy_json: {
    null: leftOut,
    given: ({ partition }) => JSON.stringify(existingPolicy(partition, EMULATOR_ACCOUNT)),
  },
  grants: {
    '{}': leftOut,
    'platform with defaults': always({ 'incident-42': { key_id: KEY_ID, grantee: 'platform' } }),
    'target with context': grantsOfTarget,
  },
} as const satisfies Choices;
