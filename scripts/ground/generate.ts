/**
 * `npm run generate`: compiles the contracts and writes typechain-types/ and abi/.
 * With `--check` nothing is written, and stale files are named with exit code 1.
 */
import { readArguments, runCommand } from './arguments.ts';

const USAGE = `usage: npm run generate -- [--check]
  compiles the contracts and writes their types and ABIs
  --check  writes nothing and names stale files; ends with 1 when there are any`;

const OPTIONS = { check: { type: 'boolean', default: false } } as const;

const command = { name: 'generate', usage: USAGE };
process.exitCode = await runCommand(command, process.argv.slice(2), generate);

async function generate(args: readonly string[]): Promise<number> {
  const { check } = readArguments(args, { options: OPTIONS, positionals: false }).values;
  // It takes a second to load what compiles.
  const { GENERATED_FOLDERS, regenerate, staleFiles } = await import('./generated.ts');
  const paths = check ? await staleFiles() : await regenerate();
  for (const path of paths) console.log(`${check ? 'stale' : 'wrote'}: ${path}`);
  if (paths.length === 0) console.log(`up to date: ${GENERATED_FOLDERS.join(', ')}`);
  if (!check || paths.length === 0) return 0;
  console.error('Generated files do not match the contracts: run `npm run generate` and commit.');
  return 1;
}
