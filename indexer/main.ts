import { parseArgs } from 'node:util';
import { OPTIONS, ROOT } from './options.ts';
import { startIndexer } from './run.ts';
import { readSettings } from './settings.ts';

/**
 * `npm run indexer -- [--port N] [--host NAME] [--data FOLDER]`: starts the indexer by what the
 * environment says, and ends with it.
 */
try {
  await main();
} catch (error) {
  console.error(`indexer: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const settings = readSettings(process.env, ROOT);
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
