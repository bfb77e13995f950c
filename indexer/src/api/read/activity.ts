import { db } from 'ponder:api';
import { and, desc, eq, inArray, lt, or } from 'ponder';
import { campaign, disbursement, ending, entry, report, settlement, step } from 'ponder:schema';
import { ZERO_ADDRESS, ZERO_BYTES32, type Hex } from '../../../../domain/hex.ts';
import type { PointView } from '../../../../domain/views.ts';
import type {
  ActivityItemView,
  ActivityKind,
  ActivityView,
} from '../../../../domain/views/activity.ts';
import type { ActivityQuery, Place } from '../input.ts';
import { isRecognised, loadCampaignsById } from './campaigns.ts';
import type { Condition } from './condition.ts';
import { pointOf } from './point.ts';

/** Steps that are told as what they are; approvals and the rest are in the payment's own history. */
const TOLD = ['vetoed', 'paid', 'evidenced', 'confirmed', 'attested', 'disputed'] as const;
/** How a payment is proven or doubted; of rulings the one that decided is told. */
const PROOFS: StepKind[] = ['evidenced', 'confirmed', 'attested', 'disputed', 'ruled'];

type StepKind = (typeof step.$inferSelect)['kind'];

type About = ActivityQuery['about'][number];

/** What happened, the latest first. */
export async function loadActivity(query: ActivityQuery): Promise<ActivityView> {
  const found = await Promise.all(query.about.map((about) => LOADERS[about](query)));
  const items = found
    .flat()
    .sort((a, b) => b.at.block - a.at.block || b.at.logIndex - a.at.logIndex)
    .slice(0, query.limit);
  const named = items.flatMap(({ campaign: id, other }) => (other === null ? [id] : [id, other]));
  return { items, campaigns: await loadCampaignsById([...new Set(named)]) };
}

/** Each gives at most as many as are wanted in all. */
const LOADERS: Record<About, (query: ActivityQuery) => Promise<ActivityItemView[]>> = {
  gifts: loadEntries,
  payments: async (query) => [
    ...(await loadRequests(query)),
    ...(await loadSteps(query, ['vetoed', 'paid'])),
    ...(await loadSettlements(query)),
  ],
  proofs: (query) => loadSteps(query, PROOFS),
  life: async (query) => [
    ...(await loadOpenings(query)),
    ...(await loadEndings(query)),
    ...(await loadReports(query)),
  ],
};

type Told = Partial<ActivityItemView> & Pick<ActivityItemView, 'kind' | 'campaign' | 'at'>;

const item = (told: Told): ActivityItemView => ({
  entry: null,
  disbursement: null,
  units: null,
  gifts: null,
  who: null,
  other: null,
  document: null,
  ...told,
});

/** A table whose rows say where they were recorded. */
type Recorded =
  | typeof entry
  | typeof settlement
  | typeof disbursement
  | typeof step
  | typeof campaign
  | typeof ending
  | typeof report;

/** In the campaigns that are asked about, and before the place where the page before ended. */
function isAsked(
  table: Recorded,
  { campaign: id, recognised, before }: ActivityQuery,
  further?: Condition,
): Condition {
  return and(
    id === undefined ? undefined : eq(campaign.id, id),
    recognised ? isRecognised() : undefined,
    before === null ? undefined : isBefore(table, before),
    further,
  );
}

const isBefore = (table: Recorded, { block, logIndex }: Place): Condition =>
  or(lt(table.block, block), and(eq(table.block, block), lt(table.logIndex, logIndex)));

const latest = (table: Recorded) => [desc(table.block), desc(table.logIndex)];

async function loadEntries(query: ActivityQuery): Promise<ActivityItemView[]> {
  const rows = await db
    .select({ entry })
    .from(entry)
    .innerJoin(campaign, eq(campaign.id, entry.campaign))
    .where(isAsked(entry, query))
    .orderBy(...latest(entry))
    .limit(query.limit);
  return rows.map(({ entry: row }) =>
    item({
      kind: row.kind,
      campaign: row.campaign,
      at: pointOf(row),
      entry: row.index,
      units: String(row.end - row.start),
      gifts: row.batchCount,
      who: somebody(row.giver) ?? somebody(row.payer),
      other: row.kind === 'transfer' ? somewhere(row.source) : null,
    }),
  );
}

async function loadRequests(query: ActivityQuery): Promise<ActivityItemView[]> {
  const rows = await db
    .select({ disbursement })
    .from(disbursement)
    .innerJoin(campaign, eq(campaign.id, disbursement.campaign))
    .where(isAsked(disbursement, query))
    .orderBy(...latest(disbursement))
    .limit(query.limit);
  return rows.map(({ disbursement: row }) => ({
    ...aboutPayment('requested', row, pointOf(row)),
    document: published(row.documents),
  }));
}

