import { deniedCall } from '../../../src/diagnose/read/event';
import { saidCall } from '../../../src/diagnose/read/message';
import { refusalIn } from '../../../src/diagnose/read/refusal';
import { serviceNamed } from '../../../src/diagnose/read/through';
import type { JsonObject } from '../../../src/policy/policy-json';
import { event, EVIL, identity, INTERNAL, KEY, keys, P, PKEY, said, session, SNAPSHOT, T, VOLUME } from '../cloudtrail';

test.each<[host: string, service: string | undefined]>([
  ['ec2.amazonaws.com', 'ec2'],
  ['ec2-frontend-api.amazonaws.com', 'ec2'],
  ['ebs.amazonaws.com', 'ec2'],
  ['prod.kms-caller.ebs.us-east-1.amazonaws.com', 'ec2'],
  ['prod.kms-caller.lambda.us-east-1.amazonaws.com', 'lambda'],
  ['s3.amazonaws.com', 's3'],
  ['fas.s3.amazonaws.com', 's3'],
  ['ec2.amazonaws.com.cn', 'ec2'],
  ['constructor.amazonaws.com', 'constructor'],
  ['203.0.113.7', undefined],
  ['AWS Internal', undefined],
  ['ec2.amazonaws.com.evil.example', undefined],
  [`${'a.'.repeat(1000)}amazonaws.com`, undefined],
])('%s calls as %s', (host, service) => {
  expect(serviceNamed(host)).toBe(service);
});

const kms = (name: string, action: string, more: JsonObject, invokedBy?: string): ReturnType<typeof deniedCall> =>
  deniedCall(event(P, 'kms', name, said(P, action, KEY), more, invokedBy));

