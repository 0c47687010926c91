import type { KmsGrant } from '../../../src/proof/evaluator/kms-grant';
import {
  allow,
  allowTo,
  deny,
  denyTo,
  HOME,
  KEY,
  NEIGHBOUR,
  OTHER_KEY,
  OTHER_ROOT,
  ROLE,
  ROOT,
  SESSION,
  USER,
  type DecisionCase,
} from './decision-case';

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const GRANTS = `${KMS}/grants.html`;
const CONSTRAINTS = 'https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html';
const RETIRING = `${KMS}/grant-delete.html`;
const EVALUATION = `${KMS}/policy-evaluation.html`;

const VOLUME = 'vol-0123456789abcdef0';
const ofVolume = { 'kms:EncryptionContext:aws:ebs:id': VOLUME } as const;
const decrypt = { principal: ROLE, sessionName: 'i-0123', action: 'kms:Decrypt', resource: KEY, context: ofVolume };
const grant = (more: Partial<KmsGrant> = {}): KmsGrant => ({ granteePrincipal: ROLE, operations: ['Decrypt', 'DescribeKey'], ...more });
const subset = (pairs: Readonly<Record<string, string>>): KmsGrant => grant({ constraints: { encryptionContextSubset: pairs } });
const equals = (pairs: Readonly<Record<string, string>>): KmsGrant => grant({ constraints: { encryptionContextEquals: pairs } });

