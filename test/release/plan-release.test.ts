import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inc } from 'semver';
import { latestReleases, recordedReleases } from '../../src/disk/releases';
import { readReleaseRecord } from '../../src/disk/release-record';
import { withPrintedTests } from '../../src/emit/test-files';
import type { PrintedDocument } from '../../src/module-document';
import { moduleDocuments } from '../../src/modules/all-modules';
import { MODULE_NAMES } from '../../src/module-names';
import { filesIn, sha256 } from '../../src/release/archive';
import { releasesIn } from '../../src/release/manifest';
import { planRelease, type ReleasePlan } from '../../src/release/plan-release';
import { PROJECT } from '../disk/released';

const DOCUMENTS = moduleDocuments().map(withPrintedTests);
const RECORD = readReleaseRecord(PROJECT, MODULE_NAMES);
const RELEASED = latestReleases(PROJECT);

/** The documents with one text of one module replaced. */
const withEdit = (module: string, from: string, to: string): readonly PrintedDocument[] =>
  DOCUMENTS.map((document) => {
    if (document.name !== module) return document;
    const text = JSON.stringify(document.terraform);
    expect(text).toContain(from);
    return { ...document, terraform: JSON.parse(text.replaceAll(from, to)) as PrintedDocument['terraform'] };
  });

const planned = (documents: readonly PrintedDocument[], wanted?: string): ReleasePlan =>
  planRelease({
    documents,
    record: RECORD,
    released: RELEASED,
    modules: MODULE_NAMES,
    ...(wanted !== undefined && { wanted: { version: wanted, modules: MODULE_NAMES } }),
  });
const versions = ({ releases }: ReleasePlan): readonly string[] => releases.map(({ name, version }) => `${name} ${version}`);

const WIDENED = withEdit('cado-role', 'guardduty:GetFindings', 'guardduty:*');
const NEW_INPUT = withEdit(
  'cado-kms-key-policy',
  '"variable":{',
  '"variable":{"fresh":{"description":"New","type":"bool","default":false},',
);
const TEXT = withEdit('cado-cross-account-trust', 'ARN of the role', 'The ARN of the role');

const latestOf = (module: string): string => recordedReleases(PROJECT)[module]?.at(-1)?.version ?? '';

test('nothing that did not change is released', () => expect(planned(DOCUMENTS).releases).toEqual([]));

test.each([
  ['access', WIDENED, `cado-role ${inc(latestOf('cado-role'), 'major')}`],
  ['an optional input', NEW_INPUT, `cado-kms-key-policy ${inc(latestOf('cado-kms-key-policy'), 'minor')}`],
  ['a text', TEXT, `cado-cross-account-trust ${inc(latestOf('cado-cross-account-trust'), 'patch')}`],
])('%s decides the version of its module alone', (_name, documents, expected) => {
  expect(versions(planned(documents))).toEqual([expected]);
});

test('a version below what the changes ask for is refused with the reason, a higher one is taken', () => {
  expect(() => planned(WIDENED, '1.1.0')).toThrow(
    /cado-role 1\.1\.0 is below 2\.0\.0, .* \(major\): GuardDutyRead now allows guardduty:\*.*Accepted: 2\.0\.0 or later/,
  );
  expect(() => planned(WIDENED, '2.0.0-rc.1')).not.toThrow();
  expect(() => planned(TEXT, '1.0.0')).toThrow(/does not come after 1\.0\.0/);
  expect(() => planned(TEXT, 'v2')).toThrow(/"v2" is no version.*e\.g\. 1\.0\.1/);
  expect(versions(planned(TEXT, '3.0.0'))).toEqual(['cado-cross-account-trust 3.0.0']);
});

test('CHANGELOG says what the vendor may now do, README, manifest and checksums agree with the archive', () => {
  const { files, archives } = planned(WIDENED);
  const changelog = files.get('cado-role/CHANGELOG.md') ?? '';
  expect(changelog).toMatch(
    /^# Changelog\n\n## 2\.0\.0\n\n### The vendor may now do what it could not\n\n- GuardDutyRead now allows guardduty:\\\* \(major\)/,
  );
  expect(changelog).toContain('\n## 1.0.0\n');
  expect(files.get('cado-role/README.md')).toContain('Version 2.0.0.');
  const archive = archives.get('cado-role-2.0.0.tar.gz') ?? new Uint8Array();
  expect(filesIn(archive, 'archive').get('CHANGELOG.md')).toBe(changelog);
  const { 'cado-role': releases = [] } = releasesIn(files.get('manifest.json') ?? '', 'manifest');
  expect(releases.map(({ version }) => version)).toEqual(['1.0.0', '2.0.0']);
  expect(releases.at(-1)?.sha256).toBe(sha256(archive));
  const folder = mkdtempSync(join(tmpdir(), 'cado-response-release-'));
  try {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a project without releases starts at 1.0.0', () => {
  const record = { ...RECORD, manifest: '{"modules": {}}\n', versions: {}, changelogs: {} };
  const plan = planRelease({ documents: DOCUMENTS, record, released: new Map(), modules: MODULE_NAMES });
  expect(plan.releases.map(({ version }) => version)).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  expect([...plan.archives].map(([name, archive]) => [name, sha256(archive)]).length).toBe(3);
});
