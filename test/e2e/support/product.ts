import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../indexer/support/anvil.ts';

const READY_WITHIN = 240_000;
/** The list that a run keeps of itself and of what it has started. */
const LIST = 'processes.json';
/** What is printed when everything runs: where, and the links worth opening. */
const READY = /^ready http:\S+$[^]*^Ctrl-C /m;

/** The whole product as `npm start` starts it, again and again, with a state folder and ports of its own. */
export class Product {
  /** The folder in which it keeps everything. */
  readonly state: string;
  readonly url: string;
  readonly rpc: string;
  readonly indexer: string;
  readonly gateway: string;
  /** All that the last start has printed. */
  printed = '';
  readonly #arguments: readonly string[];
  #child: ChildProcess | undefined;

  private constructor(state: string, [port, rpc, indexer, gateway]: readonly number[]) {
    this.state = state;
    this.url = `http://localhost:${port}`;
    this.rpc = `http://127.0.0.1:${rpc}`;
    this.indexer = `http://127.0.0.1:${indexer}`;
    this.gateway = `http://127.0.0.1:${gateway}`;
    this.#arguments = [
      ...['scripts/start.ts', '--state', state, '--port', `${port}`, '--rpc-port', `${rpc}`],
      ...['--indexer-port', `${indexer}`, '--gateway-port', `${gateway}`],
    ];
  }

  /** Starts one over a folder in which an earlier story was never finished. */
  static async begin(): Promise<Product> {
    const state = await mkdtemp(join(tmpdir(), 'sunline-e2e-'));
    await writeFile(join(state, 'chain.json'), '{ "half": ');
    const ports = [await freePort(), await freePort(), await freePort(), await freePort()];
    const product = new Product(state, ports);
    await product.start();
    return product;
  }

  /** The code of the story's smallest gift. */
  get receiptCode(): string {
    return this.#find(/\/receipt#(\S+)/);
  }

  /** The campaign of the first gift worth following. */
  get campaign(): string {
    return this.#find(/\/follow\/(0x[0-9a-f]{64})\//);
  }

  /** @throws Error with all that was printed when no ready line comes */
  async start(): Promise<void> {
    const child = spawn(process.execPath, this.#arguments, { stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    const hear = (chunk: Buffer): void => void (printed += chunk.toString());
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    for (const until = Date.now() + READY_WITHIN; !READY.test(printed); await pause(50)) {
      if (child.exitCode === null && Date.now() < until) continue;
      child.kill('SIGTERM');
      throw new Error(`the product was not ready:\n${printed}`);
    }
    this.printed = printed;
    this.#child = child;
  }

  /** Every process of the run that is alive, the one that started the others first. */
  processes(): number[] {
    const list = JSON.parse(readFileSync(join(this.state, LIST), 'utf8')) as {
      owner: { pid: number };
      children: { pid: number }[];
    };
    const indexer = join(this.state, 'indexer');
    const indexers = readdirSync(indexer)
      .filter((file) => file.endsWith('.pid'))
      .map((file) => Number(readFileSync(join(indexer, file), 'utf8')));
    return [list.owner.pid, ...list.children.map(({ pid }) => pid), ...indexers].filter(isAlive);
  }

  /** Sends a signal to the process that started the others; its exit code when it is gone. */
  async signal(name: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (child === undefined) throw new Error('nothing runs');
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(name);
    return exited;
  }

  /** Kills every process outright, in no time. */
  async killAll(): Promise<void> {
    const pids = this.processes();
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    while (pids.some(isAlive)) await pause(20);
  }

  /** Whether a run is there that has not ended by itself. */
  get isRunning(): boolean {
    return existsSync(join(this.state, LIST));
  }

  /** Ends what runs, and removes everything. */
  async remove(): Promise<void> {
    if (this.isRunning) await this.signal('SIGTERM');
    await rm(this.state, { recursive: true, force: true });
  }

  #find(pattern: RegExp): string {
    const [, found] = pattern.exec(this.printed) ?? [];
    if (found === undefined) throw new Error(`no link like ${pattern.source}:\n${this.printed}`);
    return found;
  }
}

let shared: Promise<Product> | undefined;

/** The one product that all journeys share; it ends when the last of them has. */
export function sharedProduct(): Promise<Product> {
  shared ??= Product.begin();
  return shared;
}

after(async () => {
  await (await shared)?.remove();
});

/** Whether a process with this number is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** One call of the node's JSON-RPC. */
export async function rpcCall(
  url: string,
  method: string,
  params: unknown[] = [],
): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body });
  const { result, error } = (await answer.json()) as { result?: unknown; error?: unknown };
  if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
  return result;
}

/** A GET of the read API; its shapes are the product's own and typed by the caller. */
export async function read<T>(product: Product, path: string): Promise<T> {
  const answer = await fetch(`${product.indexer}${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}
