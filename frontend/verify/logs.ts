import { decodeEventLog, type Hex as RawHex, type PublicClient, type RpcLog } from 'viem';
import { deskAbi } from '../../abi/Desk.ts';
import { ledgerAbi } from '../../abi/Ledger.ts';
import { registryAbi } from '../../abi/Registry.ts';
import { isEventName, parseEvent, type ChainEvent } from '../../domain/events.ts';
import type { Hex } from '../../domain/hex.ts';

/** Where the product stands on the chain that is read. */
export interface Place {
  readonly chainId: number;
  readonly ledger: Hex;
  readonly desk: Hex;
  readonly registry: Hex;
  /** No log is older than this block. */
  readonly from: number;
}

/** How far reading has come: blocks read, of how many. */
export type Progress = (done: number, total: number) => void;

/** Blocks asked for at once; halved as often as a node refuses, doubled when it does not. */
const RANGE = 5_000;
const MOST = 50_000;
const TIMESTAMPS_AT_ONCE = 25;

const events = [...ledgerAbi, ...deskAbi, ...registryAbi].filter(({ type }) => type === 'event');

/**
 * Every event of Ledger, Registry and desks up to block `to`, in the chain's order. Of the desks that
 * opened campaigns only the product's own and those that the registry ever recognised are read: anybody
 * can open a campaign, and make its desk say what it likes.
 * @throws what the node answers when it refuses even a single block
 */
export async function readEvents(
  client: PublicClient,
  place: Place,
  to: number,
  progress: Progress = () => undefined,
): Promise<ChainEvent[]> {
  const own: Hex[] = [place.ledger, place.registry, place.desk];
  const logs = await readLogs(client, own, place.from, to, progress);
  const found = logs.map(decode).filter((event) => event !== null);
  const recognised = new Set<Hex>();
  for (const event of found) {
    if (event.name === 'Recognised' && event.role === 'desk') recognised.add(event.account);
  }
  const others = new Set<Hex>();
  for (const event of found) {
    if (event.name !== 'CampaignOpened' || event.desk === place.desk) continue;
    if (recognised.has(event.desk)) others.add(event.desk);
  }
  if (others.size > 0) {
    const more = await readLogs(client, [...others], place.from, to, progress);
    found.push(...more.map(decode).filter((event) => event !== null));
  }
  return found.sort((a, b) => a.at.block - b.at.block || a.at.logIndex - b.at.logIndex);
}

/** A log with the time of its block. */
export interface TimedLog {
  readonly address: string;
  readonly topics: readonly RawHex[];
  readonly data: RawHex;
  readonly blockNumber: number;
  readonly logIndex: number;
  readonly transactionHash: string;
  readonly timestamp: number;
}

/**
 * Every log of some contracts in a range of blocks, asked for in parts that the node agrees to.
 * @throws what the node answers when it refuses even a single block
 */
export async function readLogs(
  client: PublicClient,
  addresses: readonly Hex[],
  from: number,
  to: number,
  progress: Progress = () => undefined,
): Promise<TimedLog[]> {
  const raw: RpcLog[] = [];
  let range = RANGE;
  for (let start = from; start <= to;) {
    const end = Math.min(start + range - 1, to);
    try {
      raw.push(...(await ask(client, addresses, start, end)));
    } catch (error) {
      // Too much at once, says the node in its own way: less, until a single block fails too.
      if (range === 1) throw error;
      range = Math.max(1, Math.floor(range / 4));
      continue;
    }
    start = end + 1;
    range = Math.min(range * 2, MOST);
    progress(start - from, to - from + 1);
  }
  return withTimestamps(client, raw);
}

const ask = (client: PublicClient, addresses: readonly Hex[], from: number, to: number) =>
  client.request({
    method: 'eth_getLogs',
    params: [
      {
        address: [...addresses],
        fromBlock: `0x${from.toString(16)}`,
        toBlock: `0x${to.toString(16)}`,
      },
    ],
  });

/** Newer nodes put the time into each log; for others each block is asked once. */
async function withTimestamps(client: PublicClient, raw: readonly RpcLog[]): Promise<TimedLog[]> {
  const times = new Map<string, number>();
  for (const log of raw) {
    if (log.blockNumber === null) continue;
    const { blockTimestamp } = log as { blockTimestamp?: RawHex };
    if (blockTimestamp !== undefined) times.set(log.blockNumber, Number(blockTimestamp));
  }
  const missing = [...new Set(raw.map(({ blockNumber }) => blockNumber))].filter(
    (block) => block !== null && !times.has(block),
  );
  for (let i = 0; i < missing.length; i += TIMESTAMPS_AT_ONCE) {
    const some = missing.slice(i, i + TIMESTAMPS_AT_ONCE).filter((block) => block !== null);
    const blocks = await Promise.all(
      some.map((block) => client.getBlock({ blockNumber: BigInt(block) })),
    );
    blocks.forEach(({ timestamp }, k) => times.set(some[k] ?? '', Number(timestamp)));
  }
  return raw.flatMap((log) => {
    const { blockNumber, logIndex, transactionHash } = log;
    if (blockNumber === null || logIndex === null || transactionHash === null) return [];
    return {
      address: log.address,
      topics: log.topics,
      data: log.data,
      blockNumber: Number(blockNumber),
      logIndex: Number(logIndex),
      transactionHash,
      timestamp: times.get(blockNumber) ?? 0,
    };
  });
}

/** Null for what is none of the product's events, such as those of the access manager's interface. */
function decode(log: TimedLog): ChainEvent | null {
  const [signature, ...topics] = log.topics;
  if (signature === undefined) return null;
  try {
    const { eventName, args } = decodeEventLog({
      abi: events,
      data: log.data,
      topics: [signature, ...topics],
    });
    return isEventName(eventName) ? parseEvent({ ...log, eventName, args }) : null;
  } catch {
    // Somebody else's event from a desk that is not ours.
    return null;
  }
}
