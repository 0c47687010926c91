const { handlebarsModule } = require('../handlebars-module.cjs');

// Templates are functions, as the build makes them.
module.exports = { process: (source) => ({ code: handlebarsModule(source) }) };
