import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { filesOf } from '../disk/folder';
import { latestDigests, PROJECT } from '../disk/released';
import { COMPILER_OPTIONS, CONSUMERS, program } from './consumers';
import { NODE_VERSIONS, nodeOf, TOOLCHAIN, toolchainProblem, tscOf, TYPESCRIPT_VERSIONS } from './toolchain';

const problem = toolchainProblem();
if (problem !== undefined) {
  if (process.env['CI'] === 'true') throw new Error(`With CI=true nothing may be skipped: ${problem}`);
  process.stderr.write(`Skipping the suites that need it: ${problem}\n`);
}
const describeInstalled = problem === undefined ? describe : describe.skip;

const UNREACHABLE = 'http://127.0.0.1:9';

describeInstalled('the packed package', () => {
  let folder: string;
  let tarball: string;
  let installed: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cado-response-package-'));
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: PROJECT, encoding: 'utf8' }),
    ) as readonly { readonly filename: string }[];
    tarball = join(folder, packed?.filename ?? '');
    installed = join(folder, 'installed');
    mkdirSync(installed);
    writeFileSync(join(installed, 'package.json'), '{ "private": true }');
    const env = { ...process.env, npm_config_cache: join(folder, 'empty-cache'), npm_config_registry: UNREACHABLE };
    execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: installed, env, stdio: 'pipe' });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is below a megabyte, brings nothing else, and holds its licences and its bill of materials', () => {
    expect(statSync(tarball).size).toBeLessThan(1_000_000);
    expect(readdirSync(join(installed, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['cdktf-cado-response']);
    const dist = join(installed, 'node_modules/cdktf-cado-response/dist');
    const bill = JSON.parse(readFileSync(join(dist, 'sbom.cdx.json'), 'utf8')) as {
      readonly bomFormat: string;
      readonly components: readonly { readonly name: string }[];
    };
    expect(bill.bomFormat).toBe('CycloneDX');
    const names = bill.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['commander', 'fflate', 'handlebars', 'nanotar', 'semver', 'sirv']));
    const licences = readFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    expect(names.filter((name) => !licences.includes(name))).toEqual([]);
  });

  test.each(NODE_VERSIONS)('generates the committed modules on Node %s', (version) => {
    const out = join(folder, `node-${version}`);
    mkdirSync(out);
    expect(execFileSync(nodeOf(version), ['--version'], { encoding: 'utf8' })).toContain(`v${version}.`);
    const command = join(installed, 'node_modules/cdktf-cado-response/dist/cado-response.js');
    execFileSync(nodeOf(version), [command, 'synth'], { cwd: out });
    const committed = Object.fromEntries(
      Object.entries(filesOf(join(PROJECT, 'modules'))).filter(([path]) => !path.includes('/.terraform')),
    );
    expect(filesOf(join(out, 'modules'))).toEqual(committed);
    execFileSync(nodeOf(version), [command, 'publish', '--archives', 'archives'], { cwd: out });
    const archives = Object.entries(filesOf(join(out, 'archives'))).filter(([path]) => path.endsWith('.tar.gz'));
    expect(Object.fromEntries(archives)).toEqual(latestDigests());
  });

  test.each(['cdktf', 'cdktn'])('is made of the same documents on %s, on every Node', async (engine) => {
    const alias = { cdktf: engine, '@cdktf/provider-aws': `@${engine}/provider-aws` };
    const bundle = join(folder, `documents-${engine}.js`);
    const common = { bundle: true, platform: 'node', logLevel: 'error', loader: { '.hbs': 'text' } } as const;
    const entry = `console.log(require(${JSON.stringify(join(PROJECT, 'src/documents.ts'))}).documentsJson())`;
    const engines = { name: 'engines', setup: (setup: EngineSetup): void => useToolchain(setup, alias) };
    await build({ ...common, stdin: { contents: entry, resolveDir: PROJECT }, outfile: bundle, plugins: [engines] });
    const wanted = readFileSync(join(PROJECT, 'dist/modules.json'), 'utf8');
    for (const version of NODE_VERSIONS) {
      expect(execFileSync(nodeOf(version), [bundle], { encoding: 'utf8', maxBuffer: 1e8 }).trimEnd() === wanted).toBe(true);
    }
  });

  const documents = new Map<string, string>();
  test.each(CONSUMERS)('$name type-checks with each TypeScript, and synthesizes', (consumer) => {
    const home = join(folder, consumer.name.replaceAll(' ', '-'));
    mkdirSync(join(home, 'node_modules/@types'), { recursive: true });
    cpSync(join(installed, 'node_modules/cdktf-cado-response'), join(home, 'node_modules/cdktf-cado-response'), { recursive: true });
    for (const name of [consumer.engine, `@${consumer.engine}`, 'constructs'])
      symlinkSync(join(TOOLCHAIN, 'node_modules', name), join(home, 'node_modules', name));
    for (const name of ['@types/node', 'undici-types']) symlinkSync(join(PROJECT, 'node_modules', name), join(home, 'node_modules', name));
    writeFileSync(join(home, 'package.json'), JSON.stringify(consumer.package));
    writeFileSync(join(home, 'main.ts'), program(consumer));
    writeFileSync(
      join(home, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...COMPILER_OPTIONS, types: ['node'] }, files: ['main.ts'] }),
    );
    for (const version of TYPESCRIPT_VERSIONS) {
      const { status, stdout } = spawnSync(process.execPath, [tscOf(version), '--project', home], { encoding: 'utf8' });
      expect({ version, status, stdout }).toEqual({ version, status: 0, stdout: '' });
    }
    for (const version of NODE_VERSIONS) {
      const document = execFileSync(nodeOf(version), [join(home, 'out/main.js')], { encoding: 'utf8', maxBuffer: 1e8 });
      expect(document).toContain('CadoResponseEbsUse');
      documents.set(`${consumer.name} on Node ${version}`, document);
    }
    expect(new Set(documents.values()).size).toBe(1);
  });
});

interface EngineSetup {
  readonly onResolve: (
    options: { readonly filter: RegExp },
    resolve: (args: { readonly path: string; readonly pluginData?: unknown }) => { readonly path: string } | undefined,
  ) => void;
}

/** Sends imports of the engine and its provider to the packages of the toolchain. */
function useToolchain({ onResolve }: EngineSetup, alias: Readonly<Record<string, string>>): void {
  onResolve({ filter: /^(cdktf|@cdktf\/provider-aws(\/.*)?)$/ }, ({ path }) => {
    const name = path.startsWith('@') ? '@cdktf/provider-aws' : 'cdktf';
    const target = join(TOOLCHAIN, 'node_modules', path.replace(name, alias[name] ?? name));
    return { path: require.resolve(target) };
  });
  onResolve({ filter: /^constructs$/ }, () => ({ path: require.resolve(join(TOOLCHAIN, 'node_modules/constructs')) }));
}
