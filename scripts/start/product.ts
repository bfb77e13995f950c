/** Starts every part of the product in order, and ends them in the opposite one. */
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../gateway/config.ts';
import { startGateway } from '../../gateway/server.ts';
import { startIndexer } from '../../indexer/run.ts';
import { parseDeployment } from '../../domain/deployment.ts';
import { sourcesCommit } from '../deployment/commit.ts';
import { connectLocal, LOCAL_CHAIN_ID } from '../deployment/connect.ts';
import { deploy } from '../deployment/deploy.ts';
import { playStory } from '../demo/play.ts';
import type { DemoStory } from '../demo/play.ts';
import { oneLine } from '../deployment/errors.ts';
import { parametersPath, readParameters } from '../deployment/parameters.ts';
import { readRecord, recordPath } from '../deployment/record.ts';
import type { DeploymentRecord } from '../deployment/record.ts';
import { startAppServer } from './appServer.ts';
import { StartError } from './errors.ts';
import { anvilArguments, anvilPath, LocalNode } from './node.ts';
import type { StartOptions } from './options.ts';
import { buildPages, pagesFolder } from './pages.ts';
import { choosePorts } from './ports.ts';
import type { Ports } from './ports.ts';
import { endOrphan, Processes, processesNotedIn, ProcessList } from './processes.ts';
import type { Identity } from './processes.ts';
import { State } from './state.ts';
import type { Steps } from './steps.ts';
import { parseStory } from './story.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DAY = 86_400;
/** How long before now the chain begins, in seconds: the story's days have passed by the time it ends. */
const GENESIS_AGE = 200 * DAY;

/** A visitor on this machine may hurry; nobody else comes. */
const LOCAL_RATES = {
  READS_PER_MINUTE: '60000',
  WRITES_PER_MINUTE: '6000',
  FAUCET_PER_MINUTE: '600',
};

export interface Running {
  readonly urls: Urls;
  readonly story: DemoStory;
  /** Path of the deployment record. */
  readonly deployment: string;
}

export interface Urls {
  readonly app: string;
  readonly rpc: string;
  readonly indexer: string;
  readonly gateway: string;
}

/** The product on this machine: one local chain and all that stands around it. */
export class Product {
  /** Rejects when a part ends that nobody asked to. */
  readonly failed: Promise<never>;
  readonly #options: StartOptions;
  readonly #steps: Steps;
  readonly #state: State;
  readonly #list: ProcessList;
  readonly #closers: (() => Promise<void>)[] = [];
  #processes: Processes | undefined;
  #ending: Promise<void> | undefined;
  #fail: (error: unknown) => void = () => undefined;

  constructor(options: StartOptions, steps: Steps) {
    this.#options = options;
    this.#steps = steps;
    this.#state = new State(options.stateFolder);
    this.#list = new ProcessList(options.stateFolder);
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    // Whoever waits for it hears of it; before anybody does, it is not an unhandled rejection.
    this.failed.catch(() => undefined);
  }

