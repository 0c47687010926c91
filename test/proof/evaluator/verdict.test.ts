import type { AccessRequest } from '../../../src/proof/evaluator/access-request';
import { evaluate } from '../../../src/proof/evaluator/evaluate';
import { policyOf } from '../../../src/proof/evaluator/parse-policy';
import type { NearestMiss } from '../../../src/proof/evaluator/verdict';
import {
  allow,
  allowTo,
  compiled,
  deny,
  KEY,
  NEIGHBOUR,
  OTHER_KEY,
  ROLE,
  ROOT,
  SESSION,
  type PolicyStatements,
} from '../../cases/evaluator/decision-case';

const REQUEST: AccessRequest = {
  principal: ROLE,
  sessionName: 'i-0123',
  action: 'kms:Decrypt',
  resource: KEY,
  context: { 'kms:ViaService': 's3' },
};

const decided = (policies: PolicyStatements, more: Partial<AccessRequest> = {}) => evaluate({ ...REQUEST, ...more }, compiled(policies));

const viaEc2 = { Condition: { StringEquals: { 'kms:ViaService': ['ec2', 'rds'] }, Bool: { 'aws:SecureTransport': true } } };

test('an allowed request names every statement that it needed', () => {
  expect(
    decided({
      resourceControl: [[allow('*', '*', { Principal: '*' })]],
      serviceControl: [[allow('s3:*'), { ...allow('*'), Sid: 'All' }]],
      resource: [allowTo(NEIGHBOUR, 'kms:*'), allowTo(ROOT, 'kms:*')],
      identity: [allow('s3:*'), { ...allow('kms:*'), Sid: 'Keys' }, allow('*')],
      boundary: [allow('*')],
      session: [allow('kms:Decrypt')],
    }),
  ).toEqual({
    outcome: 'allowed',
    because: [
      { kind: 'resource control', policy: 'rcp 0', index: 0 },
      { kind: 'service control', policy: 'scp 0', index: 1, sid: 'All' },
      { kind: 'resource', policy: 'resource', index: 1 },
      { kind: 'identity', policy: 'identity', index: 1, sid: 'Keys' },
      { kind: 'boundary', policy: 'boundary', index: 0 },
      { kind: 'session', policy: 'session', index: 0 },
    ],
  });
});

test('an allowed request names the grant', () => {
  const grants = [
    { granteePrincipal: NEIGHBOUR, operations: ['Decrypt'] },
    { granteePrincipal: ROLE, operations: ['Decrypt'] },
  ];
  expect(decided({ grants })).toEqual({ outcome: 'allowed', because: [{ kind: 'grant', policy: 'grants', index: 1 }] });
});

test('an explicit Deny names the statement, even where nothing would allow', () => {
  const policies = { resource: [allowTo(ROLE, '*'), { ...deny('kms:*', KEY, { Principal: '*' }), Sid: 'No' }], identity: [deny('*')] };
  const because = [{ kind: 'resource', policy: 'resource', index: 1, sid: 'No' }];
  expect(decided(policies)).toEqual({ outcome: 'denied explicitly', because });
});

test('of several policies of the caller, the one is named', () => {
  const policies = ['first', 'second'].map((name) => policyOf(name, { Statement: allow(name === 'first' ? 's3:*' : 'ec2:*') }));
  const verdict = evaluate({ ...REQUEST, action: 'ec2:RunInstances', resource: '*' }, { identity: policies });
  expect(verdict.because).toEqual([{ kind: 'identity', policy: 'second', index: 0 }]);
});

