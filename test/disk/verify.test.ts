import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTar } from 'nanotar';
import { gzipSync } from 'fflate';
import { publishArchives } from '../../src/disk/publish-archives';
import { publishStatic } from '../../src/disk/publish-static';
import { recordedReleases } from '../../src/disk/releases';
import { verify } from '../../src/disk/verify';
import { fileTree } from '../../src/emit/file-tree';
import { archiveOf, filesIn, sha256 } from '../../src/release/archive';
import { checksumsOf } from '../../src/release/checksums';
import { madeUp, PROJECT, releasedArchive } from './released';

const RELEASES = recordedReleases(PROJECT);
const ARCHIVE = 'cado-role-1.0.0.tar.gz';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-verify-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const edited = (file: string, from: string, to: string): void => {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
};

/** The modules as committed, with what Terraform leaves there left out. */
function modules(): string {
  const copy = join(folder, 'modules');
  cpSync(join(PROJECT, 'modules'), copy, { recursive: true, filter: (path) => !/\.terraform/.test(path) });
  return copy;
}
function registry(): string {
  const copy = join(folder, 'registry');
  publishStatic(copy, 'cado', [
    ...['cado-role', 'cado-kms-key-policy'].map((module) => {
      const archive = releasedArchive(module);
      return { module, version: '1.0.0', sha256: sha256(archive), archive, files: filesIn(archive, module) };
    }),
    ...madeUp('cado-role', '1.1.0'),
  ]);
  return copy;
}
function archiveFile(bytes: Uint8Array): string {
  const file = join(folder, ARCHIVE);
  writeFileSync(file, bytes);
  return file;
}
/** Checksums that somebody made who made the archive too. */
const ownChecksums = (bytes: Uint8Array): void => writeFileSync(join(folder, 'SHA256SUMS'), checksumsOf([[ARCHIVE, sha256(bytes)]]));

/** A folder as `publish --archives` writes it. */
function archives(): string {
  const copy = join(folder, 'archives');
  publishArchives(
    copy,
    ['cado-role', 'cado-kms-key-policy'].map((module) => {
      const archive = releasedArchive(module);
      return { module, version: '1.0.0', sha256: sha256(archive), archive, files: filesIn(archive, module) };
    }),
  );
  return copy;
}

test('a folder of archives as published: nothing is wrong', () => {
  expect(verify(archives(), { releases: RELEASES })).toMatchObject({ files: 2, problems: [] });
});

test.each([
  ['modules', modules],
  ['one module', () => join(modules(), 'cado-role')],
  ['an archive that was released', () => archiveFile(releasedArchive('cado-role'))],
  ['a registry', registry],
])('%s as published: nothing is wrong', (_name, make) => {
  const { files, problems } = verify(make(), { releases: RELEASES });
  expect(problems).toEqual([]);
  expect(files).toBeGreaterThan(5);
});

