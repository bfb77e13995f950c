import { db } from 'ponder:api';
import { and, asc, desc, eq, gt, lt, or } from 'ponder';
import { entry, settlement } from 'ponder:schema';
import type { Hex } from '../../../../domain/hex.ts';
import type { EntryView } from '../../../../domain/views.ts';
import { NotFound } from '../errors.ts';
import type { Place } from '../input.ts';
import type { Condition, Order } from './condition.ts';
import { pointOf } from './point.ts';

type Row = typeof entry.$inferSelect;
type Settled = typeof settlement.$inferSelect;

/**
 * A campaign's entries in the order of its line, from the number after `after` on.
 * @param root only batches of small gifts with this root
 */
export async function loadEntries(
  campaign: Hex,
  after: number,
  limit: number,
  root?: Hex,
): Promise<EntryView[]> {
  const isAsked = root === undefined ? undefined : eq(entry.batchRoot, root);
  const where = and(eq(entry.campaign, campaign), gt(entry.index, after), isAsked);
  return load(where, [asc(entry.index)], limit);
}

/** One entry. Throws {@link NotFound}. */
export async function loadEntry(campaign: Hex, index: number): Promise<EntryView> {
  const [view] = await loadEntries(campaign, index - 1, 1);
  if (view?.index !== index) throw new NotFound(`no entry ${index} in campaign ${campaign}`);
  return view;
}

/** What somebody gave, in any campaign, latest first; the list goes on before `after`. */
export async function loadGiven(
  giver: Hex,
  after: Place | null,
  limit: number,
): Promise<EntryView[]> {
  const own = eq(entry.giver, giver);
  const latest = [desc(entry.block), desc(entry.logIndex)];
  if (after === null) return load(own, latest, limit);
  const { block, logIndex } = after;
  const sooner = and(eq(entry.block, block), lt(entry.logIndex, logIndex));
  return load(and(own, or(lt(entry.block, block), sooner)), latest, limit);
}

/** The entries that one transaction made. */
export async function loadEntriesOf(tx: Hex, limit: number): Promise<EntryView[]> {
  return load(eq(entry.tx, tx), [asc(entry.logIndex)], limit);
}

async function load(where: Condition, order: Order[], limit: number): Promise<EntryView[]> {
  const rows = await db
    .select()
    .from(entry)
    .leftJoin(
      settlement,
      and(eq(settlement.campaign, entry.campaign), eq(settlement.index, entry.index)),
    )
    .where(where)
    .orderBy(...order)
    .limit(limit);
  return rows.map((row) => viewEntry(row.entry, row.settlement));
}

function viewEntry(row: Row, settled: Settled | null): EntryView {
  const { source, sourceStart, batchCount, batchRoot, batchData } = row;
  return {
    campaign: row.campaign,
    index: row.index,
    kind: row.kind,
    payer: row.payer,
    giver: row.giver,
    start: String(row.start),
    end: String(row.end),
    source:
      source === null || sourceStart === null
        ? null
        : { campaign: source, start: String(sourceStart) },
    batch:
      batchCount === null || batchRoot === null || batchData === null
        ? null
        : { count: batchCount, root: batchRoot, dataDigest: batchData },
    settled: settled === null ? null : viewSettled(settled),
    at: pointOf(row),
  };
}

function viewSettled(row: Settled): NonNullable<EntryView['settled']> {
  const { giver, target } = row;
  return { start: String(row.start), end: String(row.end), giver, target, at: pointOf(row) };
}
