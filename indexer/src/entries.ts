import type { Context } from 'ponder:registry';
import { campaign, departure, entry } from 'ponder:schema';
import { on } from '../lib/on.ts';

type NewEntry = typeof entry.$inferInsert;

/** An entry of any kind, and what it adds to its campaign's totals. */
async function record({ db }: Context, row: NewEntry): Promise<void> {
  await db.insert(entry).values(row);
  const isGiven = row.kind === 'gift' || row.kind === 'batch';
  await db.update(campaign, { id: row.campaign }).set((line) => ({
    raised: row.end,
    entries: row.index + 1,
    given: isGiven ? line.given + row.end - row.start : line.given,
    gifts: isGiven ? line.gifts + (row.batchCount ?? 1) : line.gifts,
  }));
}

on('Donated', async ({ campaign: id, index, payer, giver, start, end, at }, context) => {
  await record(context, { campaign: id, index, kind: 'gift', payer, giver, start, end, ...at });
});

on(
  'BatchAnchored',
  async ({ campaign: id, index, operator, start, end, at, ...batch }, context) => {
    await record(context, {
      ...{ campaign: id, index, kind: 'batch', payer: operator, giver: operator, start, end },
      ...{ batchCount: batch.count, batchRoot: batch.root, batchData: batch.dataDigest },
      ...at,
    });
  },
);

for (const [name, kind] of [
  ['TransferReceived', 'transfer'],
  ['ReturnReceived', 'return'],
] as const) {
  on(name, async ({ campaign: id, index, payer, start, end, source, sourceStart, at }, context) => {
    await record(context, {
      ...{ campaign: id, index, kind, payer, giver: payer, start, end, source, sourceStart },
      ...at,
    });
    await context.db
      .update(departure, { campaign: source, start: sourceStart })
      .set({ targetStart: start, into: kind });
  });
}
