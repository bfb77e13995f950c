/** `npm run check`: formatter, linters, types, imports, generated files and packages, in one command. */
import { readArguments, runCommand } from './ground/arguments.ts';
import { longFiles, runChecks } from './ground/checks.ts';

const USAGE = `usage: npm run check
  formatter, linters, types, imports, generated files and packages; ends with 1 when one of them fails`;

process.exitCode = await runCommand({ name: 'check', usage: USAGE }, process.argv.slice(2), check);

async function check(args: readonly string[]): Promise<number> {
  readArguments(args, { options: {}, positionals: false });
  const started = Date.now();
  const { passed, failed } = await runChecks({ lanes: 2 });

  const long = longFiles();
  if (long.length > 0) console.log(`  · longer than one sitting: ${long.join(', ')}`);

  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${passed} checks passed, ${failed} failed in ${seconds} s`);
  return failed === 0 ? 0 : 1;
}
