/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  globalSetup: '<rootDir>/test/terraform/test-bed/global-setup.ts',
  testTimeout: 600_000,
  modulePathIgnorePatterns: ['<rootDir>/test/package/toolchain/node_modules'],
  maxWorkers: 2,
  transformIgnorePatterns: ['/node_modules/(?!jsonc-parser/)'],
  transform: {
    '/node_modules/jsonc-parser/.*\\.js$': '<rootDir>/test/jsonc-parser-transform.cjs',
    '\\.ts$': '<rootDir>/test/typescript-transform.cjs',
    '\\.(bundle|css)$': '<rootDir>/test/page-transform.cjs',
    '\\.hbs$': '<rootDir>/test/handlebars-transform.cjs',
  },
};
