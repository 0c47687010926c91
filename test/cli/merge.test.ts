import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { KEY_POLICY_MAX_BYTES } from '../../src/policy/policy-size';
import { PROJECT } from '../disk/released';

const COMMAND = join(PROJECT, 'dist/cado-response.js');
const ACCOUNT = '444455556666';
const TARGET = `arn:aws:iam::${ACCOUNT}:role/CadoResponseRole`;
const ROOT = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' };
const POLICY = { Version: '2012-10-17', Statement: [ROOT, { ...ROOT, Sid: 'für Schlüssel ☃', Action: 'kms:List*' }] };
const ONE_LINE = JSON.stringify(POLICY);
const MERGE = ['merge', 'key.json', '--target-role', TARGET] as const;

interface Result {
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-merge-'));
  writeFileSync(at('key.json'), ONE_LINE);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

function run(args: readonly string[], input: string | Buffer = ''): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, input });
  return { exitCode: status, stdout, stderr: stderr.toString() };
}

/** Runs a line of the shell in which `$0` is node and `$@` the command. */
function shell(line: string, args: readonly string[]): Result {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line, process.execPath, COMMAND, ...args], { cwd: folder });
  return { exitCode: status, stdout, stderr: stderr.toString() };
}

/** What went right, and said nothing beside the result. */
function output(args: readonly string[], input: string | Buffer = ''): Buffer {
  const { exitCode, stdout, stderr } = run(args, input);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout;
}

function refusal(args: readonly string[]): string {
  const before = readdirSync(folder);
  const { exitCode, stdout, stderr } = run(args);
  expect({ exitCode, stdout: stdout.toString(), files: readdirSync(folder) }).toEqual({ exitCode: 2, stdout: '', files: before });
  return stderr;
}

const LAYOUTS: readonly (readonly [name: string, text: string])[] = [
  ['one line', ONE_LINE],
  ['one line with its end', `${ONE_LINE}\n`],
  ['one line, with the end that Windows writes', `${ONE_LINE}\r\n`],
  ['two spaces', `${JSON.stringify(POLICY, null, 2)}\n`],
  ['no end', JSON.stringify(POLICY, null, 2)],
  ['tabs and Windows', JSON.stringify(POLICY, null, '\t').replaceAll('\n', '\r\n')],
  ['blank lines', `\n\n${JSON.stringify(POLICY, null, 4)}\n\n\n`],
];

describe.each(LAYOUTS)('a policy with %s', (_name, text) => {
  test('is the same after merge and unmerge, byte for byte, printed or written, from a file or a pipe', () => {
    writeFileSync(at('key.json'), text);
    const merged = output(MERGE);
    expect(merged.toString()).toContain('CadoResponseEbsUse');
    expect(output(['merge', '-', '--target-role', TARGET], text)).toEqual(merged);
    expect(output(['merge', '-', '--target-role', TARGET, '--out', '-'], merged)).toEqual(merged);
    expect(output([...MERGE, '--out', 'merged.json'])).toEqual(Buffer.alloc(0));
    expect(readFileSync(at('merged.json'))).toEqual(merged);
    expect(output(['unmerge', 'merged.json'])).toEqual(Buffer.from(text));
    expect(output(['unmerge', '-', '--out', 'key.json'], merged)).toEqual(Buffer.alloc(0));
    expect(readFileSync(at('key.json'))).toEqual(Buffer.from(text));
    expect(readdirSync(folder).toSorted()).toEqual(['key.json', 'merged.json']);
  });
});

test.each([['merge', MERGE] as const, ['unmerge', ['unmerge', 'key.json'] as const] as const])(
  '%s tells whom the policy names that is gone',
  (_name, args) => {
    const gone = { ...ROOT, Sid: 'Gone', Principal: { AWS: ['AROAEXAMPLEOLDROLE1', 'AIDAEXAMPLEOLDUSER1'] } };
    writeFileSync(at('key.json'), JSON.stringify({ ...POLICY, Statement: [ROOT, gone] }));
    const { exitCode, stderr } = run(args);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('names AROAEXAMPLEOLDROLE1, AIDAEXAMPLEOLDUSER1, which AWS shows')]);
  },
);

test('one line stays one line', () => {
  writeFileSync(at('key.json'), `${ONE_LINE}\n`);
  expect(output(MERGE).toString().split('\n')).toEqual([expect.any(String), '']);
});

