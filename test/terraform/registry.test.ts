import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishGit } from '../../src/disk/publish-git';
import { publishStatic } from '../../src/disk/publish-static';
import { MODULE_NAMES } from '../../src/module-names';
import type { JsonObject } from '../../src/policy/policy-json';
import { filesIn, sha256 } from '../../src/release/archive';
import { madeUp, PROJECT, releasedArchive } from '../disk/released';
import { describeServed } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { cleanEnvironment } from './test-bed/environment';
import { emulatedProvider, REQUIRED_AWS, writtenRoot, type TerraformRoot } from './test-bed/terraform-root';
import { startNginx, startServe, type WebServer } from './test-bed/web-servers';

const HOST = 'registry.cado.test';
const ROLE = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const INPUTS: Readonly<Record<string, JsonObject>> = {
  'cado-role': { trusted_role_arns: [ROLE] },
  'cado-cross-account-trust': { platform_role_arn: ROLE },
  'cado-kms-key-policy': { platform_role_arn: ROLE },
};
const released = (module: string): Parameters<typeof publishStatic>[2] => {
  const archive = releasedArchive(module);
  return [{ module, version: '1.0.0', sha256: sha256(archive), archive, files: filesIn(archive, module) }];
};

let folder: string;
let registry: string;
let emulator: Emulator;
const roots: TerraformRoot[] = [];

/** A root with calls of modules, and Terraform told where the registry is. */
function rootWith(calls: Readonly<Record<string, JsonObject>>, address?: string): TerraformRoot {
  const given = process.env['TF_CLI_CONFIG_FILE'];
  const config = join(folder, `terraform-${roots.length}.rc`);
  const own = given !== undefined && existsSync(given) ? readFileSync(given, 'utf8') : '';
  const host = address === undefined ? '' : `\nhost "${HOST}" {\n  services = { "modules.v1" = "${address}/v1/modules/" }\n}\n`;
  writeFileSync(config, `${own}${host}`);
  const root = writtenRoot(
    { 'main.tf.json': { terraform: REQUIRED_AWS, provider: { aws: emulatedProvider(emulator.endpoint) }, module: calls } },
    address === undefined ? {} : { TF_CLI_CONFIG_FILE: config },
  );
  roots.push(root);
  return root;
}

const pickedVersions = (root: TerraformRoot): Readonly<Record<string, string>> => {
  const { Modules } = JSON.parse(readFileSync(join(root.folder, '.terraform/modules/modules.json'), 'utf8')) as {
    readonly Modules: readonly { readonly Key: string; readonly Version?: string }[];
  };
  return Object.fromEntries(Modules.flatMap(({ Key, Version }) => (Version === undefined ? [] : [[Key, Version]])));
};

const call = (module: string, source: string, version?: string): JsonObject => ({
  source,
  ...INPUTS[module],
  ...(version !== undefined && { version }),
});

