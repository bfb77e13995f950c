/** The contracts as the compiler's parser sees them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { z } from 'zod';

import { ROOT } from '../ground/children.ts';

/** A node of the compiler's syntax tree; `src` is `start:length:file` in bytes. */
export interface Node {
  readonly nodeType: string;
  readonly src: string;
  readonly [key: string]: unknown;
}

/** A complaint of the compiler about a place in a file, in characters. */
export interface Complaint {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export interface Analysis {
  readonly trees: ReadonlyMap<string, Node>;
  readonly complaints: readonly Complaint[];
}

interface Compiler {
  compile(input: string, callbacks: { import(path: string): { contents: string } }): string;
}

const outputShape = z.object({
  errors: z
    .array(
      z.object({
        severity: z.string(),
        formattedMessage: z.string(),
        sourceLocation: z
          .object({ file: z.string(), start: z.number(), end: z.number() })
          .optional(),
      }),
    )
    .default([]),
  sources: z.record(z.string(), z.object({ ast: z.custom<Node>(isNode).optional() })).default({}),
});

let loaded: Compiler | undefined;

/** Reads and type-checks sources (by path below the root) without making code of them: it takes seconds. */
export function analyse(sources: ReadonlyMap<string, string>): Analysis {
  loaded ??= createRequire(import.meta.url)('solc') as Compiler;
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries([...sources].map(([path, content]) => [path, { content }])),
    settings: {
      evmVersion: 'cancun',
      viaIR: true,
      outputSelection: { '*': { '': ['ast'] } },
    },
  };
  const output = outputShape.parse(
    JSON.parse(
      loaded.compile(JSON.stringify(input), {
        import: (path) => ({ contents: readFileSync(join(ROOT, 'node_modules', path), 'utf8') }),
      }),
    ),
  );
  const trees = new Map<string, Node>();
  for (const [path, { ast }] of Object.entries(output.sources)) if (ast) trees.set(path, ast);
  const complaints = output.errors
    .filter(({ severity }) => severity === 'error')
    .map(({ sourceLocation, formattedMessage }) => ({
      file: sourceLocation?.file ?? '',
      start: sourceLocation?.start ?? -1,
      end: sourceLocation?.end ?? -1,
      message: formattedMessage,
    }));
  return { trees, complaints };
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'nodeType' in value && 'src' in value;
}

/** @returns the node's place in its file, `[start, end)` in characters; the contracts are plain ASCII where it counts. */
export function placeOf(node: Node): { start: number; end: number } {
  const [start = 0, length = 0] = node.src.split(':').map(Number);
  return { start, end: start + length };
}

/** The nodes directly below a node, in the order of its fields. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

/** The node in a field, if there is one. */
export function childOf(node: Node, field: string): Node | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}
