// TypeScript of the project for plain node, in a folder of the caller's.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const PROJECT_FOLDER = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const require = createRequire(import.meta.url);

/** The oracle stays where it is; its data alone is 19 MB. */
const oracle = {
  name: 'oracle',
  /** @param {import('esbuild').PluginBuild} plugin */
  setup(plugin) {
    plugin.onResolve({ filter: /^@cloud-copilot\// }, ({ path }) => ({ path: require.resolve(path), external: true }));
  },
};

/**
 * Bundles a module, and gives the URL of the result.
 *
 * @param {string} contents TypeScript that imports from the project's folder
 * @param {string} folder where the result goes
 * @param {string} name
 * @returns {Promise<string>}
 */
export async function bundle(contents, folder, name) {
  const outfile = join(folder, `${name}.cjs`);
  const stdin = { contents, resolveDir: PROJECT_FOLDER, loader: /** @type {const} */ ('ts') };
  await build({ stdin, outfile, bundle: true, platform: 'node', target: 'node20', plugins: [oracle], logLevel: 'warning' });
  return pathToFileURL(outfile).href;
}
