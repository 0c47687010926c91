// Builds dist/: the command, the app of `cdktf synth` and the library. cdktf is bundled into what runs, and stays a peer
// of what is imported.
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';
import { handlebarsModule } from './handlebars-module.cjs';
import { scriptModule, styleModule } from './page-modules.cjs';
import { bundledPackages } from './packaging/bundled-packages.mjs';
import { writeBillOfMaterials, writeLicences } from './packaging/third-party.mjs';

const templates = {
  name: 'handlebars',
  setup({ onLoad }) {
    onLoad({ filter: /\.hbs$/ }, async ({ path }) => ({ contents: handlebarsModule(await readFile(path, 'utf8')), loader: 'js' }));
  },
};

const pageParts = {
  name: 'page-parts',
  setup({ onLoad }) {
    onLoad({ filter: /\.bundle$/ }, ({ path }) => ({ contents: scriptModule(path), loader: 'js' }));
    onLoad({ filter: /\.css$/ }, ({ path }) => ({ contents: styleModule(path), loader: 'js' }));
  },
};

/** cdktf zips assets with archiver, a third of its size. No module has an asset. */
const withoutArchiver = {
  name: 'without-archiver',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^archiver$/ }, () => ({ path: 'archiver', namespace: 'absent' }));
    onLoad({ filter: /.*/, namespace: 'absent' }, () => ({
      contents: "module.exports = () => { throw new Error('Assets of a stack are not supported here') };",
    }));
  },
};

/** cdktf keeps a stack trace for each token, for errors that name the line of an app. The command has no line of a user's. */
const withoutTokenTraces = {
  name: 'without-token-traces',
  setup({ onLoad }) {
    onLoad({ filter: /cdktf\/lib\/tokens\/private\/stack-trace\.js$/ }, () => ({ contents: 'exports.captureStackTrace = () => [];' }));
  },
};

/** What only one command needs is read when that command is called. */
const commandsOnCall = {
  name: 'commands-on-call',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/[a-z-]+\.js$/ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
  },
};

/** Commands that `command.ts` loads when they are called. */
const COMMANDS = [
  'check-command',
  'diagnose-command',
  'doctor-command',
  'explain-command',
  'merge-command',
  'prove-command',
  'progress',
  'diff-command',
  'release-command',
  'publish-command',
  'verify-command',
  'serve-command',
];

/**
 * Builds the commands: each has a file of its own, and what several need is in files that they share, which keeps the
 * package small. esbuild shares between ES modules only; a script that comes from a code cache cannot import, it can
 * require, so each file is made a CommonJS one afterwards.
 *
 * @returns {Promise<import('esbuild').BuildResult>}
 */
async function buildCommands() {
  const entryPoints = Object.fromEntries(COMMANDS.map((name) => [name, `src/cli/${name}.ts`]));
  const result = await build({ ...executable, entryPoints, format: 'esm', splitting: true, chunkNames: 'shared-[hash]', write: false });
  await mkdir('dist', { recursive: true });
  for (const { path, text } of result.outputFiles) {
    const { code } = await transform(text, { ...TARGET, format: 'cjs', minifyWhitespace: true, minifySyntax: true });
    await writeFile(join('dist', basename(path)), code);
  }
  const written = result.outputFiles.map(({ path }) => basename(path));
  const stale = (await readdir('dist')).filter((file) => /^shared-.*\.js$/.test(file) && !written.includes(file));
  await Promise.all(stale.map((file) => rm(join('dist', file), { force: true })));
  return result;
}

/** Writes the code cache after a whole run, so that it holds every function that generation calls. */
async function writeCodeCache() {
  const { CODE_CACHE_FILE, loadCommand } = createRequire(import.meta.url)('./dist/cado-response.js');
  await rm(CODE_CACHE_FILE, { force: true });
  const folder = await mkdtemp(join(tmpdir(), 'cado-response-build-'));
  try {
    const { main, script } = loadCommand();
    if ((await main(['synth', '--out', join(folder, 'modules')], () => {})) !== 0) throw new Error('dist/ does not generate the modules');
    const unfinished = `${CODE_CACHE_FILE}.${process.pid}`;
    await writeFile(unfinished, script.createCachedData());
    await rename(unfinished, CODE_CACHE_FILE);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const TARGET = { platform: 'node', target: 'node20', logLevel: 'warning', legalComments: 'none' };
const common = { ...TARGET, bundle: true, metafile: true };
/** Makes the documents of the modules with cdktf, once: the command only emits them. */
async function writeDocuments() {
  await build({ ...executable, outdir: 'build', entryPoints: { documents: 'src/documents.ts' } });
  const { documentsJson } = createRequire(import.meta.url)('./build/documents.js');
  await writeFile('dist/modules.json', documentsJson());
}

// Names stay, for errors that somebody reports; fewer characters are read faster.
const executable = {
  ...common,
  minifyWhitespace: true,
  minifySyntax: true,
  outdir: 'dist',
  plugins: [templates, pageParts, withoutArchiver, withoutTokenTraces],
  // Its main file loads its parts by names that no bundler follows.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
};

const library = {
  ...common,
  entryPoints: { index: 'src/index.ts' },
  outdir: 'dist',
  plugins: [templates],
  external: ['cdktf', 'constructs', '@cdktf/*'],
};
/** cdktn is cdktf's maintained fork: the same classes in packages of other names. */
const libraryOnCdktn = {
  ...library,
  entryPoints: { cdktn: 'src/index.ts' },
  alias: { cdktf: 'cdktn', '@cdktf/provider-aws': '@cdktn/provider-aws' },
  external: ['cdktn', 'constructs', '@cdktn/*'],
};

const builds = await Promise.all([
  build({ ...common, outdir: 'dist', entryPoints: { 'cado-response': 'src/cli/launcher.ts' }, banner: { js: '#!/usr/bin/env node' } }),
  build({
    ...executable,
    // A script that comes from a code cache cannot import; it can require.
    supported: { 'dynamic-import': false },
    plugins: [...executable.plugins, commandsOnCall],
    entryPoints: { command: 'src/cli/command.ts' },
  }),
  buildCommands(),
  build({ ...executable, entryPoints: { app: 'src/app.ts' } }),
  build(library),
  build(libraryOnCdktn),
]);
await writeDocuments();
await chmod('dist/cado-response.js', 0o755);
await writeCodeCache();
// app.js is for a clone only.
const packages = await bundledPackages(builds.map(({ metafile }) => metafile).filter(({ outputs }) => !('dist/app.js' in outputs)));
await writeLicences('dist/THIRD-PARTY-LICENSES.txt', packages);
await writeBillOfMaterials('dist/sbom.cdx.json', JSON.parse(await readFile('package.json', 'utf8')), packages);
