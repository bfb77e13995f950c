import { db } from 'ponder:api';
import { and, asc, eq, gt, gte, lt, ne, sql } from 'ponder';
import { campaign, departure, disbursement, payment, settlement } from 'ponder:schema';
import { ZERO_ADDRESS, type Hex } from '../../../../domain/hex.ts';
import { proofOf } from '../../../../domain/proof.ts';
import { mergeSlices } from '../../../../domain/slices.ts';
import {
  follow,
  runAsync,
  type Horizon,
  type Outflow,
  type Slice,
  type TraceAnswer,
  type TraceQuestion,
} from '../../../../domain/trace.ts';
import type { SliceView, TraceView } from '../../../../domain/views/trace.ts';
import { BadRequest, TooLong } from '../errors.ts';
import type { EntryRange } from '../input.ts';
import { isPaidAs, loadCampaignsById } from './campaigns.ts';
import { loadDisbursementsById } from './disbursements.ts';
import { loadEntry } from './entries.ts';

/**
 * Lines asked about for one answer, about four small queries each. Gifts of recognised campaigns pass
 * through a few; somebody else's one unit, passed to and fro, through as many as its owner likes.
 */
const LINES = 300;
/** Rows of a table read about one line, and slices told of one entry. */
const ROWS = 20_000;
const SLICES = 5_000;

/**
 * What became of one entry, or of a part of it, with everything its slices name. Slices are counted
 * from the first unit of what was asked for.
 * @param range such as one gift of a batch; null for the whole entry
 * @throws NotFound when there is no such entry, BadRequest when it ends before the range does,
 *   TooLong when it passed through more lines, or into more parts, than this index follows
 */
export async function loadTrace(
  id: Hex,
  index: number,
  range: EntryRange | null,
): Promise<TraceView> {
  const entry = await loadEntry(id, index);
  const [start, end] = [BigInt(entry.start), BigInt(entry.end)];
  const { from, to } = range ?? { from: 0n, to: end - start };
  if (start + to > end) throw new BadRequest(`to must be at most ${end - start}`);
  const { slices, beyond } = await traceLine(id, start + from, start + to);
  if (beyond > 0n) {
    throw new TooLong(
      `entry ${index} went through more than ${LINES} lines: npm run trace tells it`,
    );
  }
  if (slices.length > SLICES) {
    throw new TooLong(`entry ${index} has ${slices.length} parts: ask for some with from and to`);
  }
  const disbursements = new Set<Hex>();
  const campaigns = new Set<Hex>([id]);
  for (const { path, end } of slices) {
    for (const step of path) {
      campaigns.add(step.campaign);
      if (step.target !== null) campaigns.add(step.target);
      if (step.disbursement !== null) disbursements.add(step.disbursement);
    }
    if (end.kind === 'escrow') campaigns.add(end.campaign);
  }
  return {
    entry,
    slices: slices.map(viewSlice),
    disbursements: await loadDisbursementsById([...disbursements]),
    campaigns: await loadCampaignsById([...campaigns]),
  };
}

/**
 * What became of `[start, end)` of a campaign's line, neighbours of the same way as one, and how many
 * units went on further than they are followed: the smallest stretches, so that nobody's chain of
 * transfers hides where the rest went.
 */
export async function traceLine(
  id: Hex,
  start: bigint,
  end: bigint,
): Promise<{ slices: Slice[]; beyond: bigint }> {
  let beyond = 0n;
  const horizon: Horizon = { lines: LINES, beyond: (units) => void (beyond += units) };
  const slices = await runAsync(follow(id, start, end, horizon), answer);
  return { slices: mergeSlices(slices), beyond };
}

function viewSlice({ from, to, path, end }: Slice): SliceView {
  return {
    from: String(from),
    to: String(to),
    path: path.map((step) => ({
      kind: step.kind,
      campaign: step.campaign,
      disbursement: step.disbursement,
      start: String(step.start),
      end: String(step.end),
    })),
    end: viewEnd(end),
  };
}

