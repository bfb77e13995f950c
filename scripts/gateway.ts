/** `npm run gateway`: the gateway by itself, for everybody. See docs/deployment.md. */
import { readArguments, runCommand } from './ground/arguments.ts';

const USAGE = `usage: npm run gateway
  takes no options; STORE_DIR and the other environment variables are in docs/deployment.md`;

process.exitCode = await runCommand(
  { name: 'gateway', usage: USAGE },
  process.argv.slice(2),
  async (args) => {
    readArguments(args, { options: {}, positionals: false });
    await import('../gateway/main.ts');
    return Number(process.exitCode ?? 0);
  },
);
