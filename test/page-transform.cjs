const { scriptModule, styleModule } = require('../page-modules.cjs');

// Script and style of the page are texts, as the build makes them.
module.exports = {
  process: (_source, file) => ({ code: file.endsWith('.css') ? styleModule(file) : scriptModule(file) }),
  getCacheKey: () => String(Math.random()),
};
