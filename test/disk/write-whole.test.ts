import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isUnfinished, unwritable, writeWhole } from '../../src/disk/write-whole';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-write-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const modeOf = (name: string): string => (statSync(at(name)).mode & 0o777).toString(8);

/** What a path is, with its permissions; undefined where it is nothing. */
function kindOf(file: string): number | undefined {
  try {
    return lstatSync(file).mode;
  } catch {
    return undefined;
  }
}

test('a file is written to the letter, with the folders that it lies in, and nothing beside it', () => {
  for (const content of ['', 'no end of line', Buffer.from([0, 0xff, 10])]) {
    writeWhole(at('a/b/c.json'), content);
    expect(readFileSync(at('a/b/c.json'))).toEqual(Buffer.from(content));
  }
  expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()).toEqual(['a', 'a/b', 'a/b/c.json']);
});

test('a file may have a name that begins or ends in dots', () => {
  for (const name of ['.f', '..f', 'f.', 'f..', 'a/...']) {
    expect(unwritable(at(name))).toBeUndefined();
    writeWhole(at(name), 'x');
    expect(readFileSync(at(name), 'utf8')).toBe('x');
  }
});

test('a file that is there keeps its permissions', () => {
  for (const mode of [0o600, 0o444, 0o755]) {
    writeFileSync(at('f'), 'old');
    chmodSync(at('f'), mode);
    try {
      writeWhole(at('f'), 'new');
    } catch (error) {
      // Whoever is not root may not write to a file that says so.
      expect(String(error)).toContain('may not be written to');
      continue;
    } finally {
      expect(modeOf('f')).toBe(mode.toString(8));
      rmSync(at('f'));
    }
  }
});

test('a link goes on to point to the file that is written', () => {
  mkdirSync(at('elsewhere'));
  writeFileSync(at('elsewhere/f'), 'old');
  chmodSync(at('elsewhere/f'), 0o640);
  symlinkSync('elsewhere/f', at('link'));
  symlinkSync('link', at('link-to-link'));
  writeWhole(at('link-to-link'), 'new');
  expect(readFileSync(at('elsewhere/f'), 'utf8')).toBe('new');
  expect(modeOf('elsewhere/f')).toBe('640');
  expect([lstatSync(at('link')).isSymbolicLink(), lstatSync(at('link-to-link')).isSymbolicLink()]).toEqual([true, true]);
  expect(readdirSync(at('elsewhere'))).toEqual(['f']);
});

test.each<[what: string, make: () => string, reason: RegExp]>([
  ['a folder', () => folder, /it is a folder$/],
  ['a pipe', () => (execFileSync('mkfifo', [at('pipe')]), at('pipe')), /it is no regular file but a device, a pipe or a socket$/],
  ['a link to a pipe', () => (execFileSync('mkfifo', [at('pipe')]), symlinkSync('pipe', at('link')), at('link')), /it is no regular file/],
  ['a link to nowhere', () => (symlinkSync('nowhere', at('link')), at('link')), /it is a link to a file that is not there$/],
  ['a link to itself', () => (symlinkSync('link', at('link')), at('link')), /ELOOP: too many/],
  ['what lies below a file', () => (writeFileSync(at('f'), ''), at('f/x')), /f is no folder$/],
  ['what lies far below a file', () => (writeFileSync(at('f'), ''), at('f/x/y')), /f is no folder$/],
  ['the name of a folder that is not there', () => `${at('new')}/`, /it is the name of a folder$/],
  ['the name of one in a folder that is not there', () => `${at('new')}/..`, /it is the name of a folder$/],
  ['the name of a file as that of a folder', () => (writeFileSync(at('f'), ''), `${at('f')}/`), /it is the name of a folder$/],
  ['a name that is too long', () => at('x'.repeat(300)), /ENAMETOOLONG: name too long$/],
])('%s is not written, and why is known beforehand', (_what, make, reason) => {
  const file = make();
  const before = kindOf(file);
  expect(unwritable(file)).toMatch(reason);
  expect(() => writeWhole(file, 'new')).toThrow(`${file} cannot be written: ${unwritable(file)}`);
  expect(kindOf(file)).toBe(before);
});

// Only asked, never written: a mistake here would take the device away from everybody.
test.each(['/dev/null', '/dev/full'])('%s is no file to write', (device) => {
  expect(unwritable(device)).toBe('it is no regular file but a device, a pipe or a socket');
});

test('what the system refuses is told without the names of files that come and go', () => {
  expect(unwritable('/proc/nowhere/f')).toBeUndefined();
  expect(() => writeWhole('/proc/nowhere/f', '')).toThrow(/^\/proc\/nowhere\/f cannot be written: ENOENT: no such file or directory$/);
});

test('what an interrupted write leaves is known by its name', () => {
  expect(
    ['.cado-response-12-0123abcd.tmp', 'a/.cado-response-1-00000000.tmp', '.cado-response-12.tmp'].filter((name) => !isUnfinished(name)),
  ).toEqual([]);
  expect(['cado-response-1-00000000.tmp', '.cado-response-x.tmp', '.cado-response-1-0.tmp', 'f.tmp'].filter(isUnfinished)).toEqual([]);
});