const NEAREST: readonly (readonly [
  what: string,
  policies: PolicyStatements,
  nearest: NearestMiss | undefined,
  more?: Partial<AccessRequest>,
])[] = [
  ['no statement of the action', { resource: [allowTo(ROLE, 'kms:Encrypt')] }, undefined],
  ['no policy', {}, undefined],
  [
    'the resource',
    { resource: [allowTo(ROOT, 'kms:*')], identity: [allow('kms:*', OTHER_KEY)] },
    { statement: { kind: 'identity', policy: 'identity', index: 0 }, element: 'Resource', wanted: [OTHER_KEY], actual: [KEY] },
  ],
  [
    'all but the resource',
    { resource: [allowTo(ROOT, 'kms:*')], identity: [{ Effect: 'Allow', Action: 'kms:*', NotResource: KEY }] },
    { statement: { kind: 'identity', policy: 'identity', index: 0 }, element: 'NotResource', wanted: [KEY], actual: [KEY] },
  ],
  [
    'the principal, with its session',
    { resource: [allowTo(NEIGHBOUR, 'kms:*')] },
    { statement: { kind: 'resource', policy: 'resource', index: 0 }, element: 'Principal', wanted: [NEIGHBOUR], actual: [ROLE, SESSION] },
  ],
  [
    'a condition, with what the request has',
    { resource: [{ ...allowTo(ROLE, 'kms:*', { Condition: { StringEquals: viaEc2.Condition.StringEquals } }), Sid: 'ViaEc2' }] },
    {
      statement: { kind: 'resource', policy: 'resource', index: 0, sid: 'ViaEc2' },
      element: 'Condition.StringEquals.kms:ViaService',
      wanted: ['ec2', 'rds'],
      actual: ['s3'],
    },
  ],
  [
    'a condition on what the request does not have',
    { resource: [allowTo(ROLE, 'kms:*', { Condition: { Bool: { 'aws:SecureTransport': true } } })] },
    { statement: { kind: 'resource', policy: 'resource', index: 0 }, element: 'Condition.Bool.aws:SecureTransport', wanted: ['true'] },
  ],
  [
    'the statement with the fewest misses',
    { resource: [allowTo(NEIGHBOUR, 'kms:*', viaEc2), allowTo(ROLE, 'kms:*', viaEc2), allowTo(NEIGHBOUR, 'kms:*')] },
    { statement: { kind: 'resource', policy: 'resource', index: 2 }, element: 'Principal', wanted: [NEIGHBOUR], actual: [ROLE, SESSION] },
  ],
  [
    'of as many misses, the one that fails last',
    { resource: [allowTo(NEIGHBOUR, 'kms:*'), allowTo(ROLE, 'kms:*', { Condition: { Null: { 'kms:ViaService': 'true' } } })] },
    {
      statement: { kind: 'resource', policy: 'resource', index: 1 },
      element: 'Condition.Null.kms:ViaService',
      wanted: ['true'],
      actual: ['s3'],
    },
  ],
  ...(
    [
      ['the role of that name with another path', ROLE.replace(':role/', ':role/forensics/')],
      ['the id of a role that is gone', 'AROAEXAMPLEEXAMPLE000'],
    ] as const
  ).map(
    ([what, name]) =>
      [
        `of as many misses, ${what}`,
        { resource: [NEIGHBOUR, name, NEIGHBOUR].map((principal) => allowTo(principal, 'kms:*')) },
        { statement: { kind: 'resource', policy: 'resource', index: 1 }, element: 'Principal', wanted: [name], actual: [ROLE, SESSION] },
      ] as const,
  ),
  [
    'of as many misses, one for the caller before one for somebody else',
    { resource: [allowTo(NEIGHBOUR, 'kms:*'), { ...allowTo(ROLE, 'kms:*'), Resource: OTHER_KEY }] },
    { statement: { kind: 'resource', policy: 'resource', index: 1 }, element: 'Resource', wanted: [OTHER_KEY], actual: [KEY] },
  ],
  [
    'of an organisation, the level that does not allow',
    { serviceControl: [[allow('*')], [allow('*', OTHER_KEY)]] },
    { statement: { kind: 'service control', policy: 'scp 1', index: 0 }, element: 'Resource', wanted: [OTHER_KEY], actual: [KEY] },
  ],
  [
    'the boundary',
    { resource: [allowTo(ROLE, 'kms:*')], boundary: [allow('kms:*', OTHER_KEY)] },
    { statement: { kind: 'boundary', policy: 'boundary', index: 0 }, element: 'Resource', wanted: [OTHER_KEY], actual: [KEY] },
  ],
  [
    'an action that stays in its account',
    { resource: [allowTo(ROLE, 'kms:*')], identity: [allow('*')] },
    {
      statement: { kind: 'resource', policy: 'resource', index: 0 },
      element: 'Action',
      wanted: ['an action that works on the keys of other accounts'],
      actual: ['kms:PutKeyPolicy'],
    },
    { action: 'kms:PutKeyPolicy', resource: OTHER_KEY },
  ],
  [
    'the constraint of a grant',
    { grants: [{ granteePrincipal: ROLE, operations: ['Decrypt'], constraints: { encryptionContextSubset: { a: '1', b: '2' } } }] },
    {
      statement: { kind: 'grant', policy: 'grants', index: 0 },
      element: 'Constraints.EncryptionContextSubset',
      wanted: ['a=1', 'b=2'],
      actual: ['a=1'],
    },
    { context: { 'kms:EncryptionContext:a': '1' } },
  ],
  [
    'the constraint of a grant, where there is no encryption context',
    { grants: [{ granteePrincipal: ROLE, operations: ['Decrypt'], constraints: { encryptionContextEquals: { a: '1' } } }] },
    { statement: { kind: 'grant', policy: 'grants', index: 0 }, element: 'Constraints.EncryptionContextEquals', wanted: ['a=1'] },
  ],
];

test.each(NEAREST.map(([what, ...row]) => [what, row] as const))('the nearest miss is %s', (_what, [policies, nearest, more]) => {
  const verdict = decided(policies, more);
  expect(verdict).toMatchObject({ outcome: 'denied implicitly', because: [] });
  expect(verdict.nearest).toEqual(nearest);
});

test('a request is not changed, and decided alike each time', () => {
  const policies = compiled({ resource: [allowTo(ROLE, 'kms:*', viaEc2)] });
  const request = structuredClone(REQUEST);
  const verdicts = [1, 2, 3].map(() => evaluate(request, policies));
  expect(verdicts).toEqual([verdicts[0], verdicts[0], verdicts[0]]);
  expect(request).toEqual(REQUEST);
});
