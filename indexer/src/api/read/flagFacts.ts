import { db } from 'ponder:api';
import { and, asc, eq, inArray, ne, or, sql } from 'ponder';
import { campaign, disbursement, entry, pause, payment, rekey, report, step } from 'ponder:schema';
import { deadlineOf } from '../../../../domain/deskState.ts';
import type {
  BatchFacts,
  CampaignFacts,
  FlagFacts,
  PaymentFacts,
} from '../../../../domain/flags/facts.ts';
import type { Hex } from '../../../../domain/hex.ts';
import { isPaidAs } from './campaigns.ts';
import { grouped } from './grouped.ts';

type Campaign = typeof campaign.$inferSelect;
type Step = typeof step.$inferSelect;

/** The steps that facts are made of. */
const KINDS = ['approved', 'paid', 'evidenced', 'confirmed', 'attested'] as const;

/**
 * The facts that flags are drawn from, of all campaigns: an account's roles are found across them.
 * @param now Unix time of the block that the tables speak of
 */
export async function loadFlagFacts(now: number): Promise<FlagFacts> {
  const campaigns = await db
    .select()
    .from(campaign)
    .orderBy(asc(campaign.block), asc(campaign.logIndex));
  const paymentsOf = await loadPayments(now);
  const giftsOf = await loadGifts();
  const batchesOf = await loadRepeatedBatches();
  const reportsOf = grouped(
    await db.select().from(report).orderBy(asc(report.block), asc(report.logIndex)),
    (row) => row.campaign,
  );
  const pausesOf = grouped(await db.select().from(pause), (row) => row.campaign);
  return {
    now,
    campaigns: campaigns.map((row): CampaignFacts => {
      const { id, token, state, raised, operators, reportDue } = row;
      return {
        ...{ id, token, state, raised, operators, reportDue },
        rules: rulesOf(row),
        payments: paymentsOf(id),
        gifts: giftsOf(id).map(({ index, payer, giver, start, end, timestamp: at }) => {
          return { index, payer, giver, amount: end - start, at };
        }),
        batches: batchesOf(id),
        reports: reportsOf(id).map(({ digest, due, timestamp: at }) => ({ digest, due, at })),
        pauses: pausesOf(id).map(({ timestamp: at, until }) => ({ at, until })),
      };
    }),
  };
}

function rulesOf({ charity, auditors, proof }: Campaign): CampaignFacts['rules'] {
  return charity === null || auditors === null || proof === null
    ? null
    : { charity, auditors, proof };
}

/** What was paid to payees, and what may still be, by campaign and number. */
async function loadPayments(now: number): Promise<(id: Hex) => PaymentFacts[]> {
  const rows = await db
    .select()
    .from(disbursement)
    .innerJoin(campaign, eq(campaign.id, disbursement.campaign))
    .leftJoin(payment, isPaidAs())
    .where(and(ne(disbursement.category, 'transfer'), ne(disbursement.stage, 'vetoed')))
    .orderBy(asc(disbursement.campaign), asc(disbursement.number));
  const stepsOf = grouped(
    await db
      .select()
      .from(step)
      .where(inArray(step.kind, [...KINDS]))
      .orderBy(asc(step.block), asc(step.logIndex)),
    (row) => row.disbursement,
  );
  const rekeysOf = grouped(
    await db.select().from(rekey).orderBy(asc(rekey.index)),
    (row) => row.disbursement,
  );
  const standing = rows.filter(({ disbursement: row, campaign: home }) => {
    const isOpen = home.state === 'active' && now <= deadlineOf({ ...row, terms: row }, home);
    return row.stage === 'paid' || isOpen;
  });
  const facts = standing.map(({ disbursement: row, payment: paid }) => {
    const rekeyed = rekeysOf(row.id).map(({ recipient }) => recipient);
    return { campaign: row.campaign, of: paymentFacts(row, paid, stepsOf(row.id), rekeyed) };
  });
  const byCampaign = grouped(facts, (row) => row.campaign);
  return (id) => byCampaign(id).map(({ of }) => of);
}

function paymentFacts(
  row: typeof disbursement.$inferSelect,
  paid: typeof payment.$inferSelect | null,
  steps: readonly Step[],
  rekeyed: readonly Hex[],
): PaymentFacts {
  const all = (kind: Step['kind']): Step[] => steps.filter((one) => one.kind === kind);
  const first = (kind: Step['kind']): number | null => all(kind)[0]?.timestamp ?? null;
  // Approvals of auditors who left count no more once others have approved.
  const approved = all('approved').filter(({ number }) => number === row.epoch);
  const { id, payee, recipient, amount, category, documents, deliverBy, pausedBefore } = row;
  return {
    ...{ id, payee, recipient, rekeyed, amount, category, documents, deliverBy, pausedBefore },
    returned: paid?.returned ?? 0n,
    requestedAt: row.timestamp,
    paidAt: first('paid'),
    evidence: all('evidenced').flatMap(({ digest, timestamp: at }) => {
      return digest === null ? [] : [{ digest, at }];
    }),
    confirmedAt: first('confirmed'),
    attestedAt: first('attested'),
    writtenOff: row.writtenOff,
    auditors: [...new Set([...approved, ...all('attested')].map(({ actor }) => actor))],
  };
}

/** Gifts of those who are paid, or whose campaigns they are; nobody else's raise a flag. */
async function loadGifts(): Promise<(id: Hex) => (typeof entry.$inferSelect)[]> {
  const payees = db.select({ account: disbursement.payee }).from(disbursement);
  const charities = db.select({ account: campaign.charity }).from(campaign);
  const own = [entry.giver, entry.payer].flatMap((account) => [
    inArray(account, payees),
    inArray(account, charities),
  ]);
  const rows = await db
    .select()
    .from(entry)
    .where(and(eq(entry.kind, 'gift'), or(...own)))
    .orderBy(asc(entry.campaign), asc(entry.index));
  return grouped(rows, (row) => row.campaign);
}

/** Batches whose root stands in several entries of their campaign; no others raise a flag. */
async function loadRepeatedBatches(): Promise<(id: Hex) => BatchFacts[]> {
  const roots = db
    .select({ campaign: entry.campaign, root: entry.batchRoot })
    .from(entry)
    .where(eq(entry.kind, 'batch'))
    .groupBy(entry.campaign, entry.batchRoot)
    .having(sql`count(*) > 1`)
    .as('roots');
  const rows = await db
    .select({ campaign: entry.campaign, row: entry })
    .from(entry)
    .innerJoin(roots, and(eq(entry.campaign, roots.campaign), eq(entry.batchRoot, roots.root)))
    .orderBy(asc(entry.campaign), asc(entry.index));
  const batches = grouped(rows, ({ campaign: id }) => id);
  return (id) =>
    batches(id).flatMap(({ row: { index, batchRoot: root, start, end, timestamp: at } }) =>
      root === null ? [] : [{ index, root, amount: end - start, at }],
    );
}
