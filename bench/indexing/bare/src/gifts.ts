import { ponder } from 'ponder:registry';
import { gift } from '../ponder.schema.ts';

/** The least that can be done with an event: its arguments as one row. */
ponder.on('Ledger:Donated', async ({ event, context }) => {
  await context.db.insert(gift).values(event.args);
});
