import { importOf, type ImportOptions } from '../../../src/doctor/subject/options';
import type { NamedPolicies } from '../../../src/doctor/subject/examined-roles';
import { subjectsOf, type SubjectOptions, type Subjects } from '../../../src/doctor/subject/subjects';
import type { GivenPolicy } from '../../../src/estate/estate';
import { readDocuments } from '../../../src/estate/read-documents';
import { NOBODY, NOWHERE } from '../../../src/estate/whereabouts';
import type { Json, JsonObject } from '../../../src/policy/policy-json';
import {
  accountDetails,
  ALLOWED,
  describeKey,
  describePolicy,
  getKeyPolicy,
  getPolicyVersion,
  getRole,
  GET_ROLE_POLICY,
  ID,
  keyArn,
  keyPolicy,
  listGrants,
  OTHER,
  PLATFORM,
  policy,
  RCP,
  roleArn,
  SCP,
  TARGET,
  trust,
} from '../../estate/aws/aws-cli-outputs';

const NONE: NamedPolicies = { identity: [] };
const ROLES: ImportOptions = { platformRole: roleArn(PLATFORM), targetRole: roleArn(TARGET) };
const named = (name: string, json: JsonObject): GivenPolicy => ({ name, json });

/** What is examined of documents by name, with options. */
function subjects(files: Readonly<Record<string, Json>>, options: ImportOptions = {}, more: Partial<SubjectOptions> = {}): Subjects {
  const documents = Object.entries(files).map(([file, value]) => ({ file, text: JSON.stringify(value) }));
  const read = readDocuments(documents, { partition: 'aws', account: NOBODY, region: NOWHERE }, options.keyArn);
  expect(read.problems).toEqual([]);
  return subjectsOf(read, { ...importOf(options), of: { platform: NONE, target: NONE }, serviceControl: [], ...more });
}

/** A line for each subject: key, its policy, the target role and the number of its policies, what was guessed. */
const lines = ({ subjects: all }: Subjects): readonly string[] =>
  all.map(({ key, platform, target, guessed = [] }) =>
    [
      key === undefined ? 'no key' : key.arn.replace(/^arn:aws:kms:/, ''),
      key?.policy?.name ?? 'no policy',
      ...[platform, target].map((role) =>
        role === undefined ? 'no role' : `${role.arn.split(':')[4] ?? ''} ${role.identity?.given.length ?? '?'}`,
      ),
      ...(guessed.length > 0 ? [`guessed: ${guessed.join(', ')}`] : []),
    ].join(' | '),
  );

/** The folder of an account, as somebody saves what the commands print: everything of it by itself. */
const accountFolder = (account: string): Readonly<Record<string, Json>> => ({
  [`${account}/describe-key.json`]: describeKey(keyArn(account)),
  [`${account}/get-key-policy.json`]: getKeyPolicy(account),
  [`${account}/list-grants.json`]: listGrants(keyArn(account)),
  [`${account}/get-role.json`]: getRole(account),
  [`${account}/get-role-policy.json`]: GET_ROLE_POLICY,
});

test.each([
  ['without its path', 'arn:aws:iam::444455556666:role/sec/CadoResponseRole', 'arn:aws:iam::444455556666:role/CadoResponseRole'],
  ['in other letters', 'arn:aws:iam::444455556666:role/CadoResponseRole', 'arn:aws:iam::444455556666:role/cadoresponserole'],
])('an ARN %s is that of no role, where documents have the role', (_what, arn, said) => {
  const role = { ...(getRole(TARGET)['Role'] as JsonObject), Arn: arn };
  const { problems } = subjects({ 'get-role.json': { Role: role } }, { targetRole: said, evidenceRegion: ['us-east-1'] });
  expect(problems).toEqual([
    `No role is ${said}: the documents have ${arn}, and an account has one role of a name. Give --target-role ${arn}`,
  ]);
});

