import {
  allow,
  allowTo,
  HOME,
  NEIGHBOUR,
  OTHER,
  OTHER_ROOT,
  ROLE,
  ROOT,
  SESSION,
  STRANGER,
  trust,
  USER,
  type DecisionCase,
} from './decision-case';

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const TRUST = `${IAM}/reference_policies_evaluation-logic_policy-eval-denyallow.html`;
const ACROSS = `${IAM}/reference_policies_evaluation-logic-cross-account.html`;

const TARGET = `arn:aws:iam::${HOME}:role/Target`;
const OTHER_TARGET = `arn:aws:iam::${OTHER}:role/Target`;
const assume = { principal: ROLE, sessionName: 'i-0123', action: 'sts:AssumeRole', resource: TARGET };
const abroad = { ...assume, resource: OTHER_TARGET };
const assumeTarget = [allow('sts:AssumeRole', [TARGET, OTHER_TARGET])];

/** Who may act as a role by its trust policy and those of the caller. */
export const ROLE_CASES: readonly DecisionCase[] = [
  {
    what: 'a trust policy that names the role is enough',
    source: TRUST,
    request: assume,
    policies: { resource: [trust({ AWS: ROLE })] },
    refused: { request: { principal: NEIGHBOUR }, missing: 'resource' },
  },
  {
    what: 'a trust policy that names the user is enough',
    source: TRUST,
    request: { ...assume, principal: USER },
    policies: { resource: [trust({ AWS: [USER] })] },
    refused: { policies: { resource: [trust({ AWS: [USER.replace('Alice', 'Bob')] })] }, missing: 'resource' },
  },
  {
    what: 'a trust policy that names the account leaves it to identity policies',
    source: TRUST,
    request: assume,
    policies: { resource: [trust({ AWS: HOME })], identity: assumeTarget },
    refused: { policies: { identity: [] }, missing: 'identity' },
  },
  {
    what: 'an identity policy alone is not enough',
    source: TRUST,
    request: assume,
    policies: { resource: [trust({ AWS: ROOT })], identity: assumeTarget },
    refused: { policies: { resource: [trust({ AWS: OTHER_ROOT })] }, missing: 'resource' },
  },
  {
    what: 'another account needs its own policy too, even where the role is named',
    source: ACROSS,
    request: abroad,
    policies: { resource: [trust({ AWS: ROLE })], identity: assumeTarget },
    refused: { policies: { identity: [] }, missing: 'identity' },
  },
  {
    what: 'another account needs to be trusted',
    source: ACROSS,
    request: abroad,
    policies: { resource: [trust({ AWS: ROOT })], identity: assumeTarget },
    refused: { policies: { resource: [trust({ AWS: OTHER_ROOT })] }, missing: 'resource' },
  },
  {
    what: 'the external id counts',
    source: `${IAM}/id_roles_common-scenarios_third-party.html`,
    request: { ...abroad, context: { 'sts:ExternalId': 'case-1' } },
    policies: {
      resource: [trust({ AWS: ROLE }, 'sts:AssumeRole', { Condition: { StringEquals: { 'sts:ExternalId': 'case-1' } } })],
      identity: assumeTarget,
    },
    refused: { request: { context: { 'sts:ExternalId': 'Case-1' } }, missing: 'resource' },
  },
  {
    what: 'the external id has to be given',
    source: `${IAM}/id_roles_common-scenarios_third-party.html`,
    request: { ...abroad, context: { 'STS:externalid': 'case-1' } },
    policies: {
      resource: [trust({ AWS: ROLE }, 'sts:AssumeRole', { Condition: { StringLike: { 'sts:ExternalId': 'case-*' } } })],
      identity: assumeTarget,
    },
    refused: { request: { context: {} }, missing: 'resource' },
  },
  {
    what: 'one role of a trusted account',
    source: `${IAM}/reference_policies_elements_principal.html#principal-roles`,
    request: abroad,
    policies: {
      resource: [trust({ AWS: ROOT }, 'sts:AssumeRole', { Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } })],
      identity: assumeTarget,
    },
    refused: { request: { principal: NEIGHBOUR }, missing: 'resource' },
  },
  {
    what: 'everybody of an organisation',
    source: `${IAM}/reference_policies_condition-keys.html#condition-keys-principalorgid`,
    request: { ...abroad, context: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    policies: {
      resource: [trust('*', 'sts:AssumeRole', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } })],
      identity: assumeTarget,
    },
    refused: { request: { context: {} }, missing: 'resource' },
  },
  {
    what: 'a service',
    source: `${IAM}/reference_policies_elements_principal.html#principal-services`,
    request: { ...assume, principal: 'ec2.amazonaws.com' },
    policies: { resource: [trust({ Service: 'ec2.amazonaws.com' })] },
    refused: { request: { principal: 'ec2.amazonaws.com.cn' }, missing: 'resource' },
  },
  {
    what: 'tags of a session are an action of their own',
    source: `${IAM}/id_session-tags.html`,
    request: { ...assume, action: 'sts:TagSession' },
    policies: { resource: [trust({ AWS: ROLE }, ['sts:AssumeRole', 'sts:TagSession'])] },
    refused: { policies: { resource: [trust({ AWS: ROLE })], identity: [allow('sts:*')] }, missing: 'resource' },
  },
  {
    what: 'a source identity is an action of its own',
    source: `${IAM}/id_credentials_temp_control-access_monitor.html`,
    request: { ...assume, action: 'sts:SetSourceIdentity' },
    policies: { resource: [trust({ AWS: SESSION }, 'sts:*')] },
    refused: { policies: { resource: [trust({ AWS: SESSION }, 'sts:AssumeRole*')] }, missing: 'resource' },
  },
  {
    what: 'who signs in elsewhere is no caller here',
    source: `${IAM}/reference_policies_elements_principal.html#principal-federated-web-identity`,
    request: { ...assume, action: 'sts:AssumeRoleWithWebIdentity' },
    policies: { resource: [trust({ AWS: ROLE, Federated: 'accounts.google.com' }, 'sts:AssumeRoleWithWebIdentity')] },
    refused: {
      policies: { resource: [trust({ Federated: [ROLE, 'accounts.google.com'], CanonicalUser: ROLE }, 'sts:*')] },
      missing: 'resource',
    },
  },
  {
    what: 'a role that was deleted and made again is another',
    source: `${IAM}/reference_policies_elements_principal.html#principal-roles`,
    request: assume,
    policies: { resource: [trust({ AWS: [ROLE, 'AROA4KJY2TU23Y7NK62MV'] })] },
    refused: { policies: { resource: [trust({ AWS: 'AROA4KJY2TU23Y7NK62MV' })] }, missing: 'resource' },
  },
  {
    what: 'roles of the same name in two accounts are two',
    source: TRUST,
    request: assume,
    policies: { resource: [trust({ AWS: ROLE })], identity: assumeTarget },
    refused: { request: { principal: STRANGER }, missing: 'resource' },
  },
  {
    what: 'other actions on a role are for identity policies',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
    request: { ...assume, action: 'iam:PassRole' },
    policies: { identity: [allow('iam:PassRole', TARGET)] },
    refused: { policies: { identity: assumeTarget }, missing: 'identity' },
  },
  {
    what: 'a policy for somebody else says nothing',
    source: TRUST,
    request: assume,
    policies: { resource: [allowTo(NEIGHBOUR, 'sts:*'), trust({ AWS: ROLE })] },
    refused: { policies: { resource: [allowTo(NEIGHBOUR, 'sts:*'), allow('sts:*')] }, missing: 'resource' },
  },
];
