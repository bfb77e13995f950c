import { campaign, disbursement } from 'ponder:schema';
import { countPayment } from '../../domain/exposure.ts';
import { on } from '../lib/on.ts';
import { addStep, weigh } from '../lib/steps.ts';

/** From a charity's request to its payment. */

on('DisbursementRequested', async ({ disbursement: id, at, ...terms }, { db }) => {
  const line = await db.find(campaign, { id: terms.campaign });
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
    epoch: line?.epoch ?? 0,
    pausedBefore: line?.pausedTotal ?? 0,
    evidenced: false,
    confirmed: false,
    attested: false,
    disputed: false,
    writtenOff: false,
    exposed: 0n,
    noted: 0n,
    overdue: false,
    shared: 0n,
    ...at,
  });
});

on(
  'DisbursementApproved',
  async ({ disbursement: id, auditor, payableFrom, ...event }, context) => {
    const { db } = context;
    const epoch = (await db.find(campaign, { id: event.campaign }))?.epoch ?? 0;
    const word = { actor: auditor, number: epoch };
    await addStep(context, { disbursement: id, kind: 'approved', ...word, ...event.at });
    const stage = payableFrom === 0 ? 'requested' : 'approved';
    await db.update(disbursement, { id }).set({ stage, payableFrom, epoch });
  },
);

on('DisbursementVetoed', async ({ disbursement: id, by, reason, at }, context) => {
  const word = { actor: by, digest: reason };
  await addStep(context, { disbursement: id, kind: 'vetoed', ...word, ...at });
  await context.db.update(disbursement, { id }).set({ stage: 'vetoed' });
});

on('DisbursementPaid', async (event, context) => {
  const { disbursement: id, by, index, at } = event;
  await addStep(context, { disbursement: id, kind: 'paid', actor: by, ...at });
  await context.db.update(disbursement, { id }).set({ stage: 'paid', paidIndex: index });
  await weigh(context, event, (line, payment) => {
    const { amount, category } = payment.terms;
    if (category === 'transfer') line.passedOn += amount;
    else countPayment(line, payment);
  });
});
