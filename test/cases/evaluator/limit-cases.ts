import { allow, allowTo, deny, HOME, KEY, OBJECT, OTHER_KEY, ROLE, ROOT, SESSION, USER, type DecisionCase } from './decision-case';

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const ORGANISATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide';
const BOUNDARIES = `${IAM}/access_policies_boundaries.html`;
const SCPS = `${ORGANISATIONS}/orgs_manage_policies_scps_evaluation.html`;
const RCPS = `${ORGANISATIONS}/orgs_manage_policies_rcps.html`;

const read = { principal: ROLE, sessionName: 'i-0123', action: 's3:GetObject', resource: OBJECT };
const linked = `arn:aws:iam::${HOME}:role/aws-service-role/inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2`;
const everything = [allow('*')];
const nothing = [allow('iam:GetUser')];
const toAll = [allow('*', '*', { Principal: '*' })];
const noS3 = [deny('s3:*', '*', { Principal: '*' })];

/** What boundaries, session policies and policies of organisations take away. */
export const LIMIT_CASES: readonly DecisionCase[] = [
  {
    what: 'a boundary limits identity policies',
    source: BOUNDARIES,
    request: read,
    policies: { identity: everything, boundary: [allow('s3:*')] },
    refused: { policies: { boundary: nothing }, missing: 'boundary' },
  },
  {
    what: 'a boundary gives nothing of itself',
    source: BOUNDARIES,
    request: read,
    policies: { identity: [allow('s3:*')], boundary: everything },
    refused: { policies: { identity: nothing }, missing: 'identity' },
  },
  {
    what: 'a boundary limits what a resource gives to the role',
    source: BOUNDARIES,
    request: read,
    policies: { resource: [allowTo(ROLE, 's3:*')], boundary: [allow('s3:*')] },
    refused: { policies: { boundary: nothing }, missing: 'boundary' },
  },
  {
    what: 'but not what it gives to the session',
    source: BOUNDARIES,
    request: read,
    policies: { resource: [allowTo(SESSION, 's3:*')], boundary: nothing },
    refused: { policies: { resource: [allowTo(ROLE, 's3:*')] }, missing: 'boundary' },
  },
  {
    what: 'nor what it gives to a user',
    source: BOUNDARIES,
    request: { ...read, principal: USER },
    policies: { resource: [allowTo(USER, 's3:*')], boundary: nothing },
    refused: { policies: { boundary: [deny('s3:*')] } },
  },
  {
    what: 'nor what it gives to everybody under a condition on the role',
    source: `${IAM}/reference_policies_elements_principal.html#principal-roles`,
    request: read,
    policies: { resource: [allowTo('*', 's3:*', { Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } })], boundary: nothing },
    refused: { policies: { resource: [allowTo(ROLE, 's3:*')] }, missing: 'boundary' },
  },
  {
    what: 'the strongest naming of several counts',
    source: BOUNDARIES,
    request: read,
    policies: { resource: [allowTo(ROOT, 's3:*'), allowTo(ROLE, 's3:*'), allowTo(SESSION, 's3:*')], boundary: nothing },
    refused: { policies: { resource: [allowTo(ROLE, 's3:*'), allowTo(ROOT, 's3:*')] }, missing: 'boundary' },
  },
  {
    what: 'across accounts a boundary limits a session that is named, too',
    source: `${IAM}/reference_policies_evaluation-logic-cross-account.html`,
    request: { ...read, action: 'kms:Decrypt', resource: OTHER_KEY },
    policies: { resource: [allowTo(SESSION, 'kms:*')], identity: everything, boundary: [allow('kms:*')] },
    refused: { policies: { boundary: nothing }, missing: 'boundary' },
  },
  {
    what: 'a session policy limits what a key policy gives to the role',
    source: `${IAM}/access_policies.html#policies_session`,
    request: { ...read, action: 'kms:Decrypt', resource: KEY },
    policies: { resource: [allowTo(ROLE, 'kms:*')], session: [allow('kms:Decrypt')] },
    refused: { policies: { session: [allow('kms:Encrypt')] }, missing: 'session' },
  },
  {
    what: 'a session policy limits identity policies',
    source: `${IAM}/access_policies.html#policies_session`,
    request: read,
    policies: { identity: everything, session: [allow('s3:Get*')] },
    refused: { request: { action: 's3:PutObject' }, missing: 'session' },
  },
  {
    what: 'every level of an organisation has to allow',
    source: SCPS,
    request: read,
    policies: { identity: everything, serviceControl: [everything, [allow('s3:*')], everything] },
    refused: { policies: { serviceControl: [everything, [allow('ec2:*')], everything] }, missing: 'service control' },
  },
  {
    what: 'a Deny of any level wins',
    source: SCPS,
    request: read,
    policies: { identity: everything, serviceControl: [everything, everything] },
    refused: { policies: { serviceControl: [[...everything, deny('s3:Get*')], everything] } },
  },
  {
    what: 'a service control policy limits whom a resource lets in',
    source: SCPS,
    request: read,
    policies: { resource: [allowTo(SESSION, 's3:*')], serviceControl: [everything] },
    refused: { policies: { serviceControl: [nothing] }, missing: 'service control' },
  },
  {
    what: "a service control policy limits an account's root",
    source: `${ORGANISATIONS}/orgs_manage_policies_scps.html`,
    request: { ...read, principal: ROOT },
    policies: { serviceControl: [everything] },
    refused: { policies: { serviceControl: [nothing] }, missing: 'service control' },
  },
  {
    what: 'a service control policy does not limit services',
    source: `${ORGANISATIONS}/orgs_manage_policies_scps.html`,
    request: { ...read, principal: 'logging.s3.amazonaws.com' },
    policies: { resource: toAll, serviceControl: [nothing, [deny('*')]] },
    refused: { request: { principal: ROLE } },
  },
  {
    what: 'a service control policy does not limit roles that AWS made for services',
    source: `${ORGANISATIONS}/orgs_manage_policies_scps.html`,
    request: { ...read, principal: linked },
    policies: { identity: everything, serviceControl: [nothing] },
    refused: { request: { principal: ROLE }, missing: 'service control' },
  },
  {
    what: 'a resource control policy limits everybody',
    source: RCPS,
    request: read,
    policies: { identity: everything, resourceControl: [toAll, toAll] },
    refused: { policies: { resourceControl: [toAll, [...toAll, ...noS3]] } },
  },
  {
    what: 'a resource control policy limits services, too',
    source: RCPS,
    request: { ...read, principal: 'logging.s3.amazonaws.com' },
    policies: { resource: toAll, resourceControl: [toAll] },
    refused: { policies: { resourceControl: [[...toAll, ...noS3]] } },
  },
  {
    what: 'every level of resource control policies has to allow',
    source: RCPS,
    request: read,
    policies: { identity: everything, resourceControl: [toAll] },
    refused: { policies: { resourceControl: [toAll, []] }, missing: 'resource control' },
  },
  {
    what: 'a resource control policy does not limit roles that AWS made for services',
    source: RCPS,
    request: { ...read, principal: linked },
    policies: { identity: everything, resourceControl: [noS3] },
    refused: { request: { principal: USER } },
  },
  {
    what: 'a resource control policy may except services',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html',
    request: { ...read, principal: 'logging.s3.amazonaws.com' },
    policies: {
      resource: toAll,
      resourceControl: [
        [
          ...toAll,
          deny('s3:*', '*', {
            Principal: '*',
            Condition: {
              StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
              BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
            },
          }),
        ],
      ],
    },
    refused: { request: { principal: USER } },
  },
];
