import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { probe } from './availability';

let folder: string;
let path: string | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cado-response-path-'));
  path = process.env['PATH'];
  process.env['PATH'] = `${folder}:${dirname(process.execPath)}:/bin`;
});
afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true, force: true });
});

const program = (name: string, script: string): void => {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
};
const terraform = (version: string, init: number): void =>
  program('terraform', `if [ "$1" = version ]; then echo '{"terraform_version": "${version}"}'; else exit ${init}; fi`);

test('what is not on PATH is named, with where to get it', async () => {
  process.env['PATH'] = folder;
  expect(await probe()).toEqual({
    terraform: expect.stringContaining('terraform is not on PATH; get it from https://') as unknown,
    emulator: expect.stringContaining('moto_server is not on PATH; get it with pip') as unknown,
    nginx: expect.stringContaining('nginx is not on PATH; get it from https://') as unknown,
    chromium: expect.stringContaining('chromium is not on PATH; get it from your distribution') as unknown,
  });
});

test('a Terraform that is too old is named with its version', async () => {
  terraform('1.5.7', 0);
  expect((await probe()).terraform).toContain('terraform is 1.5.7, and the tests need 1.7');
});

test('a provider that cannot be installed is named, with what to do', async () => {
  terraform('1.11.4', 1);
  expect((await probe()).terraform).toContain('hashicorp/aws cannot be installed');
});

test('nothing is missing where everything is there', async () => {
  terraform('1.11.4', 0);
  program('moto_server', 'exit 0');
  program('nginx', 'exit 0');
  program('chromium', 'exit 0');
  expect(await probe()).toEqual({});
});

test("no AWS variable of the user's reaches a test", async () => {
  process.env['AWS_SECRET_ACCESS_KEY'] = 'precious';
  program('terraform', `env > "${folder}/seen"; echo '{"terraform_version": "1.5.0"}'`);
  await probe();
  delete process.env['AWS_SECRET_ACCESS_KEY'];
  expect(readFileSync(join(folder, 'seen'), 'utf8')).not.toContain('precious');
});
