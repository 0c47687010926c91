import { named, not } from '../../policy/guard';
import type { PolicyStatement } from '../../policy/policy-json';
import type { ConditionTemplate, PolicyTemplate, StatementTemplate } from '../../policy/template';
import { DOCUMENTED_USE, EBS_GRANT_CONSTRAINTS, EBS_GRANT_OPERATIONS, EBS_USE, READ_USE } from '../kms-actions';
import { KMS_KEY_POLICY_DERIVATIONS } from './derivations';
import { KMS_KEY_POLICY_GUARDS } from './guards';

const KEY_POLICY_RESOURCES = ['*'] as const;

/** Narrows account-root principals to the roles; absent where the principals are the roles themselves. */
const onlyTheseRoles = (use: string): ConditionTemplate => ({
  test: 'ArnEquals',
  variable: 'aws:PrincipalArn',
  values: { derived: `role_arns.${use}` },
  when: named('by_principal_arn'),
});

const callerAccount = (use: string): ConditionTemplate => ({
  test: 'StringEquals',
  variable: 'kms:CallerAccount',
  values: { derived: `caller_accounts.${use}` },
  when: named('at_least_pinned'),
});

const viaEc2: ConditionTemplate = {
  test: 'StringEquals',
  variable: 'kms:ViaService',
  values: { derived: 'ec2_services' },
  when: named('at_least_via_service'),
};

const ebsContext: ConditionTemplate = {
  test: 'StringLike',
  variable: 'kms:EncryptionContext:aws:ebs:id',
  values: { input: 'ebs_resource_ids' },
  when: named('at_least_encryption_context'),
};

const describeKey: StatementTemplate = {
  sid: 'CadoResponseDescribeKey',
  effect: 'Allow',
  purpose:
    'The platform reads the key type before an import and EBS reads it during one; a direct call, so neither a service nor an encryption context can be asked for.',
  source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html',
  actions: [{ actions: ['kms:DescribeKey'] }],
  resources: KEY_POLICY_RESOURCES,
  principals: { derived: 'principals.every' },
  conditions: [onlyTheseRoles('every'), callerAccount('every')],
};

const ebsUse: StatementTemplate = {
  sid: 'CadoResponseEbsUse',
  effect: 'Allow',
  purpose: 'EBS decrypts and re-encrypts for the roles when they read, copy, share or attach an encrypted volume.',
  source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html',
  when: named('protects_ebs'),
  actions: [
    { when: not(named('create_volume')), actions: READ_USE },
    { when: named('at_least_encryption_context'), actions: EBS_USE },
    { actions: DOCUMENTED_USE },
  ],
  resources: KEY_POLICY_RESOURCES,
  principals: { derived: 'principals.ebs' },
  conditions: [onlyTheseRoles('ebs'), viaEc2, ebsContext, callerAccount('ebs')],
};

const ebsCreateGrant: StatementTemplate = {
  sid: 'CadoResponseEbsCreateGrant',
  effect: 'Allow',
  purpose:
    'EC2 takes a grant to decrypt a volume while it is attached or copied. A statement of its own: kms:GrantIsForAWSResource is absent from every other call and would deny it.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html',
  when: named('create_grant'),
  actions: [{ actions: ['kms:CreateGrant'] }],
  resources: KEY_POLICY_RESOURCES,
  principals: { derived: 'principals.create_grant' },
  conditions: [
    onlyTheseRoles('create_grant'),
    { test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'], when: named('at_least_aws_resources') },
    viaEc2,
    ebsContext,
    {
      test: 'ForAllValues:StringEquals',
      variable: 'kms:GrantOperations',
      values: EBS_GRANT_OPERATIONS,
      when: named('at_least_pinned'),
    },
    { test: 'Null', variable: 'kms:GrantOperations', values: ['false'], when: named('at_least_pinned') },
    {
      test: 'StringEquals',
      variable: 'kms:GrantConstraintType',
      values: EBS_GRANT_CONSTRAINTS,
      when: named('at_least_pinned'),
    },
    callerAccount('create_grant'),
  ],
};

const s3Decrypt: StatementTemplate = {
  sid: 'CadoResponseS3Decrypt',
  effect: 'Allow',
  purpose:
    'S3 decrypts objects for the role that reads the evidence bucket. Below via_service the EBS statement already allows it, so this one exists only where it adds something.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  when: named('s3_decrypt'),
  actions: [{ actions: READ_USE }],
  resources: KEY_POLICY_RESOURCES,
  principals: { derived: 'principals.s3' },
  conditions: [
    onlyTheseRoles('s3'),
    {
      test: 'StringEquals',
      variable: 'kms:ViaService',
      values: { derived: 's3_services' },
      when: named('at_least_via_service'),
    },
    {
      test: 'StringLike',
      variable: 'kms:EncryptionContext:aws:s3:arn',
      values: { derived: 's3_context_arns' },
      when: named('at_least_encryption_context'),
    },
    callerAccount('s3'),
  ],
};

const denyOutsideServices: StatementTemplate = {
  sid: 'CadoResponseDenyOutsideServices',
  effect: 'Deny',
  purpose:
    'Root delegation lets a wide role policy walk around the statements above. This denies the roles, and nobody else, any use of the key that does not come through the services.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  when: named('enforce'),
  actions: [{ actions: [...DOCUMENTED_USE, 'kms:CreateGrant'] }],
  resources: KEY_POLICY_RESOURCES,
  principals: { derived: 'principals.every' },
  conditions: [onlyTheseRoles('every'), { test: 'StringNotEquals', variable: 'kms:ViaService', values: { derived: 'services' } }],
};

/** The statements that let the platform's roles use one customer managed key. */
export const KMS_KEY_POLICY_TEMPLATE: PolicyTemplate = {
  statements: [describeKey, ebsUse, ebsCreateGrant, s3Decrypt, denyOutsideServices],
  guards: KMS_KEY_POLICY_GUARDS,
  derivations: KMS_KEY_POLICY_DERIVATIONS,
};

/**
 * The statement with which AWS delegates a key to its account's IAM policies; without it, and without a policy to
 * merge into, nobody could ever change the key again.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export const ROOT_DELEGATION = {
  sid: 'Enable IAM User Permissions',
  effect: 'Allow',
  actions: ['kms:*'],
  resources: ['*'],
} as const;

/** Whom the root delegation serves. */
export const ROOT_DELEGATION_PURPOSE =
  "The account's own administrators: its IAM policies decide over the key, and nobody outside the account is named.";

/** The root delegation of one account as policy JSON. */
export function rootDelegation(partition: string, accountId: string): PolicyStatement {
  const { sid, effect, actions, resources } = ROOT_DELEGATION;
  const root = `arn:${partition}:iam::${accountId}:root`;
  return { Sid: sid, Effect: effect, Principal: { AWS: [root] }, Action: actions, Resource: resources };
}
