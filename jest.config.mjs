import { availableParallelism } from 'node:os';

/** One runner for the whole workspace; the sources are compiled on the way in. */
const shared = {
  testEnvironment: '<rootDir>/platform/testing/jest/native-realm-environment.mjs',
  testEnvironmentOptions: { customExportConditions: ['mesh-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
  modulePathIgnorePatterns: ['/dist/', '/\\.mesh/', '/\\.tools/'],
};

export default {
  testTimeout: 30_000,
  // Most of a suite waits: for a broker, a database, a browser.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  workerIdleMemoryLimit: '2GB',
  projects: [
    {
      ...shared,
      displayName: 'units',
      testMatch: ['<rootDir>/{platform,catalog,contracts,domains}/**/src/**/*.spec.ts'],
    },
    { ...shared, displayName: 'system', testMatch: ['<rootDir>/test/**/src/**/*.spec.ts'] },
  ],
};
