import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../indexer/support/anvil.ts';

/** The whole product, started as `npm start` starts it, with a state folder and ports of its own. */
export interface Product {
  readonly url: string;
  readonly rpc: string;
  readonly indexer: string;
  readonly gateway: string;
  /** Of the story's smallest gift. */
  readonly receiptCode: string;
  /** The folder in which it keeps everything. */
  readonly state: string;
  stop(): Promise<void>;
}

type Ready = Pick<Product, 'url' | 'receiptCode'>;

const READY_WITHIN = 240_000;
/** What is printed when everything runs: where, and the links worth opening. */
const READY = /^ready (http:\S+)$[^]*\/receipt#(\S+)\s/m;

let shared: Promise<Product> | undefined;

/** The one product that all journeys share; it ends when the last of them has. */
export function sharedProduct(): Promise<Product> {
  shared ??= startProduct();
  return shared;
}

after(async () => {
  await (await shared)?.stop();
});

/** @throws Error with all that was printed when no ready line comes */
async function startProduct(): Promise<Product> {
  const state = await mkdtemp(join(tmpdir(), 'sunline-e2e-'));
  const port = await freePort();
  const rpc = await freePort();
  const indexer = await freePort();
  const gateway = await freePort();
  const child = spawn(
    process.execPath,
    ['scripts/start.ts', '--state', state, '--port', `${port}`, '--rpc-port', `${rpc}`].concat([
      '--indexer-port',
      `${indexer}`,
      '--gateway-port',
      `${gateway}`,
    ]),
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { url, receiptCode } = await new Promise<Ready>((resolve, reject) => {
    let printed = '';
    const fail = (why: string): void => reject(new Error(`${why}:\n${printed}`));
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      fail('the product was not ready in time');
    }, READY_WITHIN);
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const [, url, receiptCode] = READY.exec(printed) ?? [];
      if (url === undefined || receiptCode === undefined) return;
      clearTimeout(timer);
      resolve({ url, receiptCode });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void exited.then(() => fail('the product ended before it was ready'));
  });
  return {
    url,
    receiptCode,
    state,
    rpc: `http://127.0.0.1:${rpc}`,
    indexer: `http://127.0.0.1:${indexer}`,
    gateway: `http://127.0.0.1:${gateway}`,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      await rm(state, { recursive: true, force: true });
    },
  };
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