function viewEnd(end: Slice['end']): SliceView['end'] {
  switch (end.kind) {
    case 'payee':
      return end;
    case 'escrow':
      return { kind: 'escrow', campaign: end.campaign, ahead: String(end.ahead) };
    case 'settled':
      return { kind: 'settled', to: end.to };
  }
}

/** What the tables say about a range of a line. */
async function answer(question: TraceQuestion): Promise<TraceAnswer> {
  const [line] = await db
    .select({ disbursed: campaign.disbursed })
    .from(campaign)
    .where(eq(campaign.id, question.campaign));
  const disbursed = line?.disbursed ?? 0n;
  const outflows = [
    ...(await loadDepartures(question)),
    ...(question.start < disbursed ? await loadPayments(question) : []),
    ...(question.end > disbursed ? await loadRefunds(question) : []),
  ].sort((a, b) => (a.start < b.start ? -1 : 1));
  return { disbursed, outflows };
}

/** Any of the tables whose rows are disjoint ranges of a line. */
type Ranges = typeof payment | typeof departure | typeof settlement;

/**
 * The rows of a table that overlap the range asked about. Since its ranges are disjoint, only the
 * last one that begins at or before the range can reach into it: two descents of the index.
 */
function overlapping(table: Ranges, { campaign: id, start, end }: TraceQuestion) {
  const first = sql`coalesce((select max(${table.start}) from ${table}
    where ${table.campaign} = ${id} and ${table.start} <= ${String(start)}), 0)`;
  return and(
    eq(table.campaign, id),
    gte(table.start, first),
    lt(table.start, end),
    gt(table.end, start),
  );
}

/** What payees keep of their payments: the tails they gave back are departures. */
async function loadPayments(question: TraceQuestion): Promise<Outflow[]> {
  const rows = await db
    .select()
    .from(payment)
    .leftJoin(disbursement, isPaidAs())
    .where(and(overlapping(payment, question), ne(payment.payee, ZERO_ADDRESS)))
    .orderBy(asc(payment.start))
    .limit(ROWS + 1);
  insistOnFew(rows, question);
  return rows.flatMap(({ payment: row, disbursement: record }): Outflow[] => {
    const { index, ref, payee, start, end, returned } = row;
    const proof = record === null ? 'paid' : proofOf(record);
    const kept = end - returned;
    return kept > start ? [{ kind: 'payment', start, end: kept, index, ref, payee, proof }] : [];
  });
}

async function loadDepartures(question: TraceQuestion): Promise<Outflow[]> {
  const rows = await db
    .select()
    .from(departure)
    .leftJoin(
      payment,
      and(eq(payment.campaign, departure.campaign), eq(payment.index, departure.index)),
    )
    .where(overlapping(departure, question))
    .orderBy(asc(departure.start))
    .limit(ROWS + 1);
  insistOnFew(rows, question);
  return rows.flatMap(({ departure: row, payment: paid }): Outflow[] => {
    const { kind, start, end, index, target, targetStart, into } = row;
    if (targetStart === null || into === null) return [];
    const isPaid = kind === 'transfer' || kind === 'return';
    const ref = isPaid ? (paid?.ref ?? null) : null;
    return [{ kind, start, end, index, ref, target, targetStart, into }];
  });
}

async function loadRefunds(question: TraceQuestion): Promise<Outflow[]> {
  const rows = await db
    .select()
    .from(settlement)
    .where(overlapping(settlement, question))
    .orderBy(asc(settlement.start))
    .limit(ROWS + 1);
  insistOnFew(rows, question);
  return rows.flatMap(({ start, end, index, giver }): Outflow[] =>
    giver === null ? [] : [{ kind: 'refund', start, end, index, giver }],
  );
}

function insistOnFew(rows: readonly unknown[], { campaign: id, start, end }: TraceQuestion): void {
  if (rows.length <= ROWS) return;
  throw new TooLong(`[${start}, ${end}) of campaign ${id} is in more than ${ROWS} parts`);
}
