import { readDocuments } from '../../src/estate/read-documents';
import type { JsonObject } from '../../src/policy/policy-json';

const USUAL = { partition: 'aws', account: '000000000000', region: 'us-east-1' } as const;
const policy = (action: string): JsonObject => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
const TRUST: JsonObject = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const role = (account: string): JsonObject => ({
  Role: { RoleName: 'CadoResponseRole', Arn: `arn:aws:iam::${account}:role/CadoResponseRole`, AssumeRolePolicyDocument: TRUST },
});
const inline: JsonObject = { RoleName: 'CadoResponseRole', PolicyName: 'own', PolicyDocument: policy('ec2:*') };
const read = (...values: readonly JsonObject[]): ReturnType<typeof readDocuments> =>
  readDocuments(
    values.map((value, index) => ({ file: `${index}.json`, text: JSON.stringify(value) })),
    USUAL,
  );

test('a policy that names its role belongs to the only role of that name', () => {
  const { roles, unclaimed } = read(role('111122223333'), inline);
  expect(roles.map(({ arn, identity }) => [arn, identity?.given.map(({ name }) => name)])).toEqual([
    ['arn:aws:iam::111122223333:role/CadoResponseRole', ['CadoResponseRole own']],
  ]);
  expect(unclaimed).toEqual([]);
});

test.each([
  ['there is none', [inline]],
  ['there are two', [role('111122223333'), role('444455556666'), inline]],
])('a policy that names its role is asked about where %s of that name', (_name, values) => {
  const { roles, unclaimed } = read(...values);
  expect(unclaimed.map(({ name }) => name)).toEqual(['CadoResponseRole own']);
  expect(roles.every(({ identity }) => identity === undefined)).toBe(true);
});

test('the policy of a version, the grants of a key and an organisation’s policy are read as printed', () => {
  const { keys, unclaimed, serviceControl, problems } = read(
    { PolicyVersion: { Document: encodeURIComponent(JSON.stringify(policy('s3:*'))), VersionId: 'v3', IsDefaultVersion: true } },
    {
      Grants: [
        {
          KeyId: 'arn:aws:kms:us-east-1:1:key/k',
          GranteePrincipal: 'x',
          Operations: ['Decrypt'],
          Constraints: { EncryptionContextSubset: { 'aws:ebs:id': 'vol-1' } },
        },
      ],
    },
    { Policy: { PolicySummary: { Name: 'Regions', Type: 'SERVICE_CONTROL_POLICY' }, Content: JSON.stringify(policy('kms:*')) } },
  );
  expect(problems).toEqual([]);
  expect(unclaimed).toHaveLength(1);
  expect(keys[0]?.grants).toEqual([
    { granteePrincipal: 'x', operations: ['Decrypt'], constraints: { encryptionContextSubset: { 'aws:ebs:id': 'vol-1' } } },
  ]);
  expect(serviceControl.map(({ name }) => name)).toEqual(['Regions']);
});

test('what is wrong is told, file by file, and nothing is thrown', () => {
  const { problems } = readDocuments(
    [
      { file: 'cut.json', text: '{"Statement": [' },
      { file: 'twice.json', text: '{"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"kms:*","Resource":"*"}]}' },
      { file: 'other.json', text: '{"Buckets":[]}' },
      { file: 'wrong.json', text: JSON.stringify({ Policy: JSON.stringify({ Statement: [{ Effect: 'Perhaps' }] }) }) },
    ],
    USUAL,
  );
  expect(problems.map(({ file }) => file)).toEqual(['cut.json', 'twice.json', 'other.json', 'wrong.json']);
  expect(problems.map(({ problem }) => problem).join('\n')).toMatch(
    /no JSON[^]*Statement\[0\]\.Effect stands twice[^]*no document with policies[^]*Allow or Deny/,
  );
});
