import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { context, event, INTERNAL, KEY, noIdentity, P, said, T, VOLUME } from '../diagnose/cloudtrail';
import { PROJECT } from '../disk/released';

const COMMAND = join(PROJECT, 'dist/cado-response.js');
const EVENT = event(T, 'kms', 'Decrypt', said(T, 'kms:Decrypt', KEY, noIdentity('kms:Decrypt')), context(VOLUME), INTERNAL);
const TEXT = JSON.stringify(EVENT);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-diagnose-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(
  args: readonly string[],
  input: string | Buffer = '',
): { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, 'diagnose', ...args], { cwd: folder, input });
  return { exitCode: status, stdout: stdout.toString('utf8'), stderr: stderr.toString('utf8') };
}

const write = (name: string, bytes: string | Buffer): void => writeFileSync(join(folder, name), bytes);

test.each<[form: string, bytes: string | Buffer]>([
  ['as it is', TEXT],
  ['packed, as CloudTrail writes it', gzipSync(JSON.stringify({ Records: [EVENT] }))],
  ['in UTF-16, as a redirection of PowerShell writes it', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
])('an event is read from a file or from standard input %s', (_form, bytes) => {
  write('event.json', bytes);
  for (const found of [run(['event.json', '--target-role', T]), run(['-', '--target-role', T], bytes)]) {
    expect({ exitCode: found.exitCode, stderr: found.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(found.stdout).toContain('Taken for   the target role, --target-role names it');
    expect(found.stdout).toContain('"Sid": "KmsUse"');
  }
});

test('every file of a folder is read, and each event counts once', () => {
  const [first, second, third, fourth] = ['e-1', 'e-2', 'e-3', 'e-4'].map((eventID) => ({ ...EVENT, eventID }));
  mkdirSync(join(folder, 'logs/2026'), { recursive: true });
  write('logs/a.json', JSON.stringify(first));
  write('logs/2026/b.json.gz', gzipSync(JSON.stringify({ Records: [second, third, first] })));
  write('logs/2026/c.jsonl', `${JSON.stringify(fourth)}\n`);
  write('logs/notes.md', TEXT);
  expect(JSON.parse(run(['logs', '--json']).stdout)).toMatchObject({ calls: [{ count: 4 }] });
});

test('ten thousand events of a kind are one page', () => {
  write(
    'many.json',
    JSON.stringify({
      Records: Array.from({ length: 10_000 }, (_, index) => ({ ...EVENT, ...context(`vol-${index}`), eventID: `e-${index}` })),
    }),
  );
  const { exitCode, stdout } = run(['many.json']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('10000 times');
  expect(stdout.length).toBeLessThan(3000);
});

test('an option that is wrong and a file that is wrong are said at once', () => {
  write('broken.json', '{"eventName": ');
  const { exitCode, stdout, stderr } = run(['broken.json', '--level', 'tight', '--platform-role', 'me']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/--platform-role is "me"/);
  expect(stderr).toMatch(/--level is "tight"/);
  expect(stderr).toMatch(/broken\.json: .*a value is missing.*Accepted: an event of CloudTrail/);
});

const { errorCode: _code, ...ALLOWED } = EVENT;
const REVOKED = { ...event(P, 'ec2', 'AttachVolume', 'x'), errorCode: 'Client.CustomerKeyHasBeenRevoked' };
const ISO = JSON.parse(TEXT.replaceAll('arn:aws:', 'arn:aws-iso:')) as object;

test.each<[what: string, text: string | Buffer, says: RegExp]>([
  ['nothing', '', /event\.json: this is no JSON: it is empty\. Accepted: /],
  ['no event', '{"Records":[]}', /event\.json: there is no event of CloudTrail in it\. Accepted: /],
  [
    'events that were not refused',
    JSON.stringify([ALLOWED, ALLOWED]),
    /none of its 2 events was refused by a policy\. Accepted: an event with errorCode AccessDenied/,
  ],
  [
    'an event that stands for another',
    JSON.stringify(REVOKED),
    /failed with Client\.CustomerKeyHasBeenRevoked\..*look for the event of kms\.amazonaws\.com/,
  ],
  [
    'a partition without claims',
    JSON.stringify(ISO),
    /no claims are made for the partition of its roles\. Accepted: aws, aws-us-gov, aws-cn/,
  ],
  ['escapes of a terminal', '\u001B]0;owned\u0007\u001B[31mhello', /event\.json: this is no JSON/],
  ['a file that is packed and broken', gzipSync(TEXT).subarray(0, 40), /event\.json cannot be read \(.*\)\. Accepted: a file, a folder/],
])('%s is wrong usage, with what is accepted', (_what, text, says) => {
  write('event.json', text);
  const { exitCode, stdout, stderr } = run(['event.json']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/[^\P{C}\n]/u);
});

test('a file that is not there, and a folder without events', () => {
  mkdirSync(join(folder, 'empty'));
  expect(run(['nothing.json'])).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/nothing\.json cannot be read/) as string });
  expect(run(['empty'])).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/no file of events/) as string });
});

test('what could not be read beside a refused call is told, and no failure', () => {
  write('event.json', JSON.stringify({ Records: [EVENT, ISO, 1] }));
  const { exitCode, stdout } = run(['event.json']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('No claims are made for the partition aws-iso');
  expect(stdout).toContain('Not read\n  Records[2]: it is no event of CloudTrail');
});
