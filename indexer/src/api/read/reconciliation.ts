import { db } from 'ponder:api';
import { asc, eq, sql } from 'ponder';
import { campaign, departure, disbursement, entry, payment, settlement } from 'ponder:schema';
import { ZERO_ADDRESS, type Hex } from '../../../../domain/hex.ts';
import {
  emptyParts,
  mapCampaignRow,
  mapTokenRow,
  paidFor,
  PART_OF_KIND,
  reconcile,
  type CampaignBooks,
} from '../../../../domain/reconcile.ts';
import type { ReconciliationView } from '../../../../domain/views/reconciliation.ts';
import { isPaidAs } from './campaigns.ts';
import { grouped } from './grouped.ts';
import { oncePerBlock } from './status.ts';

/** What came into all campaigns or one, and what became of it. */
export async function loadReconciliation(of: Hex | undefined): Promise<ReconciliationView> {
  const books = (await loadBooks()).filter((one) => of === undefined || one.campaign === of);
  const { campaigns, tokens } = reconcile(books);
  return {
    campaigns: campaigns.map((row) => mapCampaignRow(row, String)),
    tokens: tokens.map((row) => mapTokenRow(row, String)),
  };
}

/** Added up from the rows one by one, beside the totals that the handlers keep. */
const loadBooks = oncePerBlock(async (): Promise<CampaignBooks<bigint>[]> => {
  const rows = await db
    .select()
    .from(campaign)
    .orderBy(asc(campaign.block), asc(campaign.logIndex));
  const ins = grouped(await sumEntries(), (row) => row.campaign);
  const outs = grouped(await sumPayments(), (row) => row.campaign);
  const settled = grouped(await sumSettlements(), (row) => row.campaign);
  const left = grouped(await sumLeftovers(), (row) => row.campaign);
  return rows.map(({ id, token, state, raised, disbursed, settled: moved }) => {
    const empty = emptyParts();
    const parts = { ...empty, paid: { ...empty.paid } };
    for (const { kind, amount } of ins(id)) parts[PART_OF_KIND[kind]] += BigInt(amount);
    for (const { payee, category, amount } of outs(id)) {
      if (payee) parts.paid[paidFor(category ?? undefined)] += BigInt(amount);
      else parts.transferredOut += BigInt(amount);
    }
    for (const { refund, amount } of settled(id)) {
      parts[refund ? 'refunded' : 'movedOn'] += BigInt(amount);
    }
    for (const { amount } of left(id)) parts.movedOn += BigInt(amount);
    return { campaign: id, token, state, raised, disbursed, settled: moved, ...parts };
  });
});

function sumEntries() {
  return db
    .select({ campaign: entry.campaign, kind: entry.kind, amount: lengthOf(entry) })
    .from(entry)
    .groupBy(entry.campaign, entry.kind);
}

/** By what was paid for; no category where no desk has a record of it. */
function sumPayments() {
  // In the text itself: as a parameter it would be another one where rows are grouped.
  const isToPayee = sql<boolean>`${payment.payee} <> ${sql.raw(`'${ZERO_ADDRESS}'`)}`;
  return db
    .select({
      campaign: payment.campaign,
      payee: isToPayee,
      category: disbursement.category,
      amount: lengthOf(payment),
    })
    .from(payment)
    .leftJoin(disbursement, isPaidAs())
    .groupBy(payment.campaign, isToPayee, disbursement.category);
}

function sumSettlements() {
  const isRefund = sql<boolean>`${settlement.giver} is not null`;
  return db
    .select({ campaign: settlement.campaign, refund: isRefund, amount: lengthOf(settlement) })
    .from(settlement)
    .groupBy(settlement.campaign, isRefund);
}

function sumLeftovers() {
  return db
    .select({ campaign: departure.campaign, amount: lengthOf(departure) })
    .from(departure)
    .where(eq(departure.kind, 'leftover'))
    .groupBy(departure.campaign);
}

/** The sum of the ranges' lengths, as text: it may have 29 digits. */
function lengthOf(table: typeof entry | typeof payment | typeof settlement | typeof departure) {
  return sql<string>`sum(${table.end} - ${table.start})`;
}
