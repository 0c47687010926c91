import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROJECT } from '../disk/released';

const COMMAND = join(PROJECT, 'dist/cado-response.js');
const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const TARGET = 'arn:aws:iam::444455556666:role/CadoResponseRole';
const ROOT = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'kms:*', Resource: '*' };
const PLAN = join(PROJECT, 'examples/doctor/plan.json');
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
  expect(patch.awsCli.split('\n')).toEqual([
    '# --out DIR writes the files that these put',
    '# With credentials of the account 444455556666',
    `aws kms get-key-policy --region us-east-1 --key-id ${KEY} --policy-name default --query Policy --output text > DIR/key-policy.before.json`,
    `aws kms put-key-policy --region us-east-1 --key-id ${KEY} --policy-name default --policy file://DIR/key-policy.json`,
  ]);
  expect(patch.module).toMatch(/^module "cado_key_policy" \{\n {2}source +=.*cado-kms-key-policy\/aws"\n {2}version +=/);
  expect(run(['doctor', '.', ...ROLES]).stdout).toContain('BLOCKED');
});

test('commands put what was written, and never what was given', () => {
  writeFileSync(join(folder, 'key-policy.json'), POLICY);
  const asked = ['doctor', 'key-policy.json', ...ROLES];
  for (const { stdout } of [run([...asked, '--patch', 'aws-cli']), run([...asked, '--json'])])
    expect(stdout).toMatch(/ --policy file:\/\/DIR\/key-policy\.json/);
  expect(run([...asked, '--patch', 'aws-cli', '--out', 'written']).stdout).not.toContain('DIR');
  const { patch } = JSON.parse(run([...asked, '--json', '--out', 'written']).stdout) as { patch: { awsCli: string } };
  expect(patch.awsCli).toMatch(/ --policy file:\/\/written\/key-policy\.json$/m);
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

test('of a patch, all documents are written or none', () => {
  const role = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }] };
  writeFileSync(join(folder, 'role.json'), JSON.stringify(role));
  const given = ['doctor', 'key.json', ...ROLES, '--target-policy', 'role.json', '--out'];
  run([...given, 'one']);
  const files = readdirSync(join(folder, 'one')).toSorted();
  expect(files.length).toBeGreaterThan(1);
  const last = files.at(-1) ?? '';
  mkdirSync(join(folder, 'two', last), { recursive: true });
  const { exitCode, stdout, stderr } = run([...given, 'two']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(`two/${last} cannot be written: it is a folder`);
  expect(readdirSync(join(folder, 'two'))).toEqual([last]);
});

