/** `npm run laws -- --planted`: whether each law turns red when the product is made to break it. */
import { runNode } from '../ground/children.ts';
import { BUGS, type Bug } from './bugs.ts';
import { CONFIG, TESTS, testOf, timesFound, writeScratch } from './scratch.ts';

const HARDHAT = 'node_modules/hardhat/dist/src/cli.js';
const FAILURE = /^\s*\d+\) (\w+)#(\w+)\S*\s+Error: (.*)$/gm;
const LONGEST = 60 * 60 * 1000;

interface Saying {
  readonly test: string;
  readonly reason: string;
}

/** What the tests that failed said, by their contract's name. */
function sayingsOf(output: string): Map<string, Saying[]> {
  const sayings = new Map<string, Saying[]>();
  for (const [, name = '', test = '', reason = ''] of output.matchAll(FAILURE)) {
    sayings.set(name, [...(sayings.get(name) ?? []), { test, reason }]);
  }
  return sayings;
}

/** The tests that named the error, or what was said instead. */
function verdictOf({ error }: Bug, said: readonly Saying[]): { isRed: boolean; words: string } {
  const named = said.filter(({ reason }) => new RegExp(`\\b${error}\\b`).test(reason));
  return named.length > 0
    ? { isRed: true, words: `${error} (${named.map(({ test }) => test).join(', ')})` }
    : { isRed: false, words: said[0]?.reason ?? 'all laws hold' };
}

/** Runs the command; returns its exit code: 0, 1 when a law stays green, 2 when a bug cannot be planted. */
export async function planted(): Promise<number> {
  const lost = BUGS.filter((bug) => timesFound(bug) !== 1);
  for (const { law, file, text } of lost) {
    console.error(`law ${law}: the text to change is not once in ${file}: ${text}`);
  }
  if (lost.length > 0) return 2;

  console.log(`▸ ${BUGS.length} bugs compiled at once, and the laws over each …`);
  const began = Date.now();
  writeScratch(BUGS);
  const { output } = await runNode([HARDHAT, 'test', 'solidity', ...TESTS, '--config', CONFIG], {
    timeout: LONGEST,
  });
  const sayings = sayingsOf(output);
  if (sayings.size === 0) {
    console.error(`the planted bugs were not tried:\n${output.slice(-4_000)}`);
    return 2;
  }
  let red = 0;
  for (const bug of BUGS) {
    const { isRed, words } = verdictOf(bug, sayings.get(testOf(bug)) ?? []);
    if (isRed) ++red;
    console.log(`${isRed ? '✔' : '✘'} law ${bug.law}: ${bug.what}: ${words}`);
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  console.log(`${red} turned red, ${BUGS.length - red} did not (${seconds} s)`);
  return red === BUGS.length ? 0 : 1;
}
