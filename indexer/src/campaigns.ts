import type { Context } from 'ponder:registry';
import { campaign, ending } from 'ponder:schema';
import type { Hex } from '../../domain/hex.ts';
import type { PointView } from '../../domain/views.ts';
import { on } from '../lib/on.ts';
import { ensureToken } from '../lib/tokens.ts';

on('CampaignOpened', async ({ at, ...event }, context) => {
  await ensureToken(context, event.token);
  await context.db.insert(campaign).values({
    id: event.campaign,
    state: 'active',
    desk: event.desk,
    token: event.token,
    opens: event.opens,
    closes: event.closes,
    minimum: event.minimum,
    successor: event.successor,
    claimWindow: event.claimWindow,
    silence: event.silence,
    hardEnd: event.hardEnd,
    operators: [...event.operators],
    aliveAt: Math.max(at.timestamp, event.opens),
    endedAt: 0,
    raised: 0n,
    given: 0n,
    gifts: 0,
    disbursed: 0n,
    transferred: 0n,
    settled: 0n,
    refunded: 0n,
    returned: 0n,
    entries: 0,
    disbursements: 0,
    reportDue: 0,
    pausedUntil: 0,
    pausedTotal: 0,
    epoch: 0,
    seatedAt: at.timestamp,
    exposed: 0n,
    management: 0n,
    passedOn: 0n,
    disputed: 0,
    overdue: 0,
    ...at,
  });
});

on('DonationsHalted', async ({ campaign: id, opens, closes }, { db }) => {
  await db.update(campaign, { id }).set({ opens, closes });
});

on('LifeExtended', async ({ campaign: id, at }, { db }) => {
  await db
    .update(campaign, { id })
    .set((row) => ({ aliveAt: Math.max(row.aliveAt, at.timestamp) }));
});

on('CampaignClosed', async ({ campaign: id, at }, context) => end(context, id, 'closed', at));

on('CampaignCancelled', async ({ campaign: id, at }, context) => end(context, id, 'cancelled', at));

/** No gifts from now on. */
async function end(
  { db }: Context,
  id: Hex,
  state: 'closed' | 'cancelled',
  at: PointView,
): Promise<void> {
  await db.insert(ending).values({ campaign: id, state, ...at });
  await db.update(campaign, { id }).set((row) => ({
    state,
    endedAt: at.timestamp,
    closes: Math.min(row.closes, at.timestamp),
  }));
}
