/** `npm run format`: formats every file. */
import { readArguments, runCommand } from './arguments.ts';
import { runNode } from './children.ts';

const USAGE = `usage: npm run format
  formats every file of the project`;

const FORMATTERS = [
  ['node_modules/oxfmt/bin/oxfmt', '.'],
  ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level', 'warn', '**/*.sol'],
];

process.exitCode = await runCommand(
  { name: 'format', usage: USAGE },
  process.argv.slice(2),
  format,
);

async function format(args: readonly string[]): Promise<number> {
  readArguments(args, { options: {}, positionals: false });
  for (const formatter of FORMATTERS) {
    const { code } = await runNode(formatter, { live: true });
    if (code !== 0) return code ?? 1;
  }
  return 0;
}
