/** The parts around the chain: document store, index and pages. */
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDeployment } from '../../domain/deployment.ts';
import { readConfig } from '../../gateway/config.ts';
import { startGateway } from '../../gateway/server.ts';
import type { RunningGateway } from '../../gateway/server.ts';
import { folderName } from '../../indexer/launcher/build.ts';
import { startIndexer } from '../../indexer/run.ts';
import type { Indexer } from '../../indexer/run.ts';
import { ChainSide } from '../batch/chainSide.ts';
import { runsFolder } from '../batch/journal.ts';
import { anchorPayments } from '../batch/payments.ts';
import { demoPeople } from '../demo/people.ts';
import type { DemoStory } from '../demo/play.ts';
import { connectLocal, LOCAL_CHAIN_ID } from '../deployment/connect.ts';
import { recordPath } from '../deployment/record.ts';
import type { DeploymentRecord } from '../deployment/record.ts';
import { readDeployment } from '../trace/source.ts';
import { startAppServer } from './appServer.ts';
import type { RunningServer } from './appServer.ts';
import { pagesFolder } from './pages.ts';
import type { Processes } from './processes.ts';
import { relayEnvironment } from './relay.ts';
import type { Site } from './site.ts';

/** A visitor on this machine may hurry; nobody else comes. */
const LOCAL_RATES = {
  READS_PER_MINUTE: '60000',
  WRITES_PER_MINUTE: '6000',
  FAUCET_PER_MINUTE: '600',
  STORE_BYTES_PER_CLIENT_AND_DAY: String(20 * 2 ** 30),
  SIGNED_PER_CLIENT_AND_DAY: '5000',
};

/** Who plays the payment provider's operator. */
const SANDBOX_OPERATOR = 'operator';

/**
 * Starts the gateway inside this process.
 * @param anchorAfter seconds after which a small gift is anchored by itself
 */
export function startDocuments(
  { state, ports, urls }: Site,
  anchorAfter: number,
): Promise<RunningGateway> {
  const record = recordPath(state.deployments, LOCAL_CHAIN_ID);
  const operator = demoPeople().find(({ role }) => role === SANDBOX_OPERATOR);
  return startGateway(
    readConfig({
      ...(operator && { SANDBOX_OPERATOR_KEY: operator.key }),
      SANDBOX_FILE: join(state.batches, 'waiting.json'),
      SANDBOX_ANCHOR_AFTER: String(anchorAfter),
      ...LOCAL_RATES,
      ...relayEnvironment(state),
      PORT: String(ports.gateway),
      STORE_DIR: state.documents,
      RECEIPTS_DIR: state.batches,
      ALLOWED_ORIGINS: [urls.app, urls.app.replace('localhost', '127.0.0.1')].join(','),
      RPC_URL: urls.rpc,
      DEPLOYMENT: record,
    }),
    async (payments) => {
      const connection = await connectLocal(urls.rpc);
      try {
        const chain = new ChainSide(connection, readDeployment(LOCAL_CHAIN_ID, record));
        const base = runsFolder(state.batches, chain.deployment);
        await anchorPayments(chain, base, urls.gateway, payments);
      } finally {
        await connection.close();
      }
    },
  );
}

/** Where the indexer's output goes. */
export function indexLog({ state }: Site): string {
  return join(state.logs, 'indexer.log');
}

/**
 * Makes the indexer's empty database in a process of its own, to be ready when the indexer starts;
 * which would otherwise make it itself. Nothing is made where there is one, or one on a server.
 */
export async function makeDatabase(
  { root, state }: Site,
  deployment: DeploymentRecord,
  processes: Processes,
): Promise<void> {
  const folder = join(state.indexer, folderName(parseDeployment(deployment)));
  if (process.env['DATABASE_URL'] !== undefined || existsSync(folder)) return;
  await mkdir(state.indexer, { recursive: true });
  const script = join(root, 'scripts', 'start', 'makeDatabase.ts');
  await new Promise<void>((resolve, reject) => {
    const args = [script, folder];
    const child = processes.start('database', process.execPath, args, process.env, reject);
    child.once('exit', () => resolve());
  });
}

/** Starts the indexer, a process of its own, and waits until it is at the chain's head. */
export function startIndex(site: Site, deployment: string): Promise<Indexer> {
  const { state, ports, urls } = site;
  const log = createWriteStream(indexLog(site));
  const databaseUrl = process.env['DATABASE_URL'];
  return startIndexer({
    rpcUrl: urls.rpc,
    deployment,
    dataDir: state.indexer,
    port: ports.indexer,
    appUrl: urls.app,
    gatewayUrl: urls.gateway,
    demo: true,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    onLog: (line) => log.write(`${line}\n`),
  });
}

/** Serves the built pages, with all they need to know to find the other parts. */
export function startPages(
  { root, ports, urls }: Site,
  deployment: DeploymentRecord,
  story: DemoStory,
): Promise<RunningServer> {
  return startAppServer({
    port: ports.app,
    origin: urls.app,
    folder: pagesFolder(root),
    config: {
      chainId: LOCAL_CHAIN_ID,
      rpcUrl: urls.rpc,
      indexerUrl: urls.indexer,
      gatewayUrl: urls.gateway,
      deployment,
      demo: { people: story.people },
    },
    origins: [urls.rpc, urls.indexer, urls.gateway],
  });
}
