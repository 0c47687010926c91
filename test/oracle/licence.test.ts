import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PROJECT = resolve(__dirname, '../..');
/** The oracle's publisher, all of whose packages come with it. */
const ORACLE = '@cloud-copilot/';
const PACKAGE = `${ORACLE}iam-simulate`;

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

const naming = (files: readonly string[]): readonly string[] => files.filter((file) => readFileSync(file).includes(ORACLE));

const packageJson = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as Readonly<Record<string, unknown>>;

test('the oracle, which is AGPL-3.0, is needed by developers alone', () => {
  const elements = Object.keys(packageJson).filter((key) => JSON.stringify(packageJson[key]).includes(ORACLE));
  expect(elements).toEqual(['devDependencies']);
  expect((packageJson['devDependencies'] as Readonly<Record<string, string>>)[PACKAGE]).toMatch(/^\d+\.\d+\.\d+$/);
});

test('every package that comes with it is one of development in the lock', () => {
  const { packages } = JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly resolved?: string }>>;
  };
  const found = Object.entries(packages).filter(([path]) => path.includes(ORACLE));
  expect(found.length).toBeGreaterThan(1);
  expect(found.filter(([, { dev }]) => dev !== true)).toEqual([]);
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});

test('no source names it', () => {
  expect(naming(filesIn('src'))).toEqual([]);
});

test('no shipped file holds any of it', () => {
  expect(packageJson['files']).toEqual(['dist', '!dist/*.cache', '!dist/app.js', 'modules/manifest.json', 'modules/*/CHANGELOG.md']);
  const shipped = existsSync(join(PROJECT, 'dist')) ? filesIn('dist').filter((file) => !file.endsWith('.cache')) : [];
  expect(naming([...shipped, ...filesIn('modules')])).toEqual([]);
});
