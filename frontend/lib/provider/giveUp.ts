import { ORDER_BYTES } from '../../../domain/provider/orders.ts';
import { SETTLED } from '../../../domain/provider/settled.ts';
import { fateOf } from '../fate.ts';
import { countOf, latestBlock } from '../rpc.ts';
import { isOpen, type Run, type RunBatch } from './run.ts';

/** Whether a batch can be given up as far as this browser knows; the chain is asked by {@link isGone}. */
export const isForgettable = (batch: RunBatch): boolean =>
  isOpen(batch) && batch.seen !== undefined;

/**
 * Whether nothing of a batch can come onto the chain any more: no wallet was ever asked for it, or what
 * it sent has failed or given way to something else, so long ago that it stays so.
 * @throws ServiceError when the node does not answer
 */
export async function isGone({ sent }: RunBatch): Promise<boolean> {
  if (sent === null) return true;
  const fate = await fateOf(sent);
  const isLost = fate.kind === 'failed' || (fate.kind === 'replaced' && fate.hash !== null);
  const settled = (await latestBlock()) - SETTLED;
  return isLost && settled >= 0 && (await countOf(sent.from, settled)) > sent.nonce;
}

/** An import without one of its batches: its orders are new again, all others stay known. */
export function withoutBatch(run: Run, number: number): Run {
  const batch = run.batches[number];
  if (batch?.seen === undefined) throw new RangeError(`batch ${number} cannot be given up`);
  const { campaign, seen } = batch;
  return {
    ...run,
    batches: run.batches.map((one) => (one === batch ? { ...one, isGivenUp: true } : one)),
    orders: without(run.orders, seen.orders),
    refunds: without(run.refunds, seen.refunds),
    // Its codes lead nowhere; nobody is to hand them out.
    codes: run.codes && {
      ...run.codes,
      gifts: run.codes.gifts.filter((gift) => gift.campaign !== campaign),
    },
  };
}

function without(all: Uint8Array, gone: Uint8Array): Uint8Array<ArrayBuffer> {
  const left = new Set(digests(gone));
  const kept = [...digests(all)].filter((one) => !left.has(one));
  return Uint8Array.from(kept.flatMap((one) => one.split(',').map(Number)));
}

function* digests(bytes: Uint8Array): Generator<string> {
  for (let at = 0; at + ORDER_BYTES <= bytes.length; at += ORDER_BYTES) {
    yield bytes.subarray(at, at + ORDER_BYTES).join(',');
  }
}
