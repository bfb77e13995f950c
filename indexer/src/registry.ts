import { recognition, token } from 'ponder:schema';
import { on } from '../lib/on.ts';
import { ensureToken } from '../lib/tokens.ts';

on('Recognised', async ({ role, account, document, at }, context) => {
  if (role === 'token') await ensureToken(context, account);
  const { block, logIndex } = at;
  await context.db
    .insert(recognition)
    .values({ account, role, document, block, logIndex })
    .onConflictDoUpdate({ document, block, logIndex });
});

on('Unrecognised', async ({ role, account }, { db }) => {
  await db.delete(recognition, { account, role });
});

on('GeneralFundNamed', async ({ token: address, campaign }, context) => {
  await ensureToken(context, address);
  await context.db.update(token, { address }).set({ generalFund: campaign });
});
