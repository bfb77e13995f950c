/** Starts every part of the product in order, and ends them in the opposite one. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDeployment } from '../../domain/deployment.ts';
import { playStory } from '../demo/play.ts';
import type { DemoStory } from '../demo/play.ts';
import { oneLine } from '../deployment/errors.ts';
import type { DeploymentRecord } from '../deployment/record.ts';
import { deployProduct } from './contracts.ts';
import { StartError } from './errors.ts';
import { anvilArguments, anvilPath, LocalNode } from './node.ts';
import type { StartOptions } from './options.ts';
import { buildPages } from './pages.ts';
import { choosePorts } from './ports.ts';
import type { Ports } from './ports.ts';
import { endOrphan, Processes, processesNotedIn, ProcessList } from './processes.ts';
import type { Identity } from './processes.ts';
import { fundRelay } from './relay.ts';
import { indexLog, makeDatabase, startDocuments, startIndex, startPages } from './services.ts';
import { urlsOf } from './site.ts';
import type { Site, Urls } from './site.ts';
import { State } from './state.ts';
import type { Steps } from './steps.ts';
import { parseStory } from './story.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DAY = 86_400;
/** How long before now the chain begins, in seconds: the story's days have passed by the time it ends. */
const GENESIS_AGE = 200 * DAY;

export interface Running {
  readonly urls: Urls;
  readonly story: DemoStory;
  /** Path of the deployment record. */
  readonly deployment: string;
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
    const urls = urlsOf(ports);
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

    const site: Site = { root: ROOT, state: this.#state, ports, urls };
    const node = await steps.step(
      'chain',
      () => this.#startChain(kept !== undefined, site, processes),
      () => `runs at ${urls.rpc}`,
    );
    const { record, path } = await steps.step(
      'contracts',
      () => deployProduct(site, node, kept !== undefined, this.#options.isDefaultState),
      ({ transactions }) =>
        transactions === 0 ? 'stand' : `deployed, ${transactions} transactions`,
    );
    // Awaited before the indexer starts; a failure before that is heard there.
    const database = makeDatabase(site, record, processes);
    database.catch(() => undefined);
    await fundRelay(node);
    const gateway = await steps.step(
      'gateway',
      () => startDocuments(site, this.#options.anchorAfter),
      () => `runs at ${urls.gateway}`,
    );
    this.#closers.push(() => gateway.close());
    const story = kept ?? (await this.#tellStory(node, urls, record));
    node.keepSaving((error) =>
      this.#fail(new StartError(`the chain could not be saved: ${oneLine(error)}`)),
    );
    await database;
    await steps.step(
      'indexer',
      () => this.#startIndexer(site, path),
      () => `is at the chain's head at ${urls.indexer}`,
    );
    await pages;
    const app = await steps.step(
      'app',
      () => startPages(site, record, story),
      () => `is served at ${urls.app}`,
    );
    this.#closers.push(app.close);
    return { urls, story, deployment: path };
  }

  async #startChain(isKept: boolean, site: Site, processes: Processes): Promise<LocalNode> {
    const node = new LocalNode(site.urls.rpc, site.state.chain);
    const args = anvilArguments(
      site.ports.rpc,
      isKept
        ? { stateFile: site.state.chain }
        : { genesis: Math.floor(Date.now() / 1000) - GENESIS_AGE },
      site.urls.app,
    );
    let hasFailed = false;
    const child = processes.start('chain', anvilPath(), args, process.env, (error) => {
      hasFailed = true;
      // A kept chain that cannot be loaded is reported as such below.
      if (!isKept || node.isKept) this.#fail(error);
    });
    this.#closers.push(async () => {
      node.stopSaving();
      if (child.exitCode === null && child.signalCode === null) await node.saveIfKept();
    });
    try {
      await node.isUp(() => hasFailed);
    } catch {
      if (!isKept) throw new StartError('the chain does not start');
      throw this.#state.damaged('chain.json cannot be loaded');
    }
    if (isKept) await node.runClock();
    node.isKept = isKept;
    return node;
  }

  async #startIndexer(site: Site, deployment: string): Promise<void> {
    const indexer = await startIndex(site, deployment);
    this.#closers.push(() => indexer.stop());
    void indexer.exited.then((code) => {
      if (this.#ending !== undefined) return;
      this.#fail(new StartError(`the indexer ended (${code}); see ${indexLog(site)}`));
    });
  }

  async #tellStory(node: LocalNode, urls: Urls, record: DeploymentRecord): Promise<DemoStory> {
    const story = await this.#steps.step(
      'story',
      () =>
        playStory({
          rpcUrl: urls.rpc,
          gatewayUrl: urls.gateway,
          deployment: parseDeployment(record),
          batchesFolder: this.#state.batches,
          recordFolders: [
            this.#state.deployments,
            ...(this.#options.isDefaultState ? [join(ROOT, 'deployments')] : []),
          ],
        }),
      () => 'told',
    );
    await node.runClock();
    await node.save();
    await this.#state.completeStory(story);
    node.isKept = true;
    return story;
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
