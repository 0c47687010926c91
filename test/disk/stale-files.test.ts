import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { otherChecksums, staleFiles } from '../../src/disk/stale-files';
import { writeFileTree } from '../../src/disk/write-file-tree';
import { fileTree } from '../../src/emit/file-tree';

const DIGEST = '0'.repeat(64);
const TREE = fileTree([
  ['one/main.tf', 'one'],
  ['one/outputs.tf', 'outputs'],
  ['SHA256SUMS', `${DIGEST}  one/main.tf\n${DIGEST}  one/outputs.tf\n${DIGEST}  two/main.tf\n`],
]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-stale-'));
  writeFileTree(folder, TREE, []);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder as it was written has no stale file', () => {
  expect(staleFiles(folder, TREE, ['one'])).toEqual([]);
});

test('names what differs, what is missing, what is no longer generated and what never was', () => {
  writeFileSync(join(folder, 'one/main.tf'), 'edited');
  rmSync(join(folder, 'one/outputs.tf'));
  writeFileSync(join(folder, 'one/stray.tf'), 'stray');
  writeFileSync(join(folder, 'one/notes.txt'), 'a file that Terraform does not read');
  writeFileSync(join(folder, 'one/old.tf'), 'old');
  writeFileSync(join(folder, 'SHA256SUMS'), `${DIGEST}  one/old.tf\n`);
  expect(staleFiles(folder, TREE, ['one'])).toEqual([
    { path: 'SHA256SUMS', reason: 'differs' },
    { path: 'one/main.tf', reason: 'differs' },
    { path: 'one/outputs.tf', reason: 'missing' },
    { path: 'one/old.tf', reason: 'no longer generated' },
    { path: 'one/stray.tf', reason: 'not generated' },
  ]);
});

test('checksums of known modules that are not emitted this time are kept', () => {
  expect(otherChecksums(folder, ['one'], ['one', 'two'])).toEqual([`${DIGEST}  two/main.tf`]);
  expect(otherChecksums(folder, ['one'], ['one'])).toEqual([]);
});
