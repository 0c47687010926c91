// TypeScript for jest by the bundler the project builds with; types are checked by tsc.
const { transformSync } = require('esbuild');

module.exports = {
  process: (source, sourcefile) =>
    transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20', platform: 'node', sourcefile, sourcemap: 'inline' }),
};
