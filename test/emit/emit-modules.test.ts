import { createHash } from 'node:crypto';
import { emitModules } from '../../src/emit/emit-modules';
import type { FileTree } from '../../src/emit/file-tree';
import { EMPTY_CHANGELOG, type ReleaseRecord } from '../../src/emit/release-record';
import { withPrintedTests } from '../../src/emit/test-files';
import { ALL_MODULES, moduleDocuments } from '../../src/modules/all-modules';
import { MODULE_FOLDERS } from '../terraform/test-bed/shipped-folders';

const RECORD: ReleaseRecord = { manifest: '{"modules": {}}\n', versions: {}, changelogs: {}, license: 'Licence\n' };
const NAMES = ALL_MODULES.map(({ name }) => name);
const OTHER = [`${'a'.repeat(64)}  a-module/main.tf`, `${'b'.repeat(64)}  z-module/main.tf`];

const emitted = (record: ReleaseRecord = RECORD, others: readonly string[] = []): FileTree =>
  emitModules(moduleDocuments().map(withPrintedTests), record, others);
const file = (files: FileTree, path: string): string => files.get(path) ?? '';
const checksums = (files: FileTree): readonly string[] => file(files, 'SHA256SUMS').trimEnd().split('\n');
const inOrder = (values: readonly string[]): readonly string[] => values.toSorted((left, right) => (left < right ? -1 : 1));
const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

const files = emitted();

test.each(NAMES)('%s is HCL, JSON, README, CHANGELOG, LICENSE, tests and examples', (name) => {
  const names = [...files.keys()].map((path) => path.replace(/(tests|examples)\/[^/]+/, '$1/*'));
  expect([...new Set(names)]).toEqual(
    expect.arrayContaining(
      [
        'main.tf',
        'variables.tf',
        'outputs.tf',
        'versions.tf',
        'json/main.tf.json',
        'README.md',
        'CHANGELOG.md',
        'LICENSE',
        'tests/*',
        'examples/*/main.tf',
      ].map((path) => `${name}/${path}`),
    ),
  );
});

test('these are the modules on disk, which other tests read', () => {
  expect(MODULE_FOLDERS).toEqual(inOrder(NAMES.map((name) => `modules/${name}`)));
});

test('the checksums name every other file once, in order, in the form of sha256sum -c', () => {
  for (const line of checksums(files)) expect(line).toMatch(/^[0-9a-f]{64} {2}[^ ]+$/);
  const paths = checksums(files).map((line) => line.slice(66));
  expect(paths).toEqual(inOrder([...files.keys()].filter((path) => path !== 'SHA256SUMS')));
  expect(file(files, 'SHA256SUMS')).toMatch(/[^\n]\n$/);
});

test.each([...files].filter(([path]) => path !== 'SHA256SUMS'))('the checksum of %s holds', (path, content) => {
  expect(checksums(files)).toContain(`${sha256(content)}  ${path}`);
});

test('checksums of modules that are not emitted stay, in order among the others', () => {
  const lines = checksums(emitted(RECORD, OTHER));
  expect(lines).toEqual(expect.arrayContaining(OTHER));
  expect(lines.map((line) => line.slice(66))).toEqual(inOrder(lines.map((line) => line.slice(66))));
});

test.each([...files])('%s has LF alone, one newline at its end, and no path of this machine', (_path, content) => {
  expect(content).not.toContain('\r');
  expect(content).toMatch(/[^\n]\n$/);
  expect(content).not.toContain(process.cwd());
  expect(content).not.toMatch(/\/(home|Users|tmp)\/|node_modules/);
});

test('paths are relative, in order and of letters that every file system takes', () => {
  const paths = [...files.keys()];
  expect(paths).toEqual(inOrder(paths));
  for (const path of paths) expect(path).toMatch(/^[A-Za-z0-9_-]+(\.?[A-Za-z0-9_-]+)*(\/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)*$/);
});

test('two runs give the same bytes', () => {
  expect([...emitted()]).toEqual([...files]);
});

test('the clock changes no byte', () => {
  jest.useFakeTimers({ now: new Date('2042-02-03T04:05:06Z') });
  try {
    expect([...emitted()]).toEqual([...files]);
  } finally {
    jest.useRealTimers();
  }
});

test.each(NAMES)('the emitted JSON of %s is the document itself', (name) => {
  const document = moduleDocuments().find((one) => one.name === name);
  expect(JSON.parse(file(files, `${name}/json/main.tf.json`))).toEqual(document?.terraform);
});

test('the manifest tells the limits of every module, and keeps those of modules that are not emitted', () => {
  const manifest = '{"modules": {"x": {}}, "limits": {"x": []}}\n';
  const { modules, limits } = JSON.parse(file(emitted({ ...RECORD, manifest }), 'manifest.json')) as {
    readonly modules: unknown;
    readonly limits: Readonly<Record<string, readonly { readonly size: number; readonly limit: number }[]>>;
  };
  expect(modules).toEqual({ x: {} });
  expect(Object.keys(limits)).toEqual(inOrder([...NAMES, 'x']));
  for (const { size, limit } of NAMES.flatMap((name) => limits[name] ?? [])) expect(size).toBeLessThanOrEqual(limit);
});

test.each(NAMES)('the record of releases gives version, CHANGELOG, manifest and licence of %s', (name) => {
  const record: ReleaseRecord = {
    manifest: '{"modules": {"x": {}}}\n',
    versions: { [name]: ['1.0.0', '1.2.0'] },
    changelogs: { [name]: '# Changelog\n\nWords of a person.\n' },
    license: 'Other licence\n',
  };
  const released = emitted(record);
  expect(JSON.parse(file(released, 'manifest.json'))).toMatchObject(JSON.parse(record.manifest) as object);
  expect(file(released, `${name}/CHANGELOG.md`)).toBe(record.changelogs[name]);
  expect(file(released, `${name}/LICENSE`)).toBe(record.license);
  expect(file(released, `${name}/README.md`)).toContain('Version 1.2.0.');
  expect(file(files, `${name}/CHANGELOG.md`)).toBe(EMPTY_CHANGELOG);
  for (const other of NAMES.filter((one) => one !== name)) {
    expect(file(released, `${other}/CHANGELOG.md`)).toBe(EMPTY_CHANGELOG);
    expect(file(released, `${other}/README.md`)).toContain('Not released yet');
  }
});
