import { CADO_ROLE } from '../../src/catalogue/cado-role/definition';
import { capabilitiesOf } from '../../src/catalogue/capabilities';
import { CROSS_ACCOUNT_TRUST } from '../../src/catalogue/cross-account-trust/definition';
import { policyTemplate, type RoleDefinition } from '../../src/catalogue/roles/role-definition';
import { TIGHTENING_LEVELS, type InputValues, type TighteningLevel } from '../../src/policy/guard';
import { withDefaults } from '../../src/policy/input-spec';
import type { PolicyStatement } from '../../src/policy/policy-json';
import { resolve } from '../../src/policy/resolve';
import type { PolicyContext } from '../../src/policy/template';

/** The two roles. */
export type RoleSide = 'platform' | 'target';

/** Their definitions. */
export const ROLES: Readonly<Record<RoleSide, RoleDefinition>> = { platform: CADO_ROLE, target: CROSS_ACCOUNT_TRUST };

/** Where each role lies. */
export const ACCOUNTS: Readonly<Record<RoleSide, string>> = { platform: '111122223333', target: '444455556666' };
/** An account that nothing of ours names. */
export const STRANGE_ACCOUNT = '999988887777';

/** Partitions, with the Region of the platform, one of evidence and one of neither. */
export const PARTITIONS = {
  aws: ['eu-west-1', 'us-east-1', 'ap-south-1'],
  'aws-us-gov': ['us-gov-west-1', 'us-gov-east-1', 'us-gov-north-9'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1', 'cn-south-9'],
} as const;

/** A partition. */
export type Partition = keyof typeof PARTITIONS;

/** One set of inputs of a role, and where the role lies. */
export interface RoleCase {
  /** What is special about it. */
  readonly title: string;
  readonly role: RoleSide;
  readonly level: TighteningLevel;
  readonly methods: readonly string[];
  /** Whether it names Regions. */
  readonly regional: boolean;
  readonly partition: Partition;
  /** What a user gives. */
  readonly given: InputValues;
}

/** Every way to choose methods. */
export const METHODS = [['create_volume', 'ebs_direct'], ['create_volume'], ['ebs_direct']] as const;

/** Names of the capabilities of a role that a partition knows. */
export const capabilityNames = (role: RoleSide, partition: Partition = 'aws'): readonly string[] =>
  capabilitiesOf(role)
    .map(({ name }) => name)
    .filter((name) => name !== 'error_reporting' || partition === 'aws');

/** What every set of inputs needs. */
export function required(role: RoleSide, partition: Partition): InputValues {
  const platformRole = `arn:${partition}:iam::${ACCOUNTS.platform}:role/CadoResponseRole`;
  const instanceRole = `arn:${partition}:iam::${ACCOUNTS.platform}:role/CadoResponseInstanceRole`;
  return role === 'platform' ? { trusted_role_arns: [instanceRole] } : { platform_role_arn: platformRole };
}

/** Inputs of Regions. */
export const regions = (partition: Partition): InputValues => ({
  platform_region: PARTITIONS[partition][0],
  evidence_regions: [PARTITIONS[partition][1]],
});

/** Target roles that the platform's role may assume; the platform knows either word. */
export const targetRoles = (partition: Partition): readonly string[] =>
  ['CadoResponseRole', 'acquisition/DarktraceForensicsRole'].map((name) => `arn:${partition}:iam::${ACCOUNTS.target}:role/${name}`);

/** Everything chosen but what opens a door knowingly: `tag_after_create` and `temporary_key.delete_alias`. */
export function everything(role: RoleSide, partition: Partition): InputValues {
  const shared = {
    capabilities: capabilityNames(role, partition),
    create_grant: true,
    import_image: true,
    ssm_instance_tags: { CadoResponseSSMEnabled: 'true' },
  };
  if (role === 'target') return { ...shared, external_id: 'f00d-1', organization_id: 'o-a1b2c3d4e5' };
  return {
    ...shared,
    target_role_arns: targetRoles(partition),
    evidence_bucket_name: 'example-evidence',
    evidence_bucket_kms_key_arn: `arn:${partition}:kms:${PARTITIONS[partition][0]}:${ACCOUNTS.platform}:key/12345678-1234-1234-1234-123456789012`,
    worker_role_arn: `arn:${partition}:iam::${ACCOUNTS.platform}:role/CadoResponseWorker`,
    temporary_key: { replica_regions: [PARTITIONS[partition][2]] },
  };
}

function choices(role: RoleSide, partition: Partition): readonly (readonly [title: string, given: InputValues])[] {
  const key = `arn:${partition}:kms:${PARTITIONS[partition][1]}:${ACCOUNTS.target}:key/11111111-1111-1111-1111-111111111111`;
  const inOrganization = { target_role_name: 'forensics/CadoResponseRole', organization_id: 'o-a1b2c3d4e5' };
  return [
    ['defaults', {}],
    ['everything', everything(role, partition)],
    ['nothing', { capabilities: [] }],
    ...capabilityNames(role, partition).map((name) => [`only ${name}`, { capabilities: [name] }] as const),
    ['one key', { ...everything(role, partition), kms_key_arns: [key] }],
    ['no key', { ...everything(role, partition), kms_key_arns: [] }],
    ['one bucket', { ...everything(role, partition), evidence_source_bucket_arns: [`arn:${partition}:s3:::example-source`] }],
    ...(role === 'platform' ? [['an organisation', { ...everything(role, partition), ...inOrganization }] as const] : []),
  ];
}

/** Every choice at every level, with every method, in every partition; below via_service also without Regions. */
export const ROLE_CASES: readonly RoleCase[] = (['platform', 'target'] as const).flatMap((role) =>
  (Object.keys(PARTITIONS) as readonly Partition[]).flatMap((partition) =>
    choices(role, partition).flatMap(([title, chosen]) =>
      TIGHTENING_LEVELS.flatMap((level) =>
        METHODS.flatMap((methods) =>
          (['documented', 'aws_resources'].includes(level) && !('evidence_bucket_name' in chosen) ? [true, false] : [true]).map(
            (regional) => ({
              title: `${role}, ${title}, ${level}, ${methods.join('+')}, ${partition}${regional ? '' : ', no Region'}`,
              role,
              level,
              methods,
              regional,
              partition,
              given: {
                ...required(role, partition),
                ...chosen,
                ...(regional && regions(partition)),
                kms_tightening: level,
                acquisition_methods: methods,
              },
            }),
          ),
        ),
      ),
    ),
  ),
);

/** The policies of a role for given inputs, by key. */
export function policiesOf(
  role: RoleSide,
  given: InputValues,
  context: PolicyContext,
): Readonly<Record<string, readonly PolicyStatement[]>> {
  const { inputs, permissions } = ROLES[role];
  const values = withDefaults(inputs, given);
  return Object.fromEntries(
    permissions.policies.map((policy) => [policy.key, resolve(policyTemplate(permissions, policy), values, context)]),
  );
}

/** The statements of all policies of a role. */
export const statementsOf = (role: RoleSide, given: InputValues, partition: Partition = 'aws'): readonly PolicyStatement[] =>
  Object.values(policiesOf(role, given, { partition, accountId: ACCOUNTS[role] })).flat();

/** The statements of a case. */
export const statementsOfCase = ({ role, given, partition }: RoleCase): readonly PolicyStatement[] => statementsOf(role, given, partition);
