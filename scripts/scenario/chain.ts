import type { Wallet } from 'ethers';
import { StepRejected } from './errors.ts';
import { rejectionOf } from './rejection.ts';
import type { Rpc } from '../chain/rpc.ts';

/** Who sends a transaction: a wallet of ours, or an account that the node signs for. */
export type Sender = Wallet | { readonly unlocked: string };

export interface Call {
  readonly to: string;
  readonly data: string;
  readonly value?: bigint;
  readonly gasLimit?: number;
}

/** A transaction on its way; `gasUsed` is zero until it is in a block. */
export interface Sent {
  readonly hash: string;
  gasUsed: number;
}

interface Receipt {
  readonly transactionHash: string;
  readonly status: string;
  readonly gasUsed: string;
  readonly blockNumber: string;
}

interface Pending {
  readonly sent: Sent;
  readonly call: Call;
  readonly from: string;
}

export interface ChainOptions {
  readonly chainId: number;
  /**
   * `single`: every transaction gets a block of its own at once, free of charge, and a rejected one
   * throws. `blocks`: transactions wait for {@link Chain.flush}, which puts them into one block.
   */
  readonly mode: 'single' | 'blocks';
  /** Where the story's clock begins, in Unix seconds. */
  readonly start: number;
}

/** More than any call needs; less where many calls have to fit one block. */
const GAS_LIMIT = { single: 8_000_000, blocks: 500_000 } as const;
const BLOCK_GAS = 28_000_000;
/** In the smallest unit of the chain's own coin, per gas. */
const GWEI = 1_000_000_000n;
const TIP_STEP = GWEI / 1_000n;

/**
 * A test chain whose clock only the story moves. Signs with local nonces, since the node is never
 * asked in between.
 */
export class Chain {
  readonly rpc: Rpc;
  readonly chainId: number;
  readonly #mode: ChainOptions['mode'];
  readonly #nonces = new Map<string, number>();
  #queue: { readonly pending: Pending; readonly method: string; readonly raw: unknown }[] = [];
  #queuedGas = 0;
  #lastBlock = 0;
  /** The story's time, in Unix seconds. */
  now: number;

  constructor(rpc: Rpc, { chainId, mode, start }: ChainOptions) {
    this.rpc = rpc;
    this.chainId = chainId;
    this.#mode = mode;
    this.now = start;
  }

  /** Sends a transaction at the story's present second. Throws {@link StepRejected} (`single`). */
  async send(sender: Sender, call: Call): Promise<Sent> {
    const from = 'unlocked' in sender ? sender.unlocked : sender.address;
    const gasLimit = call.gasLimit ?? GAS_LIMIT[this.#mode];
    if (this.#queuedGas + gasLimit > BLOCK_GAS) await this.flush();
    const nonce = await this.#nextNonce(from);
    const fees = this.#fees();
    const { to, data, value = 0n } = call;
    const transaction = { to, data, value, gasLimit, nonce, chainId: this.chainId, ...fees };
    const sent: Sent = { hash: '', gasUsed: 0 };
    const pending = { sent, call, from };
    this.#queue.push(
      'unlocked' in sender
        ? { pending, method: 'eth_sendTransaction', raw: asRpc(from, transaction) }
        : {
            pending,
            method: 'eth_sendRawTransaction',
            raw: await sender.signTransaction({ ...transaction, type: 2 }),
          },
    );
    this.#queuedGas += gasLimit;
    if (this.#mode === 'single') await this.flush();
    return sent;
  }

  /** Puts everything that waits into one block. Throws {@link StepRejected}. */
  async flush(): Promise<void> {
    const queue = this.#queue;
    if (queue.length === 0) return;
    this.#queue = [];
    this.#queuedGas = 0;
    // A block of its own always has a later time on some nodes; the story waits that second.
    if (this.#mode === 'blocks' && this.now <= this.#lastBlock) this.now = this.#lastBlock + 1;
    this.#lastBlock = this.now;
    await this.rpc.request('evm_setNextBlockTimestamp', [this.now]);
    const hashes = await this.#submit(queue);
    if (this.#mode === 'blocks') await this.rpc.request('evm_mine');
    const receipts = await this.rpc.batch(
      hashes.map((hash) => ({ method: 'eth_getTransactionReceipt', params: [hash] })),
    );
    for (const [i, { pending }] of queue.entries()) {
      const receipt = receipts[i] as Receipt | null;
      if (receipt === null) throw new StepRejected('NotMined', hashes[i] ?? '');
      Object.assign(pending.sent, { hash: receipt.transactionHash });
      pending.sent.gasUsed = Number(receipt.gasUsed);
      if (receipt.status !== '0x1') throw await this.#whyReverted(pending, receipt);
    }
  }

  /** A call at the latest block; flushes first, so that it sees everything sent before. */
  async read(to: string, data: string): Promise<string> {
    await this.flush();
    return (await this.rpc.request('eth_call', [{ to, data }, 'latest'])) as string;
  }

  /** Remembers the chain as it is; the function returned goes back to it. */
  async checkpoint(): Promise<() => Promise<void>> {
    await this.flush();
    const snapshot = await this.rpc.request('evm_snapshot');
    return async () => {
      await this.rpc.request('evm_revert', [snapshot]);
      this.#nonces.clear();
    };
  }

  /** Gives an account so much of the chain's own coin, in its smallest unit. */
  async setCoins(account: string, amount: bigint): Promise<void> {
    await this.rpc.request('hardhat_setBalance', [account, quantity(amount)]);
  }

  async coinsOf(account: string): Promise<bigint> {
    await this.flush();
    return BigInt((await this.rpc.request('eth_getBalance', [account, 'latest'])) as string);
  }

  async #submit(queue: readonly { method: string; raw: unknown }[]): Promise<string[]> {
    try {
      const calls = queue.map(({ method, raw }) => ({ method, params: [raw] }));
      return (await this.rpc.batch(calls)) as string[];
    } catch (error) {
      throw rejectionOf(error) ?? error;
    }
  }

  /** Repeats the call on the state after the block: near enough to name the reason in most cases. */
  async #whyReverted({ call, from }: Pending, receipt: Receipt): Promise<Error> {
    const { to, data, value = 0n } = call;
    try {
      await this.rpc.request('eth_call', [
        { from, to, data, value: quantity(value) },
        receipt.blockNumber,
      ]);
    } catch (error) {
      const rejection = rejectionOf(error);
      if (rejection !== null) return rejection;
    }
    return new StepRejected('Reverted', receipt.transactionHash);
  }

  async #nextNonce(from: string): Promise<number> {
    const known = this.#nonces.get(from);
    const nonce =
      known ?? Number(await this.rpc.request('eth_getTransactionCount', [from, 'latest']));
    this.#nonces.set(from, nonce + 1);
    return nonce;
  }

  /** Within a block, whoever pays more comes first: the price keeps the order of sending. */
  #fees(): { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint } {
    if (this.#mode === 'single') return { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n };
    const maxPriorityFeePerGas = TIP_STEP * BigInt(1_000 - this.#queue.length);
    return { maxFeePerGas: 100n * GWEI, maxPriorityFeePerGas };
  }
}

function asRpc(
  from: string,
  transaction: Readonly<Record<string, string | number | bigint>>,
): Record<string, string> {
  const fields: Record<string, string> = { from };
  for (const [key, value] of Object.entries(transaction)) {
    const name = key === 'gasLimit' ? 'gas' : key;
    fields[name] = typeof value === 'string' ? value : quantity(value);
  }
  return fields;
}

function quantity(value: number | bigint): string {
  return `0x${value.toString(16)}`;
}
