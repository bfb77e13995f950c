import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Node runs our TypeScript by stripping types, so only syntax that can simply be erased may be used; and no barrels. */
const refusedSyntax = [
  {
    selector: 'TSEnumDeclaration',
    message: 'Use a union or an `as const` object: types are only stripped.',
  },
  { selector: 'TSParameterProperty', message: 'Declare the field: types are only stripped.' },
  {
    selector: 'ExportAllDeclaration',
    message: 'Import from the file itself: barrels tie circles.',
  },
  {
    selector: 'TSModuleDeclaration[declare!=true]',
    message: 'Use a module: types are only stripped.',
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/.ponder/',
      '.sunline/',
      '**/*.d.ts',
      'abi/',
      'artifacts/',
      'cache/',
      'coverage/',
      'typechain-types/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { disallowTypeAnnotations: false, fixStyle: 'inline-type-imports' },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true, varsIgnorePattern: '^_$' },
      ],
      '@typescript-eslint/require-await': 'off',
      // Flows and helpers are plain objects of functions, made to be taken apart.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A bigint in a template is how amounts are printed everywhere.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowArray: true, allowBoolean: true, allowNumber: true },
      ],
      'no-restricted-syntax': ['error', ...refusedSyntax],
      eqeqeq: 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      // Texts from outside are searched for control characters on purpose.
      'no-control-regex': 'off',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    // An event handler of React may well be an async function.
    files: ['frontend/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    rules: {
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },
  {
    // Chai's assertions are properties: `expect(x).to.be.true`.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setTimeout: 'readonly',
        URL: 'readonly',
      },
    },
  },
);
