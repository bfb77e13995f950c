import type { Context } from 'ponder:registry';
import { campaign, settlement } from 'ponder:schema';
import { on } from '../lib/on.ts';

type NewSettlement = typeof settlement.$inferInsert;

/** An unspent range that left the line of a campaign that has ended. */
async function record({ db }: Context, row: NewSettlement): Promise<void> {
  await db.insert(settlement).values(row);
  const amount = row.end - row.start;
  const refunded = row.giver == null ? 0n : amount;
  await db.update(campaign, { id: row.campaign }).set((line) => ({
    settled: line.settled + amount,
    refunded: line.refunded + refunded,
  }));
}

on('Refunded', async ({ campaign, index, giver, start, end, at }, context) => {
  await record(context, { campaign, start, end, entry: index, giver, ...at });
});

on('EntrySettled', async ({ campaign, index, target, start, end, at }, context) => {
  await record(context, { campaign, start, end, entry: index, target, ...at });
});

on('LeftoverMoved', async ({ campaign, target, start, end, at }, context) => {
  await record(context, { campaign, start, end, target, ...at });
});
