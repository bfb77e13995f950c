/** The parts of `npm test`, found by the folders below test/. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './children.ts';

/** A part that runs in a process of its own; `args` are for `node`. */
export interface Part {
  readonly name: string;
  readonly args: readonly string[];
  /** Reads the artifacts of compiled contracts. */
  readonly compiled: boolean;
  /** Runs behind the others: it starts a whole product or measures time. */
  readonly alone: boolean;
}

/** Folders below test/ that hold what tests share, or Solidity tests only. */
const SHARED = ['support', 'laws'];

/** Parts that start servers and wait for them: beside others they would only measure the machine. */
const ALONE = ['e2e', 'scenes'];

function filesBelow(folder: string, ending: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path))
    .sort();
}

/**
 * Every part that has a place in the tree: Solidity tests, Hardhat's mocha tests of test/contracts,
 * then each other folder of test/ in plain mocha, the whole product (e2e) last.
 */
export function findParts(): Part[] {
  const parts: Part[] = [];
  const add = (name: string, args: readonly string[], compiled: boolean): void => {
    parts.push({ name, args, compiled, alone: ALONE.includes(name) });
  };
  const solidity = [...filesBelow('test', '.t.sol'), ...filesBelow('contracts', '.t.sol')];
  if (solidity.length > 0) add('solidity', ['scripts/ground/runHardhat.ts', 'solidity'], true);
  const folders = existsSync(join(ROOT, 'test'))
    ? readdirSync(join(ROOT, 'test'), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !SHARED.includes(entry.name))
        .map((entry) => entry.name)
    : [];
  for (const name of folders.sort()) {
    if (name === 'contracts') {
      add(name, ['scripts/ground/runHardhat.ts', 'mocha'], true);
    } else {
      const files = filesBelow(join('test', name), '.test.ts');
      add(name, ['scripts/ground/runMocha.ts', ...files], false);
    }
  }
  return parts.sort((a, b) => Number(a.alone) - Number(b.alone));
}
