import { has, named } from '../../policy/guard';
import type { StatementTemplate } from '../../policy/template';
import { allow, INSTANCES } from './allow-statement';

const SSM_ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html';
const SSM_SESSIONS = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html';
const EC2_ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html';
const IAM_ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html';

const triage = has('capabilities', 'triage');
const isolate = has('capabilities', 'isolate_ec2');
const policyCheck = has('capabilities', 'policy_check');
const onTaggedInstances = { test: 'StringEquals', prefix: 'ssm:resourceTag/', tags: 'ssm_instance_tags' } as const;

/** The account check: a role looks at itself. */
export const POLICY_CHECK_STATEMENTS: readonly StatementTemplate[] = [
  allow(
    'PolicyCheckRole',
    policyCheck,
    ['iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies', 'iam:SimulatePrincipalPolicy'],
    { derived: 'own_role_arn' },
    { purpose: "The platform's account check reads and simulates this role, and no other.", source: IAM_ACTIONS },
  ),
  allow(
    'PolicyCheckPolicies',
    policyCheck,
    ['iam:GetPolicy', 'iam:GetPolicyVersion'],
    { arns: ['arn:{partition}:iam::{account}:policy/*', 'arn:{partition}:iam::aws:policy/*'] },
    { purpose: 'The account check reads the managed policies that are attached to the role.', source: IAM_ACTIONS },
  ),
];

/** What runs code on instances or changes them, and what only reports, for both roles. */
export const OPERATIONS_STATEMENTS: readonly StatementTemplate[] = [
  allow(
    'SsmCommandInstances',
    named('ssm_commands'),
    ['ssm:SendCommand'],
    { arns: [INSTANCES] },
    {
      purpose: 'The platform runs commands on instances with ssm_instance_tags. The documents stand below, since they carry no such tags.',
      source: SSM_ACTIONS,
    },
    [onTaggedInstances],
  ),
  allow(
    'SsmCommandDocuments',
    named('ssm_commands'),
    ['ssm:SendCommand'],
    {
      arns: ['arn:{partition}:ssm:*::document/AWS-RunPowerShellScript', 'arn:{partition}:ssm:*::document/AWS-RunShellScript'],
    },
    { purpose: 'The documents that those commands are run by.', source: SSM_ACTIONS },
  ),
  allow('SsmCommandResults', named('ssm_commands'), ['ssm:DescribeInstanceInformation', 'ssm:GetCommandInvocation'], ['*'], {
    purpose: 'The platform finds managed instances and reads what a command printed; neither has a resource.',
    source: SSM_ACTIONS,
  }),
  allow(
    'SsmSessionInstances',
    triage,
    ['ssm:StartSession'],
    { arns: [INSTANCES] },
    {
      purpose:
        'The platform forwards a port. Without the check for access to the document a session without one, an interactive shell, would be open too.',
      source: SSM_SESSIONS,
    },
    [{ test: 'Bool', variable: 'ssm:SessionDocumentAccessCheck', values: ['true'] }, onTaggedInstances],
  ),
  allow(
    'SsmSessionDocument',
    triage,
    ['ssm:StartSession'],
    { arns: ['arn:{partition}:ssm:*::document/AWS-StartPortForwardingSession'] },
    {
      purpose: 'The document by which a port is forwarded.',
      source: SSM_SESSIONS,
    },
  ),
  allow(
    'SsmSessionEnd',
    triage,
    ['ssm:TerminateSession'],
    { arns: ['arn:{partition}:ssm:*:{account}:session/*'] },
    { purpose: "The platform ends its own sessions, and nobody else's.", source: SSM_SESSIONS },
    [{ test: 'StringLike', variable: 'ssm:resourceTag/aws:ssmmessages:session-id', values: ['${aws:userid}'] }],
  ),
  allow(
    'IsolateInstances',
    isolate,
    ['ec2:ModifyInstanceAttribute'],
    { arns: [INSTANCES] },
    { purpose: "The platform changes an instance's security groups, and none of its other attributes.", source: EC2_ACTIONS },
    [{ test: 'StringEquals', variable: 'ec2:Attribute', values: ['GroupId'] }],
  ),
  allow(
    'IsolateSecurityGroups',
    isolate,
    ['ec2:ModifyInstanceAttribute'],
    { arns: ['arn:{partition}:ec2:*:*:security-group/*'] },
    {
      purpose: 'The groups that an instance is moved into; the attribute is no part of their context.',
      source: EC2_ACTIONS,
    },
  ),
  allow(
    'GuardDutyRead',
    has('capabilities', 'guardduty'),
    ['guardduty:GetFindings', 'guardduty:ListDetectors', 'guardduty:ListFindings'],
    ['*'],
    {
      purpose: 'The platform starts an import on a finding.',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonguardduty.html',
    },
  ),
];