/** Ways of tampering: what is done, and the file that must be named. */
const TAMPERINGS: readonly (readonly [name: string, tamper: () => string, names: RegExp])[] = [
  [
    'a byte of a file',
    () => (edited(join(modules(), 'cado-role/main.tf'), 'kms:Decrypt', 'kms:*'), join(folder, 'modules')),
    /^cado-role\/main\.tf: has another content/m,
  ],
  [
    'a file more',
    () => (writeFileSync(join(modules(), 'cado-role/backdoor.tf'), ''), join(folder, 'modules')),
    /^cado-role\/backdoor\.tf: not in the checksums/m,
  ],
  ['a file less', () => (rmSync(join(modules(), 'cado-role/versions.tf')), join(folder, 'modules')), /^cado-role\/versions\.tf: missing/m],
  [
    'a link in place of a file',
    () => {
      const main = join(modules(), 'cado-role/outputs.tf');
      rmSync(main);
      symlinkSync('/etc/hostname', main);
      return join(folder, 'modules');
    },
    /cado-role\/outputs\.tf is neither file nor folder/,
  ],
  [
    'HCL and its checksum',
    () => {
      const file = join(modules(), 'cado-role/main.tf');
      const old = sha256(readFileSync(file));
      edited(file, '"kms:CreateGrant"', '"kms:*"');
      edited(join(folder, 'modules/SHA256SUMS'), old, sha256(readFileSync(file)));
      return join(folder, 'modules');
    },
    /cado-role: the HCL does not say what json\/main\.tf\.json says, at/,
  ],
  [
    'a line of the checksums',
    () => (edited(join(modules(), 'SHA256SUMS'), '  cado-role/main.tf\n', '  cado-role/main.tf.old\n'), join(folder, 'modules')),
    /^cado-role\/main\.tf: not in the checksums/m,
  ],
  [
    'a byte of an archive',
    () => {
      const bytes = Buffer.from(releasedArchive('cado-role'));
      bytes[500] = (bytes[500] ?? 0) ^ 1;
      return archiveFile(bytes);
    },
    new RegExp(`^${ARCHIVE}: its SHA-256`, 'm'),
  ],
  [
    'a byte of an archive among others',
    () => {
      const copy = archives();
      const bytes = readFileSync(join(copy, ARCHIVE));
      bytes[500] = (bytes[500] ?? 0) ^ 1;
      writeFileSync(join(copy, ARCHIVE), bytes);
      return copy;
    },
    new RegExp(`^${ARCHIVE}: has another content`, 'm'),
  ],
  [
    'HCL in an archive among others, with its checksum',
    () => {
      const copy = archives();
      const before = readFileSync(join(copy, ARCHIVE));
      const files = filesIn(before, ARCHIVE);
      const bytes = archiveOf(fileTree([...files, ['main.tf', (files.get('main.tf') ?? '').replace('"kms:CreateGrant"', '"kms:*"')]]));
      writeFileSync(join(copy, ARCHIVE), bytes);
      edited(join(copy, 'SHA256SUMS'), sha256(before), sha256(bytes));
      return copy;
    },
    /^cado-role-1\.0\.0\.tar\.gz: the HCL does not say/m,
  ],
  [
    'an archive cut off, with its checksum',
    () => {
      const bytes = Buffer.from(releasedArchive('cado-role')).subarray(0, 5000);
      ownChecksums(bytes);
      return archiveFile(bytes);
    },
    new RegExp(`^${ARCHIVE}`, 'm'),
  ],
  [
    'a path that leads out of an archive, with its checksum',
    () => {
      const files = [...filesIn(releasedArchive('cado-role'), ARCHIVE)].map(([name, data]) => ({ name, data }));
      const bytes = gzipSync(createTar([...files, { name: '../../outside.tf', data: 'x' }]));
      ownChecksums(bytes);
      return archiveFile(bytes);
    },
    new RegExp(`^${ARCHIVE}: is not in the form`, 'm'),
  ],
  [
    'HCL in an archive, with its checksum',
    () => {
      const files = filesIn(releasedArchive('cado-role'), ARCHIVE);
      const bytes = archiveOf(fileTree([...files, ['main.tf', (files.get('main.tf') ?? '').replace('"kms:CreateGrant"', '"kms:*"')]]));
      ownChecksums(bytes);
      return archiveFile(bytes);
    },
    /cado-role-1\.0\.0\.tar\.gz: the HCL does not say/,
  ],
  [
    'an archive of a registry',
    () => (writeFileSync(join(registry(), `archives/cado/cado-role/${ARCHIVE}`), 'x'), join(folder, 'registry')),
    /^archives\/cado\/cado-role\/cado-role-1\.0\.0\.tar\.gz: its SHA-256/m,
  ],
  [
    'an archive of a registry, and its checksum everywhere',
    () => {
      const copy = join(folder, 'registry');
      publishStatic(copy, 'cado', madeUp('cado-role', '1.0.0'));
      return copy;
    },
    /^archives\/cado\/cado-role\/cado-role-1\.0\.0\.tar\.gz: is not what was released as cado-role 1\.0\.0/m,
  ],
  [
    'where a version is',
    () => (
      edited(join(registry(), 'v1/modules/cado/cado-role/aws/1.0.0/download'), '../../../../../../archives', 'https://elsewhere.example'),
      join(folder, 'registry')
    ),
    /^v1\/modules\/cado\/cado-role\/aws\/1\.0\.0\/download: is not what/m,
  ],
  [
    'a header rule',
    () => (edited(join(registry(), '_headers'), '1.0.0.tar.gz', '1.1.0.tar.gz'), join(folder, 'registry')),
    /^_headers: is not what/m,
  ],
  [
    'the rules of nginx',
    () => (edited(join(registry(), 'nginx/registry.conf'), '1.0.0.tar.gz', '1.1.0.tar.gz'), join(folder, 'registry')),
    /^nginx\/registry\.conf: is not what/m,
  ],
  [
    'a version that is not there',
    () => (edited(join(registry(), 'v1/modules/cado/cado-role/aws/versions'), '"1.1.0"', '"9.9.9"'), join(folder, 'registry')),
    /^v1\/modules\/cado\/cado-role\/aws\/9\.9\.9\/download: missing/m,
  ],
  [
    'where modules are',
    () => (edited(join(registry(), '.well-known/terraform.json'), '/v1/modules/', 'https://elsewhere.example/'), join(folder, 'registry')),
    /^\.well-known\/terraform\.json: is not what/m,
  ],
  [
    'a file more in a registry',
    () => (writeFileSync(join(registry(), 'archives/cado/extra.zip'), 'x'), join(folder, 'registry')),
    /^archives\/cado\/extra\.zip: belongs to no version/m,
  ],
];

test('there are at least ten ways of tampering', () => expect(TAMPERINGS.length).toBeGreaterThanOrEqual(10));

test.each(TAMPERINGS)('tampering with %s is found, and the file named', (_name, tamper, names) => {
  const target = tamper();
  expect(verify(target, { releases: RELEASES }).problems.join('\n')).toMatch(names);
});

test('what has no checksums is not verified', () => {
  const copy = modules();
  rmSync(join(copy, 'SHA256SUMS'));
  expect(() => verify(copy, { releases: RELEASES })).toThrow(/has no SHA256SUMS/);
});
