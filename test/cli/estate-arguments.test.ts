import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { subjectsFrom, type EstateArguments } from '../../src/cli/estate-arguments';
import type { Subject } from '../../src/doctor/subject/subject';
import type { Json } from '../../src/policy/policy-json';
import {
  accountDetails,
  describeKey,
  getKeyPolicy,
  getRole,
  GET_POLICY,
  GET_ROLE_POLICY,
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
} from '../estate/aws/aws-cli-outputs';

const ROLES: EstateArguments = { platformRole: roleArn(PLATFORM), targetRole: roleArn(TARGET), platformRegion: 'eu-west-1' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-estate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes files below the folder: JSON, or a text as it stands. */
function write(files: Readonly<Record<string, Json>>): void {
  for (const [file, value] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  }
}

interface Told {
  readonly subjects: readonly Subject[];
  /** Lines, without the folder. */
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

const FILES: readonly (keyof EstateArguments)[] = [
  'keyPolicy',
  'platformPolicy',
  'platformTrust',
  'targetPolicy',
  'targetTrust',
  'targetBoundary',
  'scp',
  'rcp',
];

/** What is told of paths below the folder. */
function told(paths: readonly string[], options: EstateArguments = ROLES, problems: readonly string[] = []): Told {
  const placed = (path: string): string => (path === '-' ? path : join(folder, path));
  const given = Object.fromEntries(
    Object.entries(options).map(([name, value]: [string, string | readonly string[]]) => [
      name,
      !FILES.some((file) => file === name) ? value : typeof value === 'string' ? placed(value) : value.map(placed),
    ]),
  );
  const notes: string[] = [];
  const shown = (text: string): string => text.replaceAll(`${folder}/`, '').replaceAll(folder, '.');
  try {
    const subjects = subjectsFrom(paths.map(placed), given, { problems, note: (line) => notes.push(shown(line)) });
    return { subjects, notes, problems: [] };
  } catch (error) {
    if (!(error instanceof Error) || !('exitCode' in error) || error.exitCode !== 2) throw error;
    return { subjects: [], notes, problems: shown(error.message).split('\n') };
  }
}

const keysOf = ({ subjects }: Told): readonly string[] =>
  subjects.map(
    ({ key, target }) => `${key?.arn ?? 'none'} ${key?.policy === undefined ? 'without policy' : 'with policy'} ${target?.arn ?? ''}`,
  );

/** What somebody saves of an account, each command in a file. */
const saved = (account: string): Readonly<Record<string, Json>> => ({
  [`${account}/key/describe-key.json`]: describeKey(keyArn(account)),
  [`${account}/key/get-key-policy.json`]: getKeyPolicy(account),
  [`${account}/key/list-grants.json`]: listGrants(keyArn(account)),
  [`${account}/role/get-role.json`]: getRole(account),
  [`${account}/role/get-role-policy.json`]: GET_ROLE_POLICY,
});

describe('folders', () => {
  test('three accounts in one folder, with what tools keep beside it', () => {
    write({
      'd/platform.JSON': accountDetails(PLATFORM),
      ...Object.fromEntries(Object.entries({ ...saved(TARGET), ...saved(OTHER) }).map(([file, value]) => [`d/${file}`, value])),
      'd/infra/terraform.tfstate': { version: 4, terraform_version: '1.9.0', serial: 1, lineage: 'x', outputs: {}, resources: [] },
      'd/infra/.terraform/terraform.tfstate': { version: 3, serial: 1, lineage: 'x', backend: { type: 's3', config: {} } },
      'd/infra/package.json': { name: 'infra', dependencies: {} },
      'd/infra/node_modules/x/package.json': 'not read',
      'd/.git/config.json': 'not read',
      'd/._mac.json': 'not read',
      'd/README.md': 'not read',
      [`d/${TARGET}/role/get-policy.json`]: GET_POLICY,
    });
    symlinkSync(join(folder, 'd'), join(folder, 'd/loop'));
    symlinkSync('nowhere', join(folder, 'd/broken.json'));
    const found = told(['d'], { platformRole: roleArn(PLATFORM), platformRegion: 'eu-west-1' });
    expect(found.problems).toEqual([]);
    expect(keysOf(found)).toEqual([`${keyArn(TARGET)} with policy ${roleArn(TARGET)}`, `${keyArn(OTHER)} with policy ${roleArn(OTHER)}`]);
    expect(found.notes).toEqual([
      'Note: d/broken.json is passed over: it is no file',
      'Note: d/loop is passed over: it is no file',
      `Note: d/${TARGET}/role/get-policy.json: passed over: this tells of a managed policy without its document. Give what aws iam get-policy-version --policy-arn arn:aws:iam::${TARGET}:policy/Snapshots --version-id v3 prints`,
      expect.stringMatching(/^Note: d\/infra\/package\.json: passed over: this is no document with policies\. Accepted: /),
    ]);
  });

  test('a folder without documents names what it has', () => {
    write({ 'd/a.txt': 'x', 'd/b.yaml': 'x', 'e/.hidden.json': '{}' });
    mkdirSync(join(folder, 'f'));
    expect(told(['d', 'e', 'f']).problems).toEqual([
      'd has no .json or .tfstate file, only d/a.txt, d/b.yaml. Accepted: a file, a folder of .json and .tfstate files, or - for standard input',
      'e has no .json or .tfstate file. Accepted: a file, a folder of .json and .tfstate files, or - for standard input',
      'f has no .json or .tfstate file. Accepted: a file, a folder of .json and .tfstate files, or - for standard input',
    ]);
  });

  test('what is no JSON may be a policy that was cut: it is never passed over', () => {
    write({ 'd/cut.json': '{"Statement": [', 'd/key.json': keyPolicy(TARGET) });
    expect(told(['d']).problems).toEqual([expect.stringMatching(/^d\/cut\.json: this is no JSON: /)]);
  });

  test('nothing that can be used is a problem, file by file', () => {
    write({ 'd/package.json': { name: 'x' }, 'd/names.json': { PolicyNames: ['x'] } });
    expect(told(['d']).problems).toEqual([
      expect.stringMatching(/^d\/names\.json: this names policies without their documents/),
      expect.stringMatching(/^d\/package\.json: this is no document with policies/),
    ]);
  });

  test('an option that takes several files takes every document of a folder, and one that takes one takes none', () => {
    write({ 'scps/a.json': SCP, 'scps/b.json': SCP, 'rcps/a.json': RCP, 'trusts/t.json': trust(PLATFORM), 'key.json': keyPolicy(TARGET) });
    const [subject] = told(['key.json'], { ...ROLES, keyArn: keyArn(TARGET), scp: ['scps'], rcp: ['rcps'] }).subjects;
    expect([subject?.serviceControl.length, subject?.resourceControl?.length]).toEqual([2, 1]);
    expect(told(['key.json'], { ...ROLES, targetTrust: 'trusts', keyPolicy: 'scps' }).problems).toEqual([
      '--key-policy takes one file, and scps is a folder. Give the file',
      '--target-trust takes one file, and trusts is a folder. Give the file',
    ]);
  });

  test('a file that is named twice, or also by its folder, is read once', () => {
    write({ 'd/key.json': keyPolicy(TARGET) });
    expect(told(['d', 'd/key.json', 'd/key.json'], { ...ROLES, keyArn: keyArn(TARGET) }).subjects).toHaveLength(1);
    const spelled = [`${folder}/d/key.json`, `${folder}/./d/../d//key.json`];
    expect(subjectsFrom(spelled, { ...ROLES, keyArn: keyArn(TARGET) }, { note: () => undefined })).toHaveLength(1);
  });
});

describe('options', () => {
  test('documents behind an option that takes several files are never taken for what it gives', () => {
    write({ 'key.json': keyPolicy(TARGET), 'scp.json': SCP, 'own.json': GET_ROLE_POLICY });
    expect(told([], { ...ROLES, scp: ['scp.json', 'key.json'] }).problems).toEqual([
      '--scp key.json: this is a key policy, as it names principals. Give it with --key-policy. --scp takes every file up to the next option',
    ]);
    expect(told([], { ...ROLES, targetPolicy: ['own.json', 'key.json'] }).problems).toEqual([
      '--target-policy key.json: this is a key policy, as it names principals. Give it with --key-policy. --target-policy takes every file up to the next option',
    ]);
  });

  test('each gives its policy to its owner', () => {
    write({ 'key.json': getKeyPolicy(TARGET), 'own.json': GET_ROLE_POLICY, 'role.json': getRole(TARGET), 'boundary.json': SCP });
    const [subject] = told([], {
      ...ROLES,
      keyArn: keyArn(TARGET),
      keyPolicy: 'key.json',
      targetPolicy: ['own.json'],
      targetTrust: 'role.json',
      targetBoundary: 'boundary.json',
    }).subjects;
    expect(subject?.key?.policy?.json).toEqual(keyPolicy(TARGET));
    expect(subject?.target?.identity?.given.map(({ inlineName }) => inlineName)).toEqual(['forensics']);
    expect(subject?.target?.trust?.json).toEqual(trust(PLATFORM));
    expect(subject?.target?.boundary?.json).toEqual(SCP);
    expect(subject?.platform).toEqual({ arn: roleArn(PLATFORM) });
  });

  test('of one role, an output of another is refused; of one policy, several are', () => {
    write({ 'role.json': getRole(OTHER), 'two.json': [keyPolicy(TARGET), keyPolicy(OTHER)], 'key.json': keyPolicy(TARGET) });
    expect(told(['key.json'], { ...ROLES, targetTrust: 'role.json', keyPolicy: 'two.json' }).problems).toEqual([
      '--key-policy two.json: this holds 2 policies, and one is asked for. Give a file with one',
      `--target-trust role.json: this is of the role ${roleArn(OTHER)}, not of ${roleArn(TARGET)}. Give one of that role`,
    ]);
  });

  test('everything that is wrong with options and files is told at once, each with its place', () => {
    write({ 'key.json': keyPolicy(TARGET), 'empty.json': '', 'other.json': { a: 1 }, 'none.json': policy() });
    const { problems } = told(
      ['nowhere.json', 'empty.json', 'other.json', 'none.json'],
      { ...ROLES, targetRole: 'bad', level: 'tight', keyPolicy: 'nobody.json', scp: ['key.json'] },
      ['--patch "x" is unknown'],
    );
    const starts = [
      '--patch "x" is unknown',
      '--target-role is "bad", but must be',
      '--level is "tight", but must be',
      'nowhere.json cannot be read',
      '--key-policy: nobody.json cannot be read',
      '--scp key.json: this is a key policy',
      'empty.json: this is no JSON: it is empty',
      'other.json: this is no document with policies',
      'none.json: this policy has no statement',
    ];
    expect(problems.map((problem, index) => problem.slice(0, starts[index]?.length))).toEqual(starts);
  });
});

test('names out of documents neither break lines nor reach the terminal as they are', () => {
  const name = 'a\nb\u001b[31m\u202e';
  write({
    'details.json': {
      ...accountDetails(TARGET),
      Policies: [{ Arn: 'x', PolicyName: name, PolicyVersionList: [{ Document: { Statement: [{}] } }] }],
    },
  });
  const { problems } = told(['details.json']);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain('details.json: a\\u{a}b\\u{1b}[31m\\u{202e}: Statement[0]');
});

test('notes are few', () => {
  write(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`d/${index}.json`, { a: index }])));
  write({ 'd/key.json': keyPolicy(TARGET) });
  const { notes } = told(['d'], { ...ROLES, keyArn: keyArn(TARGET), evidenceRegion: ['eu-wset-1'] });
  expect(notes).toHaveLength(12);
  expect([notes[0], notes[11]]).toEqual([
    'Note: eu-wset-1 is like no Region that AWS has: see whether it is misspelt',
    'Note: and 20 more such notes',
  ]);
});
