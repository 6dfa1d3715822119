import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { command, production, specs } from './platform/lint/boundaries.mjs';
import { domainImports, ENVIRONMENT_READERS, environmentReader, shape } from './platform/lint/house-rules.mjs';
import { ensureProjectGraph } from './platform/lint/project-graph.mjs';

await ensureProjectGraph();

const boundaries = (depConstraints) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      depConstraints,
      checkDynamicDependenciesExceptions: ['.*'],
      // Specs close these rings, never what ships: adapters prove themselves with kits that build on them, and stories
      // are told under the load of the benchmarks, which start the mesh as the stories do.
      ignoredCircularDependencies: [
        ['tag:type:testkit', '*'],
        ['@mesh/test-journeys', '@mesh/bench'],
      ],
    },
  ],
});
const SOURCES = ['{bench,catalog,contracts,domains,platform,test}/**/*.ts', 'catalog/console/**/*.tsx'];
const TESTS = ['**/*.spec.ts', '**/*.suite.ts'];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/dist-site/',
      '**/published/',
      '.nx/',
      '.mesh/',
      '.tools/',
      'coverage/',
    ],
  },
  {
    files: SOURCES,
    extends: [tseslint.configs.recommended],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...shape,
      ...boundaries(production),
      // Classes in decorated constructors must stay values: their type is their injection token.
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  { files: ['domains/**/*.ts', 'contracts/**/*.ts'], rules: domainImports },
  { files: TESTS, rules: boundaries(specs) },
  { files: ['platform/cli/**/*.ts'], ignores: TESTS, rules: boundaries(command) },
  { files: [...ENVIRONMENT_READERS, ...TESTS, 'test/**/*.ts', 'bench/**/*.ts'], rules: environmentReader },
  { files: ['**/*.mjs'], extends: [tseslint.configs.recommended], rules: { 'max-lines': shape['max-lines'] } },
);
