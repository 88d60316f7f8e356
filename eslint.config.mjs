import eslint from '@eslint/js';
import { builtinModules } from 'node:module';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const nodeModules = builtinModules.flatMap((name) => [name, `node:${name}`]);

const noNode = [
  'error',
  {
    paths: nodeModules.map((name) => ({ name, message: 'Workflow and domain code has no Node.js.' })),
    patterns: [
      { regex: '^@temporalio/(?!workflow$|common$)', message: 'Workflow code uses @temporalio/workflow.' },
      { regex: '^@nestjs/', message: 'Workflow code knows nothing of Nest.' },
      {
        regex: 'activities/',
        allowTypeImports: true,
        message: 'Workflows take only types from activities/contract.',
      },
    ],
  },
];

export default defineConfig(
  globalIgnores(['dist', 'coverage', 'src/sdk/generated', '.rescind']),
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  prettier,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.mjs', '*.cjs'] } } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 3 }],
    },
  },
  {
    files: ['workflows/**/*.ts', 'src/domain/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': noNode },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Rules take `now` as input.' },
        { object: 'Math', property: 'random', message: 'Rules have no chance in them.' },
      ],
    },
  },
  {
    // A constructor's parameters are its dependencies, injected by Nest.
    files: ['src/{api,worker}/**/*.ts'],
    rules: { '@typescript-eslint/max-params': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
      },
    },
  },
);
