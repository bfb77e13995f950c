/** The checks of the house: each is one thing that `npm run check` and `npm test` count. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { inLanes, ROOT, runNode, type RunOptions } from './children.ts';
import { barrels, circles, readImports, wrongDirections } from './imports.ts';
import { brokenLinks } from './links.ts';
import type { LockFile } from './lockFile.ts';
import { packageProblems, type Manifest } from './packages.ts';

/** A check finds problems, one line or block each; none means that it passed. */
interface Check {
  readonly name: string;
  readonly find: (options: RunOptions) => Promise<string[]>;
  /** Compiles the contracts where nobody else has. */
  readonly compiles?: boolean;
}

/** Longer files take more than one sitting: they are reported, and split by concern where it helps. */
const LONG_FILE = 300;

/** A tool from node_modules whose exit code tells. */
function tool(name: string, bin: string, args: readonly string[]): Check {
  return {
    name,
    find: async (options) => {
      const { code, output } = await runNode([`node_modules/${bin}`, ...args], options);
      return code === 0 ? [] : [output.trim() || `${bin} ended with ${code ?? 'a signal'}`];
    },
  };
}

/** Files under version control and new ones that are not ignored, as paths below the root. */
function projectFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const output = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  return [...new Set(output.split('\0'))].filter((path) => path && existsSync(join(ROOT, path)));
}

function isGenerated(path: string): boolean {
  return /^(abi|typechain-types)\//.test(path);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}

function importProblems(): string[] {
  const code = projectFiles().filter((path) => /\.tsx?$/.test(path) && !isGenerated(path));
  const files = readImports(code);
  return [...wrongDirections(files), ...barrels(files), ...circles(files)];
}

function supplyProblems(): string[] {
  // Both files are written by npm and by hand under review, never from outside.
  return packageProblems(
    readJson('package.json') as Manifest,
    readJson('package-lock.json') as LockFile,
  );
}

function linkProblems(): string[] {
  const files = projectFiles()
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
  const { scripts } = readJson('package.json') as { scripts: Record<string, string> };
  const exists = (path: string): boolean => existsSync(join(ROOT, path));
  return brokenLinks(files, { exists, commands: Object.keys(scripts) });
}

/** The longest first, so that two lanes end at about the same time. */
const CHECKS: readonly Check[] = [
  // One program reads the types once, for what they forbid and for what the rules make of them.
  tool('types and linter (TypeScript)', 'oxlint/bin/oxlint', ['--max-warnings', '0', '.']),
  {
    ...tool('generated files are fresh', '../scripts/ground/generate.ts', ['--check']),
    compiles: true,
  },
  tool('formatter (Solidity)', 'prettier/bin/prettier.cjs', [
    '--check',
    '--log-level',
    'warn',
    '**/*.sol',
  ]),
  tool('formatter (all else)', 'oxfmt/bin/oxfmt', ['--check', '.']),
  tool('linter (Solidity)', 'solhint/solhint.js', [
    '--disc',
    '--noPoster',
    '--max-warnings',
    '0',
    'contracts/**/*.sol',
    'test/**/*.sol',
  ]),
  { name: 'imports run one way', find: async () => Promise.resolve(importProblems()) },
  { name: 'links lead somewhere', find: async () => Promise.resolve(linkProblems()) },
  { name: 'packages are pinned', find: async () => Promise.resolve(supplyProblems()) },
];

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

export interface CheckOptions {
  /** How many run at a time. */
  readonly lanes: number;
  /** Leaves the processor to everybody else who wants it. */
  readonly gently?: boolean;
  /** What ends when somebody else has compiled the contracts. */
  readonly compiled?: Promise<unknown> | undefined;
}

/** Runs every check and prints each one's result as it comes. */
export async function runChecks({ lanes, gently, compiled }: CheckOptions): Promise<Count> {
  const results = await inLanes(
    lanes,
    CHECKS.map(({ name, find, compiles }) => async () => {
      if (compiles === true) await compiled;
      const started = Date.now();
      const problems = await find({ gently: gently === true }).catch((error: unknown) => [
        String(error),
      ]);
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`  ${problems.length === 0 ? '✔' : '✘'} ${name} (${seconds} s)`);
      for (const problem of problems) console.log(problem.replace(/^/gm, '      '));
      return problems.length === 0;
    }),
  );
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

/** Code files longer than one sitting, as `path (lines)`. */
export function longFiles(): string[] {
  return projectFiles()
    .filter((path) => /\.(sol|tsx?|mjs|js)$/.test(path) && !isGenerated(path))
    .map((path) => ({ path, lines: readFileSync(join(ROOT, path), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > LONG_FILE)
    .map(({ path, lines }) => `${path} (${lines} lines)`);
}
