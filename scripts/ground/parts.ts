/** The parts of `npm test`, found by the folders below test/. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { ROOT } from './children.ts';

/** A part, or one of several equal shares of it, that runs in a process of its own; `args` are for `node`. */
export interface Part {
  readonly name: string;
  /** The name, and which share of the part it is. */
  readonly label: string;
  readonly args: readonly string[];
  /** Reads the artifacts of compiled contracts. */
  readonly compiled: boolean;
  /** Starts a whole product, with its pages. */
  readonly product: boolean;
}

/** Folders below test/ that hold what tests share, or Solidity tests only. */
const SHARED = ['support', 'laws'];

/** The part that starts a whole product. */
const PRODUCT = 'e2e';

/** The parts that take longest, in the order in which they begin, so that none begins when all others have ended. */
const LONG = ['indexer', 'e2e', 'scripts', 'gateway', 'contracts'];

/** The part dealt out to several processes: the tests in folders of their own, which share a scene, and the others. */
const DEALT = 'scripts';
/** Among how many processes the others are dealt. */
const HANDS = 2;

function filesBelow(folder: string, ending: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path))
    .sort();
}

/** The files of each process, with what sets its label apart. */
function shares(name: string): { files: string[]; suffix: string }[] {
  const files = filesBelow(join('test', name), '.test.ts');
  if (name !== DEALT) return [{ files, suffix: '' }];
  const isNested = (path: string): boolean => dirname(path) !== join('test', name);
  const others = files.filter((path) => !isNested(path));
  const dealt = [
    files.filter(isNested),
    ...Array.from({ length: HANDS }, (_, hand) => others.filter((_, i) => i % HANDS === hand)),
  ];
  return dealt.map((files, i) => ({ files, suffix: ` (${i + 1} of ${dealt.length})` }));
}

/**
 * Every part that has a place in the tree: Solidity tests, Hardhat's mocha tests of test/contracts,
 * then each other folder of test/ in plain mocha. The longest come first.
 */
export function findParts(): Part[] {
  const parts: Part[] = [];
  const add = (name: string, args: readonly string[], compiled: boolean, label = name): void => {
    parts.push({ name, label, args, compiled, product: name === PRODUCT });
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
      for (const { files, suffix } of shares(name)) {
        add(name, ['scripts/ground/runMocha.ts', ...files], false, `${name}${suffix}`);
      }
    }
  }
  const rank = ({ name }: Part): number => (LONG.includes(name) ? LONG.indexOf(name) : LONG.length);
  return parts.sort((a, b) => rank(a) - rank(b));
}