test('doctor never writes over a document that was given, nor out of two forms picks one', () => {
  writeFileSync(join(folder, 'key-policy.json'), POLICY);
  const { exitCode, stdout, stderr } = run(['doctor', 'key-policy.json', ...ROLES, '--out', '.']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('--out . would write over key-policy.json, which was given. Name another folder, e.g. --out patched');
  expect(readFileSync(join(folder, 'key-policy.json'), 'utf8')).toBe(POLICY);
  const both = run(['doctor', 'key.json', ...ROLES, '--patch', 'diff', '--json']);
  expect({ exitCode: both.exitCode, stdout: both.stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(both.stderr).toContain('Give one of them');
});

const LAYOUTS: readonly (readonly [name: string, file: string, text: string])[] = [
  ['with CRLF', 'key.json', POLICY.replaceAll('\n', '\r\n')],
  ['with blanks at the ends of lines', 'key.json', POLICY.replaceAll('\n', '  \n')],
  ['with empty lines behind it', 'key.json', `${POLICY}\n\n\n`],
  ['without a line break at its end', 'key.json', POLICY.trimEnd()],
  ['under a name with blanks', 'my key policy.json', POLICY],
  ['in a folder', 'keys/key.json', POLICY],
];

test.each(LAYOUTS)('the diff of a policy %s applies, and gives what --out writes', (_name, file, text) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
  const { stdout } = run(['doctor', file, ...ROLES, '--patch', 'diff', '--out', 'patched']);
  const applied = spawnSync('git', ['apply', '-'], { cwd: folder, input: stdout, encoding: 'utf8' });
  expect(applied.stderr.replaceAll(/.*(warning|trailing whitespace|<stdin>).*\n/g, '').trim()).not.toContain('error');
  expect(readFileSync(join(folder, file), 'utf8')).toBe(readFileSync(join(folder, 'patched/key-policy.json'), 'utf8'));
});

test('a diff of a file elsewhere says in which folder it applies', () => {
  mkdirSync(join(folder, 'inner'));
  const from = (path: string): string =>
    spawnSync(process.execPath, [COMMAND, 'doctor', path, ...ROLES, '--patch', 'diff'], { cwd: join(folder, 'inner'), encoding: 'utf8' })
      .stdout;
  for (const [path, place] of [
    ['../key.json', '..'],
    [join(folder, 'key.json'), folder],
  ] as const) {
    const diff = from(path);
    expect(diff.split('\n').slice(0, 3)).toEqual([`# In ${place}:`, '--- a/key.json', '+++ b/key.json']);
    expect(spawnSync('git', ['apply', '--check', '-'], { cwd: folder, input: diff, encoding: 'utf8' }).stderr).toBe('');
  }
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

test.each([
  ['doctor', ['doctor', 'key.json', ...ROLES]],
  ['explain', ['explain', 'key.json', ...ROLES, '--html', 'page.html']],
  ['check', ['check', join(PROJECT, 'examples/doctor/plan.json')]],
  ['diagnose', ['diagnose', join(PROJECT, 'examples/doctor/access-denied.json')]],
  ['merge', ['merge', 'key.json', '--target-role', TARGET]],
] as const)('what %s says is accepted can be given as it is said', (command, args) => {
  const lists = [
    '--evidence-region',
    ...(command === 'diagnose' ? [] : ['--method', '--protects', '--ebs-resource-id', '--source-bucket']),
  ];
  const { exitCode, stderr } = run([...args, ...lists.flatMap((option) => [option, 'x'])]);
  const said = [...stderr.matchAll(/ is \["x"\], but must .*Accepted: (.*)$/gm)].map(([, accepted = '']) => accepted.split(' '));
  expect({ exitCode, options: new Set(said.map(([option]) => option)) }).toEqual({ exitCode: 2, options: new Set(lists) });
  expect(run([...args, ...said.flat()]).exitCode).not.toBe(2);
});

test.each<[name: string, args: readonly string[], said: RegExp]>([
  ['no role', ['doctor', 'key.json'], /No role is known\. Give --platform-role or --target-role/],
  [
    'no document',
    ['doctor', ...ROLES],
    /^Nothing can be said: no policy of a key or role was given\. Give .*--key-policy key-policy\.json\n$/,
  ],
  [
    'an option given twice',
    ['doctor', 'key.json', ...ROLES, '--target-role', PLATFORM],
    /option '--target-role <arn>' argument '.*' is invalid\. It was .* before\. Give the option once/,
  ],
  [
    'a form given twice',
    ['doctor', 'key.json', ...ROLES, '--patch', 'diff', '--patch', 'module'],
    /'--patch <form>'.*Give the option once/,
  ],
  [
    'standard input given twice',
    ['doctor', '-', ...ROLES, '--scp', '-'],
    /^- is given 2 times, and standard input can be read once(?!.*--scp -:)/s,
  ],
  [
    'no folder',
    ['doctor', 'key.json', ...ROLES, '--out', ''],
    /^--out is empty: the folder for the patched documents\. Accepted: --out patched\n$/,
  ],
  [
    'a folder that is a file',
    ['doctor', 'key.json', ...ROLES, '--out', 'key.json'],
    /^--out key\.json cannot be written to: key\.json is no folder\. Give the folder for the patched documents\. Accepted: --out patched\n$/,
  ],
  [
    'a page below a file',
    ['explain', 'key.json', ...ROLES, '--html', 'key.json/page.html'],
    /^--html key\.json\/page\.html cannot be written: key\.json is no folder\. Accepted: --html access\.html\n$/,
  ],
  [
    'no page, by an empty name',
    ['explain', 'key.json', '--html', ' ', '--target-role', 'bad'],
    /^--html is missing.*\n--target-role is "bad"/,
  ],
  [
    'a document that an option takes for its own',
    ['doctor', ...ROLES, '--scp', 'scp.json', 'key.json'],
    /^--scp key\.json: this is a key policy, as it names principals\. Give it with --key-policy/m,
  ],
  ['a file that is not there', ['doctor', 'nowhere.json', ...ROLES], /nowhere\.json cannot be read/],
  ['a form of patch that is none', ['doctor', 'key.json', ...ROLES, '--patch', 'xml'], /--patch "xml" is unknown\. Accepted: statements/],
  ['a plan that is none', ['check', 'key.json'], /key\.json is no plan\. Accepted/],
  ['a format that is none', ['check', 'key.json', '--format', 'xml'], /--format "xml" is unknown/],
  ['a folder of plans', ['check', '.'], /^\. is a folder\. Accepted: one plan at a time: a file, or -/],
  [
    'a target that the plan does not know',
    ['check', PLAN, '--target-role', TARGET],
    /--target-role \S+ is nowhere in the plan\. Its roles: arn:/,
  ],
  [
    'a platform whose name is cut',
    ['check', PLAN, '--platform-role', 'arn:aws:iam::111122223333:role/CadoResponseRol'],
    /--platform-role \S+Rol is nowhere in the plan\. Its roles: arn:/,
  ],
  ['a key that the plan does not know', ['check', PLAN, '--key-arn', KEY], /--key-arn \S+ is no key of the plan\. Its keys: arn:/],
  [
    'a rule that is none',
    ['check', PLAN, '--accept', 'lost=H'],
    /--accept "lost=H" is no rule with a place or a path\. Accepted: --accept lost-path=/,
  ],
  [
    'several mistakes of a check',
    ['check', '.', '--accept', 'x', '--account', '12', '--external-id', 'x'],
    /--external-id.*\n--account is "12", but must be 12 digits.*\n--accept "x".*\n\. is a folder/s,
  ],
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

test('every mistake is told at once, of options and of files', () => {
  const { exitCode, stderr } = run(['doctor', 'nope.json', '--target-role', 'bad', '--patch', 'x', '--out', ' ']);
  expect(exitCode).toBe(2);
  expect(stderr.trimEnd().split('\n')).toEqual([
    '--patch "x" is unknown. Accepted: statements, documents, diff, aws-cli, module',
    '--out is empty: the folder for the patched documents. Accepted: --out patched',
    expect.stringMatching(/^--target-role is "bad"/),
    expect.stringMatching(/^nope\.json cannot be read/),
  ]);
});

test('what was guessed is said, and no command names what nobody told', () => {
  const roles = ['--platform-role', PLATFORM, '--target-role', TARGET];
  const { stdout, stderr } = run(['doctor', 'key.json', ...roles]);
  expect(stdout).toContain('Guessed        Region and key id: --key-arn tells it\n');
  expect(stdout).toContain(
    'What would mend it must not be used:\n  No document tells the Region, and the statements are tied to us-east-1',
  );
  expect(stdout + stderr).not.toMatch(/^ *aws /m);
  const inRegion = run(['doctor', 'key.json', ...roles, '--evidence-region', 'us-east-1', '--patch', 'aws-cli']);
  expect(inRegion.stdout).toMatch(/^# --key-arn tells the key, for the command that puts DIR\/key-policy\.json in place$/m);
  expect(inRegion.stdout).not.toMatch(/^aws /m);
});

test('what is worth knowing goes to standard error', () => {
  writeFileSync(join(folder, 'own.json'), JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }] }));
  const { stdout, stderr } = run(['doctor', 'own.json', '--target-role', TARGET, '--evidence-region', 'us-east-1', '--json']);
  expect(() => JSON.parse(stdout) as unknown).not.toThrow();
  expect(stderr).toContain(`Note: own.json is taken for a policy of ${TARGET}. Give a service control policy with --scp`);
});

test('merge prints or writes the policy, and unmerge gives back what was there', () => {
  const { stdout } = run(['merge', 'key.json', '--target-role', TARGET]);
  expect(stdout).toContain('"Sid": "CadoResponseDescribeKey"');
  expect(run(['merge', 'key.json', '--target-role', TARGET, '--out', 'merged.json']).stdout).toBe('');
  expect(readFileSync(join(folder, 'merged.json'), 'utf8')).toBe(stdout);
  expect(run(['unmerge', 'merged.json', '--out', 'back.json']).exitCode).toBe(0);
  expect(readFileSync(join(folder, 'back.json'), 'utf8')).toBe(POLICY);
  expect(readdirSync(folder).toSorted()).toEqual(['back.json', 'key.json', 'merged.json']);
});

test('merge refuses a lockout, and an account that cannot be told, and writes nothing', () => {
  writeFileSync(join(folder, 'nobody.json'), JSON.stringify({ Statement: [{ ...ROOT, Action: 'kms:Decrypt' }] }));
  // A root that may only use the key does not tell that the key is its account's.
  const asked = run(['merge', 'nobody.json', '--target-role', TARGET, '--out', 'x.json']);
  expect({ exitCode: asked.exitCode, stderr: asked.stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringContaining("does not tell the key's account. Give --account") as unknown,
  });
  const { exitCode, stderr } = run(['merge', 'nobody.json', '--target-role', TARGET, '--account', '444455556666', '--out', 'x.json']);
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
  for (const [format, start] of [
    ['text', 'FAILED'],
    ['json', '{'],
    ['sarif', '{'],
    ['github', '::error file='],
  ] as const) {
    const { exitCode, stdout, stderr } = run(['check', PLAN, '--format', format]);
    expect({ exitCode, stderr, start: stdout.startsWith(start) }).toEqual({
      exitCode: 1,
      stderr: '1 finding fails the check\n',
      start: true,
    });
  }
});

test('check passes where what would be lost is accepted, and says so; another place is not', () => {
  const { exitCode, stdout, stderr } = run(['check', PLAN, '--accept', 'lost-path=aws_kms_key.hand']);
  expect({ exitCode, stderr, stdout: stdout.split('\n')[0] }).toEqual({
    exitCode: 0,
    stderr: '',
    stdout: 'accepted  lost-path  aws_kms_key.hand.policy',
  });
  expect(run(['check', PLAN, '--accept', 'lost-path=aws_kms_key.other']).exitCode).toBe(1);
});

test('check reads a plan from standard input, and says of one that is none how to print it', () => {
  expect(run(['check', '-', '--format', 'sarif'], readFileSync(PLAN, 'utf8')).stdout).toContain('"uri": "plan.json"');
  expect(run(['check', '-'], 'PK\u0003\u0004').stderr).toContain('terraform show -json');
});

test('the plan that the bench measures has the role that the bench names', () => {
  const script = "import { largePlan } from './bench/large-plan.mjs'; process.stdout.write(largePlan(100_000));";
  const { stdout: plan } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: PROJECT, encoding: 'utf8' });
  const { exitCode, stdout } = run(['check', '-', '--target-role', TARGET], plan);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^warning\s+beyond-need\s+module\.account\["key-0"\]/);
});

test('explain writes over nothing that it was given', () => {
  const before = readFileSync(join(folder, 'key.json'), 'utf8');
  const { exitCode, stderr } = run(['explain', 'key.json', ...ROLES, '--html', './key.json']);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^--html \.\/key\.json would write over what was given/m);
  expect(readFileSync(join(folder, 'key.json'), 'utf8')).toBe(before);
  expect(run(['explain', 'key.json', ...ROLES, '--html', '-']).stderr).toMatch(/^--html - is no file/m);
});

test('explain writes one page, and says what is in it', () => {
  const { exitCode, stdout } = run(['explain', 'key.json', ...ROLES, '--html', 'out/page.html']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'out/page.html: 1 key\n' });
  expect(readFileSync(join(folder, 'out/page.html'), 'utf8').startsWith('<!doctype html>')).toBe(true);
});
