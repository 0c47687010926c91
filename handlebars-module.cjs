// A Handlebars template as a module: compiled once at build time, so that running needs no compiler.
const Handlebars = require('handlebars');

exports.handlebarsModule = (text) =>
  `module.exports = require('handlebars/runtime').template(${Handlebars.precompile(text, { noEscape: true, strict: true })});\n`;
