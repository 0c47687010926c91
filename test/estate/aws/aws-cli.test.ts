import type { Collected } from '../../../src/estate/collect';
import { kindOfPolicy } from '../../../src/estate/policy-kind';
import { readDocuments } from '../../../src/estate/read-documents';
import { isJsonObject, type Json, type JsonObject } from '../../../src/policy/policy-json';
import {
  accountDetails,
  ALLOWED,
  describeKey,
  describePolicy,
  getKeyPolicy,
  getPolicyVersion,
  getRole,
  GET_POLICY,
  GET_ROLE_POLICY,
  GET_ROLE_WITH_ALL,
  ID,
  keyArn,
  keyPolicy,
  LIST_ATTACHED,
  listGrants,
  listRoles,
  PLATFORM,
  policy,
  RCP,
  roleArn,
  SCP,
  TARGET,
  trust,
} from './aws-cli-outputs';

const USUAL = { partition: 'aws', account: '000000000000', region: 'us-east-1' } as const;
const KEY = keyArn(TARGET);
const ROLE = roleArn(TARGET);

const readTexts = (...texts: readonly string[]): Collected =>
  readDocuments(
    texts.map((text, index) => ({ file: `${index}.json`, text })),
    USUAL,
  );
const read = (...values: readonly Json[]): Collected => readTexts(...values.map((value) => JSON.stringify(value, null, 4)));