test('the largest policy that is written is taken again, and one byte more is refused', () => {
  const filled = (length: number): string => `${JSON.stringify({ Id: 'x'.repeat(length), Statement: [ROOT] })}\n`;
  const room = KEY_POLICY_MAX_BYTES - output(['merge', '-', '--target-role', TARGET], filled(0)).length;
  expect(output(['merge', '-', '--target-role', TARGET, '--out', 'merged.json'], filled(room))).toEqual(Buffer.alloc(0));
  expect(statSync(at('merged.json')).size).toBe(KEY_POLICY_MAX_BYTES);
  expect(output(['merge', 'merged.json', '--target-role', TARGET])).toEqual(readFileSync(at('merged.json')));
  const { exitCode, stderr } = run(['merge', '-', '--target-role', TARGET], filled(room + 1));
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: `-: The result has ${KEY_POLICY_MAX_BYTES + 1} bytes of UTF-8 and KMS takes ${KEY_POLICY_MAX_BYTES}. Without whitespace it is ${KEY_POLICY_MAX_BYTES}: give --compact\n`,
  });
  expect(output(['merge', '-', '--target-role', TARGET, '--compact'], filled(room + 1))).toHaveLength(KEY_POLICY_MAX_BYTES);
});

describe('what is read', () => {
  test('a pipe by its name', () => {
    execFileSync('mkfifo', [at('pipe')]);
    const { exitCode, stdout } = shell('cat key.json > pipe & exec "$0" "$@"', ['merge', 'pipe', '--target-role', TARGET]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: output(MERGE) });
  });

  test('standard input that does not block and has nothing yet', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const reader = openSync(at('pipe'), constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(at('pipe'), constants.O_WRONLY);
    // Node makes the first three block, the shell hands on the fourth as it is.
    const args = ['-c', 'exec "$0" "$@" <&3', process.execPath, COMMAND, 'merge', '-', '--target-role', TARGET];
    const child = spawn('sh', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe', reader] });
    closeSync(reader);
    const pieces: Buffer[] = [];
    child.stdout?.on('data', (piece: Buffer) => pieces.push(piece));
    const ended = new Promise((resolve) => child.on('close', resolve));
    for (const half of [ONE_LINE.slice(0, 40), ONE_LINE.slice(40)]) {
      await pause(700);
      writeSync(writer, half);
    }
    closeSync(writer);
    expect(await ended).toBe(0);
    expect(Buffer.concat(pieces)).toEqual(output(MERGE));
  });

  test('UTF-16 as PowerShell writes it, which becomes UTF-8', () => {
    writeFileSync(at('utf16.json'), Buffer.from(`\uFEFF${ONE_LINE}\r\n`, 'utf16le'));
    expect(output(['merge', 'utf16.json', '--target-role', TARGET]).toString()).toBe(`${output(MERGE).toString()}\r\n`);
  });

  test('no other encoding, by any command', () => {
    writeFileSync(at('latin1.json'), Buffer.from(ONE_LINE.replace('☃', ''), 'latin1'));
    const said = `latin1.json is not UTF-8 (byte 0xFC at offset ${ONE_LINE.indexOf('ü')}). Convert it: iconv -f latin1 -t utf8\n`;
    expect(refusal(['merge', 'latin1.json', '--target-role', TARGET])).toBe(said);
    expect(refusal(['unmerge', 'latin1.json'])).toBe(said);
    for (const command of ['doctor', 'check', 'diagnose'])
      expect(refusal([command, 'latin1.json', '--target-role', TARGET])).toContain('latin1.json is not UTF-8 (byte 0xFC');
  });

  test('no folder', () => {
    expect(refusal(['merge', '.', '--target-role', TARGET])).toBe('. is a folder. Accepted: one file, or - for standard input\n');
    expect(refusal(['check', '.'])).toContain('. is a folder.');
  });

  test('no text that sends commands to the terminal', () => {
    writeFileSync(
      at('key.json'),
      `{"\\u001b[31m\\nkey.json: fine":1,"\\u001b[31m\\nkey.json: fine":2,"Statement":[${JSON.stringify(ROOT)}]}`,
    );
    expect(refusal(MERGE)).toBe(
      'key.json: ["\\u001b[31m\\nkey.json: fine"] stands twice, and AWS keeps only one of them. Take the other one out\n',
    );
    expect(refusal(['merge', '\u001B[31m.json', '--target-role', TARGET])).toMatch(/^\\u\{1b\}\[31m\.json cannot be read/);
    expect(refusal([...MERGE, '--\u001B[31m'])).toBe("error: unknown option '--\\u{1b}[31m'\n");
    expect(refusal([...MERGE, '--level', '\u001B[31m', '--level', 'pinned'])).toContain('It was \\u{1b}[31m before');
  });
});

describe('what is written', () => {
  test('keeps its permissions and the link to it', () => {
    mkdirSync(at('elsewhere'));
    writeFileSync(at('elsewhere/policy.json'), 'old');
    chmodSync(at('elsewhere/policy.json'), 0o600);
    symlinkSync('elsewhere/policy.json', at('link.json'));
    output([...MERGE, '--out', 'link.json']);
    expect(lstatSync(at('link.json')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('elsewhere/policy.json'))).toEqual(output(MERGE));
    expect((statSync(at('elsewhere/policy.json')).mode & 0o777).toString(8)).toBe('600');
  });

  test.each<[what: string, out: string, reason: string]>([
    ['a folder', '.', 'it is a folder'],
    ['a pipe', 'pipe', 'it is no regular file but a device, a pipe or a socket'],
    ['below a file', 'key.json/x', 'key.json is no folder'],
    ['the name of a folder that is not there', 'new/', 'it is the name of a folder'],
    ['the name of a file as that of a folder', 'key.json/', 'it is the name of a folder'],
    ['a folder that is not there', 'new/.', 'it is the name of a folder'],
  ])('%s is refused before anything is done', (_what, out, reason) => {
    execFileSync('mkfifo', [at('pipe')]);
    const said = `--out ${out} cannot be written: ${reason}. Accepted: a file, e.g. --out key-policy.merged.json, or - for standard output\n`;
    expect(refusal([...MERGE, '--out', out])).toBe(said);
    expect(refusal(['unmerge', 'key.json', '--out', out])).toBe(said);
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true);
  });

  test('every mistake is told at once', () => {
    writeFileSync(at('key.json'), '{"Statement":[1]}');
    const said = refusal([
      ...MERGE,
      '--out',
      '.',
      '--account',
      '1',
      '--level',
      'tight',
      '--evidence-region',
      'US',
      '--create-grant-for',
      'none',
      'platform',
    ]);
    expect(said.trim().split('\n')).toEqual([
      '--create-grant-for has none among others, and none stands alone. Accepted: --create-grant-for none',
      expect.stringMatching(/^--level is "tight".*Accepted: --level aws_resources$/),
      '--evidence-region is ["US"], but must hold only Region codes in lower case. Accepted: --evidence-region us-east-1',
      expect.stringMatching(/^key\.json: Statement\[0\] is no statement/),
      expect.stringMatching(/^--out \. cannot be written/),
      '--account is "1", but must be 12 digits. Accepted: --account 111122223333',
    ]);
  });
});

