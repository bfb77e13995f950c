import { freeExposure } from '../../domain/exposure.ts';
import { on } from '../lib/on.ts';
import { addStep, weigh } from '../lib/steps.ts';

/** Doubts about a payment that was made, and what the auditors ruled. */

on('DisputeOpened', async (event, context) => {
  const { disbursement, by, byRecipient, round, reason, at } = event;
  const word = { actor: by, digest: reason, number: round, byRecipient };
  await addStep(context, { disbursement, kind: 'disputed', ...word, ...at });
  await weigh(context, event, (line, payment) => {
    line.disputed += 1;
    payment.disputed = true;
  });
});

on('RulingSupported', async (event, context) => {
  const { disbursement, auditor, ruling, carried, at } = event;
  const word = { actor: auditor, ruling, carried };
  await addStep(context, { disbursement, kind: 'ruled', ...word, ...at });
  if (!carried) return;
  await weigh(context, event, (line, payment) => {
    if (payment.disputed) line.disputed -= 1;
    payment.disputed = false;
    if (ruling === 'resolve') return;
    payment.writtenOff = true;
    freeExposure(line, payment);
  });
});
