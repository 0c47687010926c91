import { KMS_KEY_POLICY_INPUTS } from '../../../src/catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE } from '../../../src/catalogue/kms-key-policy/statements';
import { moduleDocuments } from '../../../src/modules/all-modules';
import { TIGHTENING_LEVELS } from '../../../src/policy/guard';
import { inputProblems, withDefaults } from '../../../src/policy/input-spec';
import { resolve } from '../../../src/policy/resolve';
import { everyCombination } from '../../support/every-combination';
import { regions, required, ROLES, type RoleSide } from '../../support/role-cases';

const refuses = (role: RoleSide, input: string, value: unknown): boolean => {
  const spec = ROLES[role].inputs.find(({ name }) => name === input);
  return spec !== undefined && inputProblems(spec, value, input).length > 0;
};

const ACCOUNT = 'arn:aws:iam::111122223333';
const NOT_A_ROLE = [
  `${ACCOUNT}:root`,
  `${ACCOUNT}:user/cado`,
  `${ACCOUNT}:role/*`,
  'arn:aws:sts::111122223333:assumed-role/CadoResponseRole/session',
  'arn:aws:iam::*:role/CadoResponseRole',
  'ec2.amazonaws.com',
  '111122223333',
  '*',
];

const DESCRIBES = everyCombination<unknown>({
  kms_tightening: TIGHTENING_LEVELS,
  principal_match: ['role_arn', 'principal_arn'],
  protects: [['ebs'], ['s3'], ['ebs', 's3']],
  acquisition_methods: [['create_volume'], ['ebs_direct']],
});

const describeKeyStands = (): boolean =>
  DESCRIBES.every((chosen) => {
    const roles = {
      platform_role_arn: `${ACCOUNT}:role/CadoResponseRole`,
      target_role_arn: 'arn:aws:iam::444455556666:role/CadoResponseRole',
    };
    const inputs = withDefaults(KMS_KEY_POLICY_INPUTS, { ...chosen, ...roles, ...regions('aws') });
    const describes = resolve(KMS_KEY_POLICY_TEMPLATE, inputs, { partition: 'aws' }).filter(({ Action }) =>
      Action.includes('kms:DescribeKey'),
    );
    const keys = describes.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap((values) => Object.keys(values)));
    return describes.length === 1 && keys.every((key) => ['aws:PrincipalArn', 'kms:CallerAccount'].includes(key));
  });

/** Defects of which no statement of a role is the answer: what answers them, and whether it does. */
const ANSWERED_ELSEWHERE: readonly (readonly [defect: string, where: string, holds: () => boolean])[] = [
  [
    'D7: a trust whose ARN parameter takes anything',
    'the rules of the inputs that name roles: exact roles only',
    () =>
      NOT_A_ROLE.every(
        (arn) =>
          refuses('target', 'platform_role_arn', arn) &&
          refuses('target', 'additional_platform_role_arns', [arn]) &&
          refuses('platform', 'trusted_role_arns', [arn]),
      ),
  ],
  [
    'D7: a role without the name by which it is found, and a policy that is called like it',
    'role_name has a default and a rule; policies are called after the role and their key',
    () =>
      refuses('target', 'role_name', 'ForensicsRole') &&
      withDefaults(ROLES.target.inputs, required('target', 'aws'))['role_name'] === 'CadoResponseRole' &&
      moduleDocuments().every(
        ({ terraform }) => !JSON.stringify(terraform).includes('"name":"${var.role_name}","path":"${var.role_path}","policy"'),
      ),
  ],
  ['D13: DescribeKey left out of the list for keys', 'CadoResponseDescribeKey of the key policy, at every level', describeKeyStands],
  [
    'D16: a tag with the literal key tag-key',
    'tags are an input, and no module spells a tag',
    () => moduleDocuments().every(({ terraform }) => !/tag-key|"tags":\{/.test(JSON.stringify(terraform['resource']))),
  ],
  [
    'D17: an external id that everybody knows',
    'the rules of external_id, in any case of letters',
    () => ['NoExternalIdRequired', 'noexternalidrequired', 'NOEXTERNALIDREQUIRED'].every((id) => refuses('target', 'external_id', id)),
  ],
  [
    "D15: the vendor's own bucket, the one ARN of a fixed partition",
    'a rule of cado-role: error_reporting only in the partition aws',
    () => {
      const ref = { input: (name: string) => `var.${name}`, guard: (name: string) => name, derived: (name: string) => name };
      const conditions = ROLES.platform.permissionRules.map(
        (rule) => rule.terraform({ ...ref, partition: 'PARTITION', accountId: '' }).condition,
      );
      return conditions.includes('!contains(var.capabilities, "error_reporting") || PARTITION == "aws"');
    },
  ],
];

test.each(ANSWERED_ELSEWHERE)('%s: %s', (_defect, _where, holds) => {
  expect(holds()).toBe(true);
});
