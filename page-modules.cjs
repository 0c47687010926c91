// What the page of `explain` is made of, as modules that hold a text: its script, bundled, and its style.
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { buildSync, transformSync } = require('esbuild');

/** @param {string} file a file that names the entry of a script */
exports.scriptModule = (file) => {
  const entry = join(dirname(file), readFileSync(file, 'utf8').trim());
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
  });
  return `module.exports = ${JSON.stringify(outputFiles[0].text.trim())};`;
};

/** @param {string} file */
exports.styleModule = (file) => {
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'css', minify: true });
  return `module.exports = ${JSON.stringify(code.trim())};`;
};