/** What was read, in a line for each thing. */
function lines({ roles, keys, unclaimed, serviceControl, resourceControl = [] }: Collected): readonly string[] {
  const facts = (values: object): string =>
    Object.entries(values)
      .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${JSON.stringify(value)}`]))
      .join(' ');
  return [
    ...roles.map(({ arn, trust: trusts, identity, boundary, missingBoundary, tags }) =>
      [
        `role ${arn}`,
        facts({
          trust: trusts?.name,
          policies: identity?.given.map(({ name, inlineName }) => (inlineName === undefined ? name : `${name} inline ${inlineName}`)),
          missing: identity?.missing,
          boundary: boundary?.name,
          missingBoundary,
          tags,
        }),
      ].join(' '),
    ),
    ...keys.map(({ arn, policy: own, grants, address: _address, missing: _missing, ...rest }) =>
      [`key ${arn}`, facts({ policy: own?.name, grants: grants.map(({ granteePrincipal }) => granteePrincipal), ...rest })].join(' '),
    ),
    ...unclaimed.map(({ json, inlineName }) => `${kindOfPolicy(json)} policy${inlineName === undefined ? '' : ` inline ${inlineName}`}`),
    ...serviceControl.map(({ name }) => `scp ${name}`),
    ...resourceControl.map(({ name }) => `rcp ${name}`),
  ];
}

const GRANT = `key ${KEY} grants=["${ROLE}"]`;
const ROLE_DETAILS = `role ${ROLE} trust="CadoResponseRole (${TARGET}) trust" policies=["CadoResponseRole (${TARGET}) forensics inline forensics","Snapshots"] missing=["arn:aws:iam::aws:policy/SecurityAudit"] boundary="Boundary" tags={"team":"forensics","cost":""}`;
const DESCRIBED = `key ${KEY} grants=[] state="Enabled" usage="ENCRYPT_DECRYPT" manager="CUSTOMER" spec="SYMMETRIC_DEFAULT" origin="AWS_KMS" isMultiRegion=false`;
const GOT_ROLE = `role ${ROLE} trust="CadoResponseRole (${TARGET}) trust"`;

/** Each command, what it prints, what `--query` may leave of that, and what is read of either. */
const COMMANDS: readonly (readonly [command: string, printed: JsonObject, query: readonly string[], lines: readonly string[]])[] = [
  ['kms get-key-policy', getKeyPolicy(TARGET), ['Policy'], ['key policy']],
  ['kms describe-key', describeKey(KEY), ['KeyMetadata'], [DESCRIBED]],
  [
    'kms describe-key of a replica that is disabled',
    describeKey(KEY, { KeyState: 'Disabled', MultiRegion: true, Origin: 'EXTERNAL', KeyUsage: 'SIGN_VERIFY', KeySpec: 'RSA_2048' }),
    ['KeyMetadata'],
    [`key ${KEY} grants=[] state="Disabled" usage="SIGN_VERIFY" manager="CUSTOMER" spec="RSA_2048" origin="EXTERNAL" isMultiRegion=true`],
  ],
  ['kms list-grants', listGrants(KEY), ['Grants'], [GRANT]],
  ['iam get-role', getRole(TARGET), ['Role'], [`${GOT_ROLE} tags={}`]],
  [
    'iam get-role with boundary and tags',
    GET_ROLE_WITH_ALL,
    ['Role'],
    [`${GOT_ROLE} missingBoundary="arn:aws:iam::${TARGET}:policy/Boundary" tags={"team":"forensics","cost":""}`],
  ],
  ['iam list-roles', listRoles(TARGET), [], [`role ${roleArn(TARGET, 'Developer')} trust="Developer (${TARGET}) trust"`, GOT_ROLE]],
  ['iam get-role-policy', GET_ROLE_POLICY, ['PolicyDocument'], ['identity policy inline forensics']],
  ['iam get-policy-version', getPolicyVersion(true), ['PolicyVersion', 'PolicyVersion.Document'], ['identity policy']],
  ['iam get-account-authorization-details', accountDetails(TARGET), [], [ROLE_DETAILS]],
  ['organizations describe-policy', describePolicy('SERVICE_CONTROL_POLICY', 'Regions', SCP), ['Policy'], ['scp Regions']],
  ['organizations describe-policy of a RCP', describePolicy('RESOURCE_CONTROL_POLICY', 'Ours', RCP), ['Policy'], ['rcp Ours']],
];

/** What `--query` with a path of members leaves. */
const queried = (value: Json, query: string): Json =>
  query.split('.').reduce<Json>((inner, member) => (isJsonObject(inner) ? (inner[member] ?? null) : null), value);

/** Ways in which one output comes. */
const FORMS: readonly (readonly [form: string, make: (value: Json) => string])[] = [
  ['as printed', (value) => `${JSON.stringify(value, null, 4)}\n`],
  ['on one line', (value) => JSON.stringify(value)],
  ['with line ends of Windows', (value) => JSON.stringify(value, null, 4).replaceAll('\n', '\r\n')],
  ['in a list, by jq -s', (value) => JSON.stringify([value])],
  ['as a text of JSON', (value) => JSON.stringify(JSON.stringify(value))],
  ['URL-encoded', (value) => encodeURIComponent(JSON.stringify(value))],
];

/** Documents of policies inside an output, encoded as the API sends them. */
const encoded = (value: Json): Json => {
  if (Array.isArray(value)) return (value as readonly Json[]).map(encoded);
  if (!isJsonObject(value)) return value;
  return 'Statement' in value
    ? encodeURIComponent(JSON.stringify(value))
    : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, encoded(inner)]));
};

describe.each(COMMANDS)('aws %s', (_command, printed, query, expected) => {
  test.each(FORMS)('%s', (_form, make) => {
    const found = readTexts(make(printed));
    expect({ problems: found.problems, lines: lines(found) }).toEqual({ problems: [], lines: expected });
  });

  test('with the policies in it URL-encoded', () => {
    expect(lines(readTexts(JSON.stringify(encoded(printed))))).toEqual(expected);
  });

  test('what --query leaves, where it cannot be mistaken', () => {
    // A policy alone has no name of its own any more.
    const unnamed = (line: string): string => line.replace(/ inline .*/, '').replace(/^(scp|rcp) .*/, '$1');
    for (const member of query) {
      const found = read(queried(printed, member));
      expect({ member, problems: found.problems, lines: lines(found).map(unnamed) }).toEqual({
        member,
        problems: [],
        lines: expected.map(unnamed),
      });
    }
  });
});

test('roles and policies of details come by --query as well', () => {
  const printed = accountDetails(TARGET);
  expect(lines(read(printed['RoleDetailList'] ?? null))).toEqual([
    ROLE_DETAILS.replace('"Snapshots"]', ']')
      .replace(' forensics inline forensics",]', ' forensics inline forensics"]')
      .replace('missing=[', `missing=["arn:aws:iam::${TARGET}:policy/Snapshots",`)
      .replace('boundary="Boundary"', `missingBoundary="arn:aws:iam::${TARGET}:policy/Boundary"`),
  ]);
  expect(lines(read(printed['RoleDetailList'] ?? null, printed['Policies'] ?? null))).toEqual([ROLE_DETAILS]);
});

test('of the versions of a managed policy the default one counts', () => {
  const [role] = read(accountDetails(TARGET)).roles;
  expect(JSON.stringify(role?.identity?.given.map(({ json }) => json))).toContain('SnapshotsNow');
  expect(JSON.stringify(role?.boundary?.json)).toContain('BoundaryNow');
  expect(JSON.stringify(role)).not.toContain('Before');
});

test.each(['PowerUserAccess', 'AdministratorAccess'])('a boundary that AWS manages is known by its name, %s', (name) => {
  const PermissionsBoundaryArn = `arn:aws:iam::aws:policy/${name}`;
  const boundary = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn };
  const [role] = read({ Role: { ...(getRole(TARGET)['Role'] as JsonObject), PermissionsBoundary: boundary } }).roles;
  expect(role).toMatchObject({ boundary: { name, isOfAws: true } });
  expect(role?.missingBoundary).toBeUndefined();
});

test('grants of all kinds are read as printed', () => {
  expect(read(listGrants(KEY)).keys[0]?.grants).toEqual([
    {
      granteePrincipal: ROLE,
      retiringPrincipal: roleArn(TARGET, 'KeyAdmin'),
      operations: ['Decrypt', 'DescribeKey'],
      constraints: { encryptionContextSubset: { 'aws:ebs:id': 'vol-0123456789abcdef0' } },
    },
  ]);
});

describe('parts of one key', () => {
  test('what names it by its id alone belongs to the only key that has it', () => {
    const { keys, problems } = read(listGrants(ID), describeKey(KEY));
    expect(problems).toEqual([]);
    expect(keys.map(({ arn, grants, state }) => [arn, grants.length, state])).toEqual([[KEY, 1, 'Enabled']]);
  });

  test('an option may tell the key', () => {
    const { keys } = readDocuments([{ file: 'grants.json', text: JSON.stringify(listGrants(ID)) }], USUAL, KEY);
    expect(keys.map(({ arn, grants }) => [arn, grants.length])).toEqual([[KEY, 1]]);
  });

  test.each([
    ['no key has the id', []],
    ['keys of two Regions have it', [describeKey(KEY), describeKey(keyArn(TARGET, ID, 'eu-west-1'))]],
  ])('it is asked for where %s', (_name, others) => {
    const { keys, problems } = read(listGrants(ID), ...others);
    expect(keys.every(({ grants }) => grants.length === 0)).toBe(true);
    expect(problems).toEqual([
      {
        file: '0.json',
        problem: `this names its key by the id alone, "${ID}". Give what aws kms describe-key prints of the key too, or --key-arn`,
      },
    ]);
  });
});

describe('parts of one role', () => {
  test('a policy that names its role belongs to the only role of that name', () => {
    expect(lines(read(getRole(PLATFORM), GET_ROLE_POLICY))).toEqual([
      `role ${roleArn(PLATFORM)} trust="CadoResponseRole (${PLATFORM}) trust" policies=["CadoResponseRole (${PLATFORM}) forensics inline forensics"] missing=[] tags={}`,
    ]);
  });

  test.each([
    ['there is none', [GET_ROLE_POLICY]],
    ['there are two', [getRole(PLATFORM), getRole(TARGET), GET_ROLE_POLICY]],
  ])('a policy that names its role is asked about where %s of that name', (_name, values) => {
    const { roles, unclaimed } = read(...values);
    expect(unclaimed.map(({ name }) => name)).toEqual(['CadoResponseRole forensics']);
    expect(roles.every(({ identity }) => identity === undefined)).toBe(true);
  });

  test('of several roles of the name, it belongs to the only one told in the same folder', () => {
    const { roles, unclaimed } = readDocuments(
      Object.entries({
        'platform/role.json': getRole(PLATFORM),
        'target/role.json': getRole(TARGET),
        'target/policy.json': GET_ROLE_POLICY,
      }).map(([file, value]) => ({ file, text: JSON.stringify(value) })),
      USUAL,
    );
    expect(roles.map(({ arn, identity }) => [arn, identity?.given.length])).toEqual([
      [roleArn(PLATFORM), undefined],
      [ROLE, 1],
    ]);
    expect(unclaimed).toEqual([]);
  });

  test('an inline policy that is told twice is one, the later', () => {
    const later = { ...GET_ROLE_POLICY, PolicyDocument: policy({ ...ALLOWED, Sid: 'Later' }) };
    const [role] = read(accountDetails(TARGET), later).roles;
    expect(role?.identity?.given.filter(({ inlineName }) => inlineName === 'forensics').map(({ json }) => json)).toEqual([
      later.PolicyDocument,
    ]);
  });

  test('what is no ARN of a role makes none', () => {
    const { roles, notes } = read({ Role: { ...(getRole(TARGET)['Role'] as JsonObject), Arn: 'CadoResponseRole' } });
    expect(roles).toEqual([]);
    expect(notes).toEqual([{ file: '0.json', problem: '"CadoResponseRole" is passed over: it is no ARN of a role' }]);
  });
});

test.each<[name: string, text: string | Json, problem: RegExp]>([
  [
    'get-policy',
    GET_POLICY,
    /tells of a managed policy without its document.*get-policy-version --policy-arn arn:aws:iam::444455556666:policy\/Snapshots --version-id v3 prints/,
  ],
  ['get-policy by --query', GET_POLICY['Policy'] ?? null, /managed policy without its document/],
  [
    'list-attached-role-policies',
    LIST_ATTACHED,
    /attached policies without their documents.*--policy-arn arn:aws:iam::444455556666:policy\/Snapshots/,
  ],
  [
    'list-role-policies',
    { PolicyNames: ['forensics'] },
    /names policies without their documents.*get-role-policy --role-name ROLE --policy-name NAME/,
  ],
  [
    'list-policy-versions',
    { Versions: [{ VersionId: 'v1', IsDefaultVersion: true }] },
    /names versions of a policy without their documents/,
  ],
  ['iam list-policies', { Policies: [GET_POLICY['Policy'] ?? null] }, /get-account-authorization-details prints/],
  [
    'organizations list-policies',
    { Policies: [{ Id: 'p-1', Name: 'x', Type: 'SERVICE_CONTROL_POLICY', AwsManaged: false }] },
    /organizations describe-policy --policy-id/,
  ],
  ['list-keys', { Keys: [{ KeyId: ID, KeyArn: KEY }] }, /names keys without their policies.*get-key-policy/],
  ['list-aliases', { Aliases: [{ AliasName: 'alias/x', TargetKeyId: ID }] }, /names keys without their policies/],
  [
    'get-user-policy',
    { UserName: 'Alice', PolicyName: 'own', PolicyDocument: policy(ALLOWED) },
    /a policy of the user "Alice", and imports use roles/,
  ],
  [
    'a policy of tags',
    describePolicy('TAG_POLICY', 'x', SCP),
    /of the type TAG_POLICY limits neither roles nor keys\. Accepted: SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY/,
  ],
  ['a declarative policy', describePolicy('DECLARATIVE_POLICY_EC2', 'x', SCP), /DECLARATIVE_POLICY_EC2 limits neither/],
  [
    'get-bucket-policy',
    { Policy: JSON.stringify(policy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' })) },
    /Policy is a policy of a resource that is neither key nor role/,
  ],
  [
    'a bucket’s policy alone',
    policy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }),
    /a resource that is neither key nor role/,
  ],
  ['details whose list is an object', { RoleDetailList: { RoleName: 'x' } }, /RoleDetailList must be a list/],
  [
    'versions that are an object',
    { RoleDetailList: [], Policies: [{ Arn: 'a', PolicyVersionList: {} }] },
    /PolicyVersionList must be a list/,
  ],
  ['grants that are an object', { Grants: {} }, /Grants must be a list/],
  ['a key without its ARN', { KeyMetadata: { KeyState: 'Enabled' } }, /KeyMetadata has no Arn/],
  ['a grant without its key', { Grants: [{ GranteePrincipal: 'x', Operations: [] }] }, /a grant has no KeyId/],
  ['a grant to nobody', { Grants: [{ KeyId: KEY, Operations: [] }] }, /a grant has no GranteePrincipal/],
  ['a role without a name', { Role: { AssumeRolePolicyDocument: trust(PLATFORM) } }, /a role has neither Arn nor RoleName/],
  ['names alone, by --query', { Arn: ROLE, Created: 'x' }, /no document with policies\. If the AWS CLI printed it, leave --query out/],
  ['a text, by --query', JSON.stringify(ROLE), /this is no JSON.*Accepted: a policy/],
  [
    'an event',
    { eventName: 'Decrypt', eventSource: 'kms.amazonaws.com' },
    /this is an event of CloudTrail, which cado-response diagnose reads/,
  ],
  ['something else', { a: 1 }, /this is no document with policies\. Accepted: a policy/],
  ['an empty list', [], /this is an empty list/],
  ['a policy without statements', policy(), /this policy has no statement/],
  ['--output table', '-------\n|  GetRole  |\n+-----+\n', /It looks like --output table of the AWS CLI\. Use --output json/],
  ['--output yaml', 'Role:\n  Arn: x\n', /--output yaml/],
  ['--output text', 'ROLE\tarn:aws:iam::1:role/x\t2024-01-01\n', /--output text/],
  ['--output text of a key policy', `${JSON.stringify(keyPolicy(TARGET), null, 2)}\tdefault\n`, /--output text/],
  [
    'a policy that is too large',
    policy(...Array.from({ length: 1500 }, (_, index) => ({ ...ALLOWED, Sid: `S${index}` }))),
    /this has \d+ bytes without whitespace, and no policy of AWS is that large: KMS takes 32768 bytes/,
  ],
])('%s is refused with what mends it', (_name, given, problem) => {
  const { problems, ...found } = readTexts(typeof given === 'string' ? given : JSON.stringify(given));
  expect(problems.map((one) => one.problem).join('\n')).toMatch(problem);
  expect(lines({ ...found, problems })).toEqual([]);
});

test.each<[name: string, text: string, place: string]>([
  ['a policy', '{"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"kms:*","Resource":"*"}]}', 'Statement[0].Effect stands twice'],
  [
    'a policy in a list',
    `[${JSON.stringify(policy(ALLOWED)).replace('"Sid"', '"Condition":{},"Condition":{},"Sid"')}]`,
    '[0].Statement[0].Condition stands twice',
  ],
  [
    'an output with a policy in it',
    JSON.stringify(GET_ROLE_POLICY).replace('"Effect":"Allow"', '"Effect":"Deny","Effect":"Allow"'),
    'PolicyDocument.Statement[0].Effect stands twice',
  ],
  ['a policy in a text', JSON.stringify({ Policy: '{"Statement":[],"Statement":[]}' }), 'Statement stands twice'],
])('a member that stands twice is refused in %s', (_name, text, place) => {
  const { problems, unclaimed } = readTexts(text);
  expect(problems.map(({ problem }) => problem)).toEqual([`${place}, and AWS keeps only one of it. Take the other one out`]);
  expect(unclaimed).toEqual([]);
});

test('colons and quotes in texts are no members', () => {
  const { problems } = read(policy({ ...ALLOWED, Sid: 'a": "b\\":\\', Resource: 'arn:aws:s3:::x' }), {
    ...GET_ROLE_POLICY,
    PolicyName: '":\\":',
  });
  expect(problems).toEqual([]);
});

test('what is worth knowing is noted', () => {
  const { notes, problems } = read(
    getPolicyVersion(false),
    { ...accountDetails(TARGET), IsTruncated: true, Marker: 'x' },
    { ...listGrants(KEY), Truncated: true, NextMarker: 'x' },
    { ...listRoles(TARGET), NextToken: 'x' },
  );
  expect(problems).toEqual([]);
  const page = 'this is one page of several, and what stands on the others is missing. Leave --max-items and --no-paginate out';
  expect(notes).toEqual([
    { file: '0.json', problem: 'v3 is not the default version, so that IAM does not apply it; it is taken as if it did' },
    ...['1.json', '2.json', '3.json'].map((file) => ({ file, problem: page })),
  ]);
});

test('a policy stands for its file only where the file holds nothing else', () => {
  const text = JSON.stringify(keyPolicy(TARGET), null, 2);
  const fileOf = (given: string): string | undefined => readTexts(given).unclaimed[0]?.file;
  expect(fileOf(text)).toBe('0.json');
  expect(fileOf(JSON.stringify(getKeyPolicy(TARGET)))).toBeUndefined();
  expect(fileOf(JSON.stringify(text))).toBeUndefined();
  expect(fileOf(encodeURIComponent(text))).toBeUndefined();
  expect(readDocuments([{ file: '-', text }], USUAL).unclaimed[0]?.file).toBeUndefined();
});

test('what is no document of ours is passed over where a folder was given, unless there is nothing else', () => {
  const found = (file: string, value: Json) => ({ file, text: JSON.stringify(value), isFound: true });
  const [named, tools] = [found('d/package.json', { name: 'x' }), found('d/get-policy.json', GET_POLICY)];
  const { problems, notes, unclaimed } = readDocuments([named, tools, found('d/key.json', keyPolicy(TARGET))], USUAL);
  expect([problems, unclaimed.length]).toEqual([[], 1]);
  expect(notes.map(({ file, problem }) => [file, problem.slice(0, 44)])).toEqual([
    ['d/package.json', 'passed over: this is no document with polici'],
    ['d/get-policy.json', 'passed over: this tells of a managed policy '],
  ]);
  expect(readDocuments([named, tools], USUAL).problems.map(({ file }) => file)).toEqual(['d/package.json', 'd/get-policy.json']);
});

test.each(['TAG_POLICY', 'BACKUP_POLICY', 'AISERVICES_OPT_OUT_POLICY', 'CHATBOT_POLICY', 'DECLARATIVE_POLICY_EC2', 'A_NEW_POLICY'])(
  'an organisation’s %s is passed over where a folder was given, and refused by its own file',
  (type) => {
    const text = JSON.stringify(describePolicy(type, 'x', { tags: {} }));
    const scp = { file: 'o/s.json', text: JSON.stringify(describePolicy('SERVICE_CONTROL_POLICY', 'Regions', SCP)), isFound: true };
    const found = readDocuments([scp, { file: 'o/other.json', text, isFound: true }], USUAL);
    expect(found.serviceControl.map(({ name }) => name)).toEqual(['Regions']);
    expect({ problems: found.problems, notes: found.notes }).toEqual({
      problems: [],
      notes: [
        { file: 'o/other.json', problem: expect.stringContaining(`passed over: a policy of the type ${type} limits neither`) as string },
      ],
    });
    expect(readDocuments([scp, { file: 'o/other.json', text }], USUAL).problems.map(({ file }) => file)).toEqual(['o/other.json']);
    expect(readDocuments([{ file: 'o/other.json', text, isFound: true }], USUAL).problems).toHaveLength(1);
  },
);

test('what is wrong with a service control policy is told in a folder too', () => {
  const text = JSON.stringify(describePolicy('SERVICE_CONTROL_POLICY', 'x', { tags: {} }));
  const key = { file: 'd/key.json', text: JSON.stringify(keyPolicy(TARGET)), isFound: true };
  expect(readDocuments([key, { file: 'd/s.json', text, isFound: true }], USUAL).problems.map(({ file }) => file)).toEqual(['d/s.json']);
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
