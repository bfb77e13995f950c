import { ponder } from 'ponder:registry';
import { gift } from '../ponder.schema.ts';

/** The least that can be done with an event: one row. */
ponder.on('Ledger:Donated', async ({ event, context }) => {
  await context.db.insert(gift).values({
    ...event.args,
    block: Number(event.block.number),
    logIndex: event.log.logIndex,
    tx: event.transaction.hash,
    timestamp: Number(event.block.timestamp),
  });
});