test('a role that may be the platform as well is told, and is not where it was named', () => {
  const ofOwn = (account: string): JsonObject => {
    const ofAdmin = policy({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:role/Admin` }, Action: 'sts:AssumeRole' });
    return { ...(getRole(account)['Role'] as JsonObject), Arn: roleArn(account), AssumeRolePolicyDocument: ofAdmin };
  };
  const files = { 'a.json': { Role: ofOwn(PLATFORM) }, 'b.json': { Role: ofOwn(TARGET) } };
  const region = { evidenceRegion: ['us-east-1'] };
  const { notes } = subjects(files, region);
  expect(notes.join('\n')).toContain(
    `${roleArn(PLATFORM)} is taken for the platform's role, and ${roleArn(TARGET)} is left out, which may be it as well`,
  );
  expect(subjects(files, { ...ROLES, ...region }).notes).toEqual([]);
});

describe('keys', () => {
  test('a folder for each of three accounts: each key has its policy, its grants and the role of its account', () => {
    const found = subjects(
      {
        'platform/details.json': { ...accountDetails(PLATFORM), Policies: accountDetails(PLATFORM)['Policies'] ?? null },
        ...accountFolder(TARGET),
        ...accountFolder(OTHER),
        'scps/describe-policy.json': describePolicy('SERVICE_CONTROL_POLICY', 'Keys', SCP),
        'rcps/describe-policy.json': describePolicy('RESOURCE_CONTROL_POLICY', 'Ours', RCP),
      },
      { platformRole: roleArn(PLATFORM), platformRegion: 'eu-west-1' },
    );
    expect(found.problems).toEqual([]);
    expect(lines(found)).toEqual([
      `us-east-1:${TARGET}:key/${ID} | ${TARGET}/get-key-policy.json | ${PLATFORM} 2 | ${TARGET} 1`,
      `us-east-1:${OTHER}:key/${ID} | ${OTHER}/get-key-policy.json | ${PLATFORM} 2 | ${OTHER} 1`,
    ]);
    for (const { key, serviceControl, resourceControl } of found.subjects) {
      expect(key).toMatchObject({ state: 'Enabled', usage: 'ENCRYPT_DECRYPT', manager: 'CUSTOMER', isMultiRegion: false });
      expect([key?.grants.length, serviceControl.map(({ name }) => name), resourceControl?.map(({ name }) => name)]).toEqual([
        1,
        ['Keys'],
        ['Ours'],
      ]);
    }
  });

  test('policies that were printed alone are keys of their own: none vanishes', () => {
    const files = { 'keys/a.json': getKeyPolicy(TARGET), 'keys/b.json': getKeyPolicy(TARGET), 'keys/c.json': getKeyPolicy(OTHER) };
    expect(lines(subjects(files, { ...ROLES, evidenceRegion: ['us-east-1'] }))).toEqual(
      [
        `us-east-1:${TARGET}:key/KEY-ID | keys/a.json`,
        `us-east-1:${TARGET}:key/KEY-ID-2 | keys/b.json`,
        `us-east-1:${OTHER}:key/KEY-ID-3 | keys/c.json`,
      ].map((line) => `${line} | ${PLATFORM} ? | ${TARGET} ? | guessed: key id`),
    );
  });

  const FOREIGN_ROOT = policy(
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${PLATFORM}:root` }, Action: 'kms:DescribeKey', Resource: '*' },
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${TARGET}:root` }, Action: 'kms:*', Resource: '*' },
  );
  const OF_EAST = policy({
    ...(keyPolicy(TARGET)['Statement'] as readonly JsonObject[])[0],
    Condition: { StringEquals: { 'kms:ViaService': ['ec2.eu-west-1.amazonaws.com', 'ec2.ap-southeast-2.amazonaws.com'] } },
  });

  test.each<[name: string, json: JsonObject, options: ImportOptions, key: string, guessed: string]>([
    ['the account of who may change it', FOREIGN_ROOT, {}, `us-east-1:${TARGET}:key/KEY-ID`, 'Region, key id'],
    ['the Region that evidence lies in', keyPolicy(TARGET), { evidenceRegion: ['eu-west-3'] }, `eu-west-3:${TARGET}:key/KEY-ID`, 'key id'],
    [
      'the first of several such Regions, guessed',
      keyPolicy(TARGET),
      { evidenceRegion: ['eu-west-3', 'eu-west-2'] },
      `eu-west-3:${TARGET}:key/KEY-ID`,
      'Region, key id',
    ],
    [
      'a Region that it speaks of besides the platform’s, guessed',
      OF_EAST,
      { platformRegion: 'eu-west-1' },
      `ap-southeast-2:${TARGET}:key/KEY-ID`,
      'Region, key id',
    ],
    [
      'the platform’s Region, guessed',
      keyPolicy(TARGET),
      { platformRegion: 'eu-west-1' },
      `eu-west-1:${TARGET}:key/KEY-ID`,
      'Region, key id',
    ],
    [
      'the ARN that it names',
      policy({ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: keyArn(OTHER, ID, 'eu-north-1') }),
      {},
      `eu-north-1:${OTHER}:key/${ID}`,
      '',
    ],
    ['the option', keyPolicy(TARGET), { keyArn: keyArn(TARGET) }, `us-east-1:${TARGET}:key/${ID}`, ''],
  ])('a policy alone is that of a key by %s', (_name, json, options, key, guessed) => {
    const found = subjects({ 'key.json': json }, { ...ROLES, ...options });
    expect([found.problems, found.notes]).toEqual([[], []]);
    expect(lines(found)).toEqual([`${key} | key.json | ${PLATFORM} ? | ${TARGET} ?${guessed === '' ? '' : ` | guessed: ${guessed}`}`]);
  });

  test.each<[name: string, files: Readonly<Record<string, Json>>, options: ImportOptions, problem: RegExp]>([
    [
      'two roots may change it',
      { 'key.json': policy({ Effect: 'Allow', Principal: { AWS: [TARGET, OTHER] }, Action: 'kms:*', Resource: '*' }) },
      {},
      /^key\.json: the account of its key cannot be told, as it lets 444455556666 and 777788889999 change it\. Give --key-arn arn:aws:kms/,
    ],
    [
      'nobody is named who may',
      { 'key.json': policy({ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }) },
      {},
      /^key\.json: the account of its key cannot be told, as it names nobody who may change it\. Give --key-arn/,
    ],
    ['it denies everybody something', { 'rcp.json': RCP }, {}, /^rcp\.json: .*If it is a resource control policy, give it with --rcp$/],
    [
      'either of two policies may be a key’s',
      { 'd.json': describeKey(keyArn(TARGET)), 'a.json': keyPolicy(TARGET), 'b.json': keyPolicy(TARGET) },
      {},
      /^a\.json, b\.json: whose policies they are cannot be told, of arn:aws:kms:us-east-1:444455556666:key\/1234abcd.*in a folder for each key, or give --key-policy and --key-arn$/,
    ],
    [
      'the option names one key, and either may be its',
      { 'a.json': keyPolicy(TARGET), 'b.json': keyPolicy(TARGET) },
      { keyArn: keyArn(TARGET) },
      /^a\.json, b\.json: which of them is the policy of arn:.* cannot be told\. Give it with --key-policy$/,
    ],
    [
      'two policies name one key',
      Object.fromEntries(
        ['a.json', 'b.json'].map((file) => [
          file,
          policy({ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: keyArn(TARGET), Sid: file.replace('.json', '') }),
        ]),
      ),
      {},
      /^a\.json, b\.json: these are policies of one key, arn:aws:kms:us-east-1:444455556666/,
    ],
  ])('nothing is guessed where %s', (_name, files, options, problem) => {
    const { problems } = subjects(files, { ...ROLES, ...options });
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  test('of several keys one may be asked for; a policy by option is that key’s', () => {
    const files = { ...accountFolder(TARGET), ...accountFolder(OTHER) };
    const options = { platformRole: roleArn(PLATFORM), keyArn: keyArn(OTHER) };
    expect(lines(subjects(files, options))).toEqual([
      `us-east-1:${OTHER}:key/${ID} | ${OTHER}/get-key-policy.json | ${PLATFORM} ? | ${OTHER} 1`,
    ]);
    const own = subjects(files, options, { keyPolicy: named('mine.json', keyPolicy(OTHER)) });
    expect(lines(own)).toEqual([`us-east-1:${OTHER}:key/${ID} | mine.json | ${PLATFORM} ? | ${OTHER} 1`]);
    expect(own.subjects[0]?.key?.grants).toHaveLength(1);
  });

  test('a policy by option is that of the only key, wherever that is told', () => {
    const found = subjects({ 'd/describe-key.json': describeKey(keyArn(TARGET)) }, ROLES, {
      keyPolicy: named('k.json', keyPolicy(TARGET)),
    });
    expect(lines(found)).toEqual([`us-east-1:${TARGET}:key/${ID} | k.json | ${PLATFORM} ? | ${TARGET} ?`]);
  });

  test('a policy that tells of another account than the key that is named is taken for its policy, with a note', () => {
    const found = subjects({ 'key.json': keyPolicy(OTHER) }, { ...ROLES, keyArn: keyArn(TARGET) });
    expect(lines(found)).toEqual([`us-east-1:${TARGET}:key/${ID} | key.json | ${PLATFORM} ? | ${TARGET} ?`]);
    expect(found.notes).toEqual([`key.json tells of another key than ${keyArn(TARGET)}, and is taken for its policy`]);
  });

  test('what is no ARN of a key makes none', () => {
    const found = subjects(
      { 'd.json': describeKey('arn:aws:kms:us-east-1:1:alias/x'), 'k.json': keyPolicy(TARGET) },
      { ...ROLES, keyArn: keyArn(TARGET) },
    );
    expect(lines(found)).toEqual([`us-east-1:${TARGET}:key/${ID} | k.json | ${PLATFORM} ? | ${TARGET} ?`]);
    expect(found.notes).toEqual(['arn:aws:kms:us-east-1:1:alias/x is passed over: it is no ARN of a key']);
  });

  test('what a plan does not tell of a new key is guessed, and said', () => {
    const plan = {
      format_version: '1.2',
      planned_values: { root_module: {} },
      resource_changes: [
        {
          address: 'aws_kms_key.new',
          mode: 'managed',
          type: 'aws_kms_key',
          name: 'new',
          change: {
            actions: ['create'],
            before: null,
            after: { policy: JSON.stringify(keyPolicy(TARGET)) },
            after_unknown: { arn: true, key_id: true },
          },
        },
      ],
    };
    expect(lines(subjects({ 'plan.json': plan }, ROLES))).toEqual([
      `us-east-1:${TARGET}:key/aws_kms_key.new | aws_kms_key.new.policy | ${PLATFORM} ? | ${TARGET} ? | guessed: Region, key id`,
    ]);
  });
});

describe('roles', () => {
  test('a key policy that names another key than the one beside it is told', () => {
    const other = keyArn(TARGET, '0987dcba-09fe-87dc-65ba-ab0987654321');
    const naming = policy({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${TARGET}:root` }, Action: 'kms:*', Resource: other });
    const found = subjects(
      { 'one/d.json': describeKey(keyArn(TARGET)), 'one/p.json': naming, 'two/d.json': describeKey(other) },
      { platformRole: roleArn(PLATFORM) },
    );
    expect(found.subjects.map(({ key }) => [key?.arn, key?.policy?.name])).toEqual([
      [keyArn(TARGET), 'one/p.json'],
      [other, undefined],
    ]);
    expect(found.notes).toEqual([`one/p.json tells of another key than ${keyArn(TARGET)}, and is taken for its policy`]);
  });

  test('a key policy that names a central account alone as who may change it is of the key beside it, and that is told', () => {
    const central = {
      Effect: 'Allow',
      Principal: { AWS: roleArn('999999999999', 'KeyAdmin') },
      Action: 'kms:*',
      Resource: '*',
    };
    const use = { ...central, Principal: { AWS: roleArn(TARGET) }, Action: 'kms:Decrypt' };
    const found = subjects({ 'one/d.json': describeKey(keyArn(TARGET)), 'one/p.json': policy(use, central) }, ROLES);
    expect(found.subjects.map(({ key }) => [key?.arn, key?.policy?.name])).toEqual([[keyArn(TARGET), 'one/p.json']]);
    expect(found.notes).toEqual([
      `one/p.json names nobody but 999999999999 who may change it, and is taken for the policy of ${keyArn(TARGET)}`,
    ]);
  });

  test('a role of an account without any key that was given is named, and not passed over', () => {
    const found = subjects({
      ...accountFolder(TARGET),
      'other.json': getRole(OTHER),
      'policy.json': getKeyPolicy(TARGET),
    });
    expect(found.problems).toEqual([]);
    expect(found.notes).toContain(
      `${roleArn(OTHER)} is left out: no key that was given lies in its account. Give one that does, or roles without keys`,
    );
  });

  test('a role that trusts the platform and is not called as it asks for is named', () => {
    const arn = `arn:aws:iam::${TARGET}:role/ForensicsAccess`;
    const other = getRole(TARGET, { RoleName: 'ForensicsAccess', Arn: arn, AssumeRolePolicyDocument: trust(PLATFORM) });
    const note = `${arn} trusts ${roleArn(PLATFORM)} and is left out: its name holds neither CadoResponse nor DarktraceForensics. If imports use it, give --target-role ${arn}`;
    const options = { platformRole: roleArn(PLATFORM), evidenceRegion: ['us-east-1'] };
    expect(subjects({ 'other.json': other }, options).notes).toEqual([note]);
    expect(subjects({ 'other.json': other }, { ...options, targetRole: arn }).notes).toEqual([]);
    const stranger = { Role: { ...(other['Role'] as JsonObject), AssumeRolePolicyDocument: trust(OTHER) } };
    expect(subjects({ 'other.json': stranger, 'ours.json': getRole(TARGET) }, options).notes).toEqual([]);
  });

  test('policies of nobody belong to the only role, with a note for what may be another’s', () => {
    const found = subjects(
      { 'version.json': getPolicyVersion(true), 'raw.json': SCP, 'trust.json': trust(PLATFORM) },
      { targetRole: roleArn(TARGET), evidenceRegion: ['us-east-1'] },
    );
    expect(found.problems).toEqual([]);
    const [{ target } = {}] = found.subjects;
    expect([target?.identity?.given.map(({ name }) => name), target?.trust?.name]).toEqual([['version.json', 'raw.json'], 'trust.json']);
    expect(found.notes).toEqual(
      ['version.json', 'raw.json'].map(
        (file) =>
          `${file} is taken for a policy of ${roleArn(TARGET)}. Give a service control policy with --scp, a boundary with its option`,
      ),
    );
  });

  test('of several roles they belong to the only one told in their folder', () => {
    const found = subjects(
      {
        'p/get-role.json': getRole(PLATFORM),
        't/get-role.json': getRole(TARGET),
        't/get-policy-version.json': getPolicyVersion(true),
      },
      ROLES,
      { evidenceRegions: ['us-east-1'] },
    );
    expect(found.problems).toEqual([]);
    expect(lines(found)).toEqual([`no key | no policy | ${PLATFORM} ? | ${TARGET} 1`]);
  });

  test.each<[name: string, files: Readonly<Record<string, Json>>, options: ImportOptions, problems: readonly RegExp[]]>([
    ['there is no role', { 'k.json': keyPolicy(TARGET) }, {}, [/^No role is known\. Give --platform-role or --target-role, e\.g\./]],
    [
      'a policy may be of either role',
      { 'a.json': SCP, 'b.json': getPolicyVersion(true) },
      ROLES,
      [/^a\.json, b\.json: whose policy it is cannot be told\. Give it with --platform-policy, --target-policy or --scp$/],
    ],
    ['a trust policy may be of either role', { 't.json': trust(PLATFORM) }, ROLES, [/^t\.json: whose trust policy it is cannot be told/]],
    [
      'there are two trust policies',
      { 'a.json': trust(PLATFORM), 'b.json': trust(OTHER) },
      { targetRole: roleArn(TARGET) },
      [/^b\.json: whose trust policy it is cannot be told/],
    ],
    [
      'no policy was given at all',
      { 'describe-key.json': describeKey(keyArn(TARGET)) },
      ROLES,
      [
        /^Nothing can be said: no policy of a key or role was given\. Give the key's policy or a role's policies, e\.g\. --key-policy key-policy\.json$/,
      ],
    ],
    ['there is no document at all', {}, ROLES, [/^Nothing can be said/]],
    [
      'policies speak of Regions and nothing tells where the platform is',
      { 'own.json': policy({ ...ALLOWED, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } }) },
      { targetRole: roleArn(TARGET) },
      [
        /^The policies speak of Regions, and nothing tells where the platform is\. Give --platform-region, e\.g\. --platform-region eu-west-1$/,
      ],
    ],
    [
      'the key policy speaks of another partition',
      { 'k.json': JSON.parse(JSON.stringify(keyPolicy(TARGET)).replaceAll('arn:aws:', 'arn:aws-us-gov:')) as Json },
      ROLES,
      [/^k\.json speaks of arn:aws-us-gov, the roles lie in arn:aws, and nothing crosses partitions/],
    ],
    [
      'the key lies in another partition',
      { 'd.json': describeKey(keyArn(TARGET).replace('arn:aws:', 'arn:aws-cn:')), 'own.json': SCP },
      { targetRole: roleArn(TARGET) },
      [/^arn:aws-cn:kms:.* lies in another partition, the roles lie in arn:aws/],
    ],
    [
      'no claims are made for the partition',
      { 'own.json': policy(ALLOWED) },
      { targetRole: 'arn:aws-iso:iam::444455556666:role/CadoResponseRole', evidenceRegion: ['us-iso-east-1'] },
      [/^No claims are made for the partition aws-iso\. Accepted: aws, aws-us-gov, aws-cn$/],
    ],
    [
      'a trust policy speaks of another partition',
      { 't.json': JSON.parse(JSON.stringify(trust(PLATFORM)).replace('arn:aws:', 'arn:aws-cn:')) as Json },
      { targetRole: roleArn(TARGET), evidenceRegion: ['us-east-1'] },
      [/^t\.json speaks of arn:aws-cn/],
    ],
  ])('it is asked where %s', (_name, files, options, problems) => {
    expect(subjects(files, options).problems).toEqual(problems.map((problem) => expect.stringMatching(problem) as string));
  });

  test('without a key and a Region the Region is guessed, and said', () => {
    const files = { 'own.json': policy(ALLOWED) };
    expect(lines(subjects(files, { targetRole: roleArn(TARGET) }))).toEqual([
      `no key | no policy | no role | ${TARGET} 1 | guessed: Region`,
    ]);
    for (const options of [{ platformRegion: 'eu-west-1' }, { evidenceRegion: ['eu-west-1'] }])
      expect(lines(subjects(files, { targetRole: roleArn(TARGET), ...options }))).toEqual([`no key | no policy | no role | ${TARGET} 1`]);
  });

  test('options and documents give policies of an organisation together', () => {
    const [subject] = subjects(
      { 'd.json': describePolicy('RESOURCE_CONTROL_POLICY', 'Ours', RCP), 'k.json': keyPolicy(TARGET) },
      { ...ROLES, keyArn: keyArn(TARGET) },
      { serviceControl: [named('scp.json', SCP)], resourceControl: [named('rcp.json', RCP)] },
    ).subjects;
    expect([subject?.serviceControl, subject?.resourceControl].map((all) => all?.map(({ name }) => name))).toEqual([
      ['scp.json'],
      ['Ours', 'rcp.json'],
    ]);
  });
});
