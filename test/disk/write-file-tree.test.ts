import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { droppedFiles } from '../../src/disk/stale-files';
import { writeFileTree } from '../../src/disk/write-file-tree';
import { fileTree } from '../../src/emit/file-tree';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-disk-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, content: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};
const contents = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .toSorted((left, right) => (left < right ? -1 : 1))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );

const TREE = fileTree([
  ['one/main.tf', 'new'],
  ['one/json/main.tf.json', '{}'],
  ['manifest.json', 'new manifest'],
]);

test('writes every file, and nothing else stays behind', () => {
  writeFileTree(folder, TREE, []);
  expect(contents()).toEqual({ 'manifest.json': 'new manifest', 'one/json/main.tf.json': '{}', 'one/main.tf': 'new' });
});

test('makes the folder it writes to', () => {
  writeFileTree(join(folder, 'a/b'), TREE, []);
  expect(contents()).toMatchObject({ 'a/b/one/main.tf': 'new' });
});

test("what is not ours stays: other modules, and a user's files in a module's folder", () => {
  write('one/main.tf', 'old');
  write('one/.terraform/providers', 'cache');
  write('one/terraform.tfstate', 'state');
  write('two/main.tf', 'theirs');
  writeFileTree(folder, TREE, []);
  expect(contents()).toMatchObject({
    'one/main.tf': 'new',
    'one/.terraform/providers': 'cache',
    'one/terraform.tfstate': 'state',
    'two/main.tf': 'theirs',
  });
});

test('what an earlier run wrote and this one does not goes', () => {
  write('one/examples/old/main.tf', 'old');
  writeFileTree(folder, TREE, ['one/examples/old/main.tf']);
  expect(Object.keys(contents())).not.toContain('one/examples/old/main.tf');
});

describe('after a run that was interrupted', () => {
  test('before the swap, the old module stands and the next run is whole', () => {
    write('one/main.tf', 'old');
    write('.cado-response-abc123/one/main.tf', 'half');
    expect(readFileSync(join(folder, 'one/main.tf'), 'utf8')).toBe('old');
    writeFileTree(folder, TREE, []);
    expect(contents()).toEqual({ 'manifest.json': 'new manifest', 'one/json/main.tf.json': '{}', 'one/main.tf': 'new' });
  });

  test('between the two steps of the swap, the next run puts the old module back first', () => {
    write('one/main.tf', 'old');
    write('one/terraform.tfstate', 'state');
    renameSync(join(folder, 'one'), join(folder, '.cado-response-old-one'));
    writeFileTree(folder, TREE, []);
    expect(contents()).toMatchObject({ 'one/main.tf': 'new', 'one/terraform.tfstate': 'state' });
  });

  test('after the swap, the next run removes what was moved away', () => {
    write('one/main.tf', 'new');
    write('.cado-response-old-one/main.tf', 'old');
    writeFileTree(folder, TREE, []);
    expect(existsSync(join(folder, '.cado-response-old-one'))).toBe(false);
    expect(contents()).toMatchObject({ 'one/main.tf': 'new' });
  });
});

test('a tree that cannot be written leaves the old one', () => {
  write('one/main.tf', 'old');
  const impossible = fileTree([
    ['one/main.tf', 'new'],
    ['one/main.tf/below', 'no folder'],
  ]);
  expect(() => writeFileTree(folder, impossible, [])).toThrow();
  expect(contents()).toEqual({ 'one/main.tf': 'old' });
});

test('a checksum file never leads out of the folder', () => {
  write('outside.txt', 'precious');
  const digest = 'a'.repeat(64);
  write('out/SHA256SUMS', `${digest}  one/../../outside.txt\n${digest}  /etc/hostname\n${digest}  one/gone.tf\n`);
  write('out/one/gone.tf', 'old');
  const dropped = droppedFiles(join(folder, 'out'), TREE, ['one']);
  expect(dropped).toEqual(['one/gone.tf']);
  writeFileTree(join(folder, 'out'), TREE, dropped);
  expect(readFileSync(join(folder, 'outside.txt'), 'utf8')).toBe('precious');
});
