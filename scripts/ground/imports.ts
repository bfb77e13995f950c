/** Who may know whom: imports run one way, and never in a circle. */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import ts from 'typescript';

import { ROOT } from './children.ts';

/** Top-level folders and which others their files may import. Files of the root count as `.`. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  '.': [],
  abi: [],
  'typechain-types': [],
  domain: [],
  indexer: ['abi', 'domain'],
  gateway: ['abi', 'domain'],
  frontend: ['abi', 'domain'],
  // `npm start` puts the whole product together.
  scripts: ['.', 'abi', 'domain', 'gateway', 'indexer', 'typechain-types', 'vectors'],
  // It measures the product as it is put together.
  bench: ['.', 'abi', 'domain', 'indexer', 'scripts', 'typechain-types', 'vectors'],
  test: [
    '.',
    'abi',
    'bench',
    'domain',
    'frontend',
    'gateway',
    'indexer',
    'scripts',
    'typechain-types',
    'vectors',
  ],
};

/** The one package that domain/ may use: it must run in Node and in the browser alike. */
const DOMAIN_PACKAGES = ['hash-wasm'];

/** A file's path below the root, and what it imports as written. */
export interface SourceFile {
  readonly path: string;
  readonly imports: readonly string[];
  /** Whether it hands on all that another file exports. */
  readonly isBarrel?: boolean;
}

/** Reads the imports of TypeScript files given by their paths below the root. */
export function readImports(paths: readonly string[]): SourceFile[] {
  return paths.map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return {
      path,
      imports: ts.preProcessFile(text).importedFiles.map((file) => file.fileName),
      isBarrel: /^export (type )?\*/m.test(text),
    };
  });
}

/** Files that hand on all of another one, one line each: such barrels tie circles. */
export function barrels(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ isBarrel }) => isBarrel === true)
    .map(({ path }) => `${path} hands on all that another file exports: import from that file`);
}

function folderOf(path: string): string {
  const [first = '', ...rest] = path.split('/');
  return rest.length === 0 ? '.' : first;
}

function target(from: string, imported: string): string {
  return normalize(join(dirname(from), imported)).replaceAll('\\', '/');
}

/** Imports that a folder is not allowed, one line each. */
export function wrongDirections(files: readonly SourceFile[]): string[] {
  const wrong: string[] = [];
  for (const { path, imports } of files) {
    const from = folderOf(path);
    for (const imported of imports) {
      if (!imported.startsWith('.')) {
        const allowed = from !== 'domain' || DOMAIN_PACKAGES.includes(imported);
        if (!allowed) wrong.push(`${path} imports the package ${imported}`);
        continue;
      }
      const to = folderOf(target(path, imported));
      const allowed = to === from || (MAY_IMPORT[from] ?? []).includes(to);
      if (!allowed) wrong.push(`${path} imports ${target(path, imported)}`);
    }
  }
  return wrong;
}

/** Circles of imports, each as one line naming the files in order. */
export function circles(files: readonly SourceFile[]): string[] {
  const graph = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter((name) => name.startsWith('.')).map((name) => target(path, name)),
    ]),
  );
  const done = new Set<string>();
  const trail: string[] = [];
  const found: string[] = [];
  const visit = (path: string): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      found.push([...trail.slice(at), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    trail.push(path);
    for (const next of graph.get(path) ?? []) visit(next);
    trail.pop();
    done.add(path);
  };
  for (const path of graph.keys()) visit(path);
  return found;
}
