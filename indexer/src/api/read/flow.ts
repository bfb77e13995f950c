import { db } from 'ponder:api';
import { and, asc, eq, inArray } from 'ponder';
import { campaign, disbursement, entry } from 'ponder:schema';
import { waysOf, type Purpose } from '../../../../domain/flow.ts';
import type { Hex } from '../../../../domain/hex.ts';
import type { CategoryView } from '../../../../domain/views.ts';
import type { FlowView } from '../../../../domain/views/flow.ts';
import { NotFound } from '../errors.ts';
import { loadCampaignsById } from './campaigns.ts';
import { traceLine } from './trace.ts';

/** Ways told one by one; smaller ones are a sum, and so are those through more campaigns. */
const WAYS = 200;
const CAMPAIGNS = 8;

/** A payment that no desk of ours has on record was for nobody knows what. */
const UNKNOWN: Purpose<CategoryView> = { category: 'services', recipient: '0x' };

/** All of a campaign's money by the way it took. Throws {@link NotFound}. */
export async function loadFlow(id: Hex): Promise<FlowView> {
  const [line] = await db
    .select({ raised: campaign.raised })
    .from(campaign)
    .where(eq(campaign.id, id));
  if (line === undefined) throw new NotFound(`no campaign ${id}`);
  const { raised } = line;
  const { slices } = raised === 0n ? { slices: [] } : await traceLine(id, 0n, raised);
  const rows = await db
    .select()
    .from(entry)
    .where(and(eq(entry.campaign, id), inArray(entry.kind, ['transfer', 'return'])))
    .orderBy(asc(entry.start));
  const arrivals = rows.map(({ start, end, kind, source }) => ({
    ...{ start, end },
    from: kind === 'return' ? null : source,
  }));
  const purposes = await loadPurposes(
    slices.flatMap(({ end }) => (end.kind === 'payee' ? [end.disbursement] : [])),
  );
  const ways = waysOf(slices, arrivals, (payment) => purposes.get(payment) ?? UNKNOWN);
  const shown = ways.filter(({ via }) => via.length <= CAMPAIGNS).slice(0, WAYS);
  const again = rows.filter(({ kind }) => kind === 'return');
  const counted = raised - sumOf(again, ({ start, end }) => end - start);
  const named = shown.flatMap(({ from, via }) => (from === null ? via : [from, ...via]));
  return {
    ways: shown.map(({ units, via, ...way }) => ({ ...way, units: String(units), via: [...via] })),
    rest: String(counted - sumOf(shown, ({ units }) => units)),
    campaigns: await loadCampaignsById([...new Set([id, ...named])]),
  };
}

function sumOf<Row>(rows: readonly Row[], unitsOf: (row: Row) => bigint): bigint {
  return rows.reduce((sum, row) => sum + unitsOf(row), 0n);
}

async function loadPurposes(ids: Hex[]): Promise<Map<Hex, Purpose<CategoryView>>> {
  if (ids.length === 0) return new Map();
  const { id, category, recipient } = disbursement;
  const rows = await db
    .select({ id, category, recipient })
    .from(disbursement)
    .where(inArray(disbursement.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row]));
}