  /**
   * Starts everything and returns when every part answers and the indexer is at the chain's head.
   * @throws StartError, or what a part throws; {@link stop} must be called then, too
   */
  async start(): Promise<Running> {
    const kept = await this.#prepare();
    const ports = await choosePorts(this.#options.ports, (line) => this.#steps.say(line));
    const urls: Urls = {
      app: `http://localhost:${ports.app}`,
      rpc: `http://127.0.0.1:${ports.rpc}`,
      indexer: `http://127.0.0.1:${ports.indexer}`,
      gateway: `http://127.0.0.1:${ports.gateway}`,
    };
    const processes = new Processes(this.#list, this.#state.logs, ports.rpc);
    this.#processes = processes;
    const work = this.#startParts(kept, ports, urls, processes);
    const running = await Promise.race([work, this.failed]);
    processes.announce(urls.app);
    return running;
  }

  /** Ends every part and waits until all are gone; what happened last is kept. */
  stop(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  /** Ends every process at once. What the last two seconds brought may be lost. */
  kill(): void {
    this.#processes?.killAll();
  }

  /** The told story that is kept, or undefined where one must be told. */
  async #prepare(): Promise<DemoStory | undefined> {
    await mkdir(this.#options.stateFolder, { recursive: true });
    await this.#endLeftovers();
    if (this.#options.fresh) await this.#state.clear();
    const kept = await this.#state.read();
    if (kept === 'interrupted') {
      this.#steps.say('the last run was stopped before its story was told: beginning anew');
      await this.#state.clear();
    }
    if (kept === 'nothing' || kept === 'interrupted') return undefined;
    return parseStory(kept.story, () =>
      this.#state.damaged('the story in state.json is not complete'),
    );
  }

  async #endLeftovers(): Promise<void> {
    const leftovers = this.#list.leftovers();
    if (leftovers === undefined) return;
    for (const orphan of [...this.#indexers(), ...leftovers.orphans]) {
      // A chain that outlived its start may hold blocks that were never saved.
      if (orphan.name === 'chain') {
        const node = new LocalNode(`http://127.0.0.1:${leftovers.rpcPort}`, this.#state.chain);
        await node.save().catch(() => undefined);
      }
      await endOrphan(orphan);
      this.#steps.say(`ended the ${orphan.name} that the last run left behind (${orphan.pid})`);
    }
    for (const name of await readdir(this.#state.folder)) {
      if (name.endsWith('.tmp')) await rm(join(this.#state.folder, name), { force: true });
    }
  }

  async #startParts(
    kept: DemoStory | undefined,
    ports: Ports,
    urls: Urls,
    processes: Processes,
  ): Promise<Running> {
    const steps = this.#steps;
    const pages = steps.step(
      'pages',
      () => buildPages(ROOT, processes),
      (built) => (built ? 'built' : 'are up to date'),
    );
    // Awaited further down; a failure before that is heard there.
    pages.catch(() => undefined);

    const node = await steps.step(
      'chain',
      () => this.#startChain(kept, ports, urls, processes),
      () => `runs at ${urls.rpc}`,
    );
    const deployment = await steps.step(
      'contracts',
      () => this.#deploy(kept, node),
      ({ transactions }) =>
        transactions === 0 ? 'stand' : `deployed, ${transactions} transactions`,
    );
    await steps.step(
      'gateway',
      () => this.#startGateway(ports, urls),
      () => `runs at ${urls.gateway}`,
    );
    const story = kept ?? (await this.#tellStory(node, urls, deployment.record));
    node.keepSaving((error) =>
      this.#fail(new StartError(`the chain could not be saved: ${oneLine(error)}`)),
    );
    await steps.step(
      'indexer',
      () => this.#startIndexer(urls, ports, deployment.path),
      () => `is at the chain's head at ${urls.indexer}`,
    );
    await pages;
    await steps.step(
      'app',
      () => this.#startApp(ports, urls, deployment.record, story),
      () => `is served at ${urls.app}`,
    );
    return { urls, story, deployment: deployment.path };
  }

  async #startChain(
    kept: DemoStory | undefined,
    ports: Ports,
    urls: Urls,
    processes: Processes,
  ): Promise<LocalNode> {
    const beginning =
      kept === undefined
        ? { genesis: Math.floor(Date.now() / 1000) - GENESIS_AGE }
        : { stateFile: this.#state.chain };
    const args = anvilArguments(ports.rpc, beginning);
    let hasFailed = false;
    const child: ChildProcess = processes.start(
      'chain',
      anvilPath(),
      args,
      process.env,
      (error) => {
        hasFailed = true;
        this.#fail(error);
      },
    );
    const node = new LocalNode(urls.rpc, this.#state.chain);
    this.#closers.push(async () => {
      node.stopSaving();
      if (child.exitCode === null && child.signalCode === null) await node.saveIfKept();
    });
    try {
      await node.isUp(() => hasFailed);
    } catch {
      if (kept === undefined) throw new StartError('the chain does not start');
      throw this.#state.damaged('chain.json cannot be loaded');
    }
    if (kept !== undefined) {
      await node.runClock();
      node.isKept = true;
    }
    return node;
  }

  async #deploy(
    kept: DemoStory | undefined,
    node: LocalNode,
  ): Promise<{ record: DeploymentRecord; transactions: number; path: string }> {
    const folder = this.#state.deployments;
    if (kept !== undefined) await this.#checkRecord(node);
    const parameters = await readParameters(await parametersPath('local', ROOT));
    const connection = await connectLocal(node.url);
    try {
      const { provider, signers } = connection;
      const [signer] = signers;
      if (signer === undefined) throw new StartError('the chain has no account to deploy with');
      const output = { write: () => true };
      const commit = await sourcesCommit();
      const done = await deploy({ provider, signer, parameters, folder, output, commit });
      const path = recordPath(folder, LOCAL_CHAIN_ID);
      // Where the other commands look for the local chain.
      if (this.#options.isDefaultState) {
        await copyFile(path, recordPath(join(ROOT, 'deployments'), LOCAL_CHAIN_ID));
      }
      return { ...done, path };
    } finally {
      await connection.close();
    }
  }

  /** The kept chain must be the one on which the kept record's contracts stand. */
  async #checkRecord(node: LocalNode): Promise<void> {
    const record = await readRecord(this.#state.deployments, LOCAL_CHAIN_ID);
    if (record === undefined) throw this.#state.damaged('its deployment record is missing');
    if ((await node.hashOf(record.block)) !== record.blockHash) {
      throw this.#state.damaged('its chain is not the one of its deployment record');
    }
  }

  async #startGateway(ports: Ports, urls: Urls): Promise<void> {
    const gateway = await startGateway(
      readConfig({
        ...LOCAL_RATES,
        PORT: String(ports.gateway),
        STORE_DIR: this.#state.documents,
        ALLOWED_ORIGINS: [urls.app, urls.app.replace('localhost', '127.0.0.1')].join(','),
        RPC_URL: urls.rpc,
        DEPLOYMENT: recordPath(this.#state.deployments, LOCAL_CHAIN_ID),
      }),
    );
    this.#closers.push(() => gateway.close());
  }

  async #tellStory(node: LocalNode, urls: Urls, record: DeploymentRecord): Promise<DemoStory> {
    const story = await this.#steps.step(
      'story',
      () =>
        playStory({
          rpcUrl: urls.rpc,
          gatewayUrl: urls.gateway,
          deployment: parseDeployment(record),
        }),
      () => 'told',
    );
    await node.runClock();
    await node.save();
    await this.#state.completeStory(story);
    node.isKept = true;
    return story;
  }

  async #startIndexer(urls: Urls, ports: Ports, deployment: string): Promise<void> {
    const log = createWriteStream(join(this.#state.logs, 'indexer.log'));
    const databaseUrl = process.env['DATABASE_URL'];
    const indexer = await startIndexer({
      rpcUrl: urls.rpc,
      deployment,
      dataDir: this.#state.indexer,
      port: ports.indexer,
      demo: true,
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      onLog: (line) => log.write(`${line}\n`),
    });
    this.#closers.push(() => indexer.stop());
    void indexer.exited.then((code) => {
      if (this.#ending === undefined) {
        this.#fail(new StartError(`the indexer ended (${code}); see ${String(log.path)}`));
      }
    });
  }

  async #startApp(
    ports: Ports,
    urls: Urls,
    deployment: DeploymentRecord,
    story: DemoStory,
  ): Promise<void> {
    const server = await startAppServer({
      port: ports.app,
      folder: pagesFolder(ROOT),
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
    this.#closers.push(server.close);
  }

  /** Indexers of this state, also one that is still starting. */
  #indexers(): Identity[] {
    return processesNotedIn(this.#state.indexer, 'indexer', join(ROOT, 'indexer'));
  }

  async #end(): Promise<void> {
    // Before that, nothing in the folder is ours: another start may be running there.
    if (this.#processes === undefined) return;
    this.#processes.expectEnd();
    const troubles: unknown[] = [];
    for (const close of [...this.#closers].reverse()) {
      await close().catch((error: unknown) => troubles.push(error));
    }
    for (const indexer of this.#indexers()) await endOrphan(indexer);
    await this.#processes.endAll();
    for (const trouble of troubles) this.#steps.say(`while ending: ${oneLine(trouble)}`);
  }
}
