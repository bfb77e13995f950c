/** What the ledger says of a batch that came back to its operator. */
import type { Hex } from '../../domain/hex.ts';
import type { Range } from '../../domain/line.ts';
import type { ChainSide } from './chainSide.ts';
import { AnchorError } from './errors.ts';
import type { JournalBatch } from './journal.ts';

/** Blocks asked for at once: few enough for public nodes. */
const STEP = 5_000;

/** The units that came back. */
export interface Refunded extends Range {
  /** Where the batch's entry begins on the campaign's line. */
  readonly entryStart: bigint;
  /** When, in Unix seconds. */
  readonly time: number;
}

/**
 * Finds the refund of a batch among the ledger's events since it was anchored.
 * @throws AnchorError when nothing of it came back
 */
export async function refundedRange(
  chain: ChainSide,
  { campaign, anchored }: JournalBatch,
  operator: Hex,
  entry: number,
): Promise<Refunded> {
  const ledger = chain.ledger();
  const { provider } = chain.connection;
  const first = anchored?.block ?? 0;
  const entries = await ledger.queryFilter(
    ledger.filters.BatchAnchored(campaign, operator),
    first,
    first,
  );
  const own = entries.find(({ args }) => Number(args.index) === entry);
  if (own === undefined) throw new AnchorError(`the ledger has no batch in entry ${entry}`);
  const filter = ledger.filters.Refunded(campaign, operator);
  const head = await provider.getBlockNumber();
  for (let from = first; from <= head; from += STEP) {
    const events = await ledger.queryFilter(filter, from, Math.min(head, from + STEP - 1));
    const back = events.find(({ args }) => Number(args.index) === entry);
    if (back === undefined) continue;
    const { start, end } = back.args;
    const { timestamp } = await back.getBlock();
    return { start, end, entryStart: own.args.start, time: timestamp };
  }
  throw new AnchorError(
    `entry ${entry} of campaign ${campaign} was not refunded: settle it first, if the campaign was cancelled`,
  );
}
