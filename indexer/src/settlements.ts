import type { Context } from 'ponder:registry';
import { campaign, departure, settlement } from 'ponder:schema';
import type { Hex } from '../../domain/hex.ts';
import { on } from '../lib/on.ts';

/** Adds what left the line of a campaign that has ended to its totals. */
async function settle(
  { db }: Context,
  id: Hex,
  { start, end }: { start: bigint; end: bigint },
  isRefund: boolean,
): Promise<void> {
  await db.update(campaign, { id }).set((line) => ({
    settled: line.settled + end - start,
    refunded: isRefund ? line.refunded + end - start : line.refunded,
  }));
}

on('Refunded', async ({ campaign: id, index, giver, start, end, at }, context) => {
  await context.db.insert(settlement).values({ campaign: id, index, start, end, giver, ...at });
  await settle(context, id, { start, end }, true);
});

on('EntrySettled', async ({ campaign: id, index, target, start, end, at }, context) => {
  const { db } = context;
  await db.insert(settlement).values({ campaign: id, index, start, end, target, ...at });
  await db
    .insert(departure)
    .values({ campaign: id, start, end, kind: 'settlement', index, target });
  await settle(context, id, { start, end }, false);
});

on('LeftoverMoved', async ({ campaign: id, target, start, end }, context) => {
  await context.db.insert(departure).values({ campaign: id, start, end, kind: 'leftover', target });
  await settle(context, id, { start, end }, false);
});
