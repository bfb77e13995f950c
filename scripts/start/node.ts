/**
 * The local chain: the real anvil, and its state kept on disk. Anvil's own state file is not written
 * atomically, so we ask for a dump whenever there is a new block and write that ourselves.
 */
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { writeAtomically } from '../deployment/atomicFile.ts';
import { LOCAL_CHAIN_ID } from '../deployment/connect.ts';
import { StartError } from './errors.ts';

const unzip = promisify(gunzip);
const require = createRequire(import.meta.url);

/** Milliseconds between two looks for a new block; with a dump's time well under two seconds. */
const WATCH = 500;

/**
 * Empty blocks made at a start. The indexer takes the last 30 blocks of an unknown chain for
 * undecided and works through them one by one; what lies before them goes in bulk.
 */
const SETTLING_BLOCKS = 32;

const answer = z.object({
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
const blockSchema = z.object({ number: z.string(), hash: z.string(), timestamp: z.string() });

export interface Head {
  readonly number: number;
  readonly hash: string;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** The path of anvil's real binary: its npm wrapper does not pass signals on. */
export function anvilPath(): string {
  const platform = process.platform === 'win32' ? 'win32' : process.platform;
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const folder = dirname(require.resolve('@foundry-rs/anvil/package.json'));
  const name = process.platform === 'win32' ? 'anvil.exe' : 'anvil';
  const beside = join(dirname(folder), `anvil-${platform}-${arch}`, 'bin', name);
  if (existsSync(beside)) return beside;
  throw new StartError(`no anvil is installed for ${platform} ${arch}`);
}

/**
 * Command line of a node: each transaction gets its block at once.
 * @param from a state to load, or the chain's beginning (Unix seconds)
 * @param origin of the only pages that may read what it answers; without one, no page may
 */
export function anvilArguments(
  port: number,
  from: { readonly stateFile: string } | { readonly genesis: number },
  origin?: string,
): string[] {
  const beginning =
    'stateFile' in from ? ['--load-state', from.stateFile] : ['--timestamp', String(from.genesis)];
  const chain = [
    '--chain-id',
    String(LOCAL_CHAIN_ID),
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    ...(origin === undefined ? ['--no-cors'] : ['--allow-origin', origin]),
  ];
  return [...chain, ...beginning, '--silent'];
}

/** The node's own interface, as far as the start needs it. */
export class LocalNode {
  readonly url: string;
  /** Whether what happens on it is to be kept: not before the story has been told. */
  isKept = false;
  readonly #stateFile: string;
  #saved = '';
  #watch: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(url: string, stateFile: string) {
    this.url = url;
    this.#stateFile = stateFile;
  }

  /** Waits until the node answers; `hasFailed` ends the wait. */
  async isUp(hasFailed: () => boolean): Promise<void> {
    for (;;) {
      try {
        await this.request('eth_chainId');
        return;
      } catch (error) {
        if (hasFailed()) throw error;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    }
  }

  /** @throws Error when the node does not answer or refuses */
  async request(method: string, params: readonly unknown[] = []): Promise<unknown> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const { result, error } = answer.parse(await response.json());
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  async head(): Promise<Head> {
    const block = blockSchema.parse(await this.request('eth_getBlockByNumber', ['latest', false]));
    return { number: Number(block.number), hash: block.hash, timestamp: Number(block.timestamp) };
  }

  /** Hash of the block of that number; undefined when there is none. */
  async hashOf(block: number): Promise<string | undefined> {
    const number = `0x${block.toString(16)}`;
    const answer = await this.request('eth_getBlockByNumber', [number, false]);
    return answer === null ? undefined : blockSchema.parse(answer).hash;
  }

  /**
   * Lets the chain's time run on with the wall clock from now; from the newest block on if that lies
   * in the future, since a loaded chain would otherwise go back behind it. Makes blocks of that time.
   */
  async runClock(): Promise<void> {
    const now = Math.floor(Date.now() / 1000);
    const { timestamp } = await this.head();
    await this.request('evm_setTime', [Math.max(now, timestamp + 1)]);
    await this.request('anvil_mine', [`0x${SETTLING_BLOCKS.toString(16)}`]);
  }

  /** Writes the chain's state to disk, unless nothing happened since the last time. */
  save(): Promise<void> {
    this.#saving = this.#saving.catch(() => undefined).then(() => this.#saveNow());
    return this.#saving;
  }

  /** Saves, if there is a story to go on with. */
  async saveIfKept(): Promise<void> {
    if (this.isKept) await this.save();
  }

  /** From now on saves each new block within a second. Calls `onError` when that fails. */
  keepSaving(onError: (error: unknown) => void): void {
    const look = async (): Promise<void> => {
      try {
        await this.save();
      } catch (error) {
        if (this.#watch !== undefined) onError(error);
      }
      if (this.#watch !== undefined) this.#watch = setTimeout(() => void look(), WATCH);
    };
    this.#watch = setTimeout(() => void look(), WATCH);
  }

  stopSaving(): void {
    clearTimeout(this.#watch);
    this.#watch = undefined;
  }

  async #saveNow(): Promise<void> {
    const { hash } = await this.head();
    if (hash === this.#saved) return;
    const dump = z.string().parse(await this.request('anvil_dumpState'));
    await writeAtomically(this.#stateFile, await unzip(Buffer.from(dump.slice(2), 'hex')));
    this.#saved = hash;
  }
}
