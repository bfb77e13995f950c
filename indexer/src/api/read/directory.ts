import { db } from 'ponder:api';
import { and, asc, desc, eq, not, sql } from 'ponder';
import { campaign } from 'ponder:schema';
import type { DirectoryView } from '../../../../domain/views/directory.ts';
import type { DirectoryQuery } from '../input.ts';
import { isRecognised, loadCampaignsWhere } from './campaigns.ts';
import type { Condition, Order } from './condition.ts';

const OPENED = [desc(campaign.block), desc(campaign.logIndex)] as const;

/** Campaigns that are alike in an order are told apart by when they were opened. */
const ORDERS: Record<DirectoryQuery['sort'], readonly Order[]> = {
  newest: OPENED,
  oldest: [asc(campaign.block), asc(campaign.logIndex)],
  closing: [asc(campaign.closes), ...OPENED],
  given: [desc(campaign.given), ...OPENED],
  escrow: [desc(sql`${campaign.raised} - ${campaign.disbursed} - ${campaign.settled}`), ...OPENED],
};

/** One page of the campaigns that fit, and how many fit in all. */
export async function loadDirectory(query: DirectoryQuery): Promise<DirectoryView> {
  const where = conditionOf(query);
  const [counted] = await db
    .select({ total: sql<string>`count(*)` })
    .from(campaign)
    .where(where);
  const { sort, limit, page } = query;
  return {
    total: Number(counted?.total ?? 0),
    campaigns: await loadCampaignsWhere(where, ORDERS[sort], limit, page * limit),
  };
}

function conditionOf({ state, token, charity, recognised }: DirectoryQuery): Condition {
  const fits = isRecognised();
  return and(
    state === undefined ? undefined : eq(campaign.state, state),
    token === undefined ? undefined : eq(campaign.token, token),
    charity === undefined ? undefined : eq(campaign.charity, charity),
    recognised === undefined || fits === undefined ? undefined : recognised ? fits : not(fits),
  );
}
