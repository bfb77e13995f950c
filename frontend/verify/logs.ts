import { decodeEventLog, type Hex as RawHex, type PublicClient, type RpcLog } from 'viem';
import { deskAbi } from '../../abi/Desk.ts';
import { ledgerAbi } from '../../abi/Ledger.ts';
import { registryAbi } from '../../abi/Registry.ts';
import { isEventName, parseEvent, type ChainEvent } from '../../domain/events.ts';
import type { Hex } from '../../domain/hex.ts';
import { readRanges, withTimes, type BlockRange } from '../../domain/logRanges.ts';

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

/** Blocks whose times are asked for at once. */
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
  readonly block: number;
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
  const logs: TimedLog[] = [];
  const ask = async (range: BlockRange) => ({ logs: await askFor(client, addresses, range) });
  for await (const range of readRanges({ from, to }, ask)) {
    logs.push(...(await withTimes(range.logs.flatMap(placed), timesOf(client))));
    progress(range.to - from + 1, to - from + 1);
  }
  return logs;
}

const askFor = (client: PublicClient, addresses: readonly Hex[], { from, to }: BlockRange) =>
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

/** A log of a block that is there already; no place yet, no log. */
function placed(log: RpcLog) {
  const { blockNumber, logIndex, transactionHash, blockTimestamp } = log;
  if (blockNumber === null || logIndex === null || transactionHash === null) return [];
  const { address, topics, data } = log;
  return [
    {
      address,
      topics,
      data,
      block: Number(blockNumber),
      logIndex: Number(logIndex),
      transactionHash,
      timestamp: typeof blockTimestamp === 'string' ? Number(blockTimestamp) : null,
    },
  ];
}

function timesOf(client: PublicClient): (blocks: readonly number[]) => Promise<number[]> {
  return async (blocks) => {
    const times: number[] = [];
    for (let i = 0; i < blocks.length; i += TIMESTAMPS_AT_ONCE) {
      const some = blocks.slice(i, i + TIMESTAMPS_AT_ONCE);
      const found = await Promise.all(
        some.map((block) => client.getBlock({ blockNumber: BigInt(block) })),
      );
      times.push(...found.map(({ timestamp }) => Number(timestamp)));
    }
    return times;
  };
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
    return isEventName(eventName)
      ? parseEvent({ ...log, blockNumber: log.block, eventName, args })
      : null;
  } catch {
    // Somebody else's event from a desk that is not ours.
    return null;
  }
}
