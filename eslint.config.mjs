import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { boundaries } from './tools/boundaries.mjs';

const processEnvOnlyInEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Read settings through env.ts: process.env is parsed there once, and nowhere else.',
};

export default tseslint.config(
  { ignores: ['**/dist', '**/node_modules', '.nx', '.maillon', '**/generated', 'bench/results'] },
  ...tseslint.configs.recommended,
  {
    plugins: { '@nx': nx },
    rules: { '@nx/enforce-module-boundaries': ['error', boundaries] },
    files: ['**/*.ts', '**/*.tsx'],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.spec.json', 'apps/portal/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      'max-lines': ['error', { max: 320, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        processEnvOnlyInEnv,
        {
          selector: "CallExpression[callee.name='forwardRef']",
          message: 'No forwardRef: turn the dependency round.',
        },
        {
          selector: "MemberExpression[object.name='Scope'][property.name='REQUEST']",
          message: 'No request scope: pass the Actor.',
        },
      ],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.fixture.ts', 'e2e/**/*.ts', '**/data/**/*.ts', '**/migrations/*.ts'],
    rules: { 'max-lines': ['error', { max: 600 }], 'max-lines-per-function': 'off' },
  },
  // a form is one function, and most of its lines are markup
  {
    files: ['**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 100, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['**/env.ts', '**/*.spec.ts', '**/*.fixture.ts', 'e2e/**/*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
