import { ponder } from 'ponder:registry';
import { head } from 'ponder:schema';

ponder.on('Head:block', async ({ event, context }) => {
  const { hash } = event.block;
  const number = Number(event.block.number);
  const timestamp = Number(event.block.timestamp);
  await context.db
    .insert(head)
    .values({ id: 0, number, hash, timestamp })
    .onConflictDoUpdate({ number, hash, timestamp });
});
