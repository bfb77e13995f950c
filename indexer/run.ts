import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { folderName, schemaName } from './launcher/build.ts';
import { checkDeployment, openChain, type Chain } from './launcher/chain.ts';
import { IndexerError } from './launcher/errors.ts';
import { claim, own, release } from './launcher/owner.ts';
import { prepareStore } from './launcher/store.ts';
import { ROOT } from './options.ts';
import { readDeployment } from './settings.ts';

/** Milliseconds that the indexer gets to end by itself before it is killed, which it survives. */
const GRACE = 3_000;
/** Milliseconds without a word or a step forward after which a start has failed. */
const PATIENCE = 90_000;
/** Numbers of the log's levels. */
const WARNING = 40;

export interface IndexerOptions {
  readonly rpcUrl: string;
  /** Path of the deployment record. */
  readonly deployment: string;
  /** Folder for the indexer's own folders; made when missing. */
  readonly dataDir: string;
  /** Where the read API listens; must be free. */
  readonly port: number;
  /** Default: this machine only. */
  readonly host?: string;
  /** Where the pages and the gateway are: without the first there are no feeds, without the other no names in them. */
  readonly appUrl?: string;
  readonly gatewayUrl?: string;
  /** PostgreSQL instead of files in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  /** Whether the switch that makes answers wrong by one unit exists; local chain only. */
  readonly demo?: boolean;
  /** Milliseconds between two looks at the chain's head. */
  readonly pollMs?: number;
  /** Gets every line that the indexer says: its log as JSON, warnings of its runtime as text. */
  readonly onLog?: (line: string) => void;
}

export interface Indexer {
  /** Where the read API answers. */
  readonly url: string;
  /** Process id of the indexer that runs at the moment. */
  readonly pid: number;
  /** Ends it and returns when it is gone. */
  stop(): Promise<void>;
  /** Settles when it has ended for good: with its exit code, or null when it was stopped or killed. */
  readonly exited: Promise<number | null>;
}

/**
 * Starts the indexer and returns when it has reached the chain's head of that moment. What it keeps in
 * its folder are the chain's answers; rows are made anew from them at every start, and also while it
 * runs, should the chain change deeper than they can be undone.
 * @throws WrongChainError, AlreadyRunningError, IndexerError, SettingsError, ShapeError
 */
export async function startIndexer(options: IndexerOptions): Promise<Indexer> {
  const launch = new Launch(options);
  await launch.start();
  return launch;
}

const LogLine = z.object({ level: z.number(), msg: z.string(), port: z.number().optional() });
const Status = z.object({ block: z.number(), blockHash: z.string() });

class Launch implements Indexer {
  readonly exited: Promise<number | null>;
  readonly #options: IndexerOptions;
  readonly #chain: Chain;
  readonly #schema: string;
  readonly #folder: string;
  readonly #owner: string;
  #child: ChildProcess | undefined;
  #settle: (code: number | null) => void = () => undefined;
  #isStopping = false;
  #hasEnded = false;
  #isHealing = false;
  #port: number;
  #isListening = false;
  #heardAt = 0;
  #troubles: string[] = [];

