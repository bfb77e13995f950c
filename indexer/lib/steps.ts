import type { Context } from 'ponder:registry';
import { campaign, disbursement, step } from 'ponder:schema';
import { freeExposure, type Exposed, type Exposure } from '../../domain/exposure.ts';
import type { Hex } from '../../domain/hex.ts';
import { suffices, type PaymentToProve, type ProofFacts } from '../../domain/proof.ts';

/** Puts a disbursement's step on record, in the words of its event. */
export async function addStep({ db }: Context, row: typeof step.$inferInsert): Promise<void> {
  await db.insert(step).values(row);
}

/** A campaign's figures at its desk, as a step of one of its payments changes them. */
type Line = Exposure & { passedOn: bigint; disputed: number };

/** A payment's facts and figures, as its steps change them. */
type Payment = Exposed & PaymentToProve & { -readonly [Fact in keyof ProofFacts]: boolean };

/**
 * Has a step change the facts and figures of a payment and of its campaign, in place; what is proven
 * by then counts as exposed no more. Both rows are written once.
 */
export async function weigh(
  { db }: Context,
  of: { readonly campaign: Hex; readonly disbursement: Hex },
  change: (line: Line, payment: Payment) => void,
): Promise<void> {
  const row = await db.find(disbursement, { id: of.disbursement });
  const home = await db.find(campaign, { id: of.campaign });
  if (row === null || home === null || home.proof === null) return;
  const { exposed, management, passedOn, disputed, overdue } = home;
  const line: Line = { exposed, management, passedOn, disputed, overdue };
  const payment: Payment = { ...row, terms: row };
  change(line, payment);
  if (suffices(payment, payment, { proof: home.proof })) freeExposure(line, payment);

  await db.update(campaign, { id: of.campaign }).set(line);
  await db.update(disbursement, { id: of.disbursement }).set({
    confirmed: payment.confirmed,
    attested: payment.attested,
    disputed: payment.disputed,
    writtenOff: payment.writtenOff,
    exposed: payment.exposed,
    noted: payment.noted,
    overdue: payment.overdue,
  });
}
