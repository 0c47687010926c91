// Builds dist/: the command, the app of `cdktf synth` and the library. cdktf is bundled into what runs, and stays a peer
// of what is imported.
import { chmod, readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { handlebarsModule } from './handlebars-module.cjs';

const templates = {
  name: 'handlebars',
  setup({ onLoad }) {
    onLoad({ filter: /\.hbs$/ }, async ({ path }) => ({ contents: handlebarsModule(await readFile(path, 'utf8')), loader: 'js' }));
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

// Optimised code costs a process of a fifth of a second more than it gives back: without it generation takes a third less.
const COMMAND_HEADER = "#!/usr/bin/env node\nrequire('node:v8').setFlagsFromString('--no-opt');";

const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning', legalComments: 'none' };
const executable = { ...common, outdir: 'dist', plugins: [templates, withoutArchiver] };

await Promise.all([
  build({ ...executable, entryPoints: { 'cado-response': 'src/cli/main.ts' }, banner: { js: COMMAND_HEADER } }),
  build({ ...executable, entryPoints: { app: 'src/app.ts' } }),
  build({
    ...common,
    entryPoints: { index: 'src/index.ts' },
    outdir: 'dist',
    plugins: [templates],
    external: ['cdktf', 'constructs', '@cdktf/*'],
  }),
]);
await chmod('dist/cado-response.js', 0o755);
