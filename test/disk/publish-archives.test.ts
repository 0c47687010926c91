import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishArchives } from '../../src/disk/publish-archives';
import { verify } from '../../src/disk/verify';
import { checksumsIn } from '../../src/release/checksums';
import { madeUp } from './released';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cado-response-archives-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('archives of one module leave the checksums of the others', () => {
  publishArchives(folder, [...madeUp('cado-role', '1.1.0'), ...madeUp('cado-kms-key-policy', '1.2.0')]);
  publishArchives(folder, madeUp('cado-role', '1.1.0', '1.2.0'));
  expect([...checksumsIn(read('SHA256SUMS'), 'SHA256SUMS').keys()]).toEqual([
    'cado-kms-key-policy-1.2.0.tar.gz',
    'cado-role-1.1.0.tar.gz',
    'cado-role-1.2.0.tar.gz',
  ]);
  expect(verify(folder, { releases: {} }).problems).toEqual([]);
});

test('archives that are there with another content are named, and nothing is written', () => {
  publishArchives(folder, madeUp('cado-role', '1.1.0', '1.2.0'));
  writeFileSync(join(folder, 'cado-role-1.1.0.tar.gz'), 'another');
  writeFileSync(join(folder, 'cado-role-1.2.0.tar.gz'), 'another');
  const before = read('SHA256SUMS');
  expect(() => publishArchives(folder, madeUp('cado-role', '1.1.0', '1.2.0', '1.3.0'))).toThrow(
    /cado-role-1\.1\.0\.tar\.gz is there with another content[^]*cado-role-1\.2\.0\.tar\.gz is there/,
  );
  expect(readdirSync(folder)).toHaveLength(3);
  expect(read('SHA256SUMS')).toBe(before);
});

test('checksums that are none are no reason to write over them', () => {
  writeFileSync(join(folder, 'SHA256SUMS'), 'notes\n');
  expect(() => publishArchives(folder, madeUp('cado-role', '1.1.0'))).toThrow(/SHA256SUMS is not what sha256sum writes, in line 1/);
  expect(readdirSync(folder)).toEqual(['SHA256SUMS']);
});