describeServed('published modules', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cado-response-published-'));
    chmodSync(folder, 0o755);
    registry = join(folder, 'registry');
    publishStatic(registry, 'cado', [...MODULE_NAMES.flatMap(released), ...madeUp('cado-role', '1.2.3', '1.3.0-rc.1', '2.0.0')]);
    emulator = await startEmulator();
  });
  afterAll(async () => {
    for (const root of roots) root.remove();
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each([
    ['nginx with the generated rules', () => startNginx(registry, folder)],
    ['cado-response serve', () => startServe(registry)],
  ])('from a static registry behind %s', (_name, start) => {
    let server: WebServer;
    beforeAll(async () => {
      server = await start();
    });
    afterAll(() => server.stop());

    test('Terraform installs the newest version that fits, HCL and JSON, and plans it', async () => {
      const calls = MODULE_NAMES.flatMap((module) => [
        [module, call(module, `${HOST}/cado/${module}/aws`, '~> 1.0')] as const,
        [
          `${module}-json`,
          {
            ...call(module, `${HOST}/cado/${module}/aws//json`, '~> 1.0'),
            ...(module !== 'cado-kms-key-policy' && { role_name: 'CadoResponseJson' }),
          },
        ] as const,
      ]);
      const root = rootWith(
        { ...Object.fromEntries(calls), exact: call('cado-role', `${HOST}/cado/cado-role/aws`, '1.3.0-rc.1') },
        server.address,
      );
      await root.terraform('init', '-input=false');
      expect(pickedVersions(root)).toEqual({
        exact: '1.3.0-rc.1',
        'cado-cross-account-trust': '1.0.0',
        'cado-cross-account-trust-json': '1.0.0',
        'cado-kms-key-policy': '1.0.0',
        'cado-kms-key-policy-json': '1.0.0',
        'cado-role': '1.2.3',
        'cado-role-json': '1.2.3',
      });
      await root.terraform('validate');
      const { resource_changes: changes = [] } = await root.plan();
      const planned = (module: string): number => changes.filter(({ address }) => address.startsWith(`module.${module}.`)).length;
      expect(planned('cado-role')).toBe(11);
      expect(planned('cado-role-json')).toBe(11);
      expect(planned('cado-cross-account-trust')).toBe(planned('cado-cross-account-trust-json'));
    });

    test('an answer says JSON, with the place in the body for OpenTofu and in the header for Terraform', async () => {
      const response = await fetch(`${server.address}/v1/modules/cado/cado-role/aws/1.0.0/download`);
      const { location } = (await response.json()) as { readonly location: string };
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(response.headers.get('x-terraform-get')).toBe(location);
      const archive = await fetch(new URL(location, response.url));
      expect(sha256(new Uint8Array(await archive.arrayBuffer()))).toBe(sha256(releasedArchive('cado-role')));
      expect((await fetch(`${server.address}/v1/modules/cado/cado-role/aws/9.9.9/download`)).status).toBe(404);
    });
  });

  test('nginx takes the whole configuration of the registry', () => {
    execFileSync('nginx', ['-t', '-q', '-p', registry, '-c', 'nginx/nginx.conf'], { env: cleanEnvironment() });
  });

  test('an archive that was tampered with is refused', async () => {
    const tampered = join(folder, 'tampered');
    cpSync(registry, tampered, { recursive: true });
    appendFileSync(join(tampered, 'archives/cado/cado-kms-key-policy/cado-kms-key-policy-1.0.0.tar.gz'), 'x');
    const server = await startServe(tampered);
    try {
      const { exitCode, stderr } = await rootWith(
        { key: call('cado-kms-key-policy', `${HOST}/cado/cado-kms-key-policy/aws`, '1.0.0') },
        server.address,
      ).tryTerraform('init', '-input=false');
      expect(exitCode).not.toBe(0);
      expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(/Checksums did not match/);
    } finally {
      await server.stop();
    }
  });

  test('a git tag and an archive give the same modules', async () => {
    const git = {
      GIT_AUTHOR_NAME: 'Test',
      GIT_AUTHOR_EMAIL: 'test@example.com',
      GIT_COMMITTER_NAME: 'Test',
      GIT_COMMITTER_EMAIL: 'test@example.com',
    };
    Object.assign(process.env, git);
    const all = MODULE_NAMES.flatMap(released);
    const repositories = join(folder, 'repositories');
    expect(publishGit(repositories, folder, all).map(({ tag, isNew }) => [tag, isNew])).toEqual(MODULE_NAMES.map(() => ['v1.0.0', true]));
    expect(publishGit(repositories, folder, all).every(({ isNew }) => !isNew)).toBe(true);
    const other = madeUp('cado-role', '1.0.0');
    expect(() => publishGit(repositories, folder, other)).toThrow(/the tag v1\.0\.0 is there with another content/);
    const repository = (module: string): string => `git::file://${repositories}/terraform-aws-${module}`;
    const named = { role_name: 'CadoResponseJson' };
    const root = rootWith({
      role: call('cado-role', `${repository('cado-role')}?ref=v1.0.0`),
      'role-json': { ...call('cado-role', `${repository('cado-role')}//json?ref=v1.0.0`), ...named },
      key: call('cado-kms-key-policy', `${PROJECT}/releases/cado-kms-key-policy-1.0.0.tar.gz`),
      'key-json': call('cado-kms-key-policy', `${PROJECT}/releases/cado-kms-key-policy-1.0.0.tar.gz//json`),
    });
    await root.terraform('init', '-input=false');
    await root.terraform('validate');
    expect((await root.plan()).resource_changes?.length).toBe(22);
  });
});
