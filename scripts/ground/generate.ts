/**
 * `npm run generate`: compiles the contracts and writes typechain-types/ and abi/.
 * With `--check` nothing is written, and stale files are named with exit code 1.
 */
import { GENERATED_FOLDERS, regenerate, staleFiles } from './generated.ts';

const folders = GENERATED_FOLDERS.join(', ');
const check = process.argv.includes('--check');
const paths = check ? await staleFiles() : await regenerate();

for (const path of paths) console.log(`${check ? 'stale' : 'wrote'}: ${path}`);
if (paths.length === 0) console.log(`up to date: ${folders}`);
if (check && paths.length > 0) {
  console.error('Generated files do not match the contracts: run `npm run generate` and commit.');
  process.exitCode = 1;
}
