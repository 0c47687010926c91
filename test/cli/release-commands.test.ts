import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../disk/released';

const COMMAND = join(PROJECT, 'dist/cado-response.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-release-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]): { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: 'utf8' });
  return { exitCode: status, stdout, stderr };
};
const archive = (module: string): string => join(PROJECT, `releases/${module}-1.0.0.tar.gz`);

/** A module with an action more, in HCL and JSON. */
function widened(): string {
  const copy = join(folder, 'cado-role');
  cpSync(join(PROJECT, 'modules/cado-role'), copy, { recursive: true, filter: (path) => !path.includes('/.terraform') });
  for (const file of ['main.tf', 'json/main.tf.json']) {
    const text = readFileSync(join(copy, file), 'utf8');
    expect(text).toContain('guardduty:ListFindings');
    writeFileSync(join(copy, file), text.replace('guardduty:ListFindings', 'guardduty:*'));
  }
  return copy;
}

test('diff of an archive and a folder says what is wider, in words and in JSON', () => {
  const copy = widened();
  const { exitCode, stdout } = run('diff', archive('cado-role'), copy);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^cado-role: major\n {2}major {2}\+ GuardDutyRead now allows guardduty:\*/);
  const { modules } = JSON.parse(run('diff', archive('cado-role'), copy, '--json').stdout) as {
    readonly modules: readonly {
      readonly name: string;
      readonly level: string;
      readonly changes: readonly { readonly direction?: string }[];
    }[];
  };
  expect(modules).toMatchObject([{ name: 'cado-role', level: 'major' }]);
  expect(modules[0]?.changes.map(({ direction }) => direction)).toContain('widened');
});

test('a module is told by what it gives, whatever its folder is called', () => {
  for (const name of ['cado-old', 'cado-new']) {
    cpSync(join(PROJECT, 'modules/cado-role'), join(folder, name), { recursive: true, filter: (path) => !path.includes('/.terraform') });
  }
  for (const file of ['main.tf', 'json/main.tf.json']) {
    const path = join(folder, 'cado-old', file);
    writeFileSync(path, readFileSync(path, 'utf8').replace('guardduty:ListFindings', 'guardduty:GetMembers'));
  }
  const { stdout } = run('diff', 'cado-new', 'cado-old');
  expect(stdout).toMatch(/^cado-role: major\n/);
  expect(stdout).toContain('GuardDutyRead now allows guardduty:GetMembers');
  expect(stdout).not.toContain('undecided');
});

test('diff reads git refs: of the project, and of the repository of a module', () => {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd: folder, encoding: 'utf8' });
  git('init', '--quiet');
  cpSync(join(PROJECT, 'modules'), join(folder, 'modules'), { recursive: true, filter: (path) => !path.includes('/.terraform') });
  git('add', '--all');
  git('commit', '--quiet', '--message', 'modules');
  git('tag', 'v1');
  expect(run('diff', 'v1', 'modules').stdout).toBe(
    'cado-cross-account-trust: nothing changed\n\ncado-kms-key-policy: nothing changed\n\ncado-role: nothing changed\n',
  );
  expect(run('diff', archive('cado-role'), 'v1').stdout).toBe('cado-role: nothing changed\n');
});

test('HCL that says something else than the JSON, and files that are not what checksums say, are errors that name the place', () => {
  const copy = widened();
  cpSync(join(PROJECT, 'modules/cado-role/main.tf'), join(copy, 'main.tf'));
  const other = run('diff', archive('cado-role'), copy);
  expect(other.exitCode).toBe(1);
  expect(other.stderr).toMatch(
    /cado-role: the HCL does not say what json\/main\.tf\.json says, at\n {2}data "aws_iam_policy_document" "operations".*actions/,
  );
  cpSync(join(PROJECT, 'modules'), join(folder, 'modules'), { recursive: true, filter: (path) => !path.includes('/.terraform') });
  writeFileSync(join(folder, 'modules/cado-role/outputs.tf'), '');
  expect(run('diff', 'modules', 'modules').stderr).toMatch(/SHA256SUMS does not hold:\n {2}cado-role\/outputs\.tf: has another content/);
});

test('what publish wrote verifies, archives too', () => {
  for (const [option, target] of [
    ['--archives', 'archives'],
    ['--static', 'registry'],
  ] as const) {
    expect(run('publish', option, target).exitCode).toBe(0);
    const { exitCode, stdout, stderr } = run('verify', target);
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: expect.stringContaining('are as published'), stderr: '' });
  }
});

test.each([
  [['diff', 'nowhere', 'modules'], 1, /nowhere is neither file, folder nor git ref\. Accepted: /],
  [['diff', '--output=x', 'modules'], 2, /unknown option/],
  [['release', '--module', 'cado'], 2, /--module: "cado" is unknown\. Accepted: cado-role, /],
  [['publish'], 2, /Say where to: --git DIR, --static DIR or --archives DIR/],
  [
    ['publish', '--static', 'x', '--namespace', 'a b', '--module', 'y'],
    2,
    /--namespace is "a b".*Accepted: cado\n--module: "y" is unknown/s,
  ],
  [['verify', 'nowhere'], 1, /nowhere is not there\. Accepted: /],
  [['verify', '.', '--checksums', 'none'], 2, /--checksums: none is not there/],
  [['serve', '.', '--port', 'x'], 2, /--port is "x".*Accepted: 8080\n\. is no static registry/s],
] as const)('%j ends with %d and says how to mend it', (args, exitCode, says) => {
  const result = run(...args);
  expect(result.stderr).toMatch(says);
  expect(result.exitCode).toBe(exitCode);
});
