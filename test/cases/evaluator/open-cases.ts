import {
  allow,
  allowTo,
  BUCKET,
  deny,
  NEIGHBOUR,
  OBJECT,
  OTHER,
  ROLE,
  ROOT,
  SESSION,
  STRANGER,
  USER,
  type DecisionCase,
} from './decision-case';

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const ONE_ACCOUNT = `${IAM}/reference_policies_evaluation-logic_policy-eval-basics.html`;
const ACROSS = `${IAM}/reference_policies_evaluation-logic-cross-account.html`;
const ACTION = `${IAM}/reference_policies_elements_action.html`;
const RESOURCE = `${IAM}/reference_policies_elements_resource.html`;
const NOT_PRINCIPAL = `${IAM}/reference_policies_elements_notprincipal.html`;

const read = { principal: ROLE, sessionName: 'i-0123', action: 's3:GetObject', resource: OBJECT };
const everything = [allow('*')];
const exceptFor = (AWS: readonly string[]) => deny('s3:*', '*', { NotPrincipal: { AWS } });

/** Who may do something with a resource that needs no policy of its own. */
export const OPEN_CASES: readonly DecisionCase[] = [
  {
    what: 'an identity policy is enough',
    source: ONE_ACCOUNT,
    request: read,
    policies: { identity: [allow('s3:GetObject', `${BUCKET}/*`)] },
    refused: { policies: { identity: [allow('s3:GetObject', BUCKET)] }, missing: 'identity' },
  },
  {
    what: 'a resource policy is enough',
    source: ONE_ACCOUNT,
    request: read,
    policies: { resource: [allowTo(ROLE, 's3:GetObject')] },
    refused: { policies: { resource: [allowTo(NEIGHBOUR, 's3:GetObject')] }, missing: 'identity' },
  },
  {
    what: 'the account in a resource policy gives nobody anything',
    source: `${IAM}/reference_policies_elements_principal.html#principal-accounts`,
    request: read,
    policies: { resource: [allowTo(ROOT, 's3:*')], identity: [allow('s3:GetObject')] },
    refused: { policies: { identity: [] }, missing: 'identity' },
  },
  {
    what: 'two accounts both have to allow: the resource',
    source: ACROSS,
    request: { ...read, resourceAccount: OTHER },
    policies: { resource: [allowTo(ROLE, 's3:*')], identity: everything },
    refused: { policies: { resource: [] }, missing: 'resource' },
  },
  {
    what: 'two accounts both have to allow: the identity',
    source: ACROSS,
    request: { ...read, principal: STRANGER, resourceAccount: '111122223333' },
    policies: { resource: [allowTo('*', 's3:*')], identity: everything },
    refused: { policies: { identity: [] }, missing: 'identity' },
  },
  {
    what: "the account's root may do everything in it",
    source: `${IAM}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
    request: { ...read, principal: ROOT },
    policies: {},
    refused: { request: { principal: USER }, missing: 'identity' },
  },
  {
    what: "the account's root may not do everything in another",
    source: ACROSS,
    request: { ...read, principal: ROOT },
    policies: {},
    refused: { request: { resourceAccount: OTHER }, missing: 'resource' },
  },
  {
    what: 'the case of actions does not count',
    source: ACTION,
    request: read,
    policies: { identity: [allow('S3:getobject', OBJECT)] },
    refused: { policies: { identity: [allow('S3:getobjects', OBJECT)] }, missing: 'identity' },
  },
  {
    what: 'the case of resources does',
    source: RESOURCE,
    request: read,
    policies: { identity: [allow('s3:Get*', OBJECT)] },
    refused: { policies: { identity: [allow('s3:Get*', OBJECT.toUpperCase().replace('ARN:', 'arn:'))] }, missing: 'identity' },
  },
  {
    what: 'wildcards in actions',
    source: ACTION,
    request: read,
    policies: { identity: [allow('s?:*Ob?ect')] },
    refused: { policies: { identity: [allow('s?:*Ob?ec')] }, missing: 'identity' },
  },
  {
    what: 'everything but some actions',
    source: `${IAM}/reference_policies_elements_notaction.html`,
    request: read,
    policies: { identity: [{ Effect: 'Allow', NotAction: ['iam:*', 's3:Put*'], Resource: '*' }] },
    refused: { request: { action: 's3:PutObject' }, missing: 'identity' },
  },
  {
    what: 'everything but some resources',
    source: `${IAM}/reference_policies_elements_notresource.html`,
    request: read,
    policies: { identity: [...everything, { Effect: 'Deny', Action: 's3:*', NotResource: [BUCKET, `${BUCKET}/*`] }] },
    refused: { request: { resource: 'arn:aws:s3:::evidence-2/disk.dd' } },
  },
  {
    what: 'a star reaches over colons and slashes',
    source: RESOURCE,
    request: read,
    policies: { identity: [allow('s3:GetObject', 'arn:aws:s3:::*dd')] },
    refused: { policies: { identity: [allow('s3:GetObject', 'arn:aws:s3:::*d?d')] }, missing: 'identity' },
  },
  {
    what: 'a star reaches over the parts of an ARN',
    source: RESOURCE,
    request: { ...read, action: 'ec2:CreateTags', resource: 'arn:aws:ec2:eu-west-1::snapshot/snap-1' },
    policies: { identity: [allow('ec2:*', 'arn:aws:ec2:*:snapshot/*')] },
    refused: { request: { resource: 'arn:aws:ec2:eu-west-1::image/ami-1' }, missing: 'identity' },
  },
  {
    what: 'variables in resources',
    source: `${IAM}/reference_policies_variables.html`,
    request: { ...read, principal: USER, resource: `${BUCKET}/Alice/1` },
    policies: { identity: [allow('s3:*', `${BUCKET}/\${aws:username}/*`)] },
    refused: { request: { resource: `${BUCKET}/Bob/1` }, missing: 'identity' },
  },
  {
    what: 'a variable without a value fits nothing',
    source: `${IAM}/reference_policies_variables.html#policy-vars-no-value`,
    request: { ...read, principal: USER, resource: `${BUCKET}/Alice/1` },
    policies: { identity: [allow('s3:*', `${BUCKET}/\${aws:username}/*`)] },
    refused: { request: { principal: ROLE }, missing: 'identity' },
  },
  {
    what: 'a variable with a default',
    source: `${IAM}/reference_policies_variables.html#policy-vars-default-values`,
    request: { ...read, resource: `${BUCKET}/nobody/1` },
    policies: { identity: [allow('s3:*', `${BUCKET}/\${aws:username, 'nobody'}/*`)] },
    refused: { request: { principal: USER }, missing: 'identity' },
  },
  {
    what: 'NotPrincipal excepts a user',
    source: NOT_PRINCIPAL,
    request: { ...read, principal: USER },
    policies: { identity: everything, resource: [exceptFor([USER, ROOT])] },
    refused: { request: { principal: ROLE } },
  },
  {
    what: 'NotPrincipal excepts a session, and needs its name',
    source: NOT_PRINCIPAL,
    request: read,
    policies: { identity: everything, resource: [exceptFor([SESSION, ROLE, ROOT])] },
    refused: { policies: { resource: [exceptFor([ROLE, ROOT])] } },
  },
  {
    what: 'NotPrincipal excepts nobody who has a boundary',
    source: `${IAM}/access_policies_boundaries.html`,
    request: read,
    policies: { identity: everything, resource: [exceptFor([SESSION, ROLE, ROOT])] },
    refused: { policies: { boundary: everything } },
  },
  {
    what: 'NotPrincipal excepts a service',
    source: NOT_PRINCIPAL,
    request: { ...read, principal: 'logging.s3.amazonaws.com' },
    policies: {
      resource: [allow('s3:*', '*', { Principal: '*' }), deny('s3:*', '*', { NotPrincipal: { Service: 'logging.s3.amazonaws.com' } })],
    },
    refused: { request: { principal: 'delivery.logs.amazonaws.com' } },
  },
  {
    what: 'a statement may hold for a federated user',
    source: `${IAM}/reference_policies_elements_principal.html#sts-session-principals`,
    request: { ...read, principal: 'arn:aws:sts::111122223333:federated-user/Alice' },
    policies: { resource: [allowTo('arn:aws:sts::111122223333:federated-user/Alice', 's3:*')] },
    refused: { policies: { resource: [allowTo(USER, 's3:*')] }, missing: 'identity' },
  },
];
