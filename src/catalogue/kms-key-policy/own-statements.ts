import type { OwnPrincipals, OwnStatements } from '../../policy/own-statements';
import { ACCOUNT_ROOT_ARN, EBS_RESOURCE_ID, ROLE_ARN, ROLE_UNIQUE_ID } from '../arn-patterns';
import { DOCUMENTED_USE, EBS_GRANT_CONSTRAINTS, EBS_GRANT_OPERATIONS, EBS_USE, READ_USE } from '../kms-actions';

const ROLE_CONDITION = { 'ArnEquals aws:PrincipalArn': ROLE_ARN } as const;
const CALLER_CONDITION = { 'StringEquals kms:CallerAccount': '^[0-9]{12}$' } as const;
const oneOf = (values: readonly string[]): string => `^(${values.join('|')})$`;
const serviceIn = (services: string): string => `^(${services})[.][a-z0-9-]+[.]amazonaws[.]com$`;

const EBS_CONDITIONS = {
  ...ROLE_CONDITION,
  'StringEquals kms:ViaService': serviceIn('ec2'),
  'StringLike kms:EncryptionContext:aws:ebs:id': EBS_RESOURCE_ID,
  ...CALLER_CONDITION,
} as const;

/**
 * Every Sid that a release ever emitted into a key policy, with the widest shape of its statement. Merging takes all of
 * them out before today's statements go in, so a Sid is never removed from this table and never given to another use.
 */
export const KMS_KEY_POLICY_OWN_STATEMENTS: OwnStatements = {
  CadoResponseDescribeKey: {
    effect: 'Allow',
    actions: ['kms:DescribeKey'],
    conditions: { ...ROLE_CONDITION, ...CALLER_CONDITION },
  },
  CadoResponseEbsUse: {
    effect: 'Allow',
    actions: [...new Set([...DOCUMENTED_USE, ...EBS_USE])],
    conditions: EBS_CONDITIONS,
  },
  CadoResponseEbsCreateGrant: {
    effect: 'Allow',
    actions: ['kms:CreateGrant'],
    conditions: {
      ...EBS_CONDITIONS,
      'Bool kms:GrantIsForAWSResource': '^true$',
      'ForAllValues:StringEquals kms:GrantOperations': oneOf(EBS_GRANT_OPERATIONS),
      'Null kms:GrantOperations': '^false$',
      'StringEquals kms:GrantConstraintType': oneOf(EBS_GRANT_CONSTRAINTS),
    },
  },
  CadoResponseS3Decrypt: {
    effect: 'Allow',
    actions: [...READ_USE],
    conditions: {
      ...ROLE_CONDITION,
      'StringEquals kms:ViaService': serviceIn('s3'),
      'StringLike kms:EncryptionContext:aws:s3:arn': '^arn:aws(-[a-z]+){0,2}:s3:::[a-z0-9.*-]+(/[*])?$',
      ...CALLER_CONDITION,
    },
  },
  CadoResponseDenyOutsideServices: {
    effect: 'Deny',
    actions: [...DOCUMENTED_USE, 'kms:CreateGrant'],
    conditions: { ...ROLE_CONDITION, 'StringNotEquals kms:ViaService': serviceIn('ec2|s3') },
    // Without it the roles would be denied every use.
    required: ['StringNotEquals kms:ViaService'],
  },
};

/** The principals those statements name. */
export const KMS_KEY_POLICY_OWN_PRINCIPALS: OwnPrincipals = {
  role: ROLE_ARN,
  uniqueId: ROLE_UNIQUE_ID,
  root: ACCOUNT_ROOT_ARN,
};
