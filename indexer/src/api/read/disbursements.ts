import { db } from 'ponder:api';
import { and, asc, eq, gt, inArray } from 'ponder';
import { campaign, disbursement, payment, rekey, step } from 'ponder:schema';
import { deadlineOf } from '../../../../domain/deskState.ts';
import type { Hex } from '../../../../domain/hex.ts';
import type { DisbursementView } from '../../../../domain/views.ts';
import { NotFound } from '../errors.ts';
import { loadBlocks } from './blocks.ts';
import type { Condition } from './condition.ts';
import { isPaidAs } from './campaigns.ts';
import { grouped } from './grouped.ts';
import { viewDisbursement } from './viewDisbursement.ts';

/** A disbursement as it is shown, and the campaign that it is of. */
export interface Loaded {
  readonly view: DisbursementView;
  readonly home: typeof campaign.$inferSelect;
}

/** A campaign's disbursements by the number of their request, after `after`. */
export async function loadDisbursements(
  id: Hex,
  after: number,
  limit: number,
): Promise<DisbursementView[]> {
  const where = and(eq(disbursement.campaign, id), gt(disbursement.number, after));
  return viewsOf(await loadWhere(where, limit));
}

/** One disbursement. Throws {@link NotFound}. */
export async function loadDisbursement(id: Hex): Promise<DisbursementView> {
  const [view] = await loadDisbursementsById([id]);
  if (view === undefined) throw new NotFound(`no disbursement ${id}`);
  return view;
}

/** Those of the disbursements that a desk knows. */
export async function loadDisbursementsById(ids: readonly Hex[]): Promise<DisbursementView[]> {
  if (ids.length === 0) return [];
  return viewsOf(await loadWhere(inArray(disbursement.id, [...ids]), ids.length));
}

/** Disbursements of any condition on them and their campaigns, by campaign and number. */
export async function loadWhere(where: Condition, limit: number): Promise<Loaded[]> {
  const rows = await db
    .select()
    .from(disbursement)
    .innerJoin(campaign, eq(campaign.id, disbursement.campaign))
    .leftJoin(payment, isPaidAs())
    .where(where)
    .orderBy(asc(disbursement.campaign), asc(disbursement.number))
    .limit(limit);
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.disbursement.id);
  const steps = grouped(
    await db
      .select()
      .from(step)
      .where(inArray(step.disbursement, ids))
      .orderBy(asc(step.block), asc(step.logIndex)),
    (row) => row.disbursement,
  );
  const rekeys = grouped(
    await db.select().from(rekey).where(inArray(rekey.disbursement, ids)).orderBy(asc(rekey.index)),
    (row) => row.disbursement,
  );
  const timed = rows.map(({ disbursement: row, campaign: home, payment: paid }) => {
    return { row, home, paid, deadline: deadlineOf({ ...row, terms: row }, home) };
  });
  const blocks = await loadBlocks(timed);
  return timed.map(({ row, home, paid, deadline }) => ({
    view: viewDisbursement({
      row,
      paid,
      steps: steps(row.id),
      rekeyed: rekeys(row.id),
      deadline,
      blockedBy: blocks(row.id),
    }),
    home,
  }));
}

function viewsOf(loaded: readonly Loaded[]): DisbursementView[] {
  return loaded.map(({ view }) => view);
}
