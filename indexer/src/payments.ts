import { campaign, departure, payment } from 'ponder:schema';
import { ZERO_ADDRESS, ZERO_BYTES32 } from '../../domain/hex.ts';
import { on } from '../lib/on.ts';

on('Disbursed', async ({ campaign: id, index, payee, ref, start, end, at }, { db }) => {
  const row = { campaign: id, index, ref, payee, target: ZERO_BYTES32, start, end, returned: 0n };
  await db.insert(payment).values(row);
  await db.update(campaign, { id }).set((line) => ({
    disbursed: end,
    disbursements: index + 1,
    aliveAt: Math.max(line.aliveAt, at.timestamp),
  }));
});

on('Transferred', async ({ campaign: id, index, target, ref, start, end, at }, { db }) => {
  const row = { campaign: id, index, ref, payee: ZERO_ADDRESS, target, start, end, returned: 0n };
  await db.insert(payment).values(row);
  await db.insert(departure).values({ campaign: id, start, end, kind: 'transfer', index, target });
  await db.update(campaign, { id }).set((line) => ({
    disbursed: end,
    transferred: line.transferred + end - start,
    disbursements: index + 1,
    aliveAt: Math.max(line.aliveAt, at.timestamp),
  }));
});

on('FundsReturned', async ({ campaign: id, index, target, start, end }, { db }) => {
  await db.insert(departure).values({ campaign: id, start, end, kind: 'return', index, target });
  await db
    .update(payment, { campaign: id, index })
    .set((row) => ({ returned: row.returned + end - start }));
  await db.update(campaign, { id }).set((line) => ({ returned: line.returned + end - start }));
});
