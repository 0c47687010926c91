import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishStatic } from '../../src/disk/publish-static';
import { registryState } from '../../src/disk/registry-state';
import { filesIn } from '../../src/release/archive';
import { filesOf } from './folder';
import { verify } from '../../src/disk/verify';
import { madeUp, PROJECT } from './released';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-registry-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const listed = (module: string): unknown => JSON.parse(readFileSync(join(folder, `v1/modules/cado/${module}/aws/versions`), 'utf8'));

test('versions are added, never changed', () => {
  expect(publishStatic(folder, 'cado', madeUp('cado-role', '1.0.0')).map(({ version }) => version)).toEqual(['1.0.0']);
  const first = filesOf(folder);
  publishStatic(folder, 'cado', madeUp('cado-role', '1.0.0', '2.0.0', '1.10.0', '1.9.0'));
  expect(listed('cado-role')).toEqual({ modules: [{ versions: ['1.0.0', '1.9.0', '1.10.0', '2.0.0'].map((version) => ({ version })) }] });
  const now = filesOf(folder);
  const changed = Object.keys(first).filter((path) => first[path] !== now[path]);
  expect(changed.filter((path) => path.startsWith('archives/') || path.endsWith('/download'))).toEqual([]);
  expect(publishStatic(folder, 'cado', madeUp('cado-role', '1.0.0'))).toEqual([]);
  expect(filesOf(folder)).toEqual(now);
});

test('a version with another content is refused, with everything else that is wrong, and nothing is written', () => {
  publishStatic(folder, 'cado', madeUp('cado-role', '1.0.0'));
  const before = filesOf(folder);
  const other = madeUp('cado-kms-key-policy', '1.0.0').map((one) => ({ ...one, module: 'cado-role' }));
  expect(() => publishStatic(folder, 'cado', [...other, ...madeUp('cado-role', '1.1.0')])).toThrow(
    /cado-role 1\.0\.0 is published with another content/,
  );
  expect(filesOf(folder)).toEqual(before);
});

test('a damaged registry is not added to', () => {
  publishStatic(folder, 'cado', madeUp('cado-role', '1.0.0'));
  writeFileSync(join(folder, 'archives/cado/cado-role/cado-role-1.0.0.tar.gz'), 'x');
  expect(() => publishStatic(folder, 'cado', madeUp('cado-role', '1.1.0'))).toThrow(
    /archives\/cado\/cado-role\/cado-role-1\.0\.0\.tar\.gz: its SHA-256/,
  );
});

/** Kills the process after so many calls that change the disk: no handler runs, as when the power goes. */
const KILL_AFTER = `
const fs = require('node:fs');
let left = Number(process.env.WRITES_LEFT);
for (const name of ['openSync', 'writeSync', 'renameSync', 'mkdirSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    const isWrite = name !== 'openSync' || args[1] === 'w';
    if (isWrite && String(args[0]).length > 0 && left-- === 0) process.kill(process.pid, 'SIGKILL');
    return real(...args);
  };
}`;

test('interrupted at every write, once each, it leaves a registry that works, and the next run completes it', () => {
  const preload = join(folder, 'kill-after.cjs');
  writeFileSync(preload, KILL_AFTER);
  const start = join(folder, 'start');
  publishStatic(start, 'cado', madeUp('cado-role', '0.9.0'));
  const publish = (registry: string, writesLeft: number): number | null =>
    spawnSync(process.execPath, ['--require', preload, join(PROJECT, 'dist/cado-response.js'), 'publish', '--static', registry], {
      env: { ...process.env, WRITES_LEFT: String(writesLeft) },
    }).status;
  const complete = join(folder, 'complete');
  cpSync(start, complete, { recursive: true });
  expect(publish(complete, 1_000_000)).toBe(0);
  const wanted = filesOf(complete);
  let writes = 0;
  for (; ; writes++) {
    const registry = join(folder, `interrupted-${writes}`);
    cpSync(start, registry, { recursive: true });
    const isDone = publish(registry, writes) === 0;
    expect(verify(registry, { releases: {} }).problems).toEqual([]);
    const { versions } = registryState(registry);
    expect(versions.some(({ version }) => version === '0.9.0')).toBe(true);
    for (const { module, version } of versions)
      expect(filesIn(readFileSync(join(registry, `archives/cado/${module}/${module}-${version}.tar.gz`)), version).size).toBeGreaterThan(
        10,
      );
    expect(publish(registry, 1_000_000)).toBe(0);
    expect(filesOf(registry)).toEqual(wanted);
    rmSync(registry, { recursive: true });
    if (isDone) break;
  }
  process.stdout.write(`Publishing was interrupted at each of ${writes} writes\n`);
  expect(writes).toBeGreaterThan(30);
});
