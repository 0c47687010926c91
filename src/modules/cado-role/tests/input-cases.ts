import { CADO_ROLE } from '../../../catalogue/cado-role/definition';
import type { ModuleTestCase } from '../../../module-document';
import type { Json } from '../../../policy/policy-json';
import { refusedRoleInputs, roleAttributes } from '../../role/refused-input-cases';
import { refused } from '../../role/test-cases';
import { INSTANCE } from './roles';

const REQUIRED = { trusted_role_arns: [INSTANCE] } as const;

const VALUES: readonly (readonly [name: string, input: string, value: Json])[] = [
  ['a_capability_of_the_other_role', 'capabilities', ['organizations']],
  ['a_user_as_target', 'target_role_arns', ['arn:aws:iam::444455556666:user/alice']],
  ['a_target_that_the_platform_does_not_know', 'target_role_name', 'ForensicsRole'],
  ['no_organization', 'organization_id', 'a1b2c3d4e5'],
  ['an_alias_of_aws', 'temporary_key', { alias_prefix: 'aws/ebs' }],
  ['a_replica_region_in_capitals', 'temporary_key', { replica_regions: ['US-EAST-1'] }],
  ['a_bucket_by_arn', 'evidence_bucket_name', 'arn:aws:s3:::example-evidence'],
  ['every_bucket_key', 'evidence_bucket_kms_key_arn', 'arn:aws:kms:eu-west-1:111122223333:key/*'],
  ['a_worker_by_name', 'worker_role_arn', 'CadoResponseWorkerRole'],
];

/** Bad input, refused at plan, and what is no policy. */
export const INPUT_CASES: readonly ModuleTestCase[] = [
  roleAttributes(
    REQUIRED,
    CADO_ROLE.permissions.policies.map(({ key }) => key),
  ),
  ...refusedRoleInputs(REQUIRED),
  ...VALUES.map(([name, input, value]) => refused(name, `var.${input}`, { ...REQUIRED, [input]: value })),
];
