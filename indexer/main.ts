import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startIndexer } from './run.ts';
import { readSettings } from './settings.ts';

/**
 * `npm run indexer -- [--port N] [--host NAME] [--data FOLDER]`: starts the indexer by what the
 * environment says, and ends with it.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

try {
  await main();
} catch (error) {
  console.error(`indexer: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '42069' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: join(root, '.sunline', 'indexer') },
    },
  });
  const settings = readSettings(process.env, root);
  const indexer = await startIndexer({
    rpcUrl: settings.rpcUrl,
    deployment: settings.deploymentFile,
    dataDir: values.data,
    port: Number(values.port),
    host: values.host,
    databaseUrl: settings.databaseUrl,
    demo: settings.canLie,
    pollMs: settings.pollMs,
    onLog: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`indexer ready ${indexer.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void indexer.stop());
  }
  process.exitCode = (await indexer.exited) ?? 0;
}