async function loadSettlements(query: ActivityQuery): Promise<ActivityItemView[]> {
  const rows = await db
    .select({ settlement })
    .from(settlement)
    .innerJoin(campaign, eq(campaign.id, settlement.campaign))
    .where(isAsked(settlement, query))
    .orderBy(...latest(settlement))
    .limit(query.limit);
  return rows.map(({ settlement: row }) =>
    item({
      kind: 'settled',
      campaign: row.campaign,
      at: pointOf(row),
      entry: row.index,
      units: String(row.end - row.start),
      who: row.giver,
      other: row.target,
    }),
  );
}

/** How some payments went on: paid, proven, doubted; the latest first. */
export async function loadStepsOf(payments: Hex[], limit: number): Promise<ActivityItemView[]> {
  if (payments.length === 0) return [];
  const query: ActivityQuery = { recognised: false, about: [], before: null, limit };
  return loadSteps(query, ['paid', ...PROOFS], inArray(step.disbursement, payments));
}

async function loadSteps(
  query: ActivityQuery,
  kinds: StepKind[],
  further?: Condition,
): Promise<ActivityItemView[]> {
  const isTold = and(
    inArray(step.kind, kinds),
    or(eq(step.carried, true), inArray(step.kind, [...TOLD])),
    further,
  );
  const rows = await db
    .select({ step, disbursement })
    .from(step)
    .innerJoin(disbursement, eq(disbursement.id, step.disbursement))
    .innerJoin(campaign, eq(campaign.id, disbursement.campaign))
    .where(isAsked(step, query, isTold))
    .orderBy(...latest(step))
    .limit(query.limit);
  return rows.flatMap(({ step: row, disbursement: about }) => {
    const kind = TOLD.find((one) => one === row.kind) ?? row.ruling;
    if (kind === null) return [];
    const told = aboutPayment(kind, about, pointOf(row));
    if (kind === 'paid') return [told];
    const units = kind === 'confirmed' ? String(row.amount ?? 0n) : told.units;
    // Who hands in a recipient's signature is not who signed.
    const document = published(row.digest);
    return [{ ...told, units, who: kind === 'confirmed' ? null : row.actor, document }];
  });
}

function aboutPayment(
  kind: ActivityKind,
  row: typeof disbursement.$inferSelect,
  at: PointView,
): ActivityItemView {
  return item({
    kind,
    campaign: row.campaign,
    at,
    disbursement: { id: row.id, number: row.number },
    units: String(row.amount),
    who: somebody(row.payee),
    other: somewhere(row.target),
  });
}

async function loadOpenings(query: ActivityQuery): Promise<ActivityItemView[]> {
  const rows = await db
    .select()
    .from(campaign)
    .where(isAsked(campaign, query))
    .orderBy(...latest(campaign))
    .limit(query.limit);
  return rows.map((row) =>
    item({ kind: 'opened', campaign: row.id, at: pointOf(row), who: row.charity }),
  );
}

async function loadEndings(query: ActivityQuery): Promise<ActivityItemView[]> {
  const rows = await db
    .select({ ending })
    .from(ending)
    .innerJoin(campaign, eq(campaign.id, ending.campaign))
    .where(isAsked(ending, query))
    .orderBy(...latest(ending))
    .limit(query.limit);
  return rows.flatMap(({ ending: row }) =>
    row.state === 'active'
      ? []
      : [item({ kind: row.state, campaign: row.campaign, at: pointOf(row) })],
  );
}

async function loadReports(query: ActivityQuery): Promise<ActivityItemView[]> {
  const rows = await db
    .select({ report, charity: campaign.charity })
    .from(report)
    .innerJoin(campaign, eq(campaign.id, report.campaign))
    .where(isAsked(report, query))
    .orderBy(...latest(report))
    .limit(query.limit);
  return rows.map(({ report: row, charity }) =>
    item({
      kind: 'report',
      campaign: row.campaign,
      at: pointOf(row),
      who: charity,
      document: published(row.digest),
    }),
  );
}

const somebody = (account: Hex): Hex | null => (account === ZERO_ADDRESS ? null : account);
const published = (digest: Hex | null): Hex | null => (digest === ZERO_BYTES32 ? null : digest);
const somewhere = (id: Hex | null): Hex | null => (id === ZERO_BYTES32 ? null : id);
