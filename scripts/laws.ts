/**
 * `npm run laws`: the long hunt for a broken law. Runs the Solidity tests of the laws under the
 * profile `laws` of `hardhat.config.ts`, for a quarter of an hour or more; `npm test` runs a short one.
 * `npm run laws -- --planted` breaks each law on purpose instead, and asks the same tests whether they notice.
 */
import hre from 'hardhat';

import { runNode } from './ground/children.ts';
import { planted } from './planted/command.ts';

const PROFILE = 'laws';
/** The runner finds what it calls among the tests that it is given. */
const TESTS = ['test/contracts/laws/Laws.t.sol', 'test/contracts/laws/Handler.t.sol'];
const HARDHAT = 'node_modules/hardhat/dist/src/cli.js';
const LONGEST = 24 * 60 * 60 * 1000;

process.exitCode = process.argv.includes('--planted') ? await planted() : await hunt();

async function hunt(): Promise<number> {
  const invariant = hre.config.test.solidity.profiles[PROFILE]?.invariant;
  console.log(
    `${invariant?.runs} runs of ${invariant?.depth} actions, after each of them every law: ${TESTS[0]}`,
  );
  const began = Date.now();
  const args = [HARDHAT, 'test', 'solidity', ...TESTS, '--test-profile', PROFILE];
  const { code } = await runNode(args, { live: true, timeout: LONGEST });
  const minutes = ((Date.now() - began) / 60_000).toFixed(1);
  console.log(code === 0 ? `all laws hold (${minutes} min)` : `a law is broken (${minutes} min)`);
  return code ?? 1;
}
