import type { AccessRequest } from '../../../src/proof/evaluator/access-request';
import type { PolicyKind } from '../../../src/proof/evaluator/verdict';
import { allow, allowTo, HOME, KEY, NEIGHBOUR, OTHER, ROLE, ROOT, SESSION, STRANGER, USER, type DecisionCase } from './decision-case';

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const KEYS = `${IAM}/reference_policies_condition-keys.html`;
const PRINCIPAL_ARN = `${KEYS}#condition-keys-principalarn`;
const OPERATORS = `${IAM}/reference_policies_elements_condition_operators.html#Conditions_ARN`;

const request = { principal: ROLE, sessionName: 'i-0123', action: 'kms:Decrypt', resource: KEY };

function row(
  what: string,
  source: string,
  condition: object,
  refused: Partial<AccessRequest>,
  allowed: Partial<AccessRequest> = {},
): DecisionCase {
  return {
    what,
    source,
    request: { ...request, ...allowed },
    policies: { resource: [allow('kms:*', '*', { Principal: '*', Condition: condition })], identity: [allow('*')] },
    refused: { request: refused, missing: 'resource' satisfies PolicyKind },
  };
}

const arn = (value: string | readonly string[], operator = 'ArnLike'): object => ({ [operator]: { 'aws:PrincipalArn': value } });

/** Conditions on what a request tells of its caller, where nobody gives it. */
export const PRINCIPAL_ARN_CASES: readonly DecisionCase[] = [
  row("it is the role's, with its path", PRINCIPAL_ARN, arn(ROLE, 'ArnEquals'), { principal: NEIGHBOUR }),
  row('as a text', PRINCIPAL_ARN, arn(ROLE, 'StringEquals'), { principal: ROLE.toLowerCase() }),
  row("it is never the session's", PRINCIPAL_ARN, arn(ROLE), { principal: SESSION }),
  {
    ...row('so that the ARN of a session fits nothing', PRINCIPAL_ARN, arn([ROLE, SESSION]), {}),
    refused: { policies: { resource: [allowTo('*', 'kms:*', { Condition: arn(SESSION) })] }, missing: 'resource' },
  },
  row("a user's", PRINCIPAL_ARN, arn(USER), { principal: ROLE }, { principal: USER }),
  row("an account root's", PRINCIPAL_ARN, arn(ROOT), { principal: USER }, { principal: ROOT }),
  row('another account is another role', PRINCIPAL_ARN, arn(ROLE), { principal: STRANGER }),
  row('several', PRINCIPAL_ARN, arn([NEIGHBOUR, ROLE]), { principal: USER }),
  row('a star in the name', OPERATORS, arn(`arn:aws:iam::${HOME}:role/team/*`), { principal: NEIGHBOUR }),
  row('a star in the account', OPERATORS, arn('arn:aws:iam::*:role/team/*'), { principal: NEIGHBOUR }),
  row('a star reaches over no colon', OPERATORS, arn(['arn:*', 'arn:aws:iam:*:role/team/*', ROLE]), { principal: `${ROLE}2` }),
  row('a star reaches over slashes', OPERATORS, arn(`arn:aws:iam::${HOME}:role/*Reader`), { principal: NEIGHBOUR }),
  row('all but one', OPERATORS, arn(NEIGHBOUR, 'ArnNotEquals'), { principal: NEIGHBOUR }),
  row(
    'all but some, which a service is not',
    OPERATORS,
    arn('arn:aws:iam::*:role/*', 'ArnNotLike'),
    { principal: ROLE },
    { principal: 'ec2.amazonaws.com' },
  ),
  row(
    'a service has none',
    PRINCIPAL_ARN,
    { Null: { 'aws:PrincipalArn': 'true' } },
    { principal: ROLE },
    { principal: 'ec2.amazonaws.com' },
  ),
  row('the case of the key does not count', KEYS, { ArnLike: { 'AWS:principalarn': ROLE } }, { principal: NEIGHBOUR }),
  row(
    'what the caller says itself counts',
    PRINCIPAL_ARN,
    arn(ROLE),
    { context: {} },
    { principal: NEIGHBOUR, context: { 'aws:principalArn': ROLE } },
  ),
  row('it can be taken away', PRINCIPAL_ARN, arn(ROLE), { context: { 'aws:PrincipalArn': [] } }),
  row(
    'the account',
    `${KEYS}#condition-keys-principalaccount`,
    { StringEquals: { 'aws:PrincipalAccount': HOME } },
    { principal: STRANGER },
  ),
  row(
    'the kind: a role',
    `${KEYS}#condition-keys-principaltype`,
    { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } },
    { principal: USER },
  ),
  row(
    'the kind: a user',
    `${KEYS}#condition-keys-principaltype`,
    { StringEquals: { 'aws:PrincipalType': 'User' } },
    { principal: ROOT },
    { principal: USER },
  ),
  row(
    'the kind: an account',
    `${KEYS}#condition-keys-principaltype`,
    { StringEquals: { 'aws:PrincipalType': 'Account' } },
    { principal: USER },
    { principal: ROOT },
  ),
  row(
    "the user's name",
    `${KEYS}#condition-keys-username`,
    { StringEquals: { 'aws:username': 'Alice' } },
    { principal: ROLE },
    { principal: USER },
  ),
  row(
    'whether it is a service',
    `${KEYS}#condition-keys-principalisawsservice`,
    { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
    { principal: ROLE },
    { principal: 'ec2.amazonaws.com' },
  ),
  row(
    'which service',
    `${KEYS}#condition-keys-principalservicename`,
    { StringEquals: { 'aws:PrincipalServiceName': 'ec2.amazonaws.com' } },
    { principal: 's3.amazonaws.com' },
    { principal: 'ec2.amazonaws.com' },
  ),
  row(
    'the account of the key',
    `${KEYS}#condition-keys-resourceaccount`,
    { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
    { resourceAccount: OTHER },
  ),
  row(
    'the account of the caller, as KMS tells it',
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account',
    { StringEquals: { 'kms:CallerAccount': HOME } },
    { principal: STRANGER },
  ),
  {
    what: 'which is told of keys only',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account',
    request: { ...request, action: 'ec2:CreateTags', resource: `arn:aws:ec2:eu-west-1:${HOME}:volume/vol-1` },
    policies: { identity: [allow('*', '*', { Condition: { Null: { 'kms:CallerAccount': 'true' } } })] },
    refused: { request: { action: 'kms:ListAliases', resource: '*' }, missing: 'identity' },
  },
  {
    what: 'the owner of a bucket, as S3 tells it, and nobody else does',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
    request: { ...request, action: 's3:GetObject', resource: 'arn:aws:s3:::evidence/object', resourceAccount: HOME },
    policies: { identity: [allow('*', '*', { Condition: { StringEquals: { 's3:ResourceAccount': HOME } } })] },
    refused: { request: { action: 'ec2:CreateTags', resource: `arn:aws:ec2:eu-west-1:${HOME}:volume/vol-1` }, missing: 'identity' },
  },
  ...(['ec2:CreateVolume', 'ec2:CopySnapshot', 'ebs:GetSnapshotBlock'] as const).map((action): DecisionCase => ({
    what: `${action} does not tell the account of the resource`,
    source: `${KEYS}#condition-keys-resourceaccount`,
    request: { ...request, action: 'ec2:CreateTags', resource: `arn:aws:ec2:eu-west-1:${HOME}:volume/vol-1` },
    policies: { identity: [allow('*', '*', { Condition: { StringEquals: { 'aws:ResourceAccount': HOME } } })] },
    refused: { request: { action }, missing: 'identity' },
  })),
];
