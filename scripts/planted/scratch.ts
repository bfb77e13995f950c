/** The scratch project below `cache/planted/`: the contracts with every bug woven in, and the tests over each. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { ROOT } from '../ground/children.ts';
import { SWITCH, SWITCH_ACCOUNT, SWITCH_FILE, weave, type Numbered } from '../mutants/schemata.ts';
import type { Bug } from './bugs.ts';

export const SCRATCH = join(ROOT, 'cache/planted');
export const CONFIG = join(SCRATCH, 'hardhat.config.ts');
const LAWS = 'test/contracts/laws';
/** The runner finds what it calls among the tests that it is given. */
export const TESTS = ['Planted.t.sol', 'Handler.t.sol'].map((name) => join(SCRATCH, LAWS, name));

/** A project of its own, since what the handler deploys it finds by the path below the project's root. */
const FILES: Record<string, string> = {
  'package.json': `${JSON.stringify({ name: 'planted', private: true, type: 'module' })}\n`,
  'hardhat.config.ts': `import base from '../../hardhat.config.ts';

const [usual] = base.solidity.compilers;
const { invariant } = base.test.solidity.profiles.laws;
// The same chance each time.
const fuzz = { seed: '0x1' };

export default {
  plugins: base.plugins,
  solidity: {
    version: usual.version,
    path: usual.path,
    settings: { viaIR: true, evmVersion: 'cancun', optimizer: { enabled: true, runs: 1 } },
    splitTestsCompilation: true,
  },
  paths: { tests: { solidity: 'test' } },
  typechain: { dontOverrideCompile: true },
  test: { solidity: { fuzz, invariant: { ...invariant, runs: 64, shrinkRunLimit: 0 } } },
};
`,
};

/** The name of the test that has this law's bug alive. */
export function testOf({ law }: Bug): string {
  return `Law${law}Planted`;
}

/** How often the bug's text stands in its file; once, or it cannot be planted. */
export function timesFound({ file, text }: Bug): number {
  return squeezed(readFileSync(join(ROOT, file), 'latin1')).text.split(text).length - 1;
}

/** Writes the scratch project. The compiler's cache in it stays. */
export function writeScratch(bugs: readonly Bug[]): void {
  for (const folder of ['contracts', 'test']) {
    rmSync(join(SCRATCH, folder), { recursive: true, force: true });
  }
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  const tests = readTexts(LAWS).filter(
    ([path]) => !path.endsWith('.t.sol') || /\/(Handler|Laws)\.t\.sol$/.test(path),
  );
  for (const [path, text] of tests) write(path, text);
  write(`${LAWS}/Planted.t.sol`, plantedTests(bugs));
  write(`contracts/${SWITCH_FILE}`, SWITCH);
  for (const [path, text] of readTexts('contracts')) {
    // Of the mocks only those that the handler deploys.
    const isIdle =
      path.startsWith('contracts/mocks/') && !tests.some(([, test]) => test.includes(path));
    if (!isIdle) write(path, weave(text, path, numberedIn(path, text, bugs)));
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(SCRATCH, path)), { recursive: true });
  writeFileSync(join(SCRATCH, path), text, 'latin1');
}

/** The Solidity files below a folder, each with its path below the root; a character for each byte, as in `mutants/`. */
function readTexts(folder: string): [path: string, text: string][] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sol'))
    .sort()
    .map((name) => `${folder}/${name}`)
    .map((path) => [path, readFileSync(join(ROOT, path), 'latin1')]);
}

/** Text with each stretch of white space as one space, and where each of its characters came from. */
function squeezed(text: string): { text: string; at: number[] } {
  let out = '';
  const at: number[] = [];
  for (let i = 0; i < text.length; ++i) {
    const character = text.charAt(i);
    const isSpace = /\s/.test(character);
    if (isSpace && out.endsWith(' ')) continue;
    out += isSpace ? ' ' : character;
    at.push(i);
  }
  return { text: out, at };
}

/** A file's bugs as the weaver wants them, each numbered by its law. */
function numberedIn(path: string, text: string, bugs: readonly Bug[]): Numbered[] {
  const flat = squeezed(text);
  return bugs
    .filter(({ file }) => file === path)
    .map((bug) => {
      const found = flat.text.indexOf(bug.text);
      const start = flat.at[found] ?? 0;
      const end = (flat.at[found + bug.text.length - 1] ?? 0) + 1;
      const { file, form, changed } = bug;
      const original = text.slice(start, end);
      const mutant = { file, within: '', line: 0, start, end, form, original, changed } as const;
      return { id: bug.law, mutant: { ...mutant, operator: 'removal' } };
    });
}

function plantedTests(bugs: readonly Bug[]): string {
  const contracts = bugs.map(
    (bug) => `contract ${testOf(bug)} is LawsTest {
    function setUp() public override {
        VM.deal(address(uint160(${BigInt(SWITCH_ACCOUNT)})), ${bug.law});
        super.setUp();
    }
}
`,
  );
  return `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {VM} from "./IVm.sol";
import {LawsTest} from "./Laws.t.sol";

${contracts.join('\n')}`;
}
