import type { Interface } from 'ethers';
import { isEventName, parseEvent, type ChainEvent } from '../../domain/events.ts';
import { deskInterface, ledgerInterface, registryInterface } from './interfaces.ts';
import type { Hex } from '../../domain/hex.ts';
import { readRanges, withTimes, type BlockRange, type Remedy } from '../../domain/logRanges.ts';
import { RpcError, type Rpc } from './rpc.ts';

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

/**
 * All events of the product's contracts from block `first` to `last`, in order, decoded by the
 * contracts' ABIs; asked for in parts that the node agrees to.
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
  const address = [...interfaces.keys()];
  const ask = async ({ from, to }: BlockRange) => {
    const filter = { address, fromBlock: hex(from), toBlock: hex(to) };
    return { logs: (await rpc.request('eth_getLogs', [filter])) as RawLog[] };
  };
  const events: ChainEvent[] = [];
  for await (const { logs } of readRanges({ from: first, to: last }, ask, remedyFor)) {
    for (const { raw, timestamp } of await withTimes(logs.map(placed), timesOf(rpc))) {
      const decoded = interfaces.get(raw.address.toLowerCase())?.parseLog(raw);
      // OpenZeppelin's own events (AuthorityUpdated) are not part of the story.
      if (decoded === null || decoded === undefined || !isEventName(decoded.name)) continue;
      events.push(
        parseEvent({
          address: raw.address,
          eventName: decoded.name,
          args: decoded.args.toObject(),
          blockNumber: Number(raw.blockNumber),
          logIndex: Number(raw.logIndex),
          transactionHash: raw.transactionHash,
          timestamp,
        }),
      );
    }
  }
  return events;
}

/** Fewer blocks help where the node answered that it will not; not where nobody answers. */
function remedyFor(error: unknown, isSingle: boolean): Remedy {
  if (isSingle || !(error instanceof RpcError)) throw error;
  return 'less';
}

function placed(raw: RawLog) {
  const { blockNumber, blockTimestamp } = raw;
  const timestamp = blockTimestamp === undefined ? null : Number(blockTimestamp);
  return { raw, block: Number(blockNumber), timestamp };
}

function timesOf(rpc: Rpc): (blocks: readonly number[]) => Promise<number[]> {
  return async (blocks) => {
    const calls = blocks.map((block) => {
      return { method: 'eth_getBlockByNumber', params: [hex(block), false] };
    });
    const answers = (await rpc.batch(calls)) as { readonly timestamp: string }[];
    return answers.map(({ timestamp }) => Number(timestamp));
  };
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

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}