describe('standard output', () => {
  test.each(['merge', 'unmerge', '--version', 'synth'])('of %s that is full is one sentence and a failure', (command) => {
    const args = {
      merge: MERGE,
      unmerge: ['unmerge', 'key.json'],
      synth: ['synth', '--out', 'modules'],
    };
    const { exitCode, stderr } = shell('exec "$0" "$@" > /dev/full', args[command as keyof typeof args] ?? [command]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: 'Standard output cannot be written (ENOSPC: no space left on device, write). Free some space, or write to a file elsewhere\n',
    });
  });

  test('that nobody reads is no failure', async () => {
    const child = spawn(process.execPath, [COMMAND, ...MERGE], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const said: Buffer[] = [];
    child.stderr.on('data', (piece: Buffer) => said.push(piece));
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(Buffer.concat(said).toString()).toBe('');
  });
});

describe('a result that Deny statements leave to nobody', () => {
  const ADMIN = `arn:aws:iam::${ACCOUNT}:role/KeyAdmin`;
  const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/KeyAdmin/anna`;
  const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
  const deny = (rest: object, Resource = '*'): object => ({ Effect: 'Deny', Action: 'kms:PutKeyPolicy', Resource, ...rest });
  const spares = (operator: string, arn: string): object =>
    deny({ Principal: '*', Condition: { [operator]: { 'aws:PrincipalArn': arn } } });
  const ofAccount = (operator: string): object => deny({ Principal: '*', Condition: { [operator]: { 'aws:PrincipalAccount': ACCOUNT } } });
  const since = (date: string): object => deny({ Principal: '*', Condition: { DateGreaterThan: { 'aws:CurrentTime': date } } });
  const ONLY_ADMIN = { ...ROOT, Principal: { AWS: ADMIN } };

  test.each<[what: string, statements: readonly object[]]>([
    ['under a condition that the whole account meets', [ROOT, ofAccount('StringEquals')]],
    ['that spares a role and none of its sessions', [ROOT, deny({ NotPrincipal: { AWS: ADMIN } })]],
    ['that spares another role than the administrator', [ONLY_ADMIN, spares('ArnNotEquals', `${ADMIN}2`)]],
    ['of the key by its ARN', [{ ...ONLY_ADMIN, Resource: KEY }, spares('ArnNotEquals', `${ADMIN}2`)]],
    [
      'that spares another role, beside a pattern of who may read',
      [
        ONLY_ADMIN,
        spares('ArnNotEquals', `${ADMIN}2`),
        { ...ROOT, Sid: 'Read', Action: 'kms:DescribeKey', Condition: { StringLike: { 'aws:PrincipalArn': '*:role/ReadOnly*' } } },
      ],
    ],
    ['of every text', [ROOT, spares('StringLike', '*')]],
    ['of everybody since a date', [ROOT, since('2020-01-01T00:00:00Z')]],
  ])('is refused by merge and unmerge: a Deny %s', (_what, statements) => {
    writeFileSync(at('key.json'), JSON.stringify({ Statement: statements }));
    for (const command of [MERGE, ['unmerge', 'key.json']]) {
      const { exitCode, stdout, stderr } = run([...command, '--account', ACCOUNT]);
      expect({ exitCode, stdout: String(stdout) }).toEqual({ exitCode: 1, stdout: '' });
      expect(stderr).toMatch(/leaves nobody .*and the policy as it is lets nobody either\. Deny statements take it from everybody/);
    }
  });

  test.each<[what: string, statements: readonly object[]]>([
    ['of every other account', [ROOT, ofAccount('StringNotEquals')]],
    ['that spares a role and a session', [ROOT, deny({ NotPrincipal: { AWS: [ADMIN, SESSION] } })]],
    ['of everybody from a date on that lies ahead', [ROOT, since('9999-01-01T00:00:00Z')]],
    ['that spares some beside another', [ROOT, spares('ArnNotLike', `${ADMIN}*`), spares('ArnNotLike', `${ADMIN.slice(0, -8)}*-prod`)]],
    ['that spares the administrator', [ONLY_ADMIN, spares('ArnNotEquals', ADMIN)]],
    ['that spares whoever a variable tells', [ROOT, spares('ArnNotLike', 'arn:aws:iam::${aws:PrincipalAccount}:role/BreakGlass')]],
    ['that asks for MFA', [ROOT, deny({ Principal: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })]],
    ['of the key by its ARN, that spares the administrator', [{ ...ONLY_ADMIN, Resource: KEY }, spares('ArnNotEquals', ADMIN)]],
    ['with an element that IAM does not know', [ROOT, { ...ofAccount('StringEquals'), Comment: 'AWS would refuse it' }]],
  ])('is none: a Deny %s', (_what, statements) => {
    writeFileSync(at('key.json'), JSON.stringify({ Version: '2012-10-17', Statement: statements }));
    for (const command of [MERGE, ['unmerge', 'key.json']]) output([...command, '--account', ACCOUNT]);
  });
});

describe('whose the key is', () => {
  const allow = (AWS: string, Action: string): object => ({ Effect: 'Allow', Principal: { AWS }, Action, Resource: '*' });
  const given = (...Statement: readonly object[]): void => writeFileSync(at('key.json'), JSON.stringify({ Statement }));

  test('is asked where a root only uses it', () => {
    given(allow('arn:aws:iam::999900001111:root', 'kms:Decrypt'), allow(`arn:aws:iam::${ACCOUNT}:role/Admin`, 'kms:*'));
    expect(refusal(MERGE)).toMatch(/^key\.json does not tell the key's account\. Give --account/);
    output([...MERGE, '--account', ACCOUNT]);
  });

  test('is said where it is not where the target role is', () => {
    given(allow('arn:aws:iam::999900001111:root', 'kms:*'), allow(`arn:aws:iam::${ACCOUNT}:role/App`, 'kms:Decrypt'));
    const { exitCode, stderr } = run(MERGE);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr:
        "Note: The key's account is taken to be 999900001111, whose root may change the policy; the target role lies elsewhere. If the key does, too, give --account\n",
    });
    expect(run([...MERGE, '--account', ACCOUNT]).stderr).toContain(`leaves nobody in the key's account ${ACCOUNT}`);
    output([...MERGE, '--account', '999900001111']);
  });

  test('says in which partition roles and Regions must lie', () => {
    const china = `arn:aws-cn:iam::${ACCOUNT}:root`;
    given(allow(china, 'kms:*'));
    expect(refusal(MERGE)).toContain(`must lie in the partition of the key, aws-cn, since nothing crosses partitions; not ["${TARGET}"]`);
    const role = `arn:aws-cn:iam::${ACCOUNT}:role/CadoResponseRole`;
    const tight = ['--level', 'via_service', '--platform-region'];
    output(['merge', 'key.json', '--target-role', role, ...tight, 'cn-north-1']);
    expect(refusal(['merge', 'key.json', '--target-role', role, ...tight, 'eu-west-1'])).toContain('not ["eu-west-1"]');
    given(ROOT);
    expect(refusal([...MERGE, ...tight, 'cn-north-1'])).toContain('must be Regions of the partition of the key, aws; not ["cn-north-1"]');
    given(allow(china, 'kms:Decrypt'));
    expect(run(['unmerge', 'key.json', '--account', ACCOUNT]).stderr).toContain(`{"AWS":"${china}"}`);
  });
});

