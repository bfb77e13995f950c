import { disbursement } from 'ponder:schema';
import { countReturn } from '../../domain/exposure.ts';
import { on } from '../lib/on.ts';
import { addStep, weigh } from '../lib/steps.ts';

/** From a payment to proven delivery: evidence, the words of recipients and auditors, returns, lateness. */

on('EvidenceSubmitted', async ({ disbursement: id, evidence, by, at }, context) => {
  const word = { actor: by, digest: evidence };
  await addStep(context, { disbursement: id, kind: 'evidenced', ...word, ...at });
  await context.db.update(disbursement, { id }).set({ evidenced: true });
});

on('DeliveryConfirmed', async (event, context) => {
  const { disbursement: id, evidence, received, submitter, at } = event;
  const word = { actor: submitter, digest: evidence, amount: received };
  await addStep(context, { disbursement: id, kind: 'confirmed', ...word, ...at });
  await weigh(context, event, (_, payment) => (payment.confirmed = true));
});

on('ShareConfirmed', async (event, context) => {
  const { disbursement: id, evidence, index, received, total, complete, submitter, at } = event;
  const word = { actor: submitter, digest: evidence };
  const share = { ...word, amount: received, number: index };
  await addStep(context, { disbursement: id, kind: 'shared', ...share, ...at });
  await context.db.update(disbursement, { id }).set({ shared: total, sharedEvidence: evidence });
  if (!complete) return;
  await addStep(context, { disbursement: id, kind: 'confirmed', ...word, amount: total, ...at });
  await weigh(context, event, (_, payment) => (payment.confirmed = true));
});

on('DeliveryShort', async ({ disbursement: id, evidence, submitter, at, ...event }, context) => {
  const word = { actor: submitter, digest: evidence, amount: event.received, number: event.index };
  await addStep(context, { disbursement: id, kind: 'short', ...word, ...at });
});

on('DeliveryAttested', async (event, context) => {
  const { disbursement: id, evidence, auditor, at } = event;
  const word = { actor: auditor, digest: evidence };
  await addStep(context, { disbursement: id, kind: 'attested', ...word, ...at });
  await weigh(context, event, (_, payment) => (payment.attested = true));
});

on('ReturnNoted', async (event, context) => {
  const { disbursement: id, by, returned, complete, at } = event;
  await addStep(context, { disbursement: id, kind: 'noted', actor: by, amount: returned, ...at });
  const row = await context.db.find(disbursement, { id });
  // Less is left to deliver, so that the shares confirmed before are all of it.
  if (complete && row !== null) {
    const word = { actor: by, digest: row.sharedEvidence, amount: row.shared };
    await addStep(context, { disbursement: id, kind: 'confirmed', ...word, ...at });
  }
  await weigh(context, event, (line, payment) => {
    countReturn(line, payment, returned);
    if (complete) payment.confirmed = true;
  });
});

on('DeliveryOverdue', async (event, context) => {
  const { disbursement: id, by, at } = event;
  await addStep(context, { disbursement: id, kind: 'marked', actor: by, ...at });
  await weigh(context, event, (line, payment) => {
    if (!payment.overdue) line.overdue += 1;
    payment.overdue = true;
  });
});
