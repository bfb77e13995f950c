import type { Interface } from 'ethers';
import { isEventName, parseEvent } from '../../domain/events.ts';
import type { ChainEvent } from '../../domain/events.ts';
import { deskInterface, ledgerInterface, registryInterface } from './interfaces.ts';
import type { Hex } from '../../domain/hex.ts';
import type { Rpc } from './rpc.ts';

interface RawLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: string;
  readonly logIndex: string;
  readonly transactionHash: string;
  readonly blockTimestamp?: string;
}

/** The contracts whose events tell the whole story. */
export interface Emitters {
  readonly ledger: string;
  readonly desk: string;
  readonly registry: string;
}

/** Blocks asked for at once: more than a local story has, few enough for public nodes. */
const RANGE = 5_000;

/**
 * All events of the product's contracts from block `first` to `last`, in order, decoded by the
 * contracts' ABIs.
 */
export async function readEvents(
  rpc: Rpc,
  { ledger, desk, registry }: Emitters,
  first: number,
  last: number,
): Promise<ChainEvent[]> {
  const interfaces = new Map<string, Interface>([
    [ledger.toLowerCase(), ledgerInterface],
    [desk.toLowerCase(), deskInterface],
    [registry.toLowerCase(), registryInterface],
  ]);
  const logs: RawLog[] = [];
  for (let from = first; from <= last; from += RANGE) {
    const to = Math.min(last, from + RANGE - 1);
    const filter = { address: [...interfaces.keys()], fromBlock: hex(from), toBlock: hex(to) };
    logs.push(...((await rpc.request('eth_getLogs', [filter])) as RawLog[]));
  }
  const timestamps = await readTimestamps(rpc, logs);
  const events: ChainEvent[] = [];
  for (const log of logs) {
    const decoded = interfaces.get(log.address.toLowerCase())?.parseLog(log);
    // OpenZeppelin's own events (AuthorityUpdated) are not part of the story.
    if (decoded === null || decoded === undefined || !isEventName(decoded.name)) continue;
    events.push(
      parseEvent({
        address: log.address,
        eventName: decoded.name,
        args: decoded.args.toObject(),
        blockNumber: Number(log.blockNumber),
        logIndex: Number(log.logIndex),
        transactionHash: log.transactionHash,
        timestamp: timestamps.get(log.blockNumber) ?? 0,
      }),
    );
  }
  return events;
}

/** Number of the latest block. */
export async function latestBlock(rpc: Rpc): Promise<number> {
  return Number(await rpc.request('eth_blockNumber'));
}

/** A block's hash, and when it was made in Unix seconds. */
export async function blockHead(
  rpc: Rpc,
  block: number,
): Promise<{ readonly hash: Hex; readonly time: number }> {
  const { hash, timestamp } = (await rpc.request('eth_getBlockByNumber', [hex(block), false])) as {
    readonly hash: string;
    readonly timestamp: string;
  };
  return { hash: hash.toLowerCase() as Hex, time: Number(timestamp) };
}

/** When the blocks of these logs were made; nodes that say so with the log are not asked again. */
async function readTimestamps(rpc: Rpc, logs: readonly RawLog[]): Promise<Map<string, number>> {
  const timestamps = new Map<string, number>();
  const missing = new Set<string>();
  for (const { blockNumber, blockTimestamp } of logs) {
    if (blockTimestamp === undefined) missing.add(blockNumber);
    else timestamps.set(blockNumber, Number(blockTimestamp));
  }
  const blocks = await rpc.batch(
    [...missing].map((number) => ({ method: 'eth_getBlockByNumber', params: [number, false] })),
  );
  for (const block of blocks as { readonly number: string; readonly timestamp: string }[]) {
    timestamps.set(block.number, Number(block.timestamp));
  }
  return timestamps;
}

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}
