import { db } from 'ponder:api';
import { and, asc, eq, gt, inArray } from 'ponder';
import { disbursement, payment, step } from 'ponder:schema';
import { ZERO_BYTES32, type Hex } from '../../../../domain/hex.ts';
import { proofOf } from '../../../../domain/proof.ts';
import type { DisbursementView } from '../../../../domain/views.ts';
import { NotFound } from '../errors.ts';
import type { Condition } from './condition.ts';
import { isPaidAs } from './campaigns.ts';
import { pointOf } from './point.ts';

type Row = typeof disbursement.$inferSelect;
type Payment = typeof payment.$inferSelect;
type Step = typeof step.$inferSelect;

/** A campaign's disbursements by the number of their request, after `after`. */
export async function loadDisbursements(
  campaign: Hex,
  after: number,
  limit: number,
): Promise<DisbursementView[]> {
  const where = and(eq(disbursement.campaign, campaign), gt(disbursement.number, after));
  return loadWhere(where, limit);
}

/** One disbursement. Throws {@link NotFound}. */
export async function loadDisbursement(id: Hex): Promise<DisbursementView> {
  const [view] = await loadDisbursementsById([id]);
  if (view === undefined) throw new NotFound(`no disbursement ${id}`);
  return view;
}

/** Those of the disbursements that a desk knows. */
export async function loadDisbursementsById(ids: readonly Hex[]): Promise<DisbursementView[]> {
  return ids.length === 0 ? [] : loadWhere(inArray(disbursement.id, [...ids]), ids.length);
}

/** Disbursements of any condition, by campaign and number. */
export async function loadWhere(where: Condition, limit: number): Promise<DisbursementView[]> {
  const rows = await db
    .select()
    .from(disbursement)
    .leftJoin(payment, isPaidAs())
    .where(where)
    .orderBy(asc(disbursement.campaign), asc(disbursement.number))
    .limit(limit);
  const steps = await loadSteps(rows.map((row) => row.disbursement.id));
  return rows.map((row) => view(row.disbursement, row.payment, steps.get(row.disbursement.id)));
}

async function loadSteps(ids: Hex[]): Promise<Map<Hex, Step[]>> {
  const steps = new Map<Hex, Step[]>();
  if (ids.length === 0) return steps;
  const rows = await db
    .select()
    .from(step)
    .where(inArray(step.disbursement, ids))
    .orderBy(asc(step.block), asc(step.logIndex));
  for (const row of rows) {
    const list = steps.get(row.disbursement) ?? [];
    list.push(row);
    steps.set(row.disbursement, list);
  }
  return steps;
}

/** What an actor said at a step about a document, all of them known. */
interface Said {
  actor: Hex;
  digest: Hex;
  at: DisbursementView['requested'];
}

function view(row: Row, paid: Payment | null, steps: readonly Step[] = []): DisbursementView {
  const of = (kind: Step['kind']): Step[] => steps.filter((one) => one.kind === kind);
  const said = (kind: Step['kind']): Said[] =>
    of(kind).map((one) => ({
      actor: one.actor,
      digest: one.digest ?? ZERO_BYTES32,
      at: pointOf(one),
    }));
  const [veto] = said('vetoed');
  const [payingStep] = of('paid');
  const [confirmed] = said('confirmed');
  const [received] = of('confirmed');
  const isToPayee = row.category !== 'transfer';
  return {
    id: row.id,
    terms: {
      campaign: row.campaign,
      number: row.number,
      payee: row.payee,
      target: row.target,
      amount: String(row.amount),
      category: row.category,
      deliverBy: row.deliverBy,
      documents: row.documents,
      recipient: row.recipient,
    },
    stage: row.stage,
    requested: pointOf(row),
    approvals: said('approved').map(({ actor, at }) => ({ auditor: actor, at })),
    payableFrom: row.payableFrom,
    veto: veto === undefined ? null : { auditor: veto.actor, reason: veto.digest, at: veto.at },
    paid:
      paid === null || payingStep === undefined
        ? null
        : {
            index: paid.index,
            start: String(paid.start),
            end: String(paid.end),
            by: payingStep.actor,
            at: pointOf(payingStep),
          },
    returned: String(paid?.returned ?? 0n),
    evidence: said('evidenced').map(({ actor, digest, at }) => ({ digest, by: actor, at })),
    confirmation:
      confirmed === undefined
        ? null
        : {
            evidence: confirmed.digest,
            received: String(received?.received ?? 0n),
            submitter: confirmed.actor,
            at: confirmed.at,
          },
    attestations: said('attested').map(({ actor, digest, at }) => ({
      auditor: actor,
      evidence: digest,
      at,
    })),
    proof: row.stage === 'paid' && isToPayee ? proofOf(row) : null,
  };
}
