import { TIGHTENING_LEVELS } from '../../policy/guard';
import type { Json } from '../../policy/policy-json';
import { EXISTING_POLICIES } from './existing-policies';
import { ACCOUNT, type Setting } from './module-scope';

/** Values of inputs that decide what a module gives; the first of each is the usual one. */
type Values = Readonly<Record<string, readonly Json[]>>;

const PLATFORM_ROLE = `arn:aws:iam::${ACCOUNT}:role/cado/CadoResponseRole`;
const TARGET_ROLE = 'arn:aws:iam::444455556666:role/CadoResponseRole';
const OTHER_ROLE = 'arn:aws:iam::777788889999:role/CadoResponseInstanceRole';
const KEY = 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const METHODS: readonly Json[] = [['create_volume', 'ebs_direct'], ['create_volume'], ['ebs_direct']];

/** What every module takes. */
const SHARED: Values = {
  acquisition_methods: METHODS,
  kms_tightening: TIGHTENING_LEVELS,
  platform_region: ['eu-west-1', null, 'us-east-1'],
  evidence_regions: [['us-east-1'], [], ['us-east-1', 'eu-central-1']],
  ebs_resource_ids: [['vol-*', 'snap-*'], ['vol-0123456789abcdef0']],
  evidence_source_bucket_arns: [null, ['arn:aws:s3:::example-evidence'], []],
};

const ROLE: Values = {
  ...SHARED,
  role_name: ['CadoResponseRole', 'CadoResponseOther'],
  role_path: ['/', '/cado/'],
  role_description: ['A role of the tests', 'Another text'],
  permissions_boundary_arn: ['arn:aws:iam::111122223333:policy/Boundary', null],
  max_session_duration: [3600, 7200],
  tags: [{ team: 'forensics' }, {}],
  principal_match: ['role_arn', 'principal_arn'],
  create_grant: [null, true, false],
  kms_key_arns: [null, [KEY], []],
  ssm_instance_tags: [{}, { forensics: 'allowed' }],
  tag_after_create: [false, true],
  import_image: [false, true],
  lambda_log_group_names: [['/aws/lambda/*'], ['/aws/lambda/example'], []],
  organization_id: [null, 'o-a1b2c3d4e5'],
};

const GRANTS: Json = {
  web: { key_id: KEY, grantee: 'target' },
  db: { key_id: KEY, grantee: 'platform', operations: ['Decrypt'], encryption_context_equals: { purpose: 'evidence' } },
};

/** Inputs by module. What stands in none of them is left at its default. */
const VALUES: Readonly<Record<string, Values>> = {
  'cado-role': {
    ...ROLE,
    trusted_role_arns: [[OTHER_ROLE], [OTHER_ROLE, PLATFORM_ROLE]],
    target_role_arns: [[TARGET_ROLE], []],
    target_role_name: [null, 'CadoResponseRole'],
    temporary_key: [
      {},
      { enabled: false },
      { alias_prefix: 'CadoResponse-Other' },
      { replica_regions: ['ap-south-1'] },
      { service_linked_role: false },
      { delete_alias: true },
    ],
    evidence_bucket_name: ['example-platform-bucket', null],
    evidence_bucket_kms_key_arn: ['arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ff', null],
    worker_role_arn: ['arn:aws:iam::111122223333:role/CadoResponseWorker', null],
  },
  'cado-cross-account-trust': {
    ...ROLE,
    platform_role_arn: ['arn:aws:iam::777788889999:role/cado/CadoResponseRole'],
    additional_platform_role_arns: [[], [OTHER_ROLE]],
    external_id: [null, 'a-secret-between-us'],
    platform_temporary_keys: [true, false],
  },
  'cado-kms-key-policy': {
    ...SHARED,
    platform_role_arn: [PLATFORM_ROLE, null],
    target_role_arn: [TARGET_ROLE, null],
    additional_platform_role_arns: [[], [OTHER_ROLE]],
    create_grant_for: [null, ['platform'], ['target'], []],
    protects: [['ebs', 's3'], ['ebs'], ['s3']],
    principal_match: ['principal_arn', 'role_arn'],
    enforce: [true, false],
    existing_policy_json: [null, ...EXISTING_POLICIES],
    grants: [{}, GRANTS],
  },
};

/** Inputs whose values are tried together with every value of each other one. */
const CROSSED = ['kms_tightening', 'acquisition_methods'];

/** What settings are made for. */
export interface Inputs {
  readonly module: string;
  /** Inputs that both versions have. */
  readonly names: readonly string[];
  /** Inputs that must be given. */
  readonly required: readonly string[];
  /** What `capabilities` takes in both versions. */
  readonly capabilities: readonly string[];
}

type Choices = readonly (readonly [name: string, values: readonly Json[]])[];

/**
 * The settings that access is compared in: each value of each input at each level and with each method, the others as usual,
 * and at each of them what is given where nobody asks for more.
 */
export function settingsOf({ module, names, required, capabilities }: Inputs): readonly Setting[] {
  const byCapability: Values = { capabilities: [capabilities, [], ...capabilities.map((name) => [name])] };
  const known = { ...VALUES[module], ...byCapability };
  const values: Choices = Object.entries(known).filter(([name]) => names.includes(name));
  const usual = Object.fromEntries(values.map(([name, [first]]) => [name, first ?? null]));
  const must = Object.fromEntries(Object.entries(usual).filter(([name]) => required.includes(name) || name === 'platform_role_arn'));
  const levels = values
    .filter(([name]) => CROSSED.includes(name))
    .reduce<readonly Setting[]>(
      (settings, [name, choices]) => settings.flatMap((setting) => choices.map((value) => ({ ...setting, [name]: value }))),
      [{}],
    );
  const alternatives = values.flatMap(([name, choices]) =>
    CROSSED.includes(name) ? [] : choices.slice(1).map((value) => ({ [name]: value })),
  );
  const changes = [{}, ...alternatives, ...PAIRS.flatMap(([one, other]) => pairsOf(values, one, other))];
  const tightening = levels.filter(
    (level) => JSON.stringify(level['acquisition_methods']) === JSON.stringify(usual['acquisition_methods']),
  );
  const region = names.includes('platform_region') ? { platform_region: 'eu-west-1' } : {};
  return [
    must,
    ...levels.map((level) => ({ ...must, ...region, ...level })),
    ...changes.flatMap((change) => (isCrossed(change) ? levels : tightening).map((level) => ({ ...usual, ...level, ...change }))),
  ];
}

/** What is chosen decides together with the methods; other inputs are tried with both methods at once. */
const isCrossed = (change: Setting): boolean =>
  Object.keys(change).every((name) => ['capabilities', 'create_grant', 'create_grant_for', 'target_role_arn'].includes(name));

/** Inputs of which two decide together. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['kms_key_arns', 'capabilities'],
  ['target_role_name', 'organization_id'],
  ['platform_role_arn', 'create_grant_for'],
  ['target_role_arn', 'create_grant_for'],
  ['target_role_arn', 'protects'],
  ['platform_region', 'evidence_regions'],
  ['protects', 'evidence_source_bucket_arns'],
  ['principal_match', 'additional_platform_role_arns'],
  ['kms_key_arns', 'temporary_key'],
  ['protects', 'create_grant_for'],
];

function pairsOf(values: Choices, one: string, other: string): readonly Setting[] {
  const choices = (name: string): readonly Json[] => values.find(([known]) => known === name)?.[1].slice(1) ?? [];
  return choices(one).flatMap((first) => choices(other).map((second) => ({ [one]: first, [other]: second })));
}