/** What a grant lets its grantee do. */
export const GRANT_CASES: readonly DecisionCase[] = [
  {
    what: 'a grant is enough in the account of the key',
    source: GRANTS,
    request: decrypt,
    policies: { resource: [], grants: [grant()] },
    refused: { policies: { grants: [] }, missing: 'resource' },
  },
  {
    what: 'a grant is for its grantee',
    source: GRANTS,
    request: decrypt,
    policies: { grants: [grant({ granteePrincipal: NEIGHBOUR }), grant()] },
    refused: { policies: { grants: [grant({ granteePrincipal: NEIGHBOUR })] }, missing: 'resource' },
  },
  {
    what: 'a grant is for its operations',
    source: `${KMS}/grants.html#terms-grant-operations`,
    request: decrypt,
    policies: { grants: [grant()] },
    refused: { request: { action: 'kms:Encrypt' }, missing: 'resource' },
  },
  {
    what: 'an operation is named whole',
    source: `${KMS}/grants.html#terms-grant-operations`,
    request: { ...decrypt, action: 'kms:ReEncryptFrom' },
    policies: { grants: [grant({ operations: ['ReEncryptFrom'] })] },
    refused: { policies: { grants: [grant({ operations: ['ReEncrypt*', 'ReEncryptTo', '*'] })] }, missing: 'resource' },
  },
  {
    what: 'a grant may be for one source, which services of AWS tell',
    source: CONSTRAINTS,
    request: { ...decrypt, context: { ...ofVolume, 'aws:SourceArn': KEY } },
    policies: { grants: [grant({ constraints: { sourceArn: KEY } })] },
    refused: { request: { context: ofVolume }, missing: 'grant' },
  },
  {
    what: 'a grant may be for a session',
    source: GRANTS,
    request: decrypt,
    policies: { grants: [grant({ granteePrincipal: SESSION })] },
    refused: { request: { sessionName: 'i-4567' }, missing: 'resource' },
  },
  {
    what: 'a grant may be for a user',
    source: GRANTS,
    request: { ...decrypt, principal: USER },
    policies: { grants: [grant({ granteePrincipal: USER })] },
    refused: { request: { principal: ROLE }, missing: 'resource' },
  },
  {
    what: 'a grant may be for a service',
    source: `${KMS}/grants.html`,
    request: { ...decrypt, principal: 'dynamodb.amazonaws.com' },
    policies: { grants: [grant({ granteePrincipal: 'dynamodb.amazonaws.com' })] },
    refused: { request: { principal: 's3.amazonaws.com' }, missing: 'resource' },
  },
  {
    what: 'the instance to which EC2 attaches a volume gets a grant of its own',
    source: `${KMS}/ct-ec2two.html`,
    request: { ...decrypt, principal: `arn:aws:sts::${HOME}:assumed-role/aws:ec2-infrastructure/i-0123` },
    policies: {
      grants: [
        { ...subset({ 'aws:ebs:id': VOLUME }), granteePrincipal: `arn:aws:sts::${HOME}:assumed-role/aws:ec2-infrastructure/i-0123` },
      ],
    },
    refused: { request: { principal: `arn:aws:sts::${HOME}:assumed-role/aws:ec2-infrastructure/i-4567` }, missing: 'resource' },
  },
  {
    what: 'a grant for an account is for its root alone',
    source: GRANTS,
    request: { ...decrypt, principal: ROOT },
    policies: { grants: [grant({ granteePrincipal: ROOT })] },
    refused: { request: { principal: ROLE }, missing: 'resource' },
  },
  {
    what: 'a grant is enough in another account',
    source: EVALUATION,
    request: { ...decrypt, resource: OTHER_KEY },
    policies: { resource: [allowTo(OTHER_ROOT, 'kms:*')], grants: [grant()] },
    refused: { policies: { grants: [] }, missing: 'resource' },
  },
  {
    what: 'the pairs of a subset have to be there',
    source: CONSTRAINTS,
    request: decrypt,
    policies: { grants: [subset({ 'aws:ebs:id': VOLUME })] },
    refused: { request: { context: {} }, missing: 'grant' },
  },
  {
    what: 'the values of a subset have to be the same',
    source: CONSTRAINTS,
    request: decrypt,
    policies: { grants: [subset({ 'aws:ebs:id': VOLUME })] },
    refused: { request: { context: { 'kms:EncryptionContext:aws:ebs:id': 'vol-fffffffffffffffff' } }, missing: 'grant' },
  },
  {
    what: 'there may be more than a subset, but not less',
    source: CONSTRAINTS,
    request: { ...decrypt, context: { ...ofVolume, 'kms:EncryptionContext:case': '1' } },
    policies: { grants: [subset({ case: '1', 'aws:ebs:id': VOLUME })] },
    refused: { request: { context: ofVolume }, missing: 'grant' },
  },
  {
    what: 'equal is no more',
    source: CONSTRAINTS,
    request: decrypt,
    policies: { grants: [equals({ 'aws:ebs:id': VOLUME })] },
    refused: { request: { context: { ...ofVolume, 'kms:EncryptionContext:case': '1' } }, missing: 'grant' },
  },
  {
    what: 'equal is no less',
    source: CONSTRAINTS,
    request: { ...decrypt, context: { ...ofVolume, 'kms:EncryptionContext:case': '1' } },
    policies: { grants: [equals({ case: '1', 'aws:ebs:id': VOLUME })] },
    refused: { request: { context: ofVolume }, missing: 'grant' },
  },
  {
    what: 'keys of a constraint are compared to the letter',
    source: GRANTS,
    request: decrypt,
    policies: { grants: [subset({ 'aws:ebs:id': VOLUME })] },
    refused: { policies: { grants: [subset({ 'aws:EBS:id': VOLUME })] }, missing: 'grant' },
  },
  {
    what: 'values of a constraint are compared to the letter',
    source: GRANTS,
    request: decrypt,
    policies: { grants: [equals({ 'aws:ebs:id': VOLUME })] },
    refused: { policies: { grants: [equals({ 'aws:ebs:id': 'vol-*' })] }, missing: 'grant' },
  },
  {
    what: 'a constraint does not limit DescribeKey',
    source: CONSTRAINTS,
    request: { ...decrypt, action: 'kms:DescribeKey', context: {} },
    policies: { grants: [subset({ 'aws:ebs:id': VOLUME })] },
    refused: { request: { action: 'kms:Decrypt' }, missing: 'grant' },
  },
  {
    what: 'one grant of several is enough',
    source: GRANTS,
    request: decrypt,
    policies: { grants: [subset({ 'aws:ebs:id': 'vol-1' }), subset({ 'aws:ebs:id': VOLUME })] },
    refused: { policies: { grants: [subset({ 'aws:ebs:id': 'vol-1' }), subset({ 'aws:ebs:id': 'vol-2' })] }, missing: 'grant' },
  },
  {
    what: 'where a grant falls short, a policy may do',
    source: EVALUATION,
    request: decrypt,
    policies: { resource: [allowTo(ROLE, 'kms:*')], grants: [subset({ 'aws:ebs:id': 'vol-1' })] },
    refused: { policies: { resource: [] }, missing: 'grant' },
  },
  {
    what: 'a Deny of the key policy wins over a grant',
    source: EVALUATION,
    request: decrypt,
    policies: { grants: [grant()], resource: [denyTo(NEIGHBOUR, 'kms:*')] },
    refused: { policies: { resource: [denyTo(ROLE, 'kms:*')] } },
  },
  {
    what: 'a Deny of an identity policy wins over a grant',
    source: EVALUATION,
    request: decrypt,
    policies: { grants: [grant()], identity: [deny('kms:Encrypt')] },
    refused: { policies: { identity: [deny('kms:Decrypt')] } },
  },
  {
    what: 'a service control policy limits a grant',
    source: EVALUATION,
    request: decrypt,
    policies: { grants: [grant()], serviceControl: [[allow('*')]] },
    refused: { policies: { serviceControl: [[allow('s3:*')]] }, missing: 'service control' },
  },
  {
    what: 'a Deny of a service control policy wins over a grant',
    source: EVALUATION,
    request: decrypt,
    policies: { grants: [grant()], serviceControl: [[allow('*')]] },
    refused: { policies: { serviceControl: [[allow('*'), deny('kms:*')]] } },
  },
  {
    what: 'the session policy of a role limits a grant to it',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session',
    request: decrypt,
    policies: { grants: [grant()], session: [allow('kms:*')] },
    refused: { policies: { session: [allow('s3:*')] }, missing: 'session' },
  },
  {
    what: 'a grant may let others be made, of no more operations',
    source: `${KMS}/create-grant-overview.html`,
    request: { ...decrypt, action: 'kms:CreateGrant', context: { ...ofVolume, 'kms:GrantOperations': ['Decrypt'] } },
    policies: { grants: [grant({ operations: ['Decrypt', 'CreateGrant'] })] },
    refused: { request: { context: { ...ofVolume, 'kms:GrantOperations': ['Decrypt', 'Encrypt'] } }, missing: 'grant' },
  },
  {
    what: 'the retiring principal may end a grant',
    source: RETIRING,
    request: { ...decrypt, action: 'kms:RetireGrant' },
    policies: { grants: [grant({ granteePrincipal: NEIGHBOUR, retiringPrincipal: ROLE })] },
    refused: { request: { principal: USER }, missing: 'identity' },
  },
  {
    what: 'the retiring principal may do nothing else',
    source: RETIRING,
    request: { ...decrypt, action: 'kms:RetireGrant' },
    policies: { grants: [grant({ granteePrincipal: NEIGHBOUR, retiringPrincipal: ROLE })] },
    refused: { request: { action: 'kms:Decrypt' }, missing: 'resource' },
  },
  {
    what: 'the grantee may end a grant that says so, whatever its constraint',
    source: RETIRING,
    request: { ...decrypt, action: 'kms:RetireGrant', context: {} },
    policies: { grants: [{ ...subset({ 'aws:ebs:id': VOLUME }), operations: ['RetireGrant'] }] },
    refused: { policies: { grants: [grant()] }, missing: 'identity' },
  },
  {
    what: 'the account of the key may end a grant, and leave it to its own policies',
    source: RETIRING,
    request: { ...decrypt, principal: NEIGHBOUR, action: 'kms:RetireGrant' },
    policies: { grants: [grant()], identity: [allow('kms:RetireGrant')], resource: [denyTo('*', 'kms:*')] },
    refused: { policies: { identity: [], resource: [allowTo(NEIGHBOUR, 'kms:*')] }, missing: 'identity' },
  },
  {
    what: 'another account may not end a grant by its own policies',
    source: RETIRING,
    request: { ...decrypt, action: 'kms:RetireGrant', resource: OTHER_KEY },
    policies: { grants: [grant({ retiringPrincipal: ROLE })] },
    refused: { policies: { grants: [grant()], identity: [allow('*')], resource: [allowTo(ROLE, 'kms:*')] }, missing: 'grant' },
  },
  {
    what: 'a grant is of keys only',
    source: GRANTS,
    request: decrypt,
    policies: { grants: [grant({ operations: ['Decrypt', 'ListAliases'] })] },
    refused: { request: { action: 'kms:ListAliases', resource: '*' }, missing: 'identity' },
  },
];
