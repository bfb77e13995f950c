import { db } from 'ponder:api';
import { and, asc, eq, gt, inArray, ne, or, sql } from 'ponder';
import { campaign, disbursement, payment, recognition, token } from 'ponder:schema';
import { ZERO_ADDRESS, ZERO_BYTES32, type Hex } from '../../../../domain/hex.ts';
import { escrowOf } from '../../../../domain/figures.ts';
import { NO_EXPOSURE_CAP, NO_MANAGEMENT_CAP } from '../../../../domain/ids.ts';
import { proofOf } from '../../../../domain/proof.ts';
import type { CampaignView, ProvenView } from '../../../../domain/views.ts';
import { NotFound } from '../errors.ts';
import type { Place } from '../input.ts';
import type { Condition, Order } from './condition.ts';
import { loadCouncil } from './council.ts';
import { pointOf } from './point.ts';
import { loadRecognised } from './tokens.ts';

/** Campaigns in the order of their opening. */
export async function loadCampaigns(after: Place | null, limit: number): Promise<CampaignView[]> {
  if (after === null) return load(undefined, limit);
  const { block, logIndex } = after;
  const later = and(eq(campaign.block, block), gt(campaign.logIndex, logIndex));
  return load(or(gt(campaign.block, block), later), limit);
}

/** Campaigns whose charity or auditor somebody is. */
export async function loadCampaignsOf(account: Hex, limit: number): Promise<CampaignView[]> {
  return load(or(hasPart('charity', account), hasPart('auditor', account)), limit);
}

/** The condition that an account has a part in a campaign. */
export function hasPart(role: 'charity' | 'auditor', account: Hex): Condition {
  return role === 'charity'
    ? eq(campaign.charity, account)
    : sql`${account} = any(${campaign.auditors})`;
}

/** The condition that the registry recognises both a campaign's desk and its token. */
export function isRecognised(): Condition {
  const recognisedAs = (role: 'desk' | 'token') =>
    db.select({ account: recognition.account }).from(recognition).where(eq(recognition.role, role));
  return and(
    inArray(campaign.desk, recognisedAs('desk')),
    inArray(campaign.token, recognisedAs('token')),
  );
}

/** Some of the campaigns that a condition holds for, in any order, from the `offset`-th one on. */
export function loadCampaignsWhere(
  where: Condition,
  order: readonly Order[],
  limit: number,
  offset: number,
): Promise<CampaignView[]> {
  return load(where, limit, order, offset);
}

/** One campaign. Throws {@link NotFound}. */
export async function loadCampaign(id: Hex): Promise<CampaignView> {
  const [view] = await load(eq(campaign.id, id), 1);
  if (view === undefined) throw new NotFound(`no campaign ${id}`);
  return view;
}

/** Those of the campaigns that exist. */
export async function loadCampaignsById(ids: readonly Hex[]): Promise<CampaignView[]> {
  return ids.length === 0 ? [] : load(inArray(campaign.id, [...ids]), ids.length);
}

const BY_OPENING = [asc(campaign.block), asc(campaign.logIndex)];

async function load(
  where: Condition,
  limit: number,
  order: readonly Order[] = BY_OPENING,
  offset = 0,
): Promise<CampaignView[]> {
  const rows = await db
    .select()
    .from(campaign)
    .innerJoin(token, eq(token.address, campaign.token))
    .where(where)
    .orderBy(...order)
    .limit(limit)
    .offset(offset);
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.campaign.id);
  const recognised = await loadRecognised(
    rows.flatMap((row) => [row.campaign.desk, row.token.address]),
  );
  const proven = await loadProven(ids);
  const council = await loadCouncil(ids);

  return rows.map(({ campaign: row, token: coin }): CampaignView => {
    const isTokenRecognised = recognised.has('token', coin.address);
    return {
      id: row.id,
      recognised: isTokenRecognised && recognised.has('desk', row.desk),
      state: row.state,
      desk: row.desk,
      token: { ...coin, recognised: isTokenRecognised },
      charity: row.charity ?? ZERO_ADDRESS,
      auditors: row.auditors ?? [],
      threshold: row.threshold ?? 0,
      proof: row.proof ?? 'both',
      challenge: row.challenge ?? 0,
      goal: String(row.goal ?? 0n),
      exposureCap: viewCap(row.exposureCap),
      managementCapBps: row.managementCapBps ?? NO_MANAGEMENT_CAP,
      disclosure: row.disclosure ?? 0,
      metadata: row.metadata ?? ZERO_BYTES32,
      opens: row.opens,
      closes: row.closes,
      minimum: String(row.minimum),
      successor: row.successor,
      terminal: row.successor === ZERO_BYTES32,
      claimWindow: row.claimWindow,
      silence: row.silence,
      hardEnd: row.hardEnd,
      operators: row.operators,
      aliveAt: row.aliveAt,
      endedAt: row.endedAt,
      raised: String(row.raised),
      given: String(row.given),
      gifts: row.gifts,
      disbursed: String(row.disbursed),
      settled: String(row.settled),
      refunded: String(row.refunded),
      escrow: String(escrowOf(row)),
      entries: row.entries,
      disbursements: row.disbursements,
      proven: proven.get(row.id) ?? NOTHING,
      transferred: String(row.transferred),
      returned: String(row.returned),
      exposed: String(row.exposed),
      management: String(row.management),
      epoch: row.epoch,
      reportDue: row.reportDue,
      pausedUntil: row.pausedUntil,
      disputes: row.disputed,
      overdue: row.overdue,
      opened: pointOf(row),
      ...council.of(row),
    };
  });
}

function viewCap(cap: bigint | null): string | null {
  return cap === null || cap === NO_EXPOSURE_CAP ? null : String(cap);
}

const NOTHING: ProvenView = {
  paid: '0',
  evidenced: '0',
  confirmed: '0',
  attested: '0',
  disputed: '0',
  writtenOff: '0',
};

/** Payments to payees net of returns, by the highest proof they have. */
async function loadProven(ids: Hex[]): Promise<Map<Hex, ProvenView>> {
  const facts = {
    evidenced: disbursement.evidenced,
    confirmed: disbursement.confirmed,
    attested: disbursement.attested,
    disputed: disbursement.disputed,
    writtenOff: disbursement.writtenOff,
  };
  const rows = await db
    .select({
      campaign: payment.campaign,
      ...facts,
      amount: sql<string>`sum(${payment.end} - ${payment.start} - ${payment.returned})`,
    })
    .from(payment)
    .leftJoin(disbursement, isPaidAs())
    .where(and(inArray(payment.campaign, ids), ne(payment.payee, ZERO_ADDRESS)))
    .groupBy(payment.campaign, ...Object.values(facts));
  const views = new Map<Hex, ProvenView>();
  for (const { campaign: id, amount, ...row } of rows) {
    const proof = proofOf({
      evidenced: row.evidenced ?? false,
      confirmed: row.confirmed ?? false,
      attested: row.attested ?? false,
      disputed: row.disputed ?? false,
      writtenOff: row.writtenOff ?? false,
    });
    const view = views.get(id) ?? { ...NOTHING };
    view[proof] = String(BigInt(view[proof]) + BigInt(amount));
    views.set(id, view);
  }
  return views;
}

/** That a payment of the ledger is what the desk has a record of, whatever its name claims. */
export function isPaidAs(): Condition {
  return and(
    eq(disbursement.id, payment.ref),
    eq(disbursement.campaign, payment.campaign),
    eq(disbursement.paidIndex, payment.index),
  );
}