  constructor(options: IndexerOptions) {
    const deployment = readDeployment(options.deployment);
    this.#options = options;
    this.#port = options.port;
    this.#chain = openChain(options.rpcUrl);
    this.#schema = schemaName(ROOT, deployment);
    this.#folder = join(options.dataDir, folderName(deployment));
    this.#owner = `${this.#folder}.pid`;
    this.exited = new Promise((resolve) => (this.#settle = resolve));
    void this.exited.then(() => (this.#hasEnded = true));
  }

  get url(): string {
    return `http://${this.#options.host ?? '127.0.0.1'}:${this.#port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(): Promise<void> {
    await checkDeployment(this.#chain, readDeployment(this.#options.deployment));
    mkdirSync(this.#options.dataDir, { recursive: true });
    await this.#spawn();
    try {
      await this.#untilAtHead();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), GRACE);
    await this.exited;
    clearTimeout(late);
  }

  async #spawn(): Promise<void> {
    const { databaseUrl } = this.#options;
    if (databaseUrl === undefined) {
      await claim(this.#owner);
      await prepareStore(this.#folder, this.#chain);
    }
    this.#heardAt = Date.now();
    this.#isListening = false;
    this.#isHealing = false;
    const child = spawn(process.execPath, this.#arguments(), {
      cwd: ROOT,
      env: this.#environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    if (child.pid !== undefined) own(this.#owner, child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#hear(line));
    }
    child.once('exit', (code) => void this.#ended(code));
  }

  #arguments(): string[] {
    const { host = '127.0.0.1' } = this.#options;
    return [
      fileURLToPath(new URL('bin/ponder.js', import.meta.resolve('ponder'))),
      ...['--root', join(ROOT, 'indexer'), '--log-format', 'json', 'start'],
      ...['--schema', this.#schema, '--hostname', host, '--port', String(this.#port)],
    ];
  }

  #environment(): NodeJS.ProcessEnv {
    const { PORT: _, DATABASE_URL: __, ...inherited } = process.env;
    const { rpcUrl, deployment, databaseUrl, demo, pollMs, appUrl, gatewayUrl } = this.#options;
    return {
      ...inherited,
      PONDER_TELEMETRY_DISABLED: 'true',
      SUNLINE_RPC_URL: rpcUrl,
      SUNLINE_CHAIN_ID: String(readDeployment(deployment).chainId),
      SUNLINE_DEPLOYMENT: deployment,
      SUNLINE_PGLITE_DIR: this.#folder,
      SUNLINE_DEMO: demo === true ? '1' : '0',
      SUNLINE_PARENT: String(process.pid),
      ...(appUrl === undefined ? {} : { SUNLINE_APP_URL: appUrl }),
      ...(gatewayUrl === undefined ? {} : { SUNLINE_GATEWAY_URL: gatewayUrl }),
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...(pollMs === undefined ? {} : { SUNLINE_POLL_MS: String(pollMs) }),
    };
  }

  #hear(line: string): void {
    this.#options.onLog?.(line);
    this.#heardAt = Date.now();
    const parsed = parseLine(line);
    if (parsed === undefined) return;
    const { level, msg, port } = parsed;
    if (msg === 'Created HTTP server' && port !== undefined) {
      this.#port = port;
      this.#isListening = true;
    }
    if (level >= WARNING) this.#troubles = [...this.#troubles.slice(-4), line];
    // Rows older than the indexer can undo may belong to blocks that are gone; or else the node is
    // far behind for a while. At a start both come right.
    if (line.includes('unrecoverable') && this.#options.databaseUrl === undefined) {
      this.#isHealing = true;
      this.#child?.kill('SIGKILL');
    }
  }

  async #ended(code: number | null): Promise<void> {
    release(this.#owner);
    if (!this.#isHealing || this.#isStopping) return this.#settle(code);
    try {
      await this.#spawn();
    } catch {
      this.#settle(code);
    }
  }

  /** Waits for the head of this moment, so that a busy chain cannot keep it waiting for ever. */
  async #untilAtHead(): Promise<void> {
    const head = await this.#chain.head();
    let reached = -1;
    for (;;) {
      await wait(50);
      if (this.#hasEnded) throw new IndexerError(`the indexer ended: ${this.#troubles.join(' ')}`);
      if (Date.now() - this.#heardAt > PATIENCE) {
        throw new IndexerError(
          `the indexer stays at block ${reached}: ${this.#troubles.join(' ')}`,
        );
      }
      reached = (this.#isListening ? await this.#reached() : undefined) ?? reached;
      if (reached >= head) return;
    }
  }

  async #reached(): Promise<number | undefined> {
    try {
      const response = await fetch(`${this.url}/api/status`);
      return response.ok ? Status.parse(await response.json()).block : undefined;
    } catch {
      return undefined;
    }
  }
}

function parseLine(line: string): z.infer<typeof LogLine> | undefined {
  try {
    return LogLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
