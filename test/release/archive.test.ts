import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordedReleases } from '../../src/disk/releases';
import { fileTree } from '../../src/emit/file-tree';
import { archiveName, archiveOf, filesIn, isWritten, sha256 } from '../../src/release/archive';
import { filesOf } from '../disk/folder';
import { latestDigests, PROJECT, releasedArchive } from '../disk/released';

/** What a build reads; the archives of releases are not among it, so that they are made anew. */
const BUILT_FROM = [
  'LICENSE',
  'build.mjs',
  'handlebars-module.cjs',
  'page-modules.cjs',
  'modules',
  'package.json',
  'packaging',
  'src',
  'tsconfig.json',
];

test('two builds in other folders, time zones, locales and umasks give the same bytes, which are those that were released', () => {
  const builds = [
    { TZ: 'Pacific/Auckland', LC_ALL: 'C', umask: '077' },
    { TZ: 'America/Los_Angeles', LC_ALL: 'tr_TR.UTF-8', umask: '000' },
  ].map(({ umask, ...env }, index) => {
    const folder = mkdtempSync(join(tmpdir(), `cado-response-build-${'x'.repeat(index * 20)}`));
    try {
      for (const file of BUILT_FROM)
        cpSync(join(PROJECT, file), join(folder, file), { recursive: true, filter: (path) => !path.includes('/.terraform') });
      symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
      const script = `umask ${umask} && "$0" build.mjs && "$0" dist/cado-response.js synth && "$0" dist/cado-response.js publish --archives out`;
      execFileSync('sh', ['-c', script, process.execPath], { cwd: folder, env: { ...process.env, ...env } });
      execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: join(folder, 'out') });
      return Object.fromEntries(readdirSync(join(folder, 'out')).map((name) => [name, sha256(readFileSync(join(folder, 'out', name)))]));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  expect(builds[0]).toEqual(builds[1]);
  expect(builds[0]).toMatchObject(latestDigests());
});

test('every archive that was ever released is kept as it was', () => {
  const recorded = Object.entries(recordedReleases(PROJECT)).flatMap(([module, releases]) =>
    releases.map(({ version, sha256: digest }) => [archiveName(module, version), digest]),
  );
  expect(filesOf(join(PROJECT, 'releases'))).toEqual(Object.fromEntries(recorded));
});

test('an archive holds the module and nothing around it', () => {
  const files = [...filesIn(releasedArchive('cado-role'), 'archive').keys()];
  expect(files).toEqual(files.toSorted());
  expect(files).toEqual(
    expect.arrayContaining([
      'main.tf',
      'variables.tf',
      'outputs.tf',
      'versions.tf',
      'json/main.tf.json',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
    ]),
  );
  expect(
    files.filter(
      (file) => !/^(main|variables|outputs|versions)\.tf$|^(README|CHANGELOG)\.md$|^LICENSE$|^(json|tests|examples)\//.test(file),
    ),
  ).toEqual([]);
});

test('GNU tar reads the same files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cado-response-tar-'));
  try {
    execFileSync('tar', ['--extract', '--gzip', '--file', join(PROJECT, 'releases/cado-role-1.0.0.tar.gz'), '--directory', folder]);
    for (const [path, content] of filesIn(releasedArchive('cado-role'), 'archive')) {
      expect(readFileSync(join(folder, path), 'utf8')).toBe(content);
      expect(statSync(join(folder, path)).mode & 0o777).toBe(0o644);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what another program packed is read, and told from ours', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cado-response-tar-'));
  try {
    const file = join(folder, 'other.tar.gz');
    execFileSync('tar', ['--create', '--gzip', '--file', file, '--directory', join(PROJECT, 'modules/cado-role'), './main.tf', './json']);
    const archive = readFileSync(file);
    const files = filesIn(archive, 'other.tar.gz');
    expect([...files.keys()]).toEqual(['json/main.tf.json', 'main.tf']);
    expect(isWritten(archive, files)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a path that tar cannot hold is refused', () => {
  expect(() => archiveOf(fileTree([['x'.repeat(101), '']]))).toThrow(/longer than the 100 bytes/);
});

test.each([
  ['no gzip', Buffer.from('x'.repeat(600))],
  ['cut off', Buffer.from(releasedArchive('cado-role')).subarray(0, 20_000)],
  ['empty', Buffer.alloc(0)],
])('%s: says which file', (_name, bytes) => {
  expect(() => filesIn(bytes, 'broken.tar.gz')).toThrow(/^broken\.tar\.gz/);
});
