import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../disk/released';

const COMMAND = join(PROJECT, 'dist/cado-response.js');
const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const TARGET = 'arn:aws:iam::444455556666:role/CadoResponseRole';
const ROOT = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'kms:*', Resource: '*' };
const POLICY = `${JSON.stringify({ Version: '2012-10-17', Statement: [ROOT] }, null, 2)}\n`;
const ROLES = ['--platform-role', PLATFORM, '--target-role', TARGET, '--platform-region', 'eu-west-1', '--key-arn', KEY] as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-existing-'));
  writeFileSync(join(folder, 'key.json'), POLICY);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input = ''): { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: 'utf8', input });
  return { exitCode: status, stdout, stderr };
}

test('doctor tells what is blocked, what mends it and what else was granted; the diff applies to the file', () => {
  const { exitCode, stdout, stderr } = run(['doctor', 'key.json', ...ROLES]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '2 import paths are blocked\n' });
  expect(stdout).toContain('  BLOCKED  F: across accounts');
  expect(stdout).toContain('What mends it: 3 statements (kms_tightening pinned), the least that does');
  expect(stdout).toContain('Proved: 2 paths mended; none of');
  const { stdout: diff } = run(['doctor', 'key.json', ...ROLES, '--patch', 'diff']);
  const applied = spawnSync('git', ['apply', '-'], { cwd: folder, input: diff, encoding: 'utf8' });
  expect(applied.stderr).toBe('');
  const patched = run(['doctor', 'key.json', ...ROLES]);
  expect({ exitCode: patched.exitCode, blocked: patched.stdout.includes('BLOCKED') }).toEqual({ exitCode: 0, blocked: false });
});

test('of a policy on one line the report shows lines, and the diff what applies to the file', () => {
  writeFileSync(join(folder, 'line.json'), JSON.stringify(JSON.parse(POLICY)));
  const { stdout } = run(['doctor', 'line.json', ...ROLES]);
  expect(stdout).toContain('Policies on one line are laid out for reading');
  expect(stdout).toContain('\n+      "Sid": "CadoResponseEbsUse",\n');
  expect(stdout).not.toMatch(/^[-+].{400}/m);
  const { stdout: diff } = run(['doctor', 'line.json', ...ROLES, '--patch', 'diff']);
  expect(spawnSync('git', ['apply', '-'], { cwd: folder, input: diff, encoding: 'utf8' }).stderr).toBe('');
  expect(run(['doctor', 'line.json', ...ROLES]).exitCode).toBe(0);
});

