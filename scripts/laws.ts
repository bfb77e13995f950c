/**
 * `npm run laws`: the long hunt for a broken law. Runs the Solidity tests of the laws under the
 * profile `laws` of `hardhat.config.ts`, about 25 minutes of a processor; `npm test` runs a short one.
 * `npm run laws -- --planted` breaks each law on purpose instead, and asks the same tests whether they notice.
 */
import { readArguments, runCommand } from './ground/arguments.ts';
import { runNode } from './ground/children.ts';

const PROFILE = 'laws';
/** The runner finds what it calls among the tests that it is given. */
const TESTS = ['test/contracts/laws/Laws.t.sol', 'test/contracts/laws/Handler.t.sol'];
const HARDHAT = 'node_modules/hardhat/dist/src/cli.js';
const LONGEST = 24 * 60 * 60 * 1000;

const USAGE = `usage: npm run laws -- [--planted]
  hunts for a broken law with random actions, for half an hour; npm test runs a short one
  --planted  breaks each law on purpose, one after the other, and asks whether the hunt names it`;

process.exitCode = await runCommand({ name: 'laws', usage: USAGE }, process.argv.slice(2), laws);

async function laws(args: readonly string[]): Promise<number> {
  const options = { planted: { type: 'boolean', default: false } } as const;
  const { values } = readArguments(args, { options, positionals: false });
  if (!values.planted) return hunt();
  const { planted } = await import('./planted/command.ts');
  return planted();
}

async function hunt(): Promise<number> {
  const { default: hre } = await import('hardhat');
  const invariant = hre.config.test.solidity.profiles[PROFILE]?.invariant;
  console.log(
    `${invariant?.runs} runs of ${invariant?.depth} actions, after each of them every law: ${TESTS[0]}`,
  );
  const began = Date.now();
  const { code } = await runNode(
    [HARDHAT, 'test', 'solidity', ...TESTS, '--test-profile', PROFILE],
    {
      live: true,
      timeout: LONGEST,
    },
  );
  const minutes = ((Date.now() - began) / 60_000).toFixed(1);
  console.log(code === 0 ? `all laws hold (${minutes} min)` : `a law is broken (${minutes} min)`);
  return code ?? 1;
}
