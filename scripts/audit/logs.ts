import { z } from 'zod';
import type { Hex } from '../../domain/hex.ts';
import { RefusedError } from '../chain/patientRpc.ts';
import { NodeError, Reorganised } from './errors.ts';
import { hexOf, type AuditNode } from './node.ts';

/** A log as a node gives it, numbers read. */
export interface Log {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly block: number;
  readonly blockHash: Hex;
  readonly logIndex: number;
  readonly tx: Hex;
  /** Unix seconds; null where the node does not say it with the log. */
  readonly timestamp: number | null;
}

/** All logs of some blocks, and the hash of the last of them: two readings of one chain agree. */
export interface LogRange {
  readonly from: number;
  readonly to: number;
  readonly hash: Hex;
  readonly logs: readonly Log[];
}

export interface LogFilter {
  readonly addresses: readonly Hex[];
  /** First topics; left out, all. */
  readonly topics?: readonly Hex[];
}

const hex = z.string().regex(/^0x[0-9a-fA-F]*$/);
const logSchema = z.object({
  address: hex,
  topics: z.array(hex),
  data: hex,
  blockNumber: hex,
  blockHash: hex,
  logIndex: hex,
  transactionHash: hex,
  blockTimestamp: hex.nullish(),
  removed: z.boolean().nullish(),
});
const logsSchema = z.array(logSchema);

/** Blocks asked for at first, and at most. */
const FIRST_RANGE = 2_000;
const MOST = 100_000;
/** Logs in one answer: more are asked for in smaller parts, as they all have to fit into memory. */
const FEW = 2_500;
const MANY = 20_000;
/** How often one and the same block is asked for before the node is given up. */
const PATIENCE = 8;

/**
 * Reads logs block range by block range: less at once when the node refuses or does not get through
 * with its answer, more when all goes well.
 * @throws NodeError when it refuses a single block time and again, Reorganised when blocks changed
 */
export async function* readLogs(
  node: AuditNode,
  filter: LogFilter,
  from: number,
  to: number,
): AsyncGenerator<LogRange> {
  let range = FIRST_RANGE;
  let failures = 0;
  for (let start = from; start <= to;) {
    const end = Math.min(start + range - 1, to);
    let logs: Log[];
    const { hash } = await node.headerOf(end);
    try {
      logs = await ask(node, filter, start, end);
    } catch (error) {
      if (!(error instanceof RefusedError || error instanceof z.ZodError)) throw error;
      // Most words of a node that has had enough are its own, so that any refusal may mean it.
      failures = range === 1 || isBusy(error) ? failures + 1 : 0;
      if (failures > PATIENCE) throw node.nodeError(asRefusal(error));
      if (isBusy(error) || range === 1) await node.rest();
      else range = Math.max(1, Math.floor((end - start + 1) / 4));
      continue;
    }
    failures = 0;
    await node.insistOn({ number: end, hash });
    checkChain(logs, end, hash);
    yield { from: start, to: end, hash, logs };
    start = end + 1;
    if (logs.length > MANY) range = Math.max(1, Math.floor(range / 4));
    else if (logs.length < FEW) range = Math.min(range * 2, MOST);
  }
}

async function ask(
  node: AuditNode,
  { addresses, topics }: LogFilter,
  from: number,
  to: number,
): Promise<Log[]> {
  const filter = { address: addresses, fromBlock: hexOf(from), toBlock: hexOf(to) };
  const answer = await node.rpc.ask('eth_getLogs', [
    topics === undefined ? filter : { ...filter, topics: [topics] },
  ]);
  return logsSchema.parse(answer).map((log): Log => {
    if (log.removed === true) throw new Reorganised('a log was taken back');
    return {
      address: log.address.toLowerCase() as Hex,
      topics: log.topics as Hex[],
      data: log.data as Hex,
      block: Number(log.blockNumber),
      blockHash: log.blockHash.toLowerCase() as Hex,
      logIndex: Number(log.logIndex),
      tx: log.transactionHash.toLowerCase() as Hex,
      timestamp: typeof log.blockTimestamp !== 'string' ? null : Number(log.blockTimestamp),
    };
  });
}

/** The last block's logs must be of the block whose hash was asked for before and after. */
function checkChain(logs: readonly Log[], end: number, hash: Hex): void {
  const stray = logs.find(({ block, blockHash }) => block === end && blockHash !== hash);
  if (stray !== undefined) throw new Reorganised(`a log of block ${end} is of another one`);
}

function isBusy(error: unknown): boolean {
  return error instanceof RefusedError && error.refusal === 'busy';
}

function asRefusal(error: unknown): unknown {
  if (!(error instanceof z.ZodError)) return error;
  return new NodeError('eth_getLogs is answered with something else');
}
