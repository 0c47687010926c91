import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { version } from '../../package.json';

const PROJECT = resolve(__dirname, '../..');
const COMMAND = join(PROJECT, 'dist/cado-response.js');
const MODULES = join(PROJECT, 'modules');

interface Result {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Result => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { exitCode: status, stdout, stderr };
};

/** Every file below a folder, but for what Terraform itself leaves behind. */
const filesIn = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !`${entry.parentPath}/${entry.name}`.includes('/.terraform'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')] as const)
      .toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );

test('--version prints the version of the package', () => {
  expect(run(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
});

test('synth --help shows every option and an example', () => {
  const { exitCode, stdout } = run(['synth', '--help']);
  expect(exitCode).toBe(0);
  for (const text of ['--out', '--check', '--module', 'Example:']) expect(stdout).toContain(text);
});

test.each([
  ['without a code cache', undefined],
  ['with a code cache of another build', Buffer.alloc(4096, 7)],
])('%s the command writes the same', (_title, cache) => {
  cpSync(join(PROJECT, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(PROJECT, 'LICENSE'), join(folder, 'LICENSE'));
  cpSync(MODULES, join(folder, 'modules'), { recursive: true, filter: (path) => !path.includes('/.terraform') });
  const cacheFile = join(folder, 'dist/command.js.cache');
  if (cache === undefined) rmSync(cacheFile);
  else writeFileSync(cacheFile, cache);
  execFileSync(process.execPath, [join(folder, 'dist/cado-response.js'), 'synth', '--out', 'out'], { cwd: folder });
  expect(filesIn(join(folder, 'out'))).toEqual(filesIn(MODULES));
});

test('synth writes the committed modules, byte for byte, and nothing beside them', () => {
  expect(run(['synth', '--out', 'out']).exitCode).toBe(0);
  expect(readdirSync(folder)).toEqual(['out']);
  expect(filesIn(join(folder, 'out'))).toEqual(filesIn(MODULES));
});

test('time zone and locale change no byte', () => {
  run(['synth', '--out', 'out'], { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' });
  expect(filesIn(join(folder, 'out'))).toEqual(filesIn(MODULES));
});

test('the checksums are in the form of sha256sum -c and hold', () => {
  run(['synth', '--out', 'out']);
  const { status, stderr } = spawnSync('sha256sum', ['-c', '--quiet', '--strict', 'SHA256SUMS'], {
    cwd: join(folder, 'out'),
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const listed = readFileSync(join(folder, 'out/SHA256SUMS'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(66));
  expect(listed).toEqual(Object.keys(filesIn(join(folder, 'out'))).filter((path) => path !== 'SHA256SUMS'));
});

test('--module writes one module, and its checksums', () => {
  expect(run(['synth', '--out', 'out', '--module', 'cado-kms-key-policy']).exitCode).toBe(0);
  expect(readdirSync(join(folder, 'out')).toSorted((left, right) => (left < right ? -1 : 1))).toEqual([
    'SHA256SUMS',
    'cado-kms-key-policy',
    'manifest.json',
  ]);
});

test('--check passes on what synth wrote', () => {
  run(['synth', '--out', 'out']);
  expect(run(['synth', '--out', 'out', '--check'])).toEqual({ exitCode: 0, stdout: 'Every file is up to date\n', stderr: '' });
});

test('--check names each stale file, exits 1 and writes nothing', () => {
  run(['synth', '--out', 'out']);
  writeFileSync(join(folder, 'out/cado-kms-key-policy/main.tf'), 'edited');
  rmSync(join(folder, 'out/cado-kms-key-policy/README.md'));
  writeFileSync(join(folder, 'out/cado-kms-key-policy/stray.tf'), '');
  const before = filesIn(join(folder, 'out'));
  const { exitCode, stderr } = run(['synth', '--out', 'out', '--check']);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('out/cado-kms-key-policy/main.tf: differs');
  expect(stderr).toContain('out/cado-kms-key-policy/README.md: missing');
  expect(stderr).toContain('out/cado-kms-key-policy/stray.tf: not generated');
  expect(stderr).toContain('3 stale files');
  expect(filesIn(join(folder, 'out'))).toEqual(before);
});

test('--check of a folder that is not there names every file and does not make it', () => {
  const { exitCode, stderr } = run(['synth', '--out', 'nowhere', '--check']);
  expect(exitCode).toBe(1);
  expect(stderr.match(/: missing\n/g)).toHaveLength(Object.keys(filesIn(MODULES)).length);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  { args: [], says: 'Usage' },
  { args: ['publishh'], says: "unknown command 'publishh'" },
  { args: ['synth', '--outt', 'x'], says: "unknown option '--outt'" },
  { args: ['doctor', '--key', 'x'], says: "unknown option '--key'. Did you mean --key-arn or --key-policy?" },
  { args: ['diagnose', 'x', '--region', 'x'], says: "unknown option '--region'. Did you mean --platform-region or --evidence-region?" },
  { args: ['diagnose', '--event=x'], says: "unknown option '--event=x'. See cado-response diagnose --help" },
  { args: ['synth', '--out'], says: "option '--out <dir>' argument missing" },
  { args: ['synth', '--out', ''], says: '--out is empty' },
  { args: ['synth', 'extra'], says: 'too many arguments' },
  {
    args: ['synth', '--out', 'out', '--module', 'cado-nothing'],
    says: '"cado-nothing": no such module. Accepted: cado-role, cado-cross-account-trust, cado-kms-key-policy',
  },
])('wrong usage $args exits 2, says why and writes nothing', ({ args, says }) => {
  const { exitCode, stderr } = run(args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(says);
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that cannot be written is an error that names it', () => {
  writeFileSync(join(folder, 'file'), '');
  const { exitCode, stderr } = run(['synth', '--out', 'file/modules']);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`Cannot write to ${join(folder, 'file/modules')} (ENOTDIR)`);
});

test('prove shows claims by level, and figures', () => {
  const { exitCode, stdout, stderr } = run(['prove', '--module', 'cado-kms-key-policy', '--level', 'pinned']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^Import paths +pinned\nB: blocks are read .* works$/m);
  expect(stdout).toMatch(/^Decrypt by a direct call, .* refused$/m);
  expect(stdout).not.toContain('documented');
  expect(stdout).toMatch(/[\d,]+ calls decided, 0 otherwise than claimed\n$/);
});

test('prove --json is for machines', () => {
  const { exitCode, stdout } = run(['prove', '--json', '--level', 'documented', 'via_service']);
  const proof = JSON.parse(stdout) as { readonly rows: readonly { readonly levels: object }[]; readonly failures: readonly unknown[] };
  expect(exitCode).toBe(0);
  expect(proof.failures).toEqual([]);
  expect(new Set(proof.rows.map(({ levels }) => Object.keys(levels).join(' ')))).toEqual(new Set(['documented via_service']));
});

test('prove names every unknown module and level at once', () => {
  const { exitCode, stdout, stderr } = run(['prove', '--module', 'cado', '--level', 'tight', 'pinned']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('--module: "cado" is unknown. Accepted: cado-role');
  expect(stderr).toContain('--level: "tight" is unknown. Accepted: documented, aws_resources');
});

test.each([
  [['--plan', 'nowhere.json'], 2, '--plan: nowhere.json cannot be read'],
  [['--plan', 'nowhere.json', '--level', 'pinned', 'via_service'], 2, '--plan takes one --level'],
  [
    ['--plan', join(__dirname, '../../package.json')],
    1,
    'The plan has no planned_values. It must be what `terraform show -json PLANFILE` prints',
  ],
])('prove %j says what is wrong', (args, expected, message) => {
  const { exitCode, stdout, stderr } = run(['prove', ...args]);
  expect({ exitCode, stdout }).toEqual({ exitCode: expected, stdout: '' });
  expect(stderr).toContain(message);
});
