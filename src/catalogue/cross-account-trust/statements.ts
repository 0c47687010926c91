import { all, has, named } from '../../policy/guard';
import type { PolicyTemplate, StatementTemplate } from '../../policy/template';
import { DOCUMENTED_USE, TEMPORARY_KEY_USE } from '../kms-actions';
import { allow, SNAPSHOTS } from '../roles/allow-statement';
import { createGrantStatement, describeStatement, READ_KEY_STATEMENTS, READS_KEY_TYPES, useStatement } from '../roles/kms-statements';

const EC2_ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html';

const temporaryKeyUse = useStatement({
  sid: 'TempKeyUse',
  purpose:
    "EBS copies a snapshot to the platform's temporary key and re-encrypts it while it is shared. An AWS managed key cannot leave the account, so its volumes have no other way.",
  when: named('temporary_keys'),
  keys: { derived: 'temporary_key_arns' },
});

/** The keys that the target account's role uses: its own account's, and the platform's temporary ones. */
export const TARGET_ROLE_KMS_STATEMENTS: readonly StatementTemplate[] = [
  useStatement({
    sid: 'KmsUse',
    purpose: 'EBS decrypts and re-encrypts for the role when it reads, copies or shares an encrypted snapshot.',
    when: named('use_keys'),
    keys: { derived: 'key_arns' },
  }),
  createGrantStatement({
    sid: 'KmsCreateGrant',
    purpose:
      'EBS takes a grant to decrypt while it copies. A statement of its own: kms:GrantIsForAWSResource is absent from every other call and would deny it.',
    when: named('grant_keys'),
    keys: { derived: 'key_arns' },
  }),
  {
    ...temporaryKeyUse,
    actions: [{ when: named('at_least_encryption_context'), actions: TEMPORARY_KEY_USE }, { actions: DOCUMENTED_USE }],
  },
  createGrantStatement({
    sid: 'TempKeyCreateGrant',
    purpose: 'EBS takes a grant on the temporary key while it copies to it.',
    when: all(named('temporary_keys'), named('create_grant')),
    keys: { derived: 'temporary_key_arns' },
  }),
  describeStatement({
    sid: 'KmsDescribe',
    purpose: "The platform reads a key's type before an import and EBS reads it during one, the AWS managed key's included.",
    when: READS_KEY_TYPES,
    keys: { derived: 'described_key_arns' },
  }),
  ...READ_KEY_STATEMENTS,
];

/** Sharing a snapshot, with the platform's account and nobody else. */
export const SHARE_STATEMENTS: readonly StatementTemplate[] = [
  allow(
    'SnapshotShare',
    named('copied_volumes'),
    ['ec2:ModifySnapshotAttribute'],
    { arns: [SNAPSHOTS] },
    { purpose: "The platform's account is added to those that may use a snapshot, and no other account.", source: EC2_ACTIONS },
    [{ test: 'StringEquals', variable: 'ec2:Add/userId', values: { derived: 'platform_account' } }],
  ),
  {
    sid: 'SnapshotNeverPublic',
    effect: 'Deny',
    purpose: 'One call may name an account and everybody at once; everybody is refused.',
    source: EC2_ACTIONS,
    when: named('copied_volumes'),
    actions: [{ actions: ['ec2:ModifySnapshotAttribute'] }],
    resources: { arns: [SNAPSHOTS] },
    conditions: [{ test: 'StringEquals', variable: 'ec2:Add/group', values: ['all'] }],
  },
];

/** The organisation, for the role in its management account. */
export const ORGANIZATION_STATEMENTS: readonly StatementTemplate[] = [
  allow(
    'OrganizationRead',
    has('capabilities', 'organizations'),
    ['organizations:ListAccounts', 'organizations:ListTagsForResource'],
    ['*'],
    {
      purpose: "The platform finds the organisation's accounts by name and tag.",
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html',
    },
  ),
];

/** What the platform's role needs on its side to assume this one. */
export const PLATFORM_SIDE_TEMPLATE: PolicyTemplate = {
  statements: [
    {
      sid: 'AssumeTarget',
      effect: 'Allow',
      purpose: "For the platform's role, where cado-role does not make it: it may assume this role.",
      source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html',
      actions: [{ actions: ['sts:AssumeRole'] }],
      resources: { derived: 'own_role_arn' },
      conditions: [],
    },
  ],
  guards: {},
  derivations: [],
};
