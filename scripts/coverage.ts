/**
 * `npm run coverage`: which lines and statements of the product's contracts their tests run, mocks left out.
 * Exit 1 when it is not all of them or a test fails. See docs/testing.md.
 */
import { gapsOf, readReport } from './coverage/report.ts';
import { readArguments, runCommand } from './ground/arguments.ts';
import { runNode } from './ground/children.ts';

const USAGE = `usage: npm run coverage
  runs test/contracts over contracts that count their lines, for some minutes; ends with 1 when a line or a
  statement of the product's contracts was not run, or a test failed`;

const HARDHAT = 'node_modules/hardhat/dist/src/cli.js';
const CONFIG = 'scripts/coverage/hardhat.config.ts';
const LONGEST = 2 * 60 * 60 * 1000;

const command = { name: 'coverage', usage: USAGE };
process.exitCode = await runCommand(command, process.argv.slice(2), cover);

async function cover(args: readonly string[]): Promise<number> {
  readArguments(args, { options: {}, positionals: false });
  const began = Date.now();
  const run = [HARDHAT, 'test', 'mocha', '--coverage', '--config', CONFIG];
  const { code, output } = await runNode(run, { live: true, timeout: LONGEST });
  const minutes = ((Date.now() - began) / 60_000).toFixed(1);
  const report = readReport(output);
  if (report === undefined) {
    console.error('coverage: the tests came to no report, see above');
    return 1;
  }
  const { files, total } = report;
  for (const gap of gapsOf(report)) console.error(`coverage: ${gap}`);
  if (code !== 0) console.error('coverage: tests failed, see above');
  console.log(
    `${total.lines} % of lines and ${total.statements} % of statements of ${files.length} files with code were run (${minutes} min)`,
  );
  return code === 0 && gapsOf(report).length === 0 ? 0 : 1;
}
