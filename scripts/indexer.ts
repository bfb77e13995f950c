/** `npm run indexer`: the index by itself, for everybody. See docs/deployment.md. */
import { OPTIONS } from '../indexer/options.ts';
import { readArguments, runCommand } from './ground/arguments.ts';

const USAGE = `usage: npm run indexer -- [--port N] [--host NAME] [--data FOLDER]
  SUNLINE_RPC_URL and the other environment variables are in docs/deployment.md`;

process.exitCode = await runCommand(
  { name: 'indexer', usage: USAGE },
  process.argv.slice(2),
  async (args) => {
    readArguments(args, { options: OPTIONS, positionals: false });
    await import('../indexer/main.ts');
    return Number(process.exitCode ?? 0);
  },
);