test('doctor reads standard input and folders, and says all in JSON', () => {
  const { stdout } = run(['doctor', '-', ...ROLES, '--json'], encodeURIComponent(POLICY));
  const { subjects } = JSON.parse(stdout) as {
    subjects: readonly [
      {
        paths: readonly { state: string; calls: readonly object[] }[];
        patch: { documents: readonly object[]; module: string; awsCli: string };
      },
    ];
  };
  const [{ paths, patch }] = subjects;
  expect(paths.map(({ state }) => state)).toContain('blocked');
  expect(paths.every(({ calls }) => calls.length > 0)).toBe(true);
  expect(patch.awsCli).toBe(
    `aws kms put-key-policy --region us-east-1 --key-id ${KEY} --policy-name default --policy file://key-policy.json`,
  );
  expect(patch.module).toMatch(/^module "cado_key_policy" \{\n {2}source +=.*cado-kms-key-policy\/aws"\n {2}version +=/);
  expect(run(['doctor', '.', ...ROLES]).stdout).toContain('BLOCKED');
});

test('doctor writes the patched documents into a folder, and nothing where the patch must not be used', () => {
  expect(run(['doctor', 'key.json', ...ROLES, '--out', 'patch']).stdout).toContain('Written to patch:');
  const written = JSON.parse(readFileSync(join(folder, 'patch/key-policy.json'), 'utf8')) as { Statement: readonly unknown[] };
  expect(written.Statement[0]).toEqual(ROOT);
  expect(written.Statement).toHaveLength(4);
  writeFileSync(
    join(folder, 'foreign.json'),
    JSON.stringify({ Statement: [ROOT, { ...ROOT, Sid: 'CadoResponseEbsUse', Action: 'kms:List*' }] }),
  );
  const refused = run(['doctor', 'foreign.json', ...ROLES, '--out', 'other']);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('CadoResponseEbsUse that no release');
  expect(existsSync(join(folder, 'other'))).toBe(false);
});

test('doctor says every mistake of its options at once', () => {
  const { exitCode, stderr } = run([
    'doctor',
    'key.json',
    '--platform-role',
    'arn:aws:iam::1:user/x',
    '--evidence-region',
    'US',
    '--level',
    'tight',
    '--context',
    'x',
    '--key-arn',
    'k',
  ]);
  expect(exitCode).toBe(2);
  for (const label of [
    '--platform-role is "arn:aws:iam::1:user/x"',
    '--evidence-region is ["US"]',
    '--level is "tight"',
    '--context "x" is no pair',
    '--key-arn is "k"',
  ])
    expect(stderr).toContain(label);
  expect(stderr.match(/Accepted:/g)?.length).toBeGreaterThanOrEqual(5);
});

test.each<[name: string, args: readonly string[], said: RegExp]>([
  ['no role', ['doctor', 'key.json'], /No role is known\. Give --platform-role or --target-role/],
  ['a file that is not there', ['doctor', 'nowhere.json', ...ROLES], /nowhere\.json cannot be read/],
  ['a form of patch that is none', ['doctor', 'key.json', ...ROLES, '--patch', 'xml'], /--patch "xml" is unknown\. Accepted: statements/],
  ['a plan that is none', ['check', 'key.json'], /key\.json is no plan\. Accepted/],
  ['a format that is none', ['check', 'key.json', '--format', 'xml'], /--format "xml" is unknown/],
  ['an event that is none', ['diagnose', 'key.json'], /no event of CloudTrail/],
  ['no page', ['explain', 'key.json'], /--html is missing/],
  ['a merge without a role', ['merge', 'key.json'], /--platform-role and --target-role are both missing/],
  [
    'a merge at a level without Regions',
    ['merge', 'key.json', '--target-role', TARGET, '--level', 'pinned'],
    /--level "pinned" ties the key to Regions/,
  ],
])('%s is wrong usage, with what is accepted', (_name, args, said) => {
  const { exitCode, stdout, stderr } = run(args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(said);
});

test('merge prints or writes the policy, and unmerge gives back what was there', () => {
  const { stdout } = run(['merge', 'key.json', '--target-role', TARGET]);
  expect(stdout).toContain('"Sid": "CadoResponseDescribeKey"');
  expect(run(['merge', 'key.json', '--target-role', TARGET, '--out', 'merged.json']).stdout).toBe('');
  expect(`${readFileSync(join(folder, 'merged.json'), 'utf8')}\n`).toBe(stdout);
  expect(run(['unmerge', 'merged.json', '--out', 'back.json']).exitCode).toBe(0);
  expect(readFileSync(join(folder, 'back.json'), 'utf8')).toBe(POLICY);
  expect(readdirSync(folder).toSorted()).toEqual(['back.json', 'key.json', 'merged.json']);
});

test('merge refuses a lockout, and an account that cannot be told, and writes nothing', () => {
  writeFileSync(join(folder, 'nobody.json'), JSON.stringify({ Statement: [{ ...ROOT, Action: 'kms:Decrypt' }] }));
  const { exitCode, stderr } = run(['merge', 'nobody.json', '--target-role', TARGET, '--out', 'x.json']);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('leaves nobody in the key');
  expect(existsSync(join(folder, 'x.json'))).toBe(false);
  writeFileSync(
    join(folder, 'whose.json'),
    JSON.stringify({ Statement: [{ ...ROOT, Principal: { AWS: 'arn:aws:iam::444455556666:role/KeyAdmin' } }] }),
  );
  expect(run(['merge', 'whose.json', '--target-role', TARGET]).stderr).toContain("does not tell the key's account. Give --account");
  expect(run(['merge', 'whose.json', '--target-role', TARGET, '--account', '444455556666']).exitCode).toBe(0);
});

test('check prints each format, and fails for what would be lost', () => {
  const plan = join(PROJECT, 'examples/doctor/plan.json');
  for (const [format, start] of [
    ['text', 'FAILED'],
    ['json', '{'],
    ['sarif', '{'],
    ['github', '::error file='],
  ] as const) {
    const { exitCode, stdout, stderr } = run(['check', plan, '--format', format]);
    expect({ exitCode, stderr: /would be lost or opened/.test(stderr), start: stdout.startsWith(start) }).toEqual({
      exitCode: 1,
      stderr: true,
      start: true,
    });
  }
});

test('explain writes one page, and says what is in it', () => {
  const { exitCode, stdout } = run(['explain', 'key.json', ...ROLES, '--html', 'out/page.html']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'out/page.html: 1 key\n' });
  expect(readFileSync(join(folder, 'out/page.html'), 'utf8').startsWith('<!doctype html>')).toBe(true);
});
