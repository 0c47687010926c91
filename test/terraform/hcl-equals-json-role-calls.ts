import { TIGHTENING_LEVELS } from '../../src/policy/guard';
import type { JsonObject } from '../../src/policy/policy-json';
import { capabilityNames, everything, required, type RoleSide } from '../support/role-cases';

const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const REGIONS = { platform_region: 'eu-west-1', evidence_regions: ['us-east-1', 'ap-southeast-2'] } as const;

/** Text that both syntaxes must carry unharmed, as far as the inputs of a role take it. */
const NAMED = {
  role_name: 'My+=,.@_-DarktraceForensicsRole',
  role_path: '/security/forensics_2/',
  role_description: 'Forensik für "Köln" $${x} %%{y} \\ ¡ÿ',
  permissions_boundary_arn: 'arn:aws:iam::aws:policy/PowerUserAccess',
  max_session_duration: 7200,
  tags: { 'team _.:/=+-@ü': 'Ανάλυση 証拠', empty: '' },
  principal_match: 'principal_arn',
} as const;

const NARROWED = {
  kms_key_arns: [KEY],
  ebs_resource_ids: ['vol-0123456789abcdef0', 'snap-*'],
  evidence_source_bucket_arns: ['arn:aws:s3:::example-evidence', 'arn:aws:s3:::example.logs'],
  lambda_log_group_names: ['/custom/web.1#2', '/aws/lambda/*'],
  tag_after_create: true,
} as const;

const OWN: Readonly<Record<RoleSide, JsonObject>> = {
  platform: {
    temporary_key: {
      alias_prefix: 'Cado/Response_-',
      replica_regions: ['eu-central-1'],
      service_linked_role: false,
      delete_alias: true,
    },
  },
  target: {
    additional_platform_role_arns: ['arn:aws:iam::111122223333:role/CadoResponseInstanceRole'],
    platform_temporary_keys: false,
  },
};

/** Calls of a role by name: every level, every capability, both ways to name roles, and every input set by some call. */
export function roleCalls(role: RoleSide): Readonly<Record<string, JsonObject>> {
  const basis = required(role, 'aws') as JsonObject;
  const all = { ...basis, ...(everything(role, 'aws') as JsonObject), ...REGIONS };
  return {
    defaults: basis,
    nothing: { ...basis, capabilities: [] },
    ...Object.fromEntries(TIGHTENING_LEVELS.map((level) => [level, { ...all, kms_tightening: level }])),
    ...Object.fromEntries(capabilityNames(role).map((name) => [`only_${name}`, { ...basis, capabilities: [name] }])),
    ebs_direct: { ...all, acquisition_methods: ['ebs_direct'], create_grant: false },
    narrowed: { ...all, ...NAMED, ...NARROWED, ...OWN[role], kms_tightening: 'pinned' },
    no_keys: { ...all, kms_key_arns: [], evidence_source_bucket_arns: [], lambda_log_group_names: [] },
    ...(role === 'platform' && {
      no_temporary_key: { ...all, temporary_key: { enabled: false } },
      organization: { ...all, target_role_arns: [], target_role_name: 'forensics/CadoResponseRole', organization_id: 'o-a1b2c3d4e5' },
    }),
  };
}
