import { z } from 'zod';
import type { Hex } from '../../domain/hex.ts';
import { readRanges } from '../../domain/logRanges.ts';
import { RefusedError } from '../chain/patientRpc.ts';
import { MissingBlock, NodeError, Reorganised } from './errors.ts';
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

/** So many bytes in hex; any whole number of them where no number is given. */
const bytes = (count?: number) =>
  z.string().regex(new RegExp(`^0x([0-9a-fA-F]{2}){${count ?? '0,'}}$`));
const quantity = z.string().regex(/^0x[0-9a-fA-F]{1,13}$/);
const logSchema = z.object({
  address: bytes(20),
  topics: z.array(bytes(32)),
  data: bytes(),
  blockNumber: quantity,
  blockHash: bytes(32),
  logIndex: quantity,
  transactionHash: bytes(32),
  blockTimestamp: quantity.nullish(),
  removed: z.boolean().nullish(),
});
const logsSchema = z.array(logSchema);

/** How often one and the same block is asked for before the node is given up. */
const PATIENCE = 8;

/**
 * Reads logs block range by block range, with the patience that nodes need.
 * @throws NodeError when it refuses a single block time and again, Reorganised when blocks changed
 */
export function readLogs(
  node: AuditNode,
  filter: LogFilter,
  from: number,
  to: number,
): AsyncGenerator<LogRange> {
  let failures = 0;
  return readRanges(
    { from, to },
    async (range) => {
      const { hash } = await node.headerOf(range.to);
      const logs = await ask(node, filter, range.from, range.to);
      failures = 0;
      await node.insistOn({ number: range.to, hash });
      checkChain(logs, range.to, hash);
      return { hash, logs };
    },
    async (error, isSingle) => {
      // It had one when its head was looked up, so the chain has become shorter for a while.
      if (error instanceof MissingBlock) throw new Reorganised(error.message);
      if (!(error instanceof RefusedError || error instanceof z.ZodError)) throw error;
      // Most words of a node that has had enough are its own, so that any refusal may mean it.
      failures = isSingle || isBusy(error) ? failures + 1 : 0;
      if (failures > PATIENCE) throw node.nodeError(asRefusal(error));
      if (!isBusy(error) && !isSingle) return 'less';
      await node.rest();
      return 'again';
    },
  );
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
