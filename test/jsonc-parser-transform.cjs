// Every lookup of a global in jest's sandbox is slow, and the scanner of jsonc-parser does one for each character of whitespace.
/** @type {import('@jest/transform').SyncTransformer} */
module.exports = {
  process: (source) => ({ code: `const { String } = globalThis;${source}` }),
};
