import type { disbursement, payment, rekey, step } from 'ponder:schema';
import { ZERO_BYTES32, type Hex } from '../../../../domain/hex.ts';
import { proofOf } from '../../../../domain/proof.ts';
import type { BlockView, DisbursementView, PointView } from '../../../../domain/views.ts';
import { pointOf } from './point.ts';

type Step = typeof step.$inferSelect;

/** A disbursement's rows, its steps and new keys in their order. */
export interface DisbursementRows {
  readonly row: typeof disbursement.$inferSelect;
  readonly paid: typeof payment.$inferSelect | null;
  readonly steps: readonly Step[];
  readonly rekeyed: readonly (typeof rekey.$inferSelect)[];
  readonly deadline: number;
  readonly blockedBy: BlockView[];
}

/** What an actor said at a step; what its kind of step does not have is zero. */
interface Said {
  actor: Hex;
  digest: Hex;
  amount: string;
  number: number;
  carried: boolean;
  at: PointView;
}

function said(one: Step): Said {
  return {
    actor: one.actor,
    digest: one.digest ?? ZERO_BYTES32,
    amount: String(one.amount ?? 0n),
    number: one.number ?? 0,
    carried: one.carried ?? false,
    at: pointOf(one),
  };
}

/** A disbursement as the read API shows it. */
export function viewDisbursement(rows: DisbursementRows): DisbursementView {
  const { row, paid, steps, rekeyed, deadline, blockedBy } = rows;
  const all = (kind: Step['kind']): Said[] => steps.filter((one) => one.kind === kind).map(said);
  const [veto] = all('vetoed');
  const [paying] = all('paid');
  const [confirmed] = all('confirmed');
  const rulings = viewRulings(steps);
  const writtenOff = rulings.find(({ ruling, carried }) => carried && ruling === 'writeOff');
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
    // Approvals of auditors who left count no more once others have approved.
    approvals: all('approved')
      .filter(({ number }) => number === row.epoch)
      .map(({ actor, at }) => ({ auditor: actor, at })),
    epoch: row.epoch,
    payableFrom: row.payableFrom,
    blockedBy,
    veto: veto === undefined ? null : { by: veto.actor, reason: veto.digest, at: veto.at },
    paid:
      paid === null || paying === undefined
        ? null
        : {
            index: paid.index,
            start: String(paid.start),
            end: String(paid.end),
            by: paying.actor,
            at: paying.at,
          },
    returned: String(paid?.returned ?? 0n),
    evidence: all('evidenced').map(({ actor, digest, at }) => ({ digest, by: actor, at })),
    confirmation:
      confirmed === undefined
        ? null
        : {
            evidence: confirmed.digest,
            received: confirmed.amount,
            submitter: confirmed.actor,
            at: confirmed.at,
          },
    attestations: all('attested').map(({ actor, digest, at }) => ({
      auditor: actor,
      evidence: digest,
      at,
    })),
    deadline,
    exposed: String(row.exposed),
    noted: String(row.noted),
    overdue: row.overdue,
    disputes: viewDisputes(steps, rulings),
    shortfalls: all('short').map(({ number, amount, digest, at }) => ({
      index: number,
      received: amount,
      evidence: digest,
      at,
    })),
    shares: all('shared').map(({ number, amount, at }) => ({
      index: number,
      received: amount,
      at,
    })),
    rulings,
    writtenOff: writtenOff?.at ?? null,
    rekeyed: rekeyed.map(({ index, recipient }) => ({ index, recipient })),
    proof: row.stage === 'paid' && isToPayee ? proofOf(row) : null,
  };
}

type Ruling = DisbursementView['rulings'][number];

function viewRulings(steps: readonly Step[]): Ruling[] {
  return steps.flatMap((one) => {
    const { kind, ruling } = one;
    if (kind !== 'ruled' || ruling === null) return [];
    const { actor, carried, at } = said(one);
    return [{ ruling, auditor: actor, carried, at }];
  });
}

/** Disputes, each of which ends with the first ruling carried after it. */
function viewDisputes(
  steps: readonly Step[],
  rulings: readonly Ruling[],
): DisbursementView['disputes'] {
  return steps
    .filter(({ kind }) => kind === 'disputed')
    .map((one) => {
      const { actor, number, digest, at } = said(one);
      const ending = rulings.find((ruling) => ruling.carried && isAfter(ruling.at, at));
      return {
        by: actor,
        byRecipient: one.byRecipient ?? false,
        round: number,
        reason: digest,
        at,
        ended: ending?.at ?? null,
      };
    });
}

function isAfter(a: PointView, b: PointView): boolean {
  return a.block === b.block ? a.logIndex > b.logIndex : a.block > b.block;
}
