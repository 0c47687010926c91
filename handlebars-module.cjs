// A Handlebars template as a module: compiled once at build time, so that running needs no compiler.
const Handlebars = require('handlebars');

/** @param {string} text */
exports.handlebarsModule = (text) => {
  const compiled = Handlebars.precompile(text, { noEscape: true, strict: true });
  return ["module.exports = require('handlebars/runtime').template(", compiled, ');\n'].join('');
};
