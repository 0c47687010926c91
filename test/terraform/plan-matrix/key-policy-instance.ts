import { KMS_KEY_POLICY_INPUTS } from '../../../src/catalogue/kms-key-policy/inputs';
import type { InputValues } from '../../../src/policy/guard';
import type { Json } from '../../../src/policy/policy-json';
import { EMULATOR_ACCOUNT } from '../test-bed/emulator';
import { existingPolicy } from './existing-policy';
import { placeOf, type Place } from './places';
import type { Row } from './tuples';

/** Arguments of a module block; what is left out takes its default. */
export type Arguments = Readonly<Record<string, Json>>;

/** One instance of the module in the root. */
export interface Instance {
  readonly name: string;
  readonly row: Row;
  readonly place: Place;
  readonly arguments: Arguments;
  /** Every input, defaults filled in. */
  readonly inputs: InputValues;
}

/** The instance that a row stands for. */
export function instanceOf(row: Row, index: number): Instance {
  const place = placeOf(row['provider']);
  const given = argumentsOf(row, place);
  return { name: `case_${String(index).padStart(3, '0')}`, row, place, arguments: given, inputs: { ...DEFAULTS, ...given } };
}

const DEFAULTS: InputValues = Object.fromEntries(KMS_KEY_POLICY_INPUTS.map((input) => [input.name, input.default]));

const BOTH_OR_ONE = (label: string, both: readonly string[]): readonly string[] => (label === 'both' ? both : [label]);

function argumentsOf(row: Row, place: Place): Arguments {
  const entries = Object.entries(row).flatMap(([name, label]) => {
    const value = valueOf(name, label, place);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

/** The value that a label stands for; undefined leaves the argument out. */
function valueOf(name: string, label: string, place: Place): Json | undefined {
  if (['null', '[]', '{}', 'default'].includes(label) && name in DEFAULTS && isDefault(name, label)) return undefined;
  if (label === '[]') return [];
  const { region, otherRegion, partition } = place;
  const platform = `arn:${partition}:iam::111122223333:role/forensics/cado/CadoResponseRole`;
  const further = `arn:${partition}:iam::111122223333:role/CadoResponseInstanceRole`;
  switch (name) {
    case 'platform_role_arn':
      return platform;
    case 'target_role_arn':
      return `arn:${partition}:iam::${label === 'in another account' ? '444455556666' : '111122223333'}:role/CadoResponseTargetRole`;
    case 'additional_platform_role_arns':
      return label === 'one' ? [further] : [further, platform];
    case 'create_grant_for':
      return BOTH_OR_ONE(label, ['platform', 'target']);
    case 'protects':
      return BOTH_OR_ONE(label, ['ebs', 's3']);
    case 'acquisition_methods':
      return BOTH_OR_ONE(label, ['create_volume', 'ebs_direct']);
    case 'kms_tightening':
    case 'principal_match':
      return label;
    case 'platform_region':
      return region;
    case 'evidence_regions':
      return label === 'one' ? [otherRegion] : [region, otherRegion];
    case 'ebs_resource_ids':
      return ['vol-0123456789abcdef0', 'snap-0123456789abcdef0', 'vol-0a*'];
    case 'evidence_source_bucket_arns':
      return [`arn:${partition}:s3:::evidence.one`, `arn:${partition}:s3:::evidence-two`];
    case 'enforce':
      return label === 'true';
    case 'existing_policy_json':
      return JSON.stringify(existingPolicy(partition, EMULATOR_ACCOUNT));
    case 'grants':
      return grants(label, place);
    default:
      return undefined;
  }
}

function isDefault(name: string, label: string): boolean {
  return label === 'default' || JSON.stringify(DEFAULTS[name]) === label;
}

function grants(label: string, { partition, region }: Place): Json {
  const id = '1234abcd-12ab-34cd-56ef-1234567890ab';
  if (label === 'platform with defaults') return { 'incident-42': { key_id: id, grantee: 'platform' } };
  return {
    'case/7_b': {
      key_id: `arn:${partition}:kms:${region}:${EMULATOR_ACCOUNT}:key/${id}`,
      grantee: 'target',
      operations: ['Decrypt', 'DescribeKey', 'ReEncryptFrom'],
      encryption_context_equals: { 'aws:ebs:id': 'vol-0123456789abcdef0' },
    },
  };
}
