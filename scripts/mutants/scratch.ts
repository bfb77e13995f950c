/** The scratch copy of the contracts that holds the mutants, below `cache/mutants/`. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { ROOT, runNode } from '../ground/children.ts';
import { MutantsError } from './errors.ts';
import { findMutants, type Mutant } from './points.ts';
import { blamed, SWITCH, SWITCH_FILE, weave, type Numbered } from './schemata.ts';
import { analyse } from './source.ts';

const SCRATCH = join(ROOT, 'cache/mutants');
const HARDHAT = 'node_modules/hardhat/dist/src/cli.js';
export const CONFIG = join(ROOT, 'scripts/mutants/hardhat.config.ts');
const COMPILE_LIMIT = 1_200_000;

/** What is mutated: the kernel, the desk and their libraries. */
const MUTATED = [
  /^contracts\/(Ledger|Desk)\.sol$/,
  /^contracts\/(ledger|desk|libraries)\/\w+\.sol$/,
];

/**
 * The contracts' texts by path below the root. One character stands for one byte, as the compiler counts, so texts
 * pass through `latin1` from file to file.
 */
function readContracts(): Map<string, string> {
  const paths = readdirSync(join(ROOT, 'contracts'), { recursive: true, encoding: 'utf8' });
  return new Map(
    paths
      .filter((path) => path.endsWith('.sol'))
      .sort()
      .map((path) => [`contracts/${path}`, readFileSync(join(ROOT, 'contracts', path), 'latin1')]),
  );
}

function asText(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** The contracts with these mutants woven in, and the switch beside them. */
function weaveAll(
  contracts: ReadonlyMap<string, string>,
  numbered: readonly Numbered[],
): Map<string, string> {
  const woven = new Map<string, string>([[`contracts/${SWITCH_FILE}`, SWITCH]]);
  for (const [path, text] of contracts) {
    const own = numbered.filter(({ mutant }) => mutant.file === path);
    woven.set(path, weave(text, path, own));
  }
  return woven;
}

function inText(woven: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...woven].map(([path, bytes]) => [path, asText(bytes)]));
}

/** All mutants that compile, numbered from 1 in the order of files and lines: the same for the same contracts. */
export function findAll(): Numbered[] {
  const contracts = readContracts();
  const { trees, complaints } = analyse(inText(contracts));
  if (complaints[0]) throw new MutantsError(complaints[0].message);
  const found: Mutant[] = [];
  for (const [path, text] of contracts) {
    const tree = trees.get(path);
    if (tree && MUTATED.some((pattern) => pattern.test(path))) {
      found.push(...findMutants(path, text, tree));
    }
  }
  let alive = found.map((mutant, at) => ({ id: at + 1, mutant }));
  for (;;) {
    const woven = weaveAll(contracts, alive);
    const wrong = analyse(inText(woven)).complaints;
    if (wrong.length === 0) return alive.map(({ mutant }, at) => ({ id: at + 1, mutant }));
    const dropped = new Set(
      wrong.flatMap(({ file, start, end }) => blamed(woven.get(file) ?? '', start, end)),
    );
    if (dropped.size === 0)
      throw new MutantsError(wrong[0]?.message ?? 'the mutants do not compile');
    alive = alive.filter(({ id }) => !dropped.has(id));
  }
}

/** Compiles the contracts with all these mutants in them; throws a {@link MutantsError} when the compiler refuses. */
export async function compileMutants(numbered: readonly Numbered[]): Promise<void> {
  const woven = weaveAll(readContracts(), numbered);
  rmSync(join(SCRATCH, 'contracts'), { recursive: true, force: true });
  for (const [path, text] of woven) {
    mkdirSync(dirname(join(SCRATCH, path)), { recursive: true });
    writeFileSync(join(SCRATCH, path), text, 'latin1');
  }
  mkdirSync(join(SCRATCH, 'tests'), { recursive: true });
  const { code, output } = await runNode(
    [HARDHAT, 'build', '--quiet', '--no-tests', '--no-typechain', '--config', CONFIG],
    { timeout: COMPILE_LIMIT },
  );
  if (code !== 0) throw new MutantsError(`the mutants do not compile:\n${output.slice(0, 4_000)}`);
}
