import { capabilitiesOf } from '../../../catalogue/capabilities';
import type { ModuleTestCase } from '../../../module-document';
import type { JsonObject } from '../../../policy/policy-json';
import { refusedExpression } from '../../role/refused-input-cases';
import { refused } from '../../role/test-cases';
import { INSTANCE, renders, TARGETS, TEST_ACCOUNT } from './roles';

const TRUST_DATA = 'data.aws_iam_policy_document.trust';

const everywhereButAws = capabilitiesOf('platform').flatMap(({ name }) => (name === 'error_reporting' ? [] : [name]));

/** Everything at the tightest level in another partition, where ARNs and service names differ. */
const inPartition = (partition: string, platform: string, evidence: string): JsonObject => ({
  trusted_role_arns: [`arn:${partition}:iam::${TEST_ACCOUNT}:role/CadoResponseInstanceRole`],
  target_role_arns: [`arn:${partition}:iam::444455556666:role/CadoResponseRole`],
  target_role_name: 'CadoResponseRole',
  organization_id: 'o-a1b2c3d4e5',
  principal_match: 'principal_arn',
  capabilities: everywhereButAws,
  kms_tightening: 'pinned',
  platform_region: platform,
  evidence_regions: [evidence],
  temporary_key: { delete_alias: true },
  evidence_bucket_name: 'example-cado-evidence',
  evidence_bucket_kms_key_arn: `arn:${partition}:kms:${platform}:${TEST_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  worker_role_arn: `arn:${partition}:iam::${TEST_ACCOUNT}:role/CadoResponseWorkerRole`,
});

/** Who may assume the role, whom it may assume, and in which partition. */
export const TRUST_CASES: readonly ModuleTestCase[] = [
  renders('defaults', {}),
  renders('two_roles_trusted', { trusted_role_arns: [INSTANCE, TARGETS[1], INSTANCE] }),
  renders('trusted_by_principal_arn', {
    trusted_role_arns: [INSTANCE, `arn:aws:iam::${TEST_ACCOUNT}:role/forensics/Other`],
    principal_match: 'principal_arn',
    role_path: '/forensics/',
    role_name: 'DarktraceForensicsRole',
  }),
  renders('targets', { target_role_arns: TARGETS, acquisition_methods: ['ebs_direct'] }),
  renders('a_role_of_the_organization', {
    target_role_name: 'forensics/CadoResponseRole',
    organization_id: 'o-a1b2c3d4e5',
    acquisition_methods: ['ebs_direct'],
  }),
  renders('govcloud', inPartition('aws-us-gov', 'us-gov-west-1', 'us-gov-east-1'), 'aws-us-gov'),
  renders('china', inPartition('aws-cn', 'cn-north-1', 'cn-northwest-1'), 'aws-cn'),
  refused('nobody_trusted', 'var.trusted_role_arns', { trusted_role_arns: [] }),
  refused('an_account_root', 'var.trusted_role_arns', { trusted_role_arns: [INSTANCE, `arn:aws:iam::${TEST_ACCOUNT}:root`] }),
  refused('a_trusted_role_of_another_partition', TRUST_DATA, { trusted_role_arns: [INSTANCE.replace('arn:aws:', 'arn:aws-cn:')] }),
  refused('a_boundary_of_another_partition', TRUST_DATA, {
    trusted_role_arns: [INSTANCE],
    permissions_boundary_arn: `arn:aws-us-gov:iam::${TEST_ACCOUNT}:policy/Boundary`,
  }),
  refusedExpression(
    ['too_many_trusted_roles', 'trusted_role_arns', `[for i in range(40) : format("${INSTANCE}%d", i)]`],
    'aws_iam_role.this',
    {},
  ),
];
