// Builds dist/: the command, the app of `cdktf synth` and the library. cdktf is bundled into what runs, and stays a peer
// of what is imported.
import { chmod } from 'node:fs/promises';
import { build } from 'esbuild';

const common = { bundle: true, platform: 'node', target: 'node20', loader: { '.hbs': 'text' }, logLevel: 'warning', legalComments: 'none' };

await Promise.all([
  build({
    ...common,
    entryPoints: { 'cado-response': 'src/cli/main.ts' },
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
  }),
  build({ ...common, entryPoints: { app: 'src/app.ts' }, outdir: 'dist' }),
  build({ ...common, entryPoints: { index: 'src/index.ts' }, outdir: 'dist', external: ['cdktf', 'constructs', '@cdktf/*'] }),
]);
await chmod('dist/cado-response.js', 0o755);