test.each<[what: string, call: ReturnType<typeof deniedCall>, through: object, context: object | undefined]>([
  [
    'an encryption context',
    kms('Decrypt', 'kms:Decrypt', { requestParameters: { encryptionContext: { 'aws:ebs:id': VOLUME } } }, INTERNAL),
    { how: 'a service', service: 'ec2' },
    { 'aws:ebs:id': VOLUME },
  ],
  [
    'one of S3',
    kms('Decrypt', 'kms:Decrypt', { requestParameters: { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::b' } } }, INTERNAL),
    { how: 'a service', service: 's3' },
    { 'aws:s3:arn': 'arn:aws:s3:::b' },
  ],
  [
    'that of a source',
    kms(
      'ReEncrypt',
      'kms:ReEncryptFrom',
      {
        requestParameters: { sourceEncryptionContext: { 'aws:ebs:id': VOLUME }, destinationEncryptionContext: { 'aws:ebs:id': SNAPSHOT } },
      },
      INTERNAL,
    ),
    { how: 'a service', service: 'ec2' },
    { 'aws:ebs:id': VOLUME },
  ],
  [
    'that of a destination',
    kms(
      'ReEncrypt',
      'kms:ReEncryptTo',
      {
        requestParameters: { sourceEncryptionContext: { 'aws:ebs:id': VOLUME }, destinationEncryptionContext: { 'aws:ebs:id': SNAPSHOT } },
      },
      INTERNAL,
    ),
    { how: 'a service', service: 'ec2' },
    { 'aws:ebs:id': SNAPSHOT },
  ],
  [
    'the subset of a grant',
    kms(
      'CreateGrant',
      'kms:CreateGrant',
      { requestParameters: { constraints: { encryptionContextSubset: { 'aws:ebs:id': VOLUME } } } },
      INTERNAL,
    ),
    { how: 'a service', service: 'ec2' },
    { 'aws:ebs:id': VOLUME },
  ],
  [
    'the whole of a grant',
    kms(
      'CreateGrant',
      'kms:CreateGrant',
      { requestParameters: { constraints: { encryptionContextEquals: { 'aws:ebs:id': VOLUME } } } },
      INTERNAL,
    ),
    { how: 'a service', service: 'ec2' },
    { 'aws:ebs:id': VOLUME },
  ],
  [
    'no parameters behind a hidden service',
    kms('Decrypt', 'kms:Decrypt', { requestParameters: null }, INTERNAL),
    { how: 'a hidden service' },
    undefined,
  ],
  [
    'no parameters of a service that is named',
    kms('Decrypt', 'kms:Decrypt', { requestParameters: null }, 'fas.s3.amazonaws.com'),
    { how: 'a service', service: 's3' },
    undefined,
  ],
  ['a direct call', kms('Decrypt', 'kms:Decrypt', {}), { how: 'directly', address: '203.0.113.7' }, undefined],
  [
    'a direct call over IPv6',
    kms('Decrypt', 'kms:Decrypt', { sourceIPAddress: '2001:db8::1' }),
    { how: 'directly', address: '2001:db8::1' },
    undefined,
  ],
  ['a source that is no address', kms('Decrypt', 'kms:Decrypt', { sourceIPAddress: 'somewhere' }), { how: 'directly' }, undefined],
  [
    'a refusal of KMS in an event of Lambda',
    deniedCall(event(T, 'lambda', 'GetFunction20150331v2', said(T, 'kms:Decrypt', KEY))),
    { how: 'a service', service: 'lambda' },
    undefined,
  ],
])('%s tells who called for the role', (_what, { through, encryptionContext }, expected, context) => {
  expect({ through, encryptionContext }).toEqual({ through: expected, encryptionContext: context });
});

test.each<[what: string, service: string, name: string, action: string]>([
  ['ReEncrypt', 'kms', 'ReEncrypt', 'kms:ReEncryptFrom'],
  ['ListObjects', 's3', 'ListObjects', 's3:ListBucket'],
  ['HeadObject', 's3', 'HeadObject', 's3:GetObject'],
  ['HeadBucket', 's3', 'HeadBucket', 's3:ListBucket'],
  ['ListBuckets', 's3', 'ListBuckets', 's3:ListAllMyBuckets'],
  ['functions', 'lambda', 'ListFunctions20150331', 'lambda:ListFunctions'],
  ['a function', 'lambda', 'GetFunction20150331v2', 'lambda:GetFunction'],
  ['metrics', 'monitoring', 'GetMetricData', 'cloudwatch:GetMetricData'],
  ['what has its own name', 'ec2', 'CreateSnapshot', 'ec2:CreateSnapshot'],
])('the call of %s is the action of IAM', (_what, service, name, action) => {
  expect(deniedCall(event(T, service, name, 'Access Denied')).action).toBe(action);
});

test.each<[what: string, given: JsonObject, resource: string | undefined]>([
  ['the message', event(P, 'kms', 'Decrypt', said(P, 'kms:Decrypt', KEY), keys(PKEY)), KEY],
  ['the list of the event', event(P, 'kms', 'Decrypt', 'Access Denied', keys(KEY)), KEY],
  [
    'the first of two keys',
    event(P, 'kms', 'ReEncrypt', `User: x is not authorized to perform: kms:ReEncryptFrom on this resource`, keys(KEY, PKEY)),
    KEY,
  ],
  [
    'the second of two keys',
    event(P, 'kms', 'ReEncrypt', `User: x is not authorized to perform: kms:ReEncryptTo on this resource`, keys(KEY, PKEY)),
    PKEY,
  ],
  [
    'nothing, where the other key is listed alone',
    event(P, 'kms', 'ReEncrypt', `User: x is not authorized to perform: kms:ReEncryptTo on this resource`, keys(KEY)),
    undefined,
  ],
  [
    'its parameters',
    event(P, 'kms', 'ReEncrypt', `User: x is not authorized to perform: kms:ReEncryptTo on this resource`, {
      ...keys(KEY),
      requestParameters: { destinationKeyId: PKEY },
    }),
    PKEY,
  ],
  ['an id', event(T, 'kms', 'DescribeKey', 'Access Denied', { requestParameters: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' } }), KEY],
  ['an id that is none', event(T, 'kms', 'DescribeKey', 'Access Denied', { requestParameters: { keyId: 'x' } }), undefined],
  ['a role', event(P, 'sts', 'AssumeRole', 'Access Denied', { requestParameters: { roleArn: T } }), T],
  [
    'a bucket and a key',
    event(T, 's3', 'GetObject', 'Access Denied', { requestParameters: { bucketName: 'evidence', key: 'a b' } }),
    'arn:aws:s3:::evidence/a b',
  ],
  [
    'a bucket that is none',
    event(T, 's3', 'GetObject', 'Access Denied', { requestParameters: { bucketName: 'Evidence*', key: 'x' } }),
    undefined,
  ],
  ['words of IAM for the caller', event(T, 'iam', 'GetRole', said(T, 'iam:GetRole', 'role CadoResponseRole')), T],
  ['words of IAM for another', event(T, 'iam', 'GetRole', said(T, 'iam:GetRole', 'role Admin')), 'arn:aws:iam::444455556666:role/Admin'],
  [
    'words of IAM for a policy',
    event(T, 'iam', 'GetPolicy', said(T, 'iam:GetPolicy', 'policy arn:aws:iam::aws:policy/ReadOnlyAccess')),
    'arn:aws:iam::aws:policy/ReadOnlyAccess',
  ],
  [
    'words of IAM for a profile',
    event(T, 'iam', 'GetInstanceProfile', said(T, 'iam:GetInstanceProfile', 'instance profile web')),
    'arn:aws:iam::444455556666:instance-profile/web',
  ],
  ['a star, which is nothing', event(T, 'kms', 'ListAliases', said(T, 'kms:ListAliases', '*')), undefined],
])('the resource is told by %s', (_what, given, resource) => {
  expect(deniedCall(given).resource).toBe(resource);
});

test.each<[what: string, given: JsonObject, name: string, roleArn: string | undefined]>([
  [
    'the issuer of a session, with its path',
    { ...event(T, 'kms', 'Decrypt', ''), userIdentity: identity('arn:aws:iam::444455556666:role/forensics/CadoResponseRole') },
    'arn:aws:iam::444455556666:role/forensics/CadoResponseRole',
    'arn:aws:iam::444455556666:role/forensics/CadoResponseRole',
  ],
  ['a session', { ...event(T, 'kms', 'Decrypt', ''), userIdentity: { arn: session(T) } }, T, T],
  [
    'the message, where the event hides the caller',
    { ...event(P, 'sts', 'AssumeRole', said(P, 'sts:AssumeRole', T)), userIdentity: { type: 'AWSAccount', principalId: 'AROA:x' } },
    P,
    P,
  ],
  ['an identity rather than the message', event(EVIL, 'kms', 'Decrypt', said(T, 'kms:Decrypt', KEY)), EVIL, EVIL],
  [
    'a service',
    { ...event(P, 'sts', 'AssumeRole', ''), userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } },
    'ec2.amazonaws.com',
    undefined,
  ],
  [
    'a user',
    { ...event(P, 'kms', 'Decrypt', ''), userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::444455556666:user/alice' } },
    'arn:aws:iam::444455556666:user/alice',
    undefined,
  ],
  [
    'a role whose name holds a line break',
    { ...event(P, 'kms', 'Decrypt', ''), userIdentity: { sessionContext: { sessionIssuer: { arn: `${T}\nx` } } } },
    `${T}\nx`,
    undefined,
  ],
])('the caller is told by %s', (_what, given, name, roleArn) => {
  const { caller } = deniedCall(given);
  expect({ name: caller.name, roleArn: caller.roleArn }).toEqual({ name, roleArn });
});

test.each<[what: string, given: JsonObject, known: object]>([
  ['an external id', event(P, 'sts', 'AssumeRole', '', { requestParameters: { externalId: 'x-1' } }), { 'sts:ExternalId': 'x-1' }],
  [
    'an account that a snapshot is shared with',
    event(T, 'ec2', 'ModifySnapshotAttribute', '', {
      requestParameters: { createVolumePermission: { add: { items: [{ userId: '111122223333' }] } } },
    }),
    { 'ec2:Add/userId': '111122223333', 'ec2:Add/group': [], 'ec2:Remove/userId': [], 'ec2:Remove/group': [] },
  ],
  [
    'everybody',
    event(T, 'ec2', 'ModifySnapshotAttribute', '', {
      requestParameters: { createVolumePermission: { add: { items: [{ groups: 'all' }] } } },
    }),
    { 'ec2:Add/userId': [], 'ec2:Add/group': 'all', 'ec2:Remove/userId': [], 'ec2:Remove/group': [] },
  ],
  [
    'the call that makes what is tagged',
    event(T, 'ec2', 'CreateSnapshot', said(T, 'ec2:CreateTags', 'arn:aws:ec2:us-east-1::snapshot/*')),
    { 'ec2:CreateAction': 'CreateSnapshot' },
  ],
  [
    'that nothing is made',
    event(T, 'ec2', 'CreateTags', said(T, 'ec2:CreateTags', 'arn:aws:ec2:us-east-1::snapshot/snap-1')),
    { 'ec2:CreateAction': [] },
  ],
  [
    'the name of a volume',
    event(P, 'ec2', 'CreateVolume', '', {
      requestParameters: { tagSpecificationSet: { items: [{ tags: [{ key: 'Name', value: 'CadoResponse-1' }] }] } },
    }),
    { 'aws:RequestTag/Name': 'CadoResponse-1' },
  ],
  ['that a volume has none', event(P, 'ec2', 'CreateVolume', '', { requestParameters: { size: '1' } }), { 'aws:RequestTag/Name': [] }],
  [
    'a Region',
    event(P, 'kms', 'ReplicateKey', '', { requestParameters: { replicaRegion: 'eu-west-1' } }),
    { 'kms:ReplicaRegion': 'eu-west-1' },
  ],
  [
    'a grant',
    event(P, 'kms', 'CreateGrant', '', { requestParameters: { operations: ['Decrypt'], constraints: { encryptionContextSubset: {} } } }),
    { 'kms:GrantOperations': ['Decrypt'], 'kms:GrantConstraintType': 'EncryptionContextSubset' },
  ],
  [
    'the owner of a bucket',
    event(T, 's3', 'GetObject', '', { resources: [{ accountId: '444455556666', type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::b' }] }),
    { 'aws:ResourceAccount': '444455556666' },
  ],
  [
    'an attribute',
    event(T, 'ec2', 'ModifyInstanceAttribute', '', { requestParameters: { instanceId: 'i-1', userData: 'x' } }),
    { 'ec2:Attribute': 'UserData' },
  ],
  ['nothing', event(T, 'ec2', 'DescribeInstances', '', { requestParameters: { a: 1 } }), {}],
])('an event tells %s', (_what, given, known) => {
  expect(deniedCall(given).known).toEqual(known);
});

test.each<[what: string, message: string, expected: object]>([
  [
    'quotes, spaces and a reason in the name of an object',
    said(
      T,
      's3:GetObject',
      '"arn:aws:s3:::b/a "x" because no session policy allows"',
      'because no identity-based policy allows the s3:GetObject action',
    ),
    { resource: 'arn:aws:s3:::b/a "x" because no session policy allows', by: 'identity', isExplicit: false },
  ],
  [
    'a Deny in the name of an object without quotes',
    said(
      T,
      's3:GetObject',
      'arn:aws:s3:::b/with an explicit deny in a service control policy',
      'because no resource-based policy allows the s3:GetObject action',
    ),
    { resource: 'arn:aws:s3:::b/with', by: 'resource', isExplicit: false },
  ],
  [
    'an action in the name of an object',
    said(T, 's3:PutObject', '"arn:aws:s3:::b/ is not authorized to perform: kms:Decrypt on resource: x"'),
    { action: 's3:PutObject', by: 'unknown', isExplicit: false },
  ],
  [
    'a full stop',
    said(T, 'ec2:CreateSnapshot', 'arn:aws:ec2:us-east-1::snapshot/snap-1.'),
    { resource: 'arn:aws:ec2:us-east-1::snapshot/snap-1' },
  ],
  [
    'a policy that is named',
    said(
      T,
      'kms:Decrypt',
      KEY,
      'with an explicit deny in a service control policy: arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd',
    ),
    {
      by: 'service control',
      isExplicit: true,
      policyArn: 'arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd',
    },
  ],
  [
    'a policy whose name is none',
    said(T, 'kms:Decrypt', KEY, 'with an explicit deny in an identity-based policy: arn:x:y'),
    { by: 'identity', isExplicit: true },
  ],
  [
    'a key policy in other words',
    said(T, 'kms:Decrypt', KEY, 'because no KMS key policy allows the kms:Decrypt action'),
    { by: 'resource', isExplicit: false },
  ],
  [
    'three causes in one',
    'User: x is not authorized to perform: kms:Decrypt on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    { by: 'resource', isExplicit: false, isOneOfThreeCauses: true },
  ],
  [
    'three causes in the words of before',
    'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
    { by: 'unknown', isOneOfThreeCauses: true },
  ],
  [
    'an encoded message',
    'You are not authorized to perform this operation. Encoded authorization failure message: x',
    { by: 'unknown', isEncoded: true },
  ],
])('a message with %s is read', (_what, message, expected) => {
  const call = saidCall(message);
  expect({ ...call, ...refusalIn(message, call) }).toMatchObject(expected);
});

test('a name that is no ARN of a policy is not taken for one', () => {
  const message = said(T, 'kms:Decrypt', KEY, 'with an explicit deny in an identity-based policy: arn:x:y');
  expect(refusalIn(message, saidCall(message))).toEqual({ by: 'identity', isExplicit: true });
});

test('what is endless is read in no time that anybody notices', () => {
  const long = 'a'.repeat(2_000_000);
  for (const given of [
    event(T, `x${'.amazonaws.com'.repeat(80_000)}\nx`, 'Decrypt', ''),
    event(T, 'kms', 'Decrypt', `User: ${long} is not authorized to perform: ${long}:${long} on resource: "${long}`),
    event(T, 'kms', 'Decrypt', ' is not authorized to perform: kms:Decrypt on resource: '.repeat(100_000)),
    event(`arn:aws:iam::444455556666:role/${'a/'.repeat(1_000_000)}!`, 'kms', 'Decrypt', ''),
    event(T, 'kms', 'Decrypt', '', { sourceIPAddress: 'a-'.repeat(1_000_000), awsRegion: 'us-east-1'.repeat(100_000) }),
  ])
    expect(deniedCall(given).action.length).toBeLessThan(300);
});
