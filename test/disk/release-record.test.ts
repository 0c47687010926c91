import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReleaseRecord } from '../../src/disk/release-record';
import { latestVersion } from '../../src/emit/release-record';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-record-'));
  mkdirSync(join(folder, 'modules/one'), { recursive: true });
  writeFileSync(join(folder, 'LICENSE'), 'licence');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a project that has released nothing has an empty record', () => {
  const record = readReleaseRecord(folder, ['one']);
  expect(record).toEqual({ manifest: '{\n  "modules": {}\n}\n', versions: {}, changelogs: {}, license: 'licence' });
  expect(latestVersion(record, 'one')).toBeUndefined();
});

test('the latest version and the changelog of a module are read, never written', () => {
  const releases = ['1.0.0', '1.1.0'].map((version) => ({ version, sha256: 'a'.repeat(64) }));
  const manifest = JSON.stringify({ modules: { one: { releases } } });
  writeFileSync(join(folder, 'modules/manifest.json'), manifest);
  writeFileSync(join(folder, 'modules/one/CHANGELOG.md'), 'changes');
  const record = readReleaseRecord(folder, ['one']);
  expect(record.manifest).toBe(manifest);
  expect(record.changelogs).toEqual({ one: 'changes' });
  expect(latestVersion(record, 'one')).toBe('1.1.0');
});

test.each(['', '[]', 'null', '{"modules": {"one": null}}', '{"modules": {"one": {"releases": [{"version": "1.0.0"}]}}}'])(
  'a manifest that reads %j is an error that names the file',
  (text) => {
    writeFileSync(join(folder, 'modules/manifest.json'), text);
    expect(() => readReleaseRecord(folder, ['one'])).toThrow(/manifest\.json is not a manifest of releases.*git checkout/);
  },
);