describe('options', () => {
  const statements = (args: readonly string[]): readonly { readonly Sid?: string }[] =>
    (JSON.parse(output(args).toString()) as { Statement: readonly { readonly Sid?: string }[] }).Statement;
  const sids = (args: readonly string[]): readonly (string | undefined)[] => statements(args).map(({ Sid }) => Sid);

  test('with none withhold what an empty list withholds', () => {
    expect(sids(MERGE)).toContain('CadoResponseEbsCreateGrant');
    expect(sids([...MERGE, '--create-grant-for', 'none'])).not.toContain('CadoResponseEbsCreateGrant');
    expect(sids([...MERGE, '--protects', 's3'])).toContain('CadoResponseS3Decrypt');
    expect(sids([...MERGE, '--protects', 's3', '--source-bucket', 'none'])).not.toContain('CadoResponseS3Decrypt');
  });

  test('that take one value are given once', () => {
    expect(refusal([...MERGE, '--level', 'pinned', '--level', 'documented'])).toBe(
      "error: option '--level <level>' argument 'documented' is invalid. It was pinned before. Give the option once.\n",
    );
    expect(refusal(['synth', '--out', 'a', '--out', 'b'])).toContain('It was a before');
  });

  const TIGHT = ['--platform-region', 'eu-west-1', '--level'] as const;
  const VOLUME = ['--ebs-resource-id', 'vol-0123456789abcdef0'] as const;
  const BUCKET = ['--source-bucket', 'arn:aws:s3:::example-evidence'] as const;
  const BOTH = ['--protects', 'ebs', 's3'] as const;

  test.each<[options: readonly string[], notes: readonly string[]]>([
    [['--enforce'], ['--enforce changes nothing here. It counts from --level via_service on']],
    [['--evidence-region', 'eu-west-1'], ['--evidence-region changes nothing here. It counts from --level via_service on']],
    [['--platform-region', 'eu-west-1'], ['--platform-region changes nothing here. It counts from --level via_service on']],
    [
      [...VOLUME, ...BUCKET],
      [
        '--ebs-resource-id changes nothing here. It counts from --level encryption_context on',
        '--source-bucket changes nothing here. It counts with --protects ebs s3 and from --level encryption_context on',
      ],
    ],
    [[...BOTH, ...BUCKET], ['--source-bucket changes nothing here. It counts from --level encryption_context on']],
    [[...TIGHT, 'pinned', ...BUCKET], ['--source-bucket changes nothing here. It counts with --protects ebs s3']],
    [[...TIGHT, 'pinned', '--protects', 's3', ...VOLUME], ['--ebs-resource-id changes nothing here. It counts with --protects s3 ebs']],
  ])('that change nothing say so: %j', (args, notes) => {
    const { exitCode, stdout, stderr } = run([...MERGE, ...args]);
    const idle = notes.map((note) => note.split(' ', 1)[0] ?? '');
    const others = args.filter((arg, index) => !idle.includes(arg) && (arg.startsWith('--') || !idle.includes(args[index - 1] ?? '')));
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: output([...MERGE, ...others]),
      stderr: notes.map((note) => `Note: ${note}\n`).join(''),
    });
  });

  test.each<[options: readonly string[]]>([
    [[...TIGHT, 'via_service', '--enforce', '--evidence-region', 'us-east-1']],
    [[...TIGHT, 'via_service', '--evidence-region', 'eu-west-1']],
    [[...TIGHT, 'encryption_context', ...BOTH, ...VOLUME, ...BUCKET]],
    [[...BOTH, '--method', 'ebs_direct']],
    [['--method', 'ebs_direct', '--create-grant-for', 'none']],
    [['--level', 'aws_resources', '--protects', 'ebs', '--create-grant-for', 'target']],
  ])('that count, or repeat what others say, are no matter: %j', (args) => {
    output([...MERGE, ...args]);
  });

  test('of the merge before that are missing now are told by the statements that go', () => {
    const both = [...TIGHT, 'via_service', ...BOTH, '--enforce'] as const;
    writeFileSync(at('key.json'), output([...MERGE, ...both]));
    const { exitCode, stderr } = run([...MERGE, ...TIGHT, 'via_service']);
    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringMatching(/^Note: CadoResponseS3Decrypt, CadoResponseDenyOutsideServices go: .*--protects, --method or --enforce\n$/),
    ]);
    expect(run([...MERGE, ...TIGHT, 'via_service', ...BOTH]).stderr).toMatch(/^Note: CadoResponseDenyOutsideServices goes: /);
    output([...MERGE, ...both]);
  });

  test('of the merge before that are missing now are told by the role that a statement is no longer for', () => {
    const platform = ['--platform-role', 'arn:aws:iam::111122223333:role/CadoResponseRole'] as const;
    writeFileSync(at('key.json'), output([...MERGE, ...platform]));
    const { exitCode, stderr } = run([...MERGE, ...platform, '--create-grant-for', 'target']);
    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringMatching(
        /^Note: CadoResponseEbsCreateGrant is no longer for arn:aws:iam::111122223333:role\/CadoResponseRole: [^\n]*\n$/,
      ),
    ]);
    output([...MERGE, ...platform, '--additional-platform-role', 'arn:aws:iam::111122223333:role/Instance']);
  });

  test('with several values take a policy that stands behind them, and the message says so', () => {
    const behind = ['merge', '--target-role', TARGET, '--method', 'create_volume', 'key.json'];
    expect(refusal(behind)).toBe(
      "error: missing required argument 'policy'. Name it before the options: one that has several values takes every word up to the next option\n",
    );
    output(['merge', 'key.json', ...behind.slice(1, -1)]);
    for (const [command, argument] of [
      ['merge', '<policy>'],
      ['check', '<plan>'],
      ['diagnose', '<event>'],
      ['doctor', '[documents...]'],
      ['explain', '[documents...]'],
    ] as const)
      expect(output([command, '--help']).toString()).toContain(`Usage: cado-response ${command} ${argument} [options]\n`);
    expect(refusal(['unmerge'])).toBe("error: missing required argument 'policy'\n");
  });

  test('a refused policy is written nowhere', () => {
    writeFileSync(
      at('key.json'),
      JSON.stringify({ Statement: [ROOT, { ...ROOT, Sid: 'CadoResponseDenyOutsideServices', Effect: 'Deny', Action: 'kms:Decrypt' }] }),
    );
    const { exitCode, stderr } = run(['unmerge', 'key.json', '--out', 'x.json']);
    expect({ exitCode, isThere: existsSync(at('x.json')) }).toEqual({ exitCode: 1, isThere: false });
    expect(stderr).toContain('key.json: Statement[1] stands under CadoResponseDenyOutsideServices that no release');
  });
});

test('a role that our statements served and that is not named any more is told, and nobody else', () => {
  const old = `arn:aws:iam::111122223333:role/CadoResponseRole`;
  writeFileSync(at('merged.json'), output([...MERGE, '--platform-role', old]));
  expect(run(['merge', 'merged.json', '--target-role', TARGET, '--platform-role', old]).stderr).toBe('');
  const other = run(['merge', 'merged.json', '--target-role', TARGET]);
  expect(other.exitCode).toBe(0);
  expect(other.stderr.startsWith(`Note: ${old} loses what our statements let it do: merge replaces them`)).toBe(true);
  expect(other.stderr.trim().split('\n')).toHaveLength(1);
});
