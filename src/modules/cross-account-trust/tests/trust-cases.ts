import { capabilitiesOf } from '../../../catalogue/capabilities';
import type { ModuleTestCase } from '../../../module-document';
import type { JsonObject } from '../../../policy/policy-json';
import { refusedExpression } from '../../role/refused-input-cases';
import { refused } from '../../role/test-cases';
import { INSTANCE, PLATFORM, renders, TEST_ACCOUNT } from './roles';

const TRUST_DATA = 'data.aws_iam_policy_document.trust';

/** Everything at the tightest level in another partition, where ARNs differ. */
const inPartition = (partition: string, platform: string, evidence: string): JsonObject => ({
  platform_role_arn: `arn:${partition}:iam::111122223333:role/CadoResponseRole`,
  capabilities: capabilitiesOf('target').map(({ name }) => name),
  principal_match: 'principal_arn',
  kms_tightening: 'pinned',
  platform_region: platform,
  evidence_regions: [evidence],
});

/** What the platform's role needs on its side: one statement about this role, which is no policy of it. */
const PLATFORM_SIDE: ModuleTestCase = {
  name: 'the_platform_is_told_which_role_to_assume',
  variables: { platform_role_arn: PLATFORM, role_path: '/forensics/' },
  expect: {
    kind: 'holds',
    conditions: [
      {
        condition: [
          'jsonencode(flatten([jsondecode(output.platform_assume_role_policy_json).Statement])) == jsonencode([{',
          '  Action   = "sts:AssumeRole"',
          '  Effect   = "Allow"',
          `  Resource = "arn:aws:iam::${TEST_ACCOUNT}:role/forensics/CadoResponseRole"`,
          '  Sid      = "AssumeTarget"',
          '}])',
        ].join('\n'),
        message: 'The platform must be allowed to assume this role, and nothing else.',
      },
    ],
  },
};

/** Who may assume the role, what they must show, and in which partition. */
export const TRUST_CASES: readonly ModuleTestCase[] = [
  renders('defaults', {}),
  renders('further_roles_trusted', { additional_platform_role_arns: [INSTANCE, PLATFORM] }),
  renders('an_external_id', { external_id: '0f3c9a52-6d1e-4b7a-8c25-91d4e7b3a608' }),
  renders('an_organization', { organization_id: 'o-a1b2c3d4e5' }),
  renders('trusted_by_principal_arn', {
    additional_platform_role_arns: [INSTANCE, 'arn:aws:iam::777788889999:role/forensics/CadoResponseRole'],
    principal_match: 'principal_arn',
    external_id: '0f3c9a52-6d1e-4b7a-8c25-91d4e7b3a608',
    organization_id: 'o-a1b2c3d4e5',
    role_path: '/forensics/',
    role_name: 'DarktraceForensicsRole',
  }),
  renders('govcloud', inPartition('aws-us-gov', 'us-gov-west-1', 'us-gov-east-1'), 'aws-us-gov'),
  renders('china', inPartition('aws-cn', 'cn-north-1', 'cn-northwest-1'), 'aws-cn'),
  PLATFORM_SIDE,
  refused('a_session', 'var.platform_role_arn', { platform_role_arn: 'arn:aws:sts::111122223333:assumed-role/CadoResponseRole/x' }),
  refused('an_account_root', 'var.additional_platform_role_arns', {
    platform_role_arn: PLATFORM,
    additional_platform_role_arns: ['arn:aws:iam::111122223333:root'],
  }),
  refused('a_platform_of_another_partition', TRUST_DATA, { platform_role_arn: PLATFORM.replace('arn:aws:', 'arn:aws-cn:') }),
  refused('a_boundary_of_another_partition', TRUST_DATA, {
    platform_role_arn: PLATFORM,
    permissions_boundary_arn: `arn:aws-us-gov:iam::${TEST_ACCOUNT}:policy/Boundary`,
  }),
  refusedExpression(
    ['too_many_trusted_roles', 'additional_platform_role_arns', `[for i in range(40) : format("${INSTANCE}%d", i)]`],
    'aws_iam_role.this',
    { platform_role_arn: PLATFORM },
  ),
];
