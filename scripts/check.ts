/** `npm run check`: formatter, linters, types, imports, generated files and packages, in one command. */
import { longFiles, runChecks } from './ground/checks.ts';

const started = Date.now();
const { passed, failed } = await runChecks({ lanes: 2 });

const long = longFiles();
if (long.length > 0) console.log(`  · longer than one sitting: ${long.join(', ')}`);

const seconds = Math.round((Date.now() - started) / 1000);
console.log(`${passed} checks passed, ${failed} failed in ${seconds} s`);
process.exitCode = failed === 0 ? 0 : 1;
