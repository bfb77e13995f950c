import type { Context } from 'ponder:registry';
import { disbursement, step } from 'ponder:schema';
import { on } from '../lib/on.ts';

type NewStep = typeof step.$inferInsert;
type Change = Partial<Omit<typeof disbursement.$inferInsert, 'id'>>;

/** A step of a disbursement, and what it changes about where the disbursement stands. */
async function record({ db }: Context, row: NewStep, change: Change): Promise<void> {
  await db.insert(step).values(row);
  await db.update(disbursement, { id: row.disbursement }).set(change);
}

on('DisbursementRequested', async ({ disbursement: id, at, ...terms }, { db }) => {
  await db.insert(disbursement).values({
    id,
    campaign: terms.campaign,
    number: terms.number,
    payee: terms.payee,
    target: terms.target,
    amount: terms.amount,
    category: terms.category,
    deliverBy: terms.deliverBy,
    documents: terms.documents,
    recipient: terms.recipient,
    stage: 'requested',
    payableFrom: 0,
    evidenced: false,
    confirmed: false,
    attested: false,
    ...at,
  });
});

on('DisbursementApproved', async ({ disbursement: id, auditor, payableFrom, at }, context) => {
  const stage = payableFrom === 0 ? 'requested' : 'approved';
  const row: NewStep = { disbursement: id, kind: 'approved', actor: auditor, ...at };
  await record(context, row, { stage, payableFrom });
});

on('DisbursementVetoed', async ({ disbursement: id, auditor, reason, at }, context) => {
  const row: NewStep = { disbursement: id, kind: 'vetoed', actor: auditor, digest: reason, ...at };
  await record(context, row, { stage: 'vetoed' });
});

on('DisbursementPaid', async ({ disbursement: id, by, index, at }, context) => {
  const row: NewStep = { disbursement: id, kind: 'paid', actor: by, ...at };
  await record(context, row, { stage: 'paid', paidIndex: index });
});

on('EvidenceSubmitted', async ({ disbursement: id, evidence, by, at }, context) => {
  const row: NewStep = { disbursement: id, kind: 'evidenced', actor: by, digest: evidence, ...at };
  await record(context, row, { evidenced: true });
});

on(
  'DeliveryConfirmed',
  async ({ disbursement: id, evidence, received, submitter, at }, context) => {
    const word = { actor: submitter, digest: evidence, received };
    const row: NewStep = { disbursement: id, kind: 'confirmed', ...word, ...at };
    await record(context, row, { confirmed: true });
  },
);

on('DeliveryAttested', async ({ disbursement: id, evidence, auditor, at }, context) => {
  const word = { actor: auditor, digest: evidence };
  const row: NewStep = { disbursement: id, kind: 'attested', ...word, ...at };
  await record(context, row, { attested: true });
});
